"""What the desk asks: short lists for the reader, several of them in one question."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from associations.figures.bank import asked_on
from associations.models import Membership, TeacherProfile, User
from core.questions import Lists, ReadersQuestion
from meetings.models import Meeting, Resolution
from meetings.workflow import MEETING_PLANNABLE
from plans.models import IndividualPlan, Plan, PlanRow, TopicPlan
from reports.figures import waiting_url, waiting_words

SHOWN = 8
NEAREST = 4
SOON = timedelta(days=14)


def _waiting(reader: User, soon: date) -> Any:
    rows = Meeting.objects.visible_to(reader).waiting_for(reader).for_desk()
    near = rows.exclude(status__in=MEETING_PLANNABLE, date__gt=soon)
    return near.order_by("date", "pk")[:SHOWN]


def _coming(reader: User) -> Any:
    """The day stands in it: its words are written anew each day."""
    rows = Meeting.objects.visible_to(reader).coming(timezone.localdate()).for_desk()
    return rows[: NEAREST if reader.leads_school else SHOWN]


def _tasks(reader: User) -> Any:
    rows = Resolution.objects.to_do_by(reader)
    always = Q(due_kind="permanent", due_now=None)
    asked = rows.exclude(always & ~Q(mark="returned"))
    return asked.for_tasks().by_urgency()[:SHOWN]


def _answers(reader: User) -> Any:
    if not (reader.headed_ids or reader.leads_school):
        return Resolution.objects.none()
    rows = Resolution.objects.waiting_for(reader).with_mark_of(reader)
    return rows.for_tasks().by_urgency()[:SHOWN]


def _rows(reader: User, until: date) -> Any:
    """Rows of plans to be done soon, late or given back."""
    rows = PlanRow.objects.visible_to(reader).to_do_by(reader, until)
    return rows.select_related("plan__association").by_urgency()[:SHOWN]


def _marks(reader: User) -> Any:
    if not reader.headed_ids:
        return PlanRow.objects.none()
    rows = PlanRow.objects.visible_to(reader).waiting_for(reader).with_mark_of(reader)
    return rows.select_related("plan__association").by_urgency()[:SHOWN]


MEETINGS = ReadersQuestion(
    lambda reader, soon: (_waiting(reader, soon), _coming(reader)), kind=Lists, soon=date.min
)
RESOLUTIONS = ReadersQuestion(lambda reader: (_tasks(reader), _answers(reader)), kind=Lists)

ROWS = ReadersQuestion(
    lambda reader, until: (_rows(reader, until), _marks(reader)), kind=Lists, until=date.min
)


def meetings_at_hand(user: User, day: date) -> dict[str, list[Any]]:
    """Meetings that wait for this person, the oldest first, and the next ones of interest.

    What waits has its next move with the reader and is not still far off; those who see all
    are told the nearest only.
    """
    rows = MEETINGS.ask(user, soon=day + SOON)
    waiting, coming = ([row for row in rows if row.list == n] for n in range(2))
    return {
        "waiting": [
            {
                "meeting": meeting,
                "words": waiting_words(meeting, user),
                "url": reverse(waiting_url(meeting), args=[meeting.pk]),
            }
            for meeting in sorted(waiting, key=_day)
        ],
        "coming": sorted(coming, key=_hour),
    }


def resolutions_at_hand(user: User) -> dict[str, list[Resolution]]:
    """What the person has to do once or was given back, and what the person answers.

    Those answers are to a report or a wish for another date. The most urgent come first.
    """
    rows = sorted(RESOLUTIONS.ask(user), key=_urgency)
    tasks, answers = ([row for row in rows if row.list == n] for n in range(2))
    return {"tasks": tasks, "answers": answers}


def rows_at_hand(user: User, day: date) -> dict[str, list[PlanRow]]:
    """Rows of plans that the person has to do, and those with a mark the person answers."""
    rows = sorted(ROWS.ask(user, until=day + SOON), key=_urgency)
    mine, marked = ([row.as_it_holds() for row in rows if row.list == n] for n in range(2))
    for row in mine:
        row.verb = "finish" if row.plan.association_id in user.headed_ids else "report"
    return {"plan_rows": mine, "marked_rows": marked}


def with_plans_at_hand(unions: Any, reader: User, year: int) -> Any:
    """Each association with its plans that wait for the reader: one question less."""
    if reader.leads_school:
        unions = _with_plans(unions, "decide", Plan.objects.to_decide_by(reader))
    if reader.leads_school or reader.headed_ids:
        unions = _counted(unions, "topics", TopicPlan.objects.waiting_for(reader))
    if reader.headed_ids:
        unions = _with_plans(unions, "returned", Plan.objects.returned_to(reader))
        own = IndividualPlan.objects.waiting_for(reader)
        unions = _counted(unions, "individuals", own)
        annual = Plan.objects.annual().filter(association=OuterRef("pk"), year=year)
        unions = unions.annotate(
            annual_plan=Subquery(annual.values("pk")[:1]),
            annual_status=Subquery(annual.values("status")[:1]),
        )
    return unions


def _with_plans(unions: Any, name: str, plans: Any) -> Any:
    """How many there are, and since when the oldest of them waits."""
    here = plans.filter(association=OuterRef("pk")).with_waiting().order_by("waits_since", "pk")
    counted = here.order_by().values("association").annotate(n=Count("pk")).values("n")
    return unions.annotate(
        **{
            f"{name}_count": Subquery(counted),
            f"{name}_since": Subquery(here.values("waits_since")[:1]),
            f"{name}_plan": Subquery(here.values("pk")[:1]),
        }
    )


def _counted(unions: Any, name: str, handed_in: Any) -> Any:
    """How many of what teachers have handed in wait for the reader."""
    here = handed_in.filter(association=OuterRef("pk")).order_by().values("association")
    return unions.annotate(
        **{f"{name}_count": Subquery(here.annotate(n=Count("pk")).values("n"))}
    )


def with_data_at_hand(unions: Any, reader: User, day: date) -> Any:
    """Each association with what the data bank wants of the reader: one question less.

    The head confirms what members wrote; what heads wrote, those who lead the school.
    """
    own = TeacherProfile.objects.filter(person=reader.pk).values("checked_at")[:1]
    unions = unions.annotate(data_checked=Subquery(own))
    if not (reader.leads_school or reader.headed_ids):
        return unions
    written = Q(person__profile__isnull=False, person__profile__confirmed_at=None)
    changed = Q(person__profile__confirmed_at__lt=F("person__profile__changed_at"))
    members = Membership.objects.on(day).filter(written | changed, association=OuterRef("pk"))
    if reader.leads_school:
        members = members.filter(role=Membership.Role.HEAD)
    others = members.exclude(person=reader.pk).order_by().values("association")
    return unions.annotate(
        data_count=Subquery(others.annotate(n=Count("person", distinct=True)).values("n"))
    )


def data_at_hand(unions: Iterable[Any], day: date, user: User) -> dict[str, Any]:
    """Whether the reader is to look at the own data, and how many wait to be confirmed."""
    rows = list({row.pk: row for row in unions}.values())
    checked = next((row.data_checked for row in rows), None)
    asked = bool(rows) and (not checked or timezone.localtime(checked).date() < asked_on(day))
    ours = [row for row in rows if user.leads_school or row.pk in user.headed_ids]
    return {"data_due": asked, "data_count": sum(row.data_count or 0 for row in ours)}


def plans_at_hand(unions: Iterable[Any], day: date, user: User) -> dict[str, Any]:
    """What a leader has to decide, summed up; what a head was given back or has to write."""
    rows = list({row.pk: row for row in unions}.values())
    ours = [row for row in rows if row.pk in user.headed_ids]
    decide = [row for row in rows if getattr(row, "decide_count", None)]
    since = min((row.decide_since for row in decide), default=None)
    return {
        "decisions": sum(row.decide_count for row in decide),
        "decisions_days": (day - timezone.localtime(since).date()).days if since else 0,
        "topic_plans": sum(getattr(row, "topics_count", None) or 0 for row in rows),
        "individual_plans": sum(getattr(row, "individuals_count", None) or 0 for row in rows),
        "returned_plans": [row for row in rows if getattr(row, "returned_count", None)],
        "unwritten_plans": [row for row in ours if row.annual_status in {None, "draft"}],
    }


def _day(row: Meeting) -> tuple[date, int]:
    return row.date, row.pk


def _hour(row: Meeting) -> tuple[date, time, int]:
    return row.date, row.starts_at or time.max, row.pk


def _urgency(row: Resolution | PlanRow) -> tuple[date, int]:
    return row.due_now or date.max, row.pk
