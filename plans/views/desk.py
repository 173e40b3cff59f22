"""What the head has before their eyes while writing a plan."""

from typing import Any

from django.utils import timezone

from associations.models import User
from plans.figures.layout import lay_out
from plans.figures.needs import needs_of
from plans.figures.norms import norms_of
from plans.models import Plan, PlanRow
from plans.views.approval import open_remarks_beside
from plans.views.lines import write_lines


def writing_desk(
    plan: Plan, members: list[User] | None = None, *, in_place: bool = False
) -> dict[str, Any]:
    """The rows by part, what the regulation counts, and what asks for a decision."""
    members = members_of(plan) if members is None else members
    rows = list(plan.rows.in_order())
    with_doers(plan, rows, members)
    kept = [row for row in rows if not row.dropped]
    open_remarks_beside(plan, rows)
    parts = lay_out(kept)
    write_lines(parts, in_place=in_place)
    return {
        "plan": plan,
        "parts": parts,
        "keeping": True,
        "dropped": [row for row in rows if row.dropped],
        **advice_on(plan, kept, members),
    }


def members_of(plan: Plan) -> list[User]:
    return list(plan.association.members().named())


def with_doers(plan: Plan, rows: list[Any], members: list[User]) -> None:
    """Give the rows their people: a member who stands in many of them is read once."""
    pairs: Any = PlanRow.responsible.through.objects.filter(planrow__plan=plan)
    keys = list(pairs.values_list("planrow_id", "user_id"))
    known = {person.pk: person for person in members}
    others = {key for _row, key in keys} - known.keys()
    if others:
        left = User.objects.filter(pk__in=others).named().in_order()
        known |= {person.pk: person for person in left}
    place = {key: number for number, key in enumerate(known)}
    doers: dict[int, list[User]] = {}
    for row, key in sorted(keys, key=lambda pair: place[pair[1]]):
        doers.setdefault(row, []).append(known[key])
    for row in rows:
        row.plan, row.doers = plan, doers.get(row.pk, [])


def advice_on(plan: Plan, rows: list[Any], members: list[User] | None = None) -> dict[str, Any]:
    members = members_of(plan) if members is None else members
    return {
        "norms": norms_of(plan, rows, members, timezone.localdate()),
        "needs": needs_of(plan, rows, members),
    }
