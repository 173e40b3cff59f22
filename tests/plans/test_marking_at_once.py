"""Two presses on one row at the same moment: one counts, the other is told in words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.audit import about
from core.models import Notification
from core.permissions import Refused
from plans import services
from plans.models import PlanRow, RowMark
from tests import factories as make
from tests.support import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def row(association, head, teacher):
    due = timezone.localdate() + timedelta(days=5)
    fields = {"text": "Ачык сабак", "due_now": due, "responsible": [teacher]}
    return make.a_plan_in_force(association, fields).rows.get()


def one_was_refused(*acts):
    came_out = at_once(*acts)
    errors = [error for error in came_out if isinstance(error, Exception)]
    assert [type(error) for error in errors] == [Refused], errors
    return str(errors[0].reason)


def test_two_taps_on_report_are_one_report(row, teacher, head):
    def report():
        services.report_planrow(PlanRow.objects.get(pk=row.pk), by=teacher, text="Өттү.")

    words = one_was_refused(report, report)

    assert words == "Your mark waits for the head already."
    assert RowMark.objects.count() == 1
    assert [entry.verb for entry in about(row).order_by("pk")] == ["begin", "report"]
    assert Notification.objects.filter(to=head).count() == 1


def test_a_mark_is_confirmed_or_returned_not_both(row, teacher, head):
    services.report_planrow(row, by=teacher, text="Өттү.")
    mark = row.marks.get()

    def confirm():
        services.confirm_rowmark(RowMark.objects.get(pk=mark.pk), by=head)

    def give_back():
        services.return_rowmark(RowMark.objects.get(pk=mark.pk), by=head, text="Сүрөт жок.")

    assert one_was_refused(confirm, give_back) == "This mark is answered already."
    mark.refresh_from_db()
    row.refresh_from_db()
    assert (row.status == "done") is (mark.verdict == "confirmed")
    assert Notification.objects.filter(to=teacher).count() == 1
