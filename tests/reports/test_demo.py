"""The demo: two schools in which everything has happened that can happen to a meeting."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from associations.models import Association, School, User
from core import attachments, audit
from lessons.models import (
    ClubProposal,
    DiaryEntry,
    Event,
    Mentorship,
    MentorshipReport,
    Olympiad,
    OpenLesson,
    Schedule,
    SubjectWeek,
)
from lessons.workflow import ScheduleStatus
from meetings.models import ControlRow, ItemProposal, Meeting, Protocol, Resolution
from meetings.workflow import MeetingStatus
from plans.models import IndividualPlan, Plan, PlanRow, RowMark, TopicPlan
from plans.workflow import IndividualPlanStatus, PlanStatus, TopicPlanStatus
from reports.management.demo.people import people, written


@pytest.mark.slow
@pytest.mark.either
@pytest.mark.uncounted
@pytest.mark.django_db
def test_the_demo_has_a_year_and_a_half_of_everything():
    call_command("load_demo", stdout=StringIO())

    sizes = [
        Association.objects.active().filter(school=s).count()
        for s in School.objects.order_by("pk")
    ]
    assert sizes == [9, 6]
    assert 85 <= User.objects.count() <= 110
    assert set(Meeting.objects.values_list("status", flat=True)) == set(MeetingStatus.values)
    told = Protocol.objects.filter(snapshot__contains="алгебра 8-«Б» класста 4 саат артта")
    assert [protocol.state for protocol in told] == ["signed"]
    told = Protocol.objects.filter(snapshot__contains="не хватает учебников для 7 класса")
    assert [protocol.state for protocol in told] == ["signed"]
    assert Resolution.objects.filter(status="done").count() > 100
    looked_at = ControlRow.objects.filter(item__meeting__status="signed")
    done, late = (looked_at.filter(standing__startswith=w).count() for w in ("done", "late"))
    assert done > late > 0
    together = Meeting.objects.filter(kind=Meeting.Kind.JOINT)
    assert [len(meeting.unions) for meeting in together] == [2, 2]
    assert set(ItemProposal.objects.values_list("status", flat=True)) >= {"new", "declined"}
    gatherings = Meeting.objects.filter(kind=Meeting.Kind.HEADS, status="signed")
    assert [meeting.association.is_council for meeting in gatherings] == [True, True]
    check_plans()
    check_lessons()
    for school in School.objects.all():
        assert list(audit.verify(school.pk)) == []
    with pytest.raises(CommandError):
        call_command("load_demo", stdout=StringIO())


def check_plans():
    """Both years of every association but one of each school, in every state there is."""
    year = max(Plan.objects.values_list("year__start__year", flat=True))
    plans = Plan.objects.annual().filter(year__start__year=year)
    assert plans.count() == 15 - 2
    assert set(plans.values_list("status", flat=True)) == set(PlanStatus.values) - {"draft"}
    last = Plan.objects.annual().exclude(year__start__year=year)
    assert set(last.values_list("status", flat=True)) == {"approved"}
    assert not last.filter(considered=None).exists()
    assert not Plan.objects.in_force().filter(in_force__paper=None).exists()
    [one, other] = plans.filter(status="returned")
    assert [plan.revisions.get().remarks.count() for plan in (one, other)] == [2, 2]
    rows = PlanRow.objects.in_life().filter(plan__in=plans).with_standing()
    assert {"done", "in_progress", "planned"} <= set(rows.values_list("standing", flat=True))
    closed = rows.filter(meeting__number__isnull=False)
    assert set(closed.values_list("standing", flat=True)) == {"done"}
    assert {row.plan.school.paper_language for row in rows} == {"ky", "ru"}
    done = RowMark.objects.filter(step="done")
    proven = {mark.school_id for mark in done if attachments.of(mark, "evidence").exists()}
    assert len(proven) == 2
    handed = set(TopicPlan.objects.values_list("status", flat=True))
    assert handed == set(TopicPlanStatus.values)
    handed = set(IndividualPlan.objects.values_list("status", flat=True))
    assert handed == set(IndividualPlanStatus.values)


def check_lessons():
    """Both schools: mentorships in every way they go, schedules, visits, events and weeks."""
    young = Mentorship.objects.values_list("school", "status")
    assert Counter(young) == {
        (school.pk, status): number
        for school in School.objects.all()
        for status, number in (("ended", 1), ("proposed", 1), ("appointed", 2))
    }
    assert set(MentorshipReport.objects.values_list("status", flat=True)) == {"accepted"}
    assert DiaryEntry.objects.count() > 2 * 8
    states = set(Schedule.objects.values_list("status", flat=True))
    assert states == set(ScheduleStatus.values)
    assert {"planned", "proposed"} <= set(OpenLesson.objects.values_list("status", flat=True))
    assert set(SubjectWeek.objects.values_list("status", flat=True)) >= {"reported"}
    assert Olympiad.objects.filter(status="finished").count() >= 2
    assert ClubProposal.objects.filter(status="proposed").count() == 2
    assert Event.objects.filter(kind="practical").count() == 2 * 3


def test_names_of_every_form_are_invented_and_the_same_each_time():
    crowd, again = people(5), people(5)
    names = [next(crowd) for _n in range(60)]

    assert names == [next(again) for _n in range(60)]
    assert any(name.surname.endswith(" кызы") for name in names)
    assert any(name.surname.endswith(" уулу") for name in names)
    assert any(name.father.endswith("овна") for name in names)
    assert any(not name.father for name in names)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Абазбек уулу Руслан", ("Абазбек уулу", "Руслан", "", "")),
        ("Жумабекова Айгүл Сапар кызы", ("Жумабекова", "Айгүл", "Сапар кызы", "Сапаровна")),
        ("Өмүрбеков Үсөн Ыдырысович", ("Өмүрбеков", "Үсөн", "Ыдырысович", "Ыдырысович")),
    ],
)
def test_a_written_name_is_understood(name, parts):
    person = written(name)

    assert (person.surname, person.first, person.father, person.father_ru) == parts
