"""Which mentorships, and which of their plans, diaries and reports, exist for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Mod

from lessons.querysets.unions import OfAssociation
from lessons.workflow import MENTORSHIP_LIVE, MentorshipStatus

if TYPE_CHECKING:
    from datetime import date

    from associations.models import User

DRAFT, HANDED_IN, RETURNED = "draft", "handed_in", "returned"
VALID = ("approved", "accepted")
SEPTEMBER = 9


class OfPair(OfAssociation):
    """Rows of a mentorship: ``path`` leads to it."""

    path = "mentorship"

    def of_pair(self, user: User) -> Q:
        """Rows of mentorships in which the person is one of the two."""
        return self.at(mentor=user.pk) | self.at(novice=user.pk)

    def answered_by(self, user: User) -> Q:
        """Rows that the person decides on: of the own association, written by another.

        What a head wrote as one of the pair is answered by those who lead the school.
        """
        by_head = self.headed_by(user) & ~Q(author=user.pk)
        if not user.leads_school:
            return by_head
        heads = {"memberships__role": "head", "memberships__until": None}
        written = Q(**{f"author__{name}": value for name, value in heads.items()})
        union = f"{self.path}__association"
        own = written & Q(author__memberships__association=F(union)) & ~Q(author=user.pk)
        return by_head | Q(pk__in=self.model._default_manager.filter(own).values("pk"))


class MentorshipQuerySet(OfPair):
    """Pairs: the two people, the members of the association, and who leads the school."""

    path = ""

    def visible_to(self, user: User) -> Self:
        rows = self.filter(school=user.school_id)
        if user.leads_school:
            return rows
        return rows.filter(self.of_pair(user) | self.of_ours(user))

    def waiting_for(self, user: User) -> Self:
        """Pairs that wait for the director's order."""
        if not user.is_director:
            return self.none()
        return self.filter(school=user.school_id, status=MentorshipStatus.PROPOSED)

    def reports_due(self, user: User, day: date) -> Self:
        """Pairs of which the person owes a report: of the half-year that is over, of the year.

        What was begun and not handed in is owed still.
        """
        quarters = apps.get_model("associations", "Quarter")._default_manager
        reports: Any = apps.get_model("lessons", "MentorshipReport")._default_manager

        def owed(side: str, period: str, quarter: int) -> Q:
            over = quarters.filter(year=OuterRef("year"), number=quarter, end__lt=day)
            written = reports.filter(mentorship=OuterRef("pk"), side=side, period=period)
            return Q(Exists(over)) & ~Q(Exists(written.exclude(status=DRAFT)))

        rows = self.filter(school=user.school_id, status=MentorshipStatus.APPOINTED)
        owing = Q()
        for side in ("mentor", "novice"):
            periods = owed(side, "half", 2) | owed(side, "year", 4)
            owing |= Q(**{side: user.pk}) & periods
        return rows.filter(owing)

    def live(self) -> Self:
        return self.filter(status__in=MENTORSHIP_LIVE)

    def for_table(self) -> Self:
        return self.select_related("association", "mentor", "novice", "subject", "year")

    def newest_first(self) -> Self:
        return self.order_by("-year__start", "novice__sort_key", "-pk")


class MentorsPaperQuerySet(OfPair):
    """Plans and reports: a draft is its author's alone; what holds, the association reads."""

    prefix = ""

    def visible_to(self, user: User) -> Self:
        rows = self.filter(school=user.school_id)
        mine = Q(**{f"{self.prefix}author": user.pk})
        shown = ~self.with_status(DRAFT)
        if user.leads_school:
            return rows.filter(mine | shown)
        near = self.of_pair(user) | self.headed_by(user)
        valid = self.with_status(*VALID) & self.of_ours(user)
        return rows.filter(mine | (shown & near) | valid)

    def with_status(self, *wanted: str) -> Q:
        return Q(**{f"{self.prefix}status__in": wanted})

    def waiting_for(self, user: User) -> Self:
        """What was handed in and this person decides on; what was given back to them.

        Once the mentorship is over nobody writes any more: nothing is waited for.
        """
        rows = self.filter(school=user.school_id)
        handed_in = self.with_status(HANDED_IN) & self.answered_by(user)
        under_way = self.at(status=MentorshipStatus.APPOINTED)
        returned = self.with_status(RETURNED) & Q(author=user.pk) & under_way
        return rows.filter(handed_in | returned)

    def for_page(self) -> Self:
        """With all that a page or a paper says of the pair."""
        pair = ["association", "mentor", "novice", "subject", "year", "school"]
        return self.select_related("author", *(f"mentorship__{name}" for name in pair))


class MentorshipPlanQuerySet(MentorsPaperQuerySet):
    def with_marks(self) -> Self:
        """How many rows there are, and how many of them were done."""
        return self.annotate(
            row_count=Count("rows"), done_count=Count("rows", filter=Q(rows__mark="done"))
        )


class MentorshipReportQuerySet(MentorsPaperQuerySet):
    """Reports of the half-year and of the year."""


class MentorshipRowQuerySet(MentorsPaperQuerySet):
    path = "plan__mentorship"
    prefix = "plan__"

    def in_order(self) -> Self:
        """By the months of a school year."""
        return self.order_by(Mod(F("month") + 12 - SEPTEMBER, 12), "pk")


class DiaryEntryQuerySet(OfPair):
    """Lines of the mentor's diary: for the two, the head and who leads the school."""

    def visible_to(self, user: User) -> Self:
        rows = self.filter(school=user.school_id)
        if user.leads_school:
            return rows
        return rows.filter(self.of_pair(user) | self.headed_by(user))

    def in_order(self) -> Self:
        return self.order_by("day", "pk")
