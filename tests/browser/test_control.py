"""A teacher reports with a photo from a phone; the head returns it; then it is accepted."""

import pytest

from tests.browser.test_story import text_of
from tests.core.corpus import a_jpeg

pytestmark = [pytest.mark.browser, pytest.mark.either]

# An association of its own, whose second protocol gives a teacher something to do.
SEED = """
from datetime import date, timedelta
from django.utils import timezone
from associations.models import Association, Membership, User
from meetings import services
from meetings.documents.snapshot import protocol_data, text_digest
from meetings.models import AgendaItem, Meeting, Resolution
school = User.objects.get(username="head").school
association = Association.objects.create(school=school, name_ky="Физика", name_ru="МО физиков",
    genitive_ky="физиктердин", genitive_ru="МО физиков")
people = []
for login, surname, role in (("head8", "Сыдыкова", "head"),
        ("secretary8", "Токтогулова", "secretary"), ("teacher8", "Үсөнова", "member")):
    person = User(school=school, username=login, surname_ky=surname, surname_ru=surname,
        first_name_ky="Айгүл", first_name_ru="Айгуль", language="ky")
    person.set_password("Birikme-Demo-2026")
    person.save()
    Membership.objects.create(association=association, person=person, role=role,
        since=date(2020, 9, 1))
    people.append(person)
head, secretary, teacher = people
for number in range(2):
    day = timezone.localdate() - timedelta(days=20 - number)
    meeting = Meeting(association=association, date=day, place="101", chair=head,
        secretary=secretary, author=head, topic="control")
    meeting.clean()
    meeting.save()
    services.sync_attendance(meeting)
    meeting.attendance.update(status="present")
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="План жөнүндө",
        heard="План.", state="decided")
    row = Resolution.objects.create(item=item, position=1, text="Тест өткөрүлсүн.",
        due_kind="date", due=day + timedelta(days=30))
    if number:
        row.responsible.add(teacher)
    services.hold_meeting(meeting, by=head, nevertheless=True)
    meeting.refresh_from_db()
    services.sign_meeting(meeting, by=head, digest=text_digest(protocol_data(meeting)))
    meeting.refresh_from_db()
    waiting = meeting.protocols.get(state="signing")
    services.countersign_meeting(meeting, by=secretary, digest=waiting.digest)
"""
REPORT = "main a[href$='/report/']"


def report(page, words, photo=None):
    """Two taps: on the task's button, and on that of the form."""
    page.goto("/meetings/tasks/")
    page.click(REPORT)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.fill("main textarea[name=text]", words)
    if photo:
        page.set_input_files("input[name=files]", photo)
    page.click("main form.sheet button[type=submit]")
    page.wait_for_url("**/meetings/resolutions/*/")
    assert words in page.inner_text("main")


def answer(page, verb, words=""):
    """From the desk to the report, and what is said to it."""
    page.goto("/")
    page.locator("ul.todo a.btn-primary[href^='/meetings/resolutions/']").first.click()
    page.click(f"main a[href$='/{verb}/']")
    page.fill("main textarea[name=text]", words)
    page.click("main form.sheet button[type=submit]")
    page.wait_for_url("**/meetings/resolutions/*/")


def test_a_report_with_a_photo_is_returned_and_then_accepted(site, enter, tmp_path):
    site.run("manage.py", "shell", "-c", SEED)
    photo = tmp_path / "IMG_2031.jpg"
    photo.write_bytes(a_jpeg(1600, 1200))
    teacher, head = enter("teacher8", width=390, height=844), enter("head8")

    report(teacher, "Тест өткөрүлдү, сүрөтү тиркелди.", photo)
    assert teacher.locator(REPORT).count() == 0

    answer(head, "return", "Жыйынтыгын санда жазыңыз.")
    teacher.goto("/")
    task = teacher.locator("ul.todo li", has=teacher.locator("a[href$='/report/']"))
    assert task.locator(".badge-late").count() == 1
    assert "Жыйынтыгын санда жазыңыз." in teacher.inner_text("main")

    report(teacher, "28 окуучунун 21и тапшырды.")
    answer(head, "accept")
    link = head.locator("main a[href^='/files/']").first.get_attribute("href")
    assert head.request.get(link).body() == photo.read_bytes()
    assert head.locator(".page-head .badge-done").count() == 1
    teacher.goto("/meetings/tasks/")
    assert teacher.locator(REPORT).count() == 0

    trail = tmp_path / "trail.pdf"
    paper = head.locator("main a[href$='/trail/']").get_attribute("href")
    trail.write_bytes(head.request.get(paper).body())
    text, place = text_of(trail), 0
    for line in (
        "ТОКТОМДУН АТКАРЫЛЫШЫ ЖӨНҮНДӨ КӨЧҮРМӨ",
        "Тест өткөрүлсүн.",
        "протоколго кол коюлуп",
        "Тест өткөрүлдү, сүрөтү тиркелди.",
        "IMG_2031.jpg",
        "Жыйынтыгын санда жазыңыз.",
        "28 окуучунун 21и тапшырды.",
        "отчетту кабыл алды",
    ):
        found = text.find(line, place)
        assert found >= 0, f"{line!r} is not in its place after {text[place:][:300]!r}"
        place = found + 1
    assert head.complaints == teacher.complaints == []
