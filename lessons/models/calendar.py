"""Addresses under which telephones and other programs read a calendar."""

import secrets

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import Association, SchoolOwned, User
from lessons.querysets.schedule import CalendarFeedQuerySet


def feed_code() -> str:
    """What nobody guesses: 256 bits of chance."""
    return secrets.token_urlsafe(32)


class CalendarFeed(SchoolOwned):
    """One person's secret address for one calendar. Whoever has it reads what they may see.

    A new code makes the old address worthless.
    """

    class Of(models.TextChoices):
        MINE = "mine", pgettext_lazy("calendar", "mine")
        ASSOCIATION = "association", pgettext_lazy("calendar", "of the association")
        SCHOOL = "school", pgettext_lazy("calendar", "of the school")

    school_from = "person"

    person = models.ForeignKey(
        User, models.PROTECT, related_name="calendar_feeds", editable=False
    )
    of = models.CharField(
        pgettext_lazy("calendar", "which"), max_length=11, choices=Of, default=Of.MINE
    )
    association = models.ForeignKey(
        Association,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("association"),
    )
    code = models.CharField(max_length=64, unique=True, default=feed_code, editable=False)
    made_at = models.DateTimeField(editable=False)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        constraints = [
            models.CheckConstraint(
                condition=Q(of="association", association__isnull=False)
                | (~Q(of="association") & Q(association=None)),
                name="calendarfeed_names_its_association",
            ),
            models.UniqueConstraint(
                fields=["person", "of"],
                condition=Q(association=None),
                name="calendarfeed_one_of_a_kind",
            ),
            models.UniqueConstraint(
                fields=["person", "association"], name="calendarfeed_one_per_association"
            ),
        ]

    def __str__(self) -> str:
        return str(self.association) if self.association else str(self.get_of_display())

    def get_absolute_url(self) -> str:
        return reverse("lessons:calendarfeed_list")
