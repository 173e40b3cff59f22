"""The rounds a plan went through, and against what its text of now is read."""

from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plans.figures.differences import Difference, difference, label_of
from plans.figures.layout import LaidPart, lay_out
from plans.models import Plan, PlanDecision, PlanRemark, PlanRevision, PlanRow

Plain = dict[str, Any]


@dataclass(slots=True)
class Round:
    """One text that was submitted, what was decided on it and remarked."""

    revision: PlanRevision
    steps: list[PlanDecision]
    remarks: list[PlanRemark]


def rounds_of(plan: Plan) -> list[Round]:
    """All of them, the newest first; the texts themselves are read on their own pages."""
    revisions = plan.revisions.defer("snapshot").select_related("by", "paper")
    steps = PlanDecision.objects.filter(revision__plan=plan).select_related("person")
    steps_of = _by_revision(steps.order_by("pk"))
    remarks_of = _by_revision(remarks_on(plan))
    return [
        Round(row, steps_of.get(row.pk, []), remarks_of.get(row.pk, []))
        for row in revisions.order_by("-number")
    ]


def remarks_on(plan: Plan) -> Any:
    """What was remarked on the plan in all rounds, in order."""
    rows = PlanRemark.objects.filter(revision__plan=plan)
    return rows.select_related("author", "answered_by").order_by("pk")


def settled(plan: Plan) -> Any:
    """The rounds that are over for good: the one that holds, amendments that were given up."""
    over = Q(pk=plan.in_force_id) | Q(decisions__step=PlanDecision.Step.GIVEN_UP)
    return PlanRevision.objects.filter(over, plan=plan).order_by("-number").values("number")


def last_settled(plan: Plan) -> int:
    """After which number what is written or decided now began; 0 for a first text."""
    return settled(plan).values_list("number", flat=True).first() or 0


def place_of(remark: PlanRemark) -> str:
    """Where a remark is pinned, in words; the row is told by its own words."""
    if remark.field:
        return label_of(Plan, remark.field)
    return "" if remark.row_key else _("the plan as a whole")


def kept_parts(content: Plain) -> list[LaidPart]:
    """The rows of a kept text, laid out as the page of the plan lays out the living ones."""
    return lay_out([_kept(row) for row in content["rows"]])


def compared(plan: Plan, after: Plain, number: int) -> list[tuple[str, Difference]]:
    """A text against what was returned last, and against what holds: each if there is one.

    ``number`` is that of the text, or one above all for a text not submitted yet.
    """
    found = []
    held = plan.in_force if plan.in_force_id else None
    rows = plan.revisions.filter(number__lt=number, decisions__step="returned")
    if held is not None:
        rows = rows.filter(number__gt=last_settled(plan))
    returned = rows.order_by("-number").first()
    if returned is not None:
        words = _("What has changed since it was returned")
        found.append((words, difference(returned.content, after)))
    if held is not None and held.number < number:
        words = _("What the amendment changes in the plan that holds")
        found.append((words, difference(held.content, after)))
    return found


def _by_revision(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.revision_id, []).append(row)
    return found


class _People(list[Any]):
    """People of a kept row, read as those of a living one."""

    def all(self) -> list[Any]:
        return list(self)


def _kept(row: Plain) -> SimpleNamespace:
    language = "ru" if get_language() == "ru" else "ky"
    people = _People(SimpleNamespace(list_name=person[language]) for person in row["people"])
    kind = PlanRow.Kind(row["kind"]).label
    return SimpleNamespace(**row, responsible=people, kind_label=kind)
