"""Meeting 3 begins with what meeting 2 resolved: decided by taps on a phone, and printed."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser.test_story import saved, text_of

pytestmark = [pytest.mark.browser, pytest.mark.either]

# An association of its own; its last meeting gave three tasks: done, late, not yet due.
SEED = """
import json
from datetime import date, timedelta
from django.utils import timezone
from associations.models import Association, Membership, User
from meetings import services
from meetings.documents.snapshot import protocol_data, text_digest
from meetings.models import AgendaItem, Meeting, Resolution
school = User.objects.get(username="head2").school
association = Association.objects.create(school=school, name_ky="Химия", name_ru="МО химиков",
    genitive_ky="химиктердин", genitive_ru="МО химиков")
people = []
for login, surname, role in (("head9", "Сыдыкова", "head"),
        ("secretary9", "Токтогулова", "secretary"), ("teacher9", "Усенова", "member")):
    person = User(school=school, username=login, surname_ky=surname, surname_ru=surname,
        first_name_ky="Айгүл", first_name_ru="Айгуль", language="ru")
    person.set_password("Birikme-Demo-2026")
    person.save()
    Membership.objects.create(association=association, person=person, role=role,
        since=date(2020, 9, 1))
    people.append(person)
head, secretary, teacher = people
day = timezone.localdate() - timedelta(days=12)
meeting = Meeting(association=association, date=day, place="101", chair=head,
    secretary=secretary, author=head, topic="control")
meeting.clean()
meeting.save()
services.sync_attendance(meeting)
meeting.attendance.update(status="present")
item = AgendaItem.objects.create(meeting=meeting, position=1, title="О плане работы",
    heard="План.", state="decided")
for place, (words, days) in enumerate((("Составить график.", 5), ("Провести урок.", 6),
        ("Подготовить отчёт.", 40)), 1):
    row = Resolution.objects.create(item=item, position=place, text=words, due_kind="date",
        due=day + timedelta(days=days))
    row.responsible.add(teacher)
services.hold_meeting(meeting, by=head, nevertheless=True)
meeting.refresh_from_db()
services.sign_meeting(meeting, by=head, digest=text_digest(protocol_data(meeting)))
meeting.refresh_from_db()
waiting = meeting.protocols.get(state="signing")
services.countersign_meeting(meeting, by=secretary, digest=waiting.digest)
done = Resolution.objects.get(item=item, position=1)
services.finish_resolution(done, by=head, outcome="График составлен.")
print(json.dumps({"number": meeting.number}))
"""


def plan(page):
    page.goto("/meetings/create/")
    page.fill("input[name=date]", f"{timezone.localdate()}")
    page.fill("input[name=starts_at]", "14:00")
    page.fill("input[name=place]", "205")
    page.fill("input[name=topic]", "Итоги")
    page.click("main form.sheet button[type=submit]")
    page.wait_for_url(re.compile(r"/meetings/\d+/$"))
    return page.url


def decide(page, url, number, new_date):
    """Taps on a phone: one is taken off control, one gets another day; the third is left."""
    page.goto(f"{url}record/")
    page.click("button[name=everybody]")
    rows = page.locator("fieldset.control")
    shown = [" ".join(rows.nth(n).inner_text().split()) for n in range(rows.count())]
    for place, words in enumerate(("выполнено|done", "просроч|late|кеч", ""), 1):
        assert f"№ {number} · 1.{place}" in shown[place - 1]
        assert re.search(words, shown[place - 1]), shown
    rows.nth(0).locator("input[value=done] + label").click()
    assert not rows.nth(1).locator("input[type=date]").is_visible()
    rows.nth(1).locator("input[value=moved] + label").click()
    rows.nth(1).locator("input[type=date]").fill(new_date)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    saved(page)
    page.reload()
    rows = page.locator("fieldset.control")
    assert rows.nth(0).locator("input[value=done]").is_checked()
    assert rows.nth(1).locator("input[type=date]").input_value() == new_date
    assert rows.nth(2).locator("input:checked").count() == 0
    card = page.locator("section.item-card").first
    assert card.locator("select[name=state]").input_value() == "decided"
    card.locator("[data-row-add=resolution]").click()
    card.locator("[data-rows=resolution] textarea").last.fill("Принять к сведению.")
    saved(page)


def hold(page, url):
    page.goto(f"{url}hold/")
    box = page.locator("main form input[type=checkbox]")
    if box.count():
        box.check()
    page.click("main form.sheet button[type=submit]")
    page.wait_for_url(url)


def sign_both(pages, url):
    head, secretary = pages
    for page, verb in ((head, "sign"), (secretary, "countersign")):
        page.goto(f"{url}{verb}/")
        page.locator("main form input[type=checkbox]").check()
        page.click("main form.sheet button[type=submit]")
        page.wait_for_url(url)


def test_the_third_meeting_begins_with_the_second_ones_resolutions(site, enter, tmp_path):
    told = site.run("manage.py", "shell", "-c", SEED).strip().splitlines()[-1]
    number = json.loads(told)["number"]
    head = enter("head9", width=390, height=844)
    new_date = f"{timezone.localdate() + timedelta(days=15)}"

    url = plan(head)
    decide(head, url, number, new_date)
    hold(head, url)
    sign_both((head, enter("secretary9")), url)

    link = head.locator("a[href^='/meetings/protocols/']").first.get_attribute("href")
    file = tmp_path / "protocol.pdf"
    file.write_bytes(head.request.get(link).body())
    text, place = text_of(file), 0
    for line in (
        "1. О выполнении решений предыдущего заседания",
        "1. СЛУШАЛИ:",
        f"– Решение 1.1 протокола № {number}: Составить график (ответственный:",
        "– выполнено.",
        f"– Решение 1.2 протокола № {number}: Провести урок",
        "– просрочено на 6 дней.",
        f"– Решение 1.3 протокола № {number}: Подготовить отчёт",
        "– выполняется.",
        "РЕШИЛИ:",
        f"– Решение 1.1 протокола № {number} снять с контроля как выполненное.",
        f"– Срок исполнения решения 1.2 протокола № {number} перенести: до",
        "1.1 Принять к сведению.",
    ):
        found = text.find(line, place)
        assert found >= 0, f"{line!r} is not in its place after {text[place:][:300]!r}"
        place = found + 1
    assert f"1.3 протокола № {number} " not in text[place - 200 :]
    assert head.complaints == []
