"""What the head has before their eyes while writing a plan."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from associations.models import Association, User
from associations.querysets import PERSON, parts_of
from core.questions import Question
from plans.figures.layout import lay_out
from plans.figures.needs import needs_of
from plans.figures.norms import norms_of
from plans.models import Plan, PlanRow
from plans.views.approval import open_remarks_beside
from plans.views.lines import write_lines

# What holds of a row meanwhile is no matter of its text.
ROWS = Question(
    lambda plan: PlanRow.objects.filter(plan=plan).in_order().defer("in_force"), plan=-1
)
MEMBERS = Question(
    lambda union, day: User.objects.members_of(Association(pk=union), day).in_order().named(),
    union=-1,
    day=date.min,
)


def _doers(plan: int) -> Any:
    pairs: Any = PlanRow.responsible.through.objects.filter(planrow__plan=plan)
    pairs = pairs.order_by("user__sort_key", "user__pk")
    return pairs.values_list("planrow", "user", *parts_of("user", PERSON))


DOERS = Question(_doers, plan=-1)


def writing_desk(
    plan: Plan,
    members: list[User] | None = None,
    *,
    opened: PlanRow | None = None,
    in_place: bool = False,
) -> dict[str, Any]:
    """The rows by part, what the regulation counts, and what asks for a decision.

    ``opened``: the row whose form is open, which is given its people with the others;
    ``in_place``: a script asks for a part of the page.
    """
    members = members_of(plan) if members is None else members
    rows = ROWS.ask(plan=plan.pk)
    with_doers(plan, [*rows, opened] if opened else rows, members)
    kept = [row for row in rows if not row.dropped]
    open_remarks_beside(plan, rows)
    parts = lay_out(kept)
    write_lines(parts, opened=opened.pk if opened else 0, in_place=in_place)
    return {
        "plan": plan,
        "parts": parts,
        "keeping": True,
        "dropped": [row for row in rows if row.dropped],
        **advice_on(plan, kept, members),
    }


def members_of(plan: Plan) -> list[User]:
    return MEMBERS.ask(union=plan.association_id, day=timezone.localdate())


def with_doers(plan: Plan, rows: list[Any], members: Iterable[User] = ()) -> None:
    """Give the rows their plan and their people: who stands in many of them is made once.

    Rules that ask a row for its people find them there too.
    """
    doers: dict[int, list[User]] = {row.pk: [] for row in rows}
    known = {person.pk: person for person in members}
    for row, key, *name in DOERS.ask(plan=plan.pk):
        if key not in known:
            known[key] = User.from_db(None, ["id", *PERSON], [key, *name])
        doers[row].append(known[key])
    for row in rows:
        row.plan, row.doers = plan, doers[row.pk]
        row._prefetched_objects_cache = {"responsible": row.doers}


def advice_on(plan: Plan, rows: list[Any], members: list[User] | None = None) -> dict[str, Any]:
    members = members_of(plan) if members is None else members
    return {
        "norms": norms_of(plan, rows, members, timezone.localdate()),
        "needs": needs_of(plan, rows, members),
    }
