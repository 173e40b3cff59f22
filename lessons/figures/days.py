"""Days on which lessons are given: inside the school year, not on Sunday, not in holidays."""

from datetime import date

from django.utils.translation import gettext as _

from associations.models import AcademicYear, Holiday, User

SUNDAY = 6


def year_of(day: date, user: User) -> AcademicYear | None:
    """The school year a day lies in."""
    year: AcademicYear | None = AcademicYear.objects.visible_to(user).on(day).first()
    return year


def day_fault(day: date, year: AcademicYear | None) -> str:
    """Why no lesson is given on this day; "" where one may be."""
    if year is None:
        return _("This day lies outside the school years.")
    if day.weekday() == SUNDAY:
        return _("This day is a Sunday.")
    return ""


def holiday_on(day: date, year: AcademicYear) -> Holiday | None:
    """Which holiday that day belongs to."""
    found: Holiday | None = Holiday.objects.filter(
        year=year, start__lte=day, end__gte=day
    ).first()
    return found
