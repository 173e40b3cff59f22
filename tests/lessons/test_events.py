"""An event from its plan to its outcome: people, seats, certificates, papers, notices."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry, Notification
from core.permissions import Refused, can
from lessons import services
from lessons.documents.events import EventPaper, SignInSheet
from lessons.models import Event
from lessons.workflow import EventStatus
from tests import factories as make

pytestmark = pytest.mark.django_db

CAST = [
    "director", "deputy", "head", "secretary", "teacher", "stranger", "other_head",
    "foreigner", "clerk", "gone",
]  # fmt: skip
VERBS = [
    "change", "hold", "cancel", "reopen", "join", "leave", "enlist", "attend", "certify",
    "attach", "detach",
]  # fmt: skip
PLANNED, HELD, CANCELLED = EventStatus
JOINS = {who: {"join"} for who in CAST if who != "foreigner"}
ALLOWED = {
    **{(who, PLANNED): verbs for who, verbs in JOINS.items()},
    ("head", PLANNED): {
        "change", "hold", "cancel", "join", "enlist", "attend", "attach", "detach",
    },
    ("secretary", PLANNED): {"join", "enlist", "attend"},
    ("head", HELD): {"reopen", "certify", "attach", "detach"},
    ("head", CANCELLED): {"reopen"},
}  # fmt: skip


@pytest.fixture
def event(association):
    return make.an_event(association)


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


@pytest.mark.parametrize("stage", EventStatus)
@pytest.mark.parametrize("who", CAST)
def test_who_may_do_what_and_when(request, association, event, secretary, who, stage):
    person = request.getfixturevalue(who)
    Event.objects.filter(pk=event.pk).update(status=stage)
    event = fresh(event)

    verbs = {verb for verb in VERBS if can(person, f"lessons.{verb}_event", event)}

    assert verbs == ALLOWED.get((who, stage), set())
    assert Event.objects.visible_to(person).filter(pk=event.pk).exists() == (who != "foreigner")
    points = bool(can(person, "lessons.create_eventpoint", event))
    assert points == ("change" in verbs)


def test_the_last_seat_goes_to_one_person(event, teacher, stranger):
    Event.objects.filter(pk=event.pk).update(seats=1)
    services.join_event(event, by=stranger)
    with pytest.raises(Refused, match="All seats are taken"):
        services.join_event(event, by=teacher)
    with pytest.raises(Refused, match="signed up already"):
        services.join_event(event, by=stranger)
    services.leave_event(event, by=stranger)
    services.join_event(event, by=teacher)

    assert [row.person for row in event.participants.all()] == [teacher]


def test_nobody_signs_up_when_it_is_over(event, teacher):
    Event.objects.filter(pk=event.pk).update(day=timezone.localdate() - timedelta(days=1))

    assert can(teacher, "lessons.join_event", fresh(event)).reason == "Signing up is over."


def test_what_is_still_to_come_was_not_held(event, head):
    Event.objects.filter(pk=event.pk).update(day=timezone.localdate() + timedelta(days=1))

    for verb in ("hold", "attend"):
        assert not can(head, f"lessons.{verb}_event", fresh(event))


def test_the_list_takes_people_and_guests(event, secretary, teacher, stranger):
    services.enlist_event(event, by=secretary, people=[teacher, stranger], guest="Осмонов Т.")
    services.enlist_event(event, by=secretary, people=[teacher], guest="Экинчи конок")
    with pytest.raises(ValidationError, match="Choose somebody"):
        services.enlist_event(event, by=secretary, people=[], guest=" ")

    assert event.participants.count() == 4
    guest = event.participants.get(guest="Осмонов Т.")
    services.remove_eventparticipant(guest, by=secretary)
    assert event.participants.count() == 3


def test_an_event_is_held_with_its_outcome_and_filed(event, head, teacher, stranger):
    came, absent = make.a_participant(event, teacher), make.a_participant(event, stranger)
    guest = make.a_participant(event, guest="Осмонов Т.")
    services.attend_event(event, by=head, came=[came, guest])
    with pytest.raises(ValidationError, match="Say what came out"):
        services.hold_event(event, by=head, outcome=" ")
    services.hold_event(event, by=head, outcome="Иштелди", recommendations="Колдонуу")

    event = fresh(event)
    assert (event.status, event.outcome) == ("held", "Иштелди")
    assert (fresh(came).came, fresh(absent).came) == (True, False)
    data = json.loads(event.paper.snapshot)
    assert (data["outcome"], data["guests"]) == ("Иштелди", ["Осмонов Т."])
    assert [row["ky"] for row in data["came"]] == [teacher.list_name_in("ky")]
    changes = [
        lambda: Event.objects.filter(pk=event.pk).update(outcome="Башка"),
        lambda: event.participants.filter(pk=absent.pk).update(came=True),
        lambda: make.a_participant(event, head),
        lambda: make.a_point(event),
    ]
    for change in changes:
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()


def test_certificates_are_numbered_without_gaps(association, head, teacher, stranger):
    for person in (teacher, stranger):
        event = make.an_event(association)
        make.a_participant(event, person, came=True)
        make.a_participant(event, head, came=None)
        Event.objects.filter(pk=event.pk).update(status="held")
        services.certify_event(fresh(event), by=head)
        with pytest.raises(ValidationError, match="has a number already"):
            services.certify_event(fresh(event), by=head)

    rows = Event.objects.order_by("pk").values_list("participants__certificate", flat=True)
    assert [number for number in rows if number] == [1, 2]


def test_those_who_signed_up_are_told(event, head, teacher, client):
    make.a_participant(event, teacher)
    client.force_login(head)
    url = reverse("lessons:event_update", args=[event.pk])
    fields = {"kind": event.kind, "title": event.title, "place": "Китепкана"}
    client.post(url, {**fields, "day": f"{event.day}", "version": event.version})
    assert "Китепкана" in Notification.objects.get(to=teacher).text
    with pytest.raises(ValidationError, match="Say why"):
        services.cancel_event(fresh(event), by=head, text="")
    services.cancel_event(fresh(event), by=head, text="Карантин")

    notice = Notification.objects.filter(to=teacher).latest("pk")
    assert notice.urgent
    assert "Карантин" in notice.text
    services.reopen_event(fresh(event), by=head, text="Карантин бүттү")
    assert fresh(event).status == "planned"


def test_a_held_event_closes_its_row_of_the_plan(association, head):
    plan = make.a_plan(association)
    row = make.a_plan_row(plan, kind="seminar")
    make.in_force(plan)
    event = make.an_event(association, plan_row=row)
    services.hold_event(event, by=head, outcome="Иштелди")
    assert fresh(row).status == "done"
    services.reopen_event(fresh(event), by=head, text="Ката")

    assert fresh(row).status != "done"
    first = fresh(event).paper
    services.hold_event(fresh(event), by=head, outcome="Дагы иштелди")
    assert fresh(first).state == "replaced"


def test_a_practical_seminar_wants_open_lessons(event, head, teacher, client):
    client.force_login(head)
    assert "clause 5.6" in client.get(event.get_absolute_url()).content.decode()
    schedule = make.a_schedule(event.association)
    event.open_lessons.add(make.an_open_lesson(schedule, teacher))
    make.in_force_schedule(schedule)

    page = client.get(event.get_absolute_url()).content.decode()

    assert "clause 5.6" not in page
    assert "Квадраттык теңдеме" in page


def test_a_day_is_a_school_day_of_a_year(association, head, client):
    client.force_login(head)
    url, today = reverse("lessons:event_create"), timezone.localdate()
    sunday = today + timedelta(days=6 - today.weekday())
    usual = {"association": association.pk, "kind": "seminar", "title": "Тема"}
    for day, words in (
        (sunday, "Sunday"),
        (today.replace(year=2001, day=1), "outside the school years"),
    ):
        page = client.post(url, {**usual, "day": f"{day}"}).content.decode()
        assert words in page
        assert "Тема" in page
    hours = {"begins": "15:00", "ends": "14:00"}
    page = client.post(url, {**usual, "day": f"{today}", **hours}).content.decode()
    assert "The end must not come before the beginning." in page
    assert not Event.objects.exists()


def test_points_of_the_programme_are_written_and_taken_out(event, head, teacher, client):
    client.force_login(head)
    url = reverse("lessons:eventpoint_create", args=[event.pk])
    both = {"title": "Баяндама", "speaker": teacher.pk, "guest": "Осмонов Т."}
    client.post(url, both)

    point = event.points.get()
    assert (point.title, point.speaker) == ("Баяндама", teacher)
    services.remove_eventpoint(point, by=head)
    assert not event.points.exists()
    assert AuditEntry.objects.filter(verb="remove_point").exists()


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_papers_say_what_stands_in_the_event(event, head, teacher, language):
    make.a_point(event, speaker=teacher)
    make.a_point(event, title="Конок сөзү", guest="Осмонов Т.", begins=None)
    make.a_participant(event, teacher)
    make.a_participant(event, guest="Тышкы конок")
    programme = EventPaper(event, language=language).html()
    sheet = SignInSheet(event, language=language)

    for words in ("14.00", "Теориялык бөлүк", teacher.list_name_in(language), "Осмонов Т."):
        assert words in programme
    assert {"ky": "Практикалык семинардын программасы", "ru": "Программа практического"}[
        language
    ] in programme
    for words in ("Тышкы конок", teacher.full_name_in(language)):
        assert words in sheet.html()
    assert sheet.pdf().startswith(b"%PDF")


def test_events_that_wait_for_their_outcome(event, head, teacher):
    today = timezone.localdate()
    assert event not in Event.objects.waiting_for(head, today)
    later = today + timedelta(days=1)
    assert event in Event.objects.waiting_for(head, later)
    assert event not in Event.objects.waiting_for(teacher, later)
    Event.objects.filter(pk=event.pk).update(status="held")
    assert event in Event.objects.practical(event.year)
