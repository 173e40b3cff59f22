"""Meetings that come from rows of a plan, and the question under which a plan is adopted."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from associations.models import User
from core.audit import record
from core.permissions import can
from meetings.figures import STARTERS
from meetings.models import AgendaItem, Meeting
from meetings.services import add_item
from meetings.workflow import MeetingStatus
from plans.figures.layout import lines
from plans.models import Plan, PlanRow
from plans.services.rounds import lock_plan, lock_row

ADOPTING = STARTERS["plan"]


@transaction.atomic
def meet_from_row(row: PlanRow, *, by: User, meeting: Meeting) -> None:
    """Tie a new meeting to its row and put the row's questions on its agenda.

    Once it is held, it closes the row by itself. The first one of the year adopts the plan.
    """
    row = lock_row(row)
    plan = row.plan
    can(by, "plans.meet_planrow", row).enforce()
    for title in lines(row.as_it_holds().questions):
        add_item(meeting, by=by, title=title)
    PlanRow.objects.filter(pk=row.pk).update(meeting=meeting)
    _tie_months(row, meeting)
    record(by, "link", row, meeting=meeting.pk)
    earlier = plan.rows.exclude(pk=row.pk).exclude(meeting=None)
    earlier = earlier.exclude(meeting__status=MeetingStatus.CANCELLED)
    if plan.is_annual and plan.adopting is None and not earlier.exists():
        consider_plan(plan, by=by, meeting=meeting)


@transaction.atomic
def link_planrow(row: PlanRow, *, by: User, meeting: Meeting | None) -> None:
    """Tie a row to a meeting that is there already; to none, take the tie off."""
    row = lock_row(row)
    can(by, "plans.link_planrow", row).enforce()
    if meeting and row.plan.association_id not in meeting.union_ids:
        raise ValidationError({"meeting": _("This meeting is not of this association.")})
    before = row.meeting_id
    PlanRow.objects.filter(pk=row.pk).update(meeting=meeting)
    _tie_months(row, meeting)
    record(by, "link", row, meeting=[before, meeting.pk if meeting else None])


@transaction.atomic
def consider_plan(
    plan: Plan, *, by: User, meeting: Meeting | None = None, item: AgendaItem | None = None
) -> None:
    """Say where the association adopts the plan: a meeting to come, or a question it heard.

    A meeting to come gets the question, if its agenda has none of this kind yet.
    """
    plan = lock_plan(plan)
    can(by, "plans.consider_plan", plan).enforce()
    if meeting:
        item = _adopting(meeting) or add_item(meeting, by=by, title=_title(plan))
    if item is None or plan.association_id not in item.meeting.union_ids:
        raise ValidationError({"where": _("Choose a meeting of this association.")})
    Plan.objects.filter(pk=plan.pk).update(considered=item)
    record(by, "consider", plan, item=item.pk)


def consider_by_itself(plan: Plan, *, by: User) -> None:
    """The first own meeting of the year that is still being planned adopts a new plan.

    It is looked for again when that meeting is cancelled, as the plan is submitted.
    """
    if not plan.is_annual or plan.adopting:
        return
    meetings = Meeting.objects.of_association(plan.association).filter(year=plan.year)
    own = meetings.filter(association=plan.association).plannable()
    first = own.order_by("date", "pk").first()
    if first and not meetings.filter(number__isnull=False).exists():
        consider_plan(plan, by=by, meeting=first)


def _adopting(meeting: Meeting) -> AgendaItem | None:
    """The question about the year's plan, if somebody has put it on the agenda already."""
    return meeting.items.filter(title__in=[ADOPTING.ky, ADOPTING.ru]).in_order().first()


def _title(plan: Plan) -> str:
    return ADOPTING.title_in(plan.school.paper_language)


def _tie_months(row: PlanRow, meeting: Meeting | None) -> None:
    """The same row in the plan of a month has the same meeting."""
    row.successors.filter(plan__period=Plan.Period.MONTH).update(meeting=meeting)
    if row.origin_id and not row.plan.is_annual:
        PlanRow.objects.filter(pk=row.origin_id, plan__year=row.plan.year_id).update(
            meeting=meeting
        )
