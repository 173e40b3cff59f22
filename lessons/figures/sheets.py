"""What is still missing in an analysis sheet; which rules of visits a school has."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lessons.models import SheetCriterion, VisitRules, VisitSheet

CLOSING = ("strengths", "to_improve", "conclusion")


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that has to be filled in before a sheet is shared, and where."""

    field: str
    words: str


def criteria_of(sheet: VisitSheet) -> list[SheetCriterion]:
    return list(sheet.template.criteria.in_order())


def gaps(sheet: VisitSheet, criteria: list[SheetCriterion]) -> Iterator[Gap]:
    """Everything that is missing, in the order of the page."""
    yield from _unanswered(sheet, criteria)
    for name in CLOSING:
        if not getattr(sheet, name).strip():
            field: Any = VisitSheet._meta.get_field(name)
            yield Gap(name, str(field.verbose_name))
    if sheet.listed is not None and sheet.present is not None and sheet.present > sheet.listed:
        yield Gap("present", _("More pupils are present than are on the list."))


def _unanswered(sheet: VisitSheet, criteria: list[SheetCriterion]) -> Iterator[Gap]:
    for number, criterion in enumerate(criteria, start=1):
        name = "points" if criterion.scored else "remark"
        said = sheet.answer(criterion).get(name)
        if criterion.required and said in {None, ""}:
            yield Gap(f"c{criterion.pk}-{name}", f"{number}. {criterion.text}")


def rules_of(school: int) -> VisitRules:
    """What the school has set, or what is usual."""
    return VisitRules.objects.filter(school=school).first() or VisitRules(
        school_id=school, owner_id=school
    )
