"""A plan from the template to both stamps: written, returned, answered, agreed, approved."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_story import text_of
from tests.verapdf import validate

pytestmark = [pytest.mark.browser, pytest.mark.either]

PLAN = re.compile(r"/plans/\d+/$")
ROW = "Мугалимдердин көргөзмөлөрүн уюштуруу"
CHANGED = "Мугалимдердин көргөзмөсүн жана чеберчилик сабактарын уюштуруу"
ON_ROW = "Чеберчилик сабактарын да киргизиңиз."
ON_TASKS = "Мектептин темасына байланышкан милдетти кошуңуз."
TASKS = "Ар бир мугалим эки ачык сабак өткөрөт"
MORE = "Окуу сабаттуулугу ар бир сабакта өнүктүрүлөт"


def send(page, **fields):
    """Fill the one form of the page and send it."""
    for name, value in fields.items():
        page.fill(f"main form.sheet [name={name}]", value)
    page.click("main form.sheet button[type=submit]")
    page.wait_for_url(PLAN)


def make(page):
    """From the template: thirty-four rows, a heading, one row edited in its place."""
    page.goto("/plans/")
    page.click("main a[href='/plans/create/']")
    assert page.locator("input[value=template]").is_checked()
    page.click("main form.sheet button[type=submit]")
    page.wait_for_url(re.compile(r"/plans/\d+/rows/$"))
    url = page.url.removesuffix("rows/")
    assert page.locator("#rows li[data-row]").count() == 34
    row = page.locator("#rows li[data-row]", has_text=ROW)
    row.locator("a").first.click()
    form = page.locator("li[data-open] form")
    form.locator(".ticks label", has_text="Үсөнова").locator("input").check()
    form.locator("button[type=submit].btn-primary").click()
    page.locator("li[data-row]", has_text="Үсөнова").locator(".is-saved").wait_for()
    page.goto(f"{url}update/")
    send(page, goal="Билим сапатын жогорулатуу.", tasks=TASKS)
    return url


def submit(page, url):
    page.goto(url)
    page.click(f"main a[href$='{url.partition('//')[2].partition('/')[2]}submit/']")
    send(page)


def give_back(page, url):
    """Two remarks, each pinned to its place; then the plan goes back with a word."""
    page.goto("/plans/waiting/")
    page.click(f"main a[href$='/{url.rstrip('/').rpartition('/')[2]}/']")
    page.wait_for_url(url)
    for words, place in ((ON_ROW, ROW), (ON_TASKS, "")):
        page.goto(f"{url}remarks/")
        choice = page.locator("select[name=place]")
        found = choice.locator("option", has_text=place).first if place else None
        choice.select_option(found.get_attribute("value") if found else "tasks")
        send(page, text=words)
    page.goto(f"{url}return/")
    assert Axe().run(page).response["violations"] == []
    send(page, text="Эки сын-пикирди эске алыңыз.")


def answer(page, url):
    """Each remark stands beside its row or in the list; one leads to other words."""
    page.goto("/")
    assert page.locator(f"main a[href*='{url[url.index('/plans/') :]}']").count()
    page.goto(f"{url}rows/")
    row = page.locator("#rows li[data-row]", has_text=ROW)
    assert ON_ROW in row.inner_text()
    row.locator("a").first.click()
    page.fill("li[data-open] [name=text]", CHANGED)
    page.click("li[data-open] button[type=submit].btn-primary")
    page.locator("li[data-row]", has_text=CHANGED).locator(".is-saved").wait_for()
    page.goto(f"{url}update/")
    send(page, tasks=f"{TASKS}\n{MORE}")
    for _remark in range(2):
        page.goto(url)
        page.goto(
            page.locator("main a[href*='/remarks/'][href$='/answer/']").first.get_attribute(
                "href"
            )
        )
        send(page, answer="Толуктадык.")
    page.goto(url)
    assert page.locator("main a[href$='/answer/']").count() == 0


def decide(page, url, verb):
    page.goto(f"{url}{verb}/")
    said = page.inner_text("main")
    send(page)
    return said


def test_a_plan_is_made_returned_agreed_and_approved(site, enter, tmp_path):
    site.run("tests/browser/union.py", "16")
    head, deputy, director = enter("head16"), enter("deputy"), enter("director")

    url = make(head)
    submit(head, url)
    give_back(deputy, url)
    answer(head, url)
    submit(head, url)
    said = decide(deputy, url, "agree")
    assert MORE in said
    assert "чеберчилик сабактарын" in said
    assert "Толуктадык." in said
    assert CHANGED in decide(director, url, "approve")

    file = tmp_path / "plan.pdf"
    file.write_bytes(head.request.get(f"{url}pdf/").body())
    text = text_of(file)
    for words in ("МАКУЛДАШЫЛДЫ", "Ч.Э.Токтосунова", "БЕКИТЕМ", "К.О.Асылбеков", CHANGED):
        assert words in text, words
    ok, broken = validate(file)
    assert ok, broken
    head.goto(f"{url}update/")
    assert head.locator("main form.sheet").count() == 0  # it holds: nobody changes it
    assert deputy.complaints == director.complaints == []
