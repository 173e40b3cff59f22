"""A schedule from the plan to both stamps; a lesson is moved, a lesson is given: row done."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from tests.browser.test_story import text_of
from tests.verapdf import validate

pytestmark = [pytest.mark.browser, pytest.mark.either]

SCHEDULE = re.compile(r"/lessons/schedules/\d+/(#.*)?$")
LESSON = re.compile(r"/lessons/open/\d+/$")
ROW = "Ачык сабак өткөрүү"
TOPIC = "Квадраттык теңдемелерди чыгаруу жолдору"
PROPOSED = "Пифагордун теоремасы"
REASON = "Мугалим ооруп калгандыктан"


def school_days():
    """The last school day, another near it in the same half of the year, and that half."""
    day = timezone.localdate()
    day -= timedelta(days=day.weekday() == 6)
    near = day + timedelta(days=7)
    if (near.month > 8) != (day.month > 8):
        near = day - timedelta(days=7)
    return day, near, "1" if day.month > 8 else "2"


def send(page, where, **fields):
    """Fill the one form of the page and send it."""
    for name, value in fields.items():
        page.fill(f"main form.sheet [name={name}]", str(value))
    page.click("main form.sheet button[type=submit]")
    page.wait_for_url(where)


def clean(page):
    assert Axe().run(page).response["violations"] == []


def make(page, half, day):
    """The row of the plan becomes a lesson; its day, class, hour and room are typed."""
    page.goto("/lessons/")
    clean(page)
    page.click("main a[href='/lessons/schedules/']")
    page.click("main a[href='/lessons/schedules/create/']")
    page.select_option("[name=half]", half)
    send(page, SCHEDULE)
    url = page.url
    page.click("main a[href$='/rows/']")
    page.locator("main label", has_text=ROW).click()
    send(page, SCHEDULE)
    page.click("main a[href$='/update/']")
    send(page, SCHEDULE, topic=TOPIC, school_class="7ң", day=day, period=3, room=12)
    line = page.locator("tr[id^=lesson-]", has_text=TOPIC)
    assert "7-Ң" in line.inner_text()
    clean(page)
    return url


def propose(page, url, day):
    page.goto(f"{url}lessons/propose/")
    said = {"topic": PROPOSED, "school_class": "8 А", "day": day, "period": 4, "room": 12}
    send(page, SCHEDULE, **said)


def decide(page, url, verb):
    page.goto(f"{url}{verb}/")
    said = page.inner_text("main")
    send(page, SCHEDULE)
    return said


def open_lesson(page, topic):
    page.locator("main tr[id^=lesson-] a", has_text=topic).first.click()
    page.wait_for_url(LESSON)


def text_at(page, url, file):
    file.write_bytes(page.request.get(url).body())
    ok, broken = validate(file)
    assert ok, broken
    return text_of(file)


def test_a_schedule_is_made_approved_moved_and_given(site, enter, tmp_path):
    row = site.run("tests/browser/union.py", "18", "in_force").split()[-1]
    day, near, half = school_days()
    head, teacher = enter("head18"), enter("teacher18", width=390, height=844)
    deputy, director = enter("deputy"), enter("director")

    url = make(head, half, day)
    propose(teacher, url, near)
    head.goto(url)
    head.locator("main form[action$='/accept/'] button").click()
    head.wait_for_url(LESSON)
    decide(head, url, "submit")
    assert TOPIC in decide(deputy, url, "agree")
    assert PROPOSED in decide(director, url, "approve")

    head.goto(url)
    open_lesson(head, PROPOSED)
    head.click("main a[href$='/move/']")
    clean(head)
    send(head, LESSON, day=day, period=5, room="21", reason=REASON)
    assert REASON in head.inner_text("main")
    teacher.goto("/")
    assert REASON in teacher.inner_text("main")

    teacher.goto(url)
    open_lesson(teacher, TOPIC)
    clean(teacher)
    teacher.click("main a[href$='/give/']")
    send(teacher, LESSON, text="Жети конок келди.")
    assert teacher.locator(".badge-done").count() == 1
    head.goto(row)
    assert head.locator(".page-head .badge-done").count() == 1

    now = text_at(head, f"{url}pdf/?language=ky", tmp_path / "now.pdf")
    for words in ("МАКУЛДАШЫЛДЫ", "Ч.Э.Токтосунова", "БЕКИТЕМ", "К.О.Асылбеков", REASON):
        assert words in now, words
    head.goto(url)
    approved = head.locator("main a[href*='/schedules/revisions/']").get_attribute("href")
    assert REASON not in text_at(head, approved, tmp_path / "approved.pdf")
    for page in (head, teacher, deputy, director):
        assert page.complaints == []
