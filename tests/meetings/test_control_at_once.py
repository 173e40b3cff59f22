"""Two presses of one button at the same moment: one counts, the other is told in words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.audit import about
from core.models import Notification
from core.permissions import Refused
from meetings import services
from meetings.models import DeadlineChange, Resolution, ResolutionReport
from tests import factories as make
from tests.support import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting(association, head, secretary, teacher, deputy, director):
    meeting = make.a_meeting(association, status="held", number=1)
    meeting.attendance.update(status="present")
    return meeting


def a_task(meeting, *people, **fields):
    due = timezone.localdate() + timedelta(days=5)
    usual = {"status": "in_force", "due_kind": "date", "due": due, "text": "Отчет берилсин."}
    row = make.a_resolution(make.an_item(meeting), **{**usual, **fields})
    row.responsible.set(people)
    return row


def one_was_refused(*acts):
    came_out = at_once(*acts)
    errors = [error for error in came_out if isinstance(error, Exception)]
    assert [type(error) for error in errors] == [Refused], errors
    return str(errors[0].reason)


def test_two_taps_on_report_are_one_report(meeting, teacher, head):
    row = a_task(meeting, teacher)

    def report():
        services.report_resolution(Resolution.objects.get(pk=row.pk), by=teacher, text="Бүттү.")

    words = one_was_refused(report, report)

    assert words == "A report on it waits for an answer already."
    assert ResolutionReport.objects.count() == 1
    assert [entry.verb for entry in about(row)] == ["report"]
    assert Notification.objects.filter(to=head).count() == 1


def test_two_taps_of_a_helper_are_one_report(meeting, teacher, secretary):
    row = a_task(meeting, teacher, secretary, lead=secretary)

    def report():
        services.report_resolution(Resolution.objects.get(pk=row.pk), by=teacher, text="Бүттү.")

    words = one_was_refused(report, report)

    assert words == "Your report waits for an answer already."
    assert [entry.verb for entry in about(row)] == ["report"]


def test_the_last_two_reports_accepted_at_once_close_it(meeting, head, secretary, teacher):
    """Neither sees that the other was accepted: one of them has to wait."""
    meeting.attendance.exclude(person__in=[secretary, teacher]).delete()
    row = a_task(meeting, all_members=True)
    for person in (secretary, teacher):
        services.report_resolution(row, by=person, text="Бүттү.")

    came_out = at_once(
        *[
            lambda pk=pk: services.accept_report(ResolutionReport.objects.get(pk=pk), by=head)
            for pk in ResolutionReport.objects.values_list("pk", flat=True)
        ]
    )

    assert not [error for error in came_out if isinstance(error, Exception)]
    row.refresh_from_db()
    assert row.status == "done"
    assert [entry.verb for entry in about(row)].count("complete") == 1


def test_a_report_is_accepted_or_returned_never_both(meeting, head, deputy, teacher):
    """The deputy controls it, and an acting one stands in: both press at the same moment."""
    acting = make.a_person(meeting.school, username="acting")
    make.a_post(acting, "deputy")
    row = a_task(meeting, teacher, controller="deputy")
    services.report_resolution(row, by=teacher, text="Бүттү.")

    one_was_refused(
        lambda: services.accept_resolution(Resolution.objects.get(pk=row.pk), by=deputy),
        lambda: services.return_resolution(
            Resolution.objects.get(pk=row.pk), by=acting, text="Толук эмес."
        ),
    )

    row.refresh_from_db()
    report = ResolutionReport.objects.get()
    assert (row.status, report.verdict) in {("done", "accepted"), ("in_force", "returned")}
    assert len(about(row)) == 2


def test_another_date_is_asked_for_once(meeting, teacher):
    row, day = a_task(meeting, teacher), timezone.localdate() + timedelta(days=20)

    words = one_was_refused(
        *[
            lambda: services.ask_deadline(
                Resolution.objects.get(pk=row.pk), by=teacher, new=day, reason="Ооруп калдым."
            )
        ]
        * 2
    )

    assert words == "A new date is asked for already."
    assert DeadlineChange.objects.count() == 1


def test_another_date_is_granted_or_refused_never_both(meeting, head, teacher):
    row, day = a_task(meeting, teacher), timezone.localdate() + timedelta(days=20)
    services.ask_deadline(row, by=teacher, new=day, reason="Ооруп калдым.")
    before = row.due_now

    words = one_was_refused(
        lambda: services.grant_deadline(DeadlineChange.objects.get(), by=head),
        lambda: services.refuse_deadline(DeadlineChange.objects.get(), by=head, text="Жок."),
    )

    row.refresh_from_db()
    state = DeadlineChange.objects.get().state
    assert words == "This was answered already."
    assert (state, row.due_now) in {("granted", day), ("refused", before)}
