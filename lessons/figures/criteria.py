"""Sums by criterion over the agreed sheets of an association. Never a ranking of people."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from associations.models import AcademicYear, Association, User
from lessons.models import SheetCriterion, SheetTemplate, VisitSheet
from lessons.models.sheets import MOST_POINTS


@dataclass
class Sum:
    """How often a criterion got 0, 1 and 2 points."""

    line: SheetCriterion
    points: Counter[int] = field(default_factory=Counter)

    @property
    def sheets(self) -> int:
        return self.points.total()

    @property
    def counts(self) -> list[int]:
        return [self.points[number] for number in range(MOST_POINTS + 1)]

    @property
    def percent(self) -> int:
        """Of all points that could have been given, how many were."""
        given = sum(number * times for number, times in self.points.items())
        return round(100 * given / (MOST_POINTS * self.sheets)) if self.sheets else 0


@dataclass
class Sums:
    """One version of a sheet: how many sheets, and the sums of its lines with points."""

    template: SheetTemplate
    sheets: int
    lines: list[Sum]


def sums_of(association: Association, year: AcademicYear, reader: User) -> list[Sums]:
    """By version: the lines of two versions are not the same question."""
    rows = VisitSheet.objects.visible_to(reader).agreed()
    sheets = list(
        rows.of_association(association)
        .of_year(year)
        .order_by("pk")
        .only("template", "answers", "author", "visit")
    )
    templates = SheetTemplate.objects.filter(pk__in={sheet.template_id for sheet in sheets})
    kept = templates.prefetch_related("criteria").order_by("kind", "-number")
    return [
        _summed(template, [s for s in sheets if s.template_id == template.pk])
        for template in kept
    ]


def _summed(template: SheetTemplate, sheets: Iterable[VisitSheet]) -> Sums:
    sheets = list(sheets)
    lines = sorted(template.criteria.all(), key=lambda line: line.position)
    found = [Sum(line) for line in lines if line.scored]
    for one in found:
        for sheet in sheets:
            points = sheet.answer(one.line).get("points")
            if points is not None:
                one.points[points] += 1
    return Sums(template, len(sheets), found)
