"""A subject week from its plan to the printed report: returned, approved, held, reported."""

import re
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from tests.browser.test_story import text_of
from tests.lessons.photos import a_photo
from tests.verapdf import validate

pytestmark = [pytest.mark.browser, pytest.mark.either]

WEEK = re.compile(r"/lessons/weeks/\d+/(#row-\d+)?$")
TITLE = "Математика жумалыгы"
OPENING = ("opening", "Салтанаттуу линейка", "5–11")
QUIZ = ("event", "«Кызыктуу математика» викторинасы", "7-А, 7-Ң")
TRIP = ("event", "Обсерваторияга экскурсия", "9-Б")
CLOSING = ("closing", "Жеңүүчүлөрдү сыйлоо", "5–11")
WON = "Асанов Бек, 7-Ң – I орун"
MISSING = "Автобус болгон жок"
BEST = "Викторина эң кызыктуу өттү"
NEXT = "Кийинки жылы октябрда өткөрүлсүн"


def days():
    """The six days of last week; early in September those there are."""
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday() + 7)
    first = max(monday, date(today.year, 9, 1)) if monday.month == 8 else monday
    return first, min(first + timedelta(days=5), today)


def send(page, **fields):
    """Fill the one form of the page and send it."""
    for name, value in fields.items():
        page.fill(f"main form.sheet [name={name}]", value)
    page.click("main form.sheet button[type=submit]")
    page.wait_for_url(WEEK)


def make(page):
    first, last = days()
    page.goto("/lessons/weeks/")
    page.click("main a[href='/lessons/weeks/create/']")
    send(page, title=TITLE, first=f"{first}", last=f"{last}", goal="Кызыгууну арттыруу")
    return page.url


def add(page, url, event, day, *, person=""):
    kind, text, classes = event
    page.goto(f"{url}rows/")
    page.select_option("[name=kind]", kind)
    page.select_option("[name=day]", f"{day}")
    if person:
        page.get_by_label(re.compile(person)).check()
    send(page, text=text, classes=classes, place="31-кабинет")


def press(page, url, verb):
    page.goto(url)
    button = page.locator(f"form[action$='/{verb}/'] button")
    if page.locator(f"details:has(form[action$='/{verb}/']) > summary").count():
        page.locator(f"details:has(form[action$='/{verb}/']) > summary").click()
    button.click()
    page.wait_for_load_state()


def row(page, event):
    return page.locator("#programme li", has_text=event[1])


def mark(page, url, event, verb, **said):
    page.goto(url)
    row(page, event).locator(f"a[href$='/{verb}/']").click()
    assert Axe().run(page).response["violations"] == []
    send(page, **said)


def paper(page, url, folder, language):
    file = folder / f"{language}.pdf"
    file.write_bytes(page.request.get(f"{url}?language={language}").body())
    ok, broken = validate(file)
    assert ok, broken
    return text_of(file)


def test_a_subject_week_is_planned_approved_held_and_reported(site, enter, tmp_path):
    site.run("tests/browser/union.py", "17")
    head, deputy = enter("head17"), enter("deputy")
    first, last = days()

    url = make(head)
    add(head, url, OPENING, first)
    add(head, url, QUIZ, first, person="Үсөнова")
    add(head, url, TRIP, min(first + timedelta(days=1), last))
    press(head, url, "submit")
    deputy.goto(f"{url}return/")
    send(deputy, text="Жабылышын кошуңуз.")
    head.goto(url)
    assert "Жабылышын кошуңуз." in head.inner_text("main")
    add(head, url, CLOSING, last)
    press(head, url, "submit")
    deputy.goto(f"{url}approve/")
    assert CLOSING[1] in deputy.inner_text("main")
    assert Axe().run(deputy).response["violations"] == []
    send(deputy)
    plan = paper(head, f"{url}pdf/", tmp_path, "ky")
    for words in ("БЕКИТЕМ", "Ч.Э.Токтосунова", TITLE, QUIZ[1], "Үсөнова", CLOSING[1]):
        assert words in plan, words

    teacher = enter("teacher17", width=390, height=800)
    mark(teacher, url, QUIZ, "hold", groups="2", pupils="43", winners=WON)
    assert row(teacher, QUIZ).locator("a[href$='/hold/']").count() == 0
    press(head, url, "report")
    assert OPENING[1] in head.inner_text(".alert-error")  # nobody has said yet how it went
    mark(head, url, OPENING, "hold", groups="12", pupils="310")
    mark(head, url, TRIP, "miss", remark=MISSING)
    mark(head, url, CLOSING, "hold", groups="12", pupils="305")
    teacher.goto(f"{url}attach/")
    teacher.set_input_files(
        "input[type=file]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": a_photo()}
    )
    teacher.click("main form.sheet button[type=submit]")
    teacher.wait_for_url(WEEK)
    kept = teacher.request.get(
        teacher.locator("main a[href^='/files/']").get_attribute("href")
    ).body()
    assert b"Samsung" not in kept

    head.goto(f"{url}write/")
    assert WON in head.input_value("[name=winners]")
    send(head, best=BEST, proposals=NEXT)
    press(head, url, "report")
    assert Axe().run(head).response["violations"] == []
    report = paper(head, f"{url}report/pdf/", tmp_path, "ky")
    for words in (TITLE, QUIZ[1], "43", WON, TRIP[1], MISSING, BEST, NEXT, "658"):
        assert words in report, words
    assert (
        "Отчёт о предметной неделе".upper()
        in paper(head, f"{url}report/pdf/", tmp_path, "ru").upper()
    )
    head.goto(f"{url}write/")
    assert head.locator("main form.sheet").count() == 0  # handed in: nobody changes it
    assert deputy.complaints == teacher.complaints == []
