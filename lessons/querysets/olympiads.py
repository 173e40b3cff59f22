"""Which olympiads exist for whom; their task files before the hour exist for the authors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import F, Q
from django.db.models.functions import Now

from lessons.querysets.unions import OfAssociation

if TYPE_CHECKING:
    from datetime import date

    from associations.models import User


def judged_by(user: User) -> Q:
    """What belongs to olympiads in whose jury the person is."""
    jury: Any = apps.get_model("lessons", "Olympiad").jury.through
    judged = jury.objects.filter(user=user.pk).values("olympiad")
    return Q(olympiad__in=judged) | Q(olympiad__chair=user.pk)


class OlympiadQuerySet(OfAssociation):
    """Olympiads and contests are known to the whole school."""

    def visible_to(self, user: User) -> Self:
        return self.filter(school=user.school_id)

    def waiting_for(self, user: User, day: date) -> Self:
        """Olympiads of one's own that are over and whose results are not final."""
        over = Q(status="planned", day__lt=day)
        return self.visible_to(user).filter(over & self.headed_by(user))

    def for_table(self) -> Self:
        return self.select_related("association", "subject", "year")

    def newest_first(self) -> Self:
        return self.order_by("-day", "-pk")


class ResultQuerySet(OfAssociation):
    """Results are typed by the association and its jury; the school reads final ones."""

    path = "olympiad"

    def visible_to(self, user: User) -> Self:
        rows = self.filter(school=user.school_id)
        if user.leads_school:
            return rows
        known = Q(olympiad__status="finished") | self.of_ours(user)
        return rows.filter(known | judged_by(user))

    def in_order(self) -> Self:
        """By the class, the best first."""
        points = F("points").desc(nulls_last=True)
        return self.order_by("grade", points, "sort_key", "pk")


class TaskFileQuerySet(OfAssociation):
    """Until the hour has come a task file exists for who put it there, and for nobody else.

    The database's clock decides, at every question anew. Afterwards it is for the members of
    the association, the jury, and who leads the school.
    """

    path = "olympiad"

    def visible_to(self, user: User) -> Self:
        rows = self.filter(school=user.school_id, withdrawn_at=None)
        theirs = Q() if user.leads_school else self.of_ours(user) | judged_by(user)
        open_now = Q(olympiad__opens_at__lte=Now(), olympiad__status__in=OPENED)
        return rows.filter(Q(author=user.pk) | (open_now & theirs))


# Tasks of an olympiad that was cancelled stay closed: they may be used another time.
OPENED = ("planned", "finished")
