"""What the school sets for the plans of a year: usual until somebody says otherwise."""

from associations.models import AcademicYear
from plans.models import PlanningYear


def planning_of(year: AcademicYear) -> PlanningYear:
    """What is set for the year, or what is usual; the latter is not saved."""
    found = PlanningYear.objects.select_related("year").filter(year=year).first()
    return found or PlanningYear.usual(year)


def begin_planning(year: AcademicYear) -> PlanningYear:
    """The row to write into, of which each year has one; whoever comes second finds it."""
    usual = PlanningYear.usual(year)
    words = {"plan_due": usual.plan_due, "months": usual.months, "school": year.school}
    row, _made = PlanningYear.objects.get_or_create(year=year, defaults=words)
    return row
