"""A lesson is visited by two: on the phone, without a line for a while, answered, agreed."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from tests.browser.test_story import text_of
from tests.verapdf import validate

pytestmark = [pytest.mark.browser, pytest.mark.either]

VISIT = re.compile(r"/lessons/visits/\d+/$")
SHEET = re.compile(r"/lessons/sheets/\d+/$")
PHONE = {"width": 390, "height": 844}
SUNDAY = 6
TOPIC = "Бөлчөктөрдү кошуу"
OFFLINE = "Байланыш жок учурда жазылды: жуп менен иштешти."
ADVICE = "Жыйынтыкка беш мүнөт калтыруу."
CONCLUSION = "Сабак максатына жетти."
OWN = "Мен да жыйынтыкка убакыт жетпегенин көрдүм."


def send(page, leads_to, **fields):
    """Fill the one form of the page and send it."""
    for name, value in fields.items():
        page.fill(f"main form.sheet [name={name}]", value)
    page.click("main form.sheet button[type=submit]")
    page.wait_for_url(leads_to)


def plan(page, teacher, visitors):
    """A visit of today; the class is typed as one word. In holidays it has to be meant."""
    day = timezone.localdate()
    day -= timedelta(days=day.weekday() == SUNDAY)
    page.goto("/lessons/visits/create/")
    choice = page.locator("select[name=teacher]")
    choice.select_option(
        choice.locator("option", has_text=teacher).first.get_attribute("value")
    )
    page.select_option("select[name=subject]", index=1)
    page.fill("[name=school_class]", "7ң")
    page.fill("[name=day]", day.isoformat())
    page.fill("[name=topic]", TOPIC)
    for name in visitors:
        page.locator(".form-check", has_text=name).locator("input").check()
    page.click("main form.sheet button[type=submit]")
    if page.locator("[name=in_holidays]").count():
        page.check("[name=in_holidays]")
        page.click("main form.sheet button[type=submit]")
    page.wait_for_url(VISIT)
    assert "7-Ң" in page.inner_text("h1")
    return page.url


def open_sheet(page, url):
    """From the visit to the sheet, as somebody who sits in the classroom does."""
    page.goto(url)
    assert page.locator("a[href$='/record/']").count() == 1  # one's own, and no other
    page.click("a[href$='/record/']")
    page.wait_for_selector("form[data-autosave]")
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    return page.url.removesuffix("record/")


def tap(page, points, lines):
    for place in lines:
        page.locator(".segmented").nth(place).locator("label", has_text=points).click()


def safe(page):
    page.wait_for_selector(".save-state.is-saved", timeout=30_000)


def stored(page, name):
    """What the server has, seen by a fresh load in another tab."""
    tab = page.context.new_page()
    tab.goto(page.url)
    text = tab.locator(f"[name={name}]").input_value()
    ticked = tab.locator(".segmented input:checked").count()
    tab.close()
    return text, ticked


def with_a_dead_line(page):
    """Half of it before the line drops, half without one; nothing is lost."""
    tap(page, "2", range(5))
    safe(page)
    page.context.set_offline(True)
    tap(page, "1", range(5, 10))
    page.fill("[name=strengths]", OFFLINE)
    page.wait_for_selector(".save-state.is-late", timeout=15_000)
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    safe(page)
    assert stored(page, "strengths") == (OFFLINE, 10)


def share_too_early(page, sheet):
    """It says what is missing and leads there; nobody sees anything."""
    page.goto(f"{sheet}share/")
    missing = page.locator(".alert-warning a")
    assert missing.count() == 2
    page.check("[name=sure]")
    page.click("main form.sheet button[type=submit]")
    assert page.locator(".alert-danger").count() == 1
    missing.first.click()
    page.wait_for_selector("form[data-autosave]")


def finish(page, sheet, **texts):
    for name, text in texts.items():
        page.fill(f"[name={name}]", text)
    safe(page)
    page.goto(f"{sheet}share/")
    page.check("[name=sure]")
    send(page, SHEET)


def paper(page, url, tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(page.request.get(url).body())
    ok, broken = validate(file)
    assert ok, broken
    return text_of(file)


def test_a_lesson_is_visited_by_two_on_phones_answered_and_agreed(enter, tmp_path):
    secretary, head = enter("secretary", **PHONE), enter("head", **PHONE)
    teacher = enter("teacher", **PHONE)
    name = teacher.inner_text(".menu-name") or "Ысакова"
    me, other = (
        page.locator("summary .menu-name").text_content() for page in (secretary, head)
    )

    url = plan(secretary, name.split()[0], [me.split()[0], other.split()[0]])
    first = open_sheet(secretary, url)
    with_a_dead_line(secretary)
    share_too_early(secretary, first)
    finish(secretary, first, to_improve="Убакыт.", recommendation=ADVICE, conclusion=CONCLUSION)

    second = open_sheet(head, url)
    assert second != first
    assert head.request.get(first).status == 404  # the other visitor's is not one's own
    assert teacher.request.get(second).status == 404  # nor is a draft the teacher's
    tap(head, "2", range(10))
    finish(head, second, strengths="Так.", to_improve="Үн.", conclusion="Жакшы сабак болду.")

    teacher.goto(f"{first}answer/")
    send(teacher, SHEET, self_analysis=OWN, reply="Рахмат.")
    teacher.goto(second)
    teacher.click("form[action$='/agree/'] button")
    secretary.goto(first)
    assert OWN in secretary.inner_text("main")
    secretary.click("form[action$='/agree/'] button")
    secretary.wait_for_selector("a[href*='/advice/']")
    assert Axe().run(secretary).response["violations"] == []

    filed = paper(secretary, f"{first}pdf/", tmp_path)
    for words in ("САБАКТЫ ТАЛДОО БАРАГЫ", OFFLINE, ADVICE, OWN, "15 / 20"):
        assert words in filed, words
    journal = paper(head, "/lessons/visits/journal/pdf/?language=ky", tmp_path)
    for words in ("САБАККА ӨЗ АРА КАТЫШУУ ЖУРНАЛЫ", TOPIC, CONCLUSION, "Жакшы сабак болду."):
        assert words in journal, words
    union = head.request.get(url).text()
    balance = re.search(r"/lessons/visits/of/\d+/", union)[0]
    head.goto(balance)
    assert Axe().run(head).response["violations"] == []
    assert head.complaints == teacher.complaints == []
