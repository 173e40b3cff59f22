"""What the school sets for all plans of a year: its methodical theme, priorities, deadlines."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from associations.models import AcademicYear, SchoolOwned, Versioned
from associations.querysets import OwnedQuerySet
from core.addresses import address
from core.languages import by_language

MONTHS = (9, 10, 11, 12, 1, 2, 3, 4, 5, 6)  # of the monthly plans (clause 6.8)
DUE = (9, 15)  # when the plans are due, if the school says nothing (clause 5.3)


def usual_months() -> list[int]:
    return list(MONTHS)


class PlanningYear(Versioned, SchoolOwned):
    """The school's word on one year, which every association's plan inherits and cites."""

    school_from = "year"

    year = models.OneToOneField(
        AcademicYear,
        models.PROTECT,
        related_name="planning",
        verbose_name=_("school year"),
        editable=False,
    )
    theme_ky = models.TextField(
        _("methodical theme of the school, Kyrgyz"), max_length=500, blank=True
    )
    theme_ru = models.TextField(
        _("methodical theme of the school, Russian"), max_length=500, blank=True
    )
    theme = by_language("theme")
    priorities_ky = models.TextField(
        _("priorities of the year, Kyrgyz, one on each line"), max_length=3_000, blank=True
    )
    priorities_ru = models.TextField(
        _("priorities of the year, Russian, one on each line"), max_length=3_000, blank=True
    )
    priorities = by_language("priorities")
    plan_due = models.DateField(_("annual plans are due by"))
    # Numbers of months, in the order of the school year.
    months = models.JSONField(_("months of the monthly plans"), default=usual_months)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("planning of a school year")
        verbose_name_plural = _("planning of school years")

    def __str__(self) -> str:
        return str(self.year)

    def get_absolute_url(self) -> str:
        return address("plans:planningyear_update", self.year_id)

    def clean(self) -> None:
        if self.plan_due and not self.year.has(self.plan_due):
            raise ValidationError({"plan_due": _("This date lies outside the school year.")})

    @classmethod
    def usual(cls, year: AcademicYear) -> "PlanningYear":
        """What holds until the deputy director says otherwise; not saved."""
        due = date(year.start.year, *DUE)
        return cls(year=year, school_id=year.school_id, plan_due=max(due, year.start))
