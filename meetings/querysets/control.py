"""Questions about reports and moved deadlines: who sees them, whose answer they wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from associations.models import Membership, Post
from meetings.querysets.base import ResolutionPartQuerySet
from meetings.querysets.seen import in_unions
from meetings.workflow import RESOLUTION_OPEN, ResolutionStatus

if TYPE_CHECKING:
    from associations.models import User


class Answered(ResolutionPartQuerySet):
    """Rows that somebody of the line answers: the head, the deputy, the director."""

    def waiting(self) -> Self:
        """Those that may be answered now."""
        raise NotImplementedError

    def without_authors(self, holders: Any) -> Any:
        """Those who hold a post and do not answer themselves by it; of the outer row."""
        raise NotImplementedError

    def waiting_for(self, user: User) -> Self:
        """Those that this person answers: the named controller, or the next in line."""
        rows = self.waiting().filter(school=user.school_id)
        hosts = {f"{self.prefix}association__in": user.headed_ids}
        mine = Q(resolution__controller="head", **hosts)
        if user.leads_school:
            mine |= self._next_in_line(user)
        return rows.filter(mine).exclude(self.by(user))

    def by(self, user: User) -> Any:
        """What comes from this person."""
        raise NotImplementedError

    def _next_in_line(self, user: User) -> Any:
        """What comes to those who lead the school: theirs, and what nobody before answers."""
        day = timezone.localdate()
        heads = Membership.objects.on(day).filter(role="head", person__is_active=True)
        host = heads.filter(association=OuterRef(f"{self.prefix}association"))
        posts = Post.objects.on(day).filter(kind="deputy", person__is_active=True)
        deputies = posts.filter(school=user.school_id)
        past_head = Q(resolution__controller="deputy") | ~Exists(self.without_authors(host))
        if user.is_deputy:
            return past_head
        return past_head & ~Exists(self.without_authors(deputies))


class ReportQuerySet(Answered):
    """Reports: for the associations that met, for the leaders; one's own for the author."""

    def visible_to(self, user: User) -> Self:
        rows = self.filter(school=user.school_id)
        if user.leads_school:
            return rows
        return rows.filter(in_unions(user.association_ids, self.prefix) | Q(author=user.pk))

    def waiting(self) -> Self:
        together = Q(resolution__status=ResolutionStatus.REPORTED)
        alone = Q(resolution__status__in=RESOLUTION_OPEN, resolution__all_members=True)
        return self.filter(together | alone, verdict="waiting")

    def without_authors(self, holders: Any) -> Any:
        outer = OuterRef(OuterRef("resolution")), OuterRef(OuterRef("pk"))
        return holders.exclude(person__in=self._answered_with(*outer).values("author"))

    def by(self, user: User) -> Any:
        together = self._answered_with(OuterRef("resolution"), OuterRef("pk"))
        return Exists(together.filter(author=user.pk))

    def _answered_with(self, resolution: Any, report: Any) -> Any:
        """The reports that one answer is for: all that wait, or one of all members'."""
        rows = self.model._default_manager.filter(verdict="waiting", resolution=resolution)
        return rows.filter(Q(resolution__all_members=False) | Q(pk=report))


class DeadlineChangeQuerySet(Answered):
    """Wishes for another date: seen with their resolution."""

    def waiting(self) -> Self:
        return self.filter(state="asked", resolution__status__in=RESOLUTION_OPEN)

    def without_authors(self, holders: Any) -> Any:
        return holders.exclude(person=OuterRef("asked_by"))

    def by(self, user: User) -> Any:
        return Q(asked_by=user.pk)
