"""The form was open while somebody else acted: a word, nothing written, and never a fault."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from associations.models import User
from core.digests import PartlyDoneError
from core.permissions import can
from lessons import services
from lessons.forms.mentoring import ReportForm
from lessons.models import (
    Event,
    EventPoint,
    Mentorship,
    MentorshipReport,
    Olympiad,
    OlympiadResult,
    SubjectWeek,
    WeekRow,
)
from lessons.services import sheets as sheets_service
from lessons.views import events, mentoring, olympiads, weeks
from tests import factories as make
from tests.lessons.schedules import fresh

pytestmark = pytest.mark.django_db


def week_of(association):
    week = make.a_week(association)
    said = {"kind": "event", "day": f"{week.first}", "text": "Викторина"}
    return week, make.a_week_row(week), said, (SubjectWeek, "submitted")


def event_of(association):
    event = make.an_event(association)
    return event, make.a_point(event), {"title": "Баяндама"}, (Event, "held")


def olympiad_of(association):
    olympiad = make.an_olympiad(association, jury=[])
    said = {"pupil": "Асанов Б.", "school_class": "7-Ң"}
    return olympiad, make.a_result(olympiad), said, (Olympiad, "finished")


KINDS = {
    "weekrow": (week_of, weeks.WeekRowCreate, weeks.WeekRowUpdate, WeekRow),
    "eventpoint": (event_of, events.PointCreate, events.PointUpdate, EventPoint),
    "olympiadresult": (
        olympiad_of, olympiads.ResultCreate, olympiads.ResultUpdate, OlympiadResult,
    ),
}  # fmt: skip


@pytest.fixture(params=KINDS)
def case(request, association):
    make_it, create, update, model = KINDS[request.param]
    parent, row, said, (kind, state) = make_it(association)

    def goes_on(*_said, **_more):
        kind.objects.filter(pk=parent.pk).update(status=state)

    return request.param, parent, row, said, create, update, model, goes_on


def meanwhile(monkeypatch, page, goes_on):
    """Between the first look at the rights and the writing somebody acts."""
    form_valid = page.form_valid

    def late(self, form):
        goes_on()
        return form_valid(self, form)

    monkeypatch.setattr(page, "form_valid", late)


def test_what_is_added_while_the_whole_moves_on_is_refused(case, client, head, monkeypatch):
    name, parent, _row, said, page, _update, model, goes_on = case
    meanwhile(monkeypatch, page, goes_on)
    client.force_login(head)
    before = model.objects.count()

    answer = client.post(reverse(f"lessons:{name}_create", args=[parent.pk]), said)

    assert answer.status_code == 403
    assert model.objects.count() == before


def test_what_is_changed_while_the_whole_moves_on_is_refused(case, client, head, monkeypatch):
    name, _parent, row, said, _create, page, model, goes_on = case
    meanwhile(monkeypatch, page, goes_on)
    client.force_login(head)
    said = {**said, "version": row.version}

    answer = client.post(reverse(f"lessons:{name}_update", args=[row.pk]), said)

    assert answer.status_code == 403
    assert model.objects.get(pk=row.pk).version == row.version


def test_a_row_of_a_plan_that_was_handed_in_meanwhile_stays(association, client, monkeypatch):
    plan = make.a_mentorship_plan(make.a_mentorship(association), rows=0)
    row = make.a_mentorship_row(plan)
    meanwhile(
        monkeypatch,
        mentoring.RowUpdate,
        lambda: type(plan).objects.filter(pk=plan.pk).update(status="handed_in"),
    )
    client.force_login(plan.author)
    said = {"month": row.month, "content": "Башка", "version": row.version}

    answer = client.post(reverse("lessons:mentorshiprow_update", args=[row.pk]), said)

    assert answer.status_code == 403
    assert fresh(row).content == row.content


def test_of_two_windows_with_one_report_the_second_is_told(association, client, monkeypatch):
    pair = make.a_mentorship(association)
    User.objects.filter(pk=pair.mentor_id).update(language="en")
    client.force_login(pair.mentor)
    clean = ReportForm.clean_period

    def slower(form):
        period = clean(form)
        make.a_mentorship_report(pair, "mentor", period=period)
        return period

    monkeypatch.setattr(ReportForm, "clean_period", slower)
    url = reverse("lessons:mentorshipreport_create", args=[pair.pk])

    page = client.post(url, {"period": "half", "done": "Эки сабакка катыштым."})

    assert "There is already a report for this time" in page.text
    assert "Эки сабакка катыштым." in page.text
    assert MentorshipReport.objects.filter(mentorship=pair, side="mentor").count() == 1


def test_of_two_mentors_proposed_at_once_the_second_is_told(association, head):
    first = make.a_mentorship(association, status="proposed")
    second = Mentorship(
        association=association,
        mentor=make.a_member(association),
        novice=first.novice,
        subject=first.subject,
        year=first.year,
        since=first.since,
        until=first.until,
    )

    with pytest.raises(ValidationError, match="has a mentor, or one is proposed"):
        services.propose_mentorship(second, by=head)

    assert Mentorship.objects.filter(novice=first.novice).count() == 1


def test_a_certificate_once_numbered_stays_with_its_person(association, head, teacher, client):
    event = make.an_event(association)
    row = make.a_participant(event, teacher, came=True)
    Event.objects.filter(pk=event.pk).update(status="held")
    services.certify_event(fresh(event), by=head)
    services.reopen_event(fresh(event), by=head, text="Ката")
    client.force_login(head)

    gone = client.post(reverse("lessons:eventparticipant_remove", args=[row.pk]))
    with pytest.raises(ValidationError, match="Whose certificate has its number came"):
        services.attend_event(fresh(event), by=head, came=[])
    client.force_login(teacher)
    left = client.post(reverse("lessons:event_leave", args=[event.pk]))

    assert {gone.status_code, left.status_code} == {403}
    assert (fresh(row).certificate, fresh(row).came) == (1, True)


def test_a_lesson_of_a_draft_is_not_told_with_an_event(association, head, teacher, client):
    event = make.an_event(association)
    draft = make.an_open_lesson(make.a_schedule(association), teacher, topic="Зарасыр")
    event.open_lessons.add(draft)
    client.force_login(teacher)
    assert "Зарасыр" not in client.get(event.get_absolute_url()).text

    make.in_force_schedule(draft.schedule)

    assert "Зарасыр" in client.get(event.get_absolute_url()).text


def test_a_director_who_heads_and_leads_alone_approves_the_own_week(school, director, deputy):
    association = make.an_association(school, head=director)
    week = make.a_week(association)
    SubjectWeek.objects.filter(pk=week.pk).update(status="submitted")
    rule = "lessons.approve_subjectweek"
    assert not can(director, rule, fresh(week))
    assert not SubjectWeek.objects.waiting_for(fresh(director)).exists()

    deputy.posts.update(until=timezone.localdate() - timedelta(days=1))

    assert can(director, rule, fresh(week))
    assert SubjectWeek.objects.waiting_for(fresh(director)).get() == week


def test_one_sheet_that_cannot_be_counted_stops_no_other(
    association, secretary, teacher, head, monkeypatch
):
    visits = [make.a_visit(association, teacher, who) for who in (secretary, head)]
    sheets = [
        make.a_sheet(visit, who, "shared")
        for visit, who in zip(visits, (secretary, head), strict=True)
    ]
    count = sheets_service.count_visitsheet

    def breaks(sheet):
        if sheet.pk == sheets[0].pk:
            raise RuntimeError
        count(sheet)

    monkeypatch.setattr(services.sheets, "count_visitsheet", breaks)
    later = timezone.now() + timedelta(days=30)
    monkeypatch.setattr(sheets_service.timezone, "now", lambda: later)

    with pytest.raises(PartlyDoneError) as told:
        services.count_silent_sheets()

    assert (told.value.done, told.value.failed) == (1, 1)
    assert [fresh(sheet).status for sheet in sheets] == ["shared", "agreed"]


def test_who_invites_themself_elsewhere_is_not_told_what_was_advised(
    association, teacher, secretary, stranger, head
):
    """The stranger is of another association; asked by the head, they know what to look at."""
    sheet = make.a_sheet(make.a_visit(association, teacher, secretary), secretary, "agreed")
    advice = make.an_advice(sheet)
    known = type(advice).objects.visible_to
    make.a_visit(association, teacher, stranger, author=stranger)
    assert not known(fresh(stranger)).exists()

    make.a_visit(association, teacher, stranger, author=head)

    assert known(fresh(stranger)).get() == advice
