"""Both school years of the demo as they were planned."""

from collections.abc import Iterable, Sequence
from datetime import date

from associations.models import AcademicYear
from plans import services
from reports.management.demo import plan_words as words
from reports.management.demo.planning import STAGES, Planner
from reports.management.demo.scripts import Script
from reports.management.demo.story import Troupe, afresh


def set_planning(years: Iterable[AcademicYear]) -> None:
    """What the school says on both years."""
    for year, (theme_ky, theme_ru) in zip(years, words.THEMES, strict=True):
        row = services.begin_planning(year)
        row.theme_ky, row.theme_ru = theme_ky, theme_ru
        row.priorities_ky, row.priorities_ru = words.PRIORITIES_KY, words.PRIORITIES_RU
        row.save()


def plan_years(troupe: Troupe, scripts: Sequence[Script], first: int, place: int) -> None:
    """Last year's plan of an association, which is over, and this year's as it stands."""
    years = list(
        AcademicYear.objects.filter(
            school=troupe.association.school_id, start__year__in=[first - 1, first]
        ).order_by("start")
    )
    before = Planner(troupe, years[0], place)
    before.past(before.annual(scripts, "template", "approve"))
    stages = STAGES[before.language]
    if place < len(stages):
        now = Planner(troupe, years[1], place)
        plan = now.annual(scripts, "last_year" if place % 2 else "template", stages[place])
        if stages[place] == "approve":
            now.fulfil(plan)


def begin_plans(troupe: Troupe, scripts: Sequence[Script], first: int) -> None:
    """The approved plan of one year, and the draft of a month's."""
    year = AcademicYear.objects.get(school=troupe.association.school_id, start__year=first)
    planner = Planner(troupe, year, 0)
    plan = planner.annual(scripts, "template", "approve")
    with planner.on(date(first, 10, 1)):
        services.make_month(plan, by=afresh(troupe.head), month=date(first, 10, 1))
