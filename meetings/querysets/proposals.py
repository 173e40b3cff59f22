"""Questions about what members propose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet

from associations.models import User
from associations.querysets import PERSON, UNION, parts_of
from meetings.workflow import PROPOSAL_UNANSWERED, ProposalStatus

if TYPE_CHECKING:
    from associations.models import AcademicYear, Association


class ProposalQuerySet(QuerySet):
    """What was proposed for agendas: seen by the association and the school's leaders."""

    def visible_to(self, user: User) -> Self:
        rows = self.filter(school=user.school_id)
        if user.leads_school:
            return rows
        return rows.filter(Q(association__in=user.association_ids) | Q(author=user.pk))

    def waiting_for(self, user: User) -> Self:
        """Those that the head has not answered yet."""
        return self.filter(association__in=user.headed_ids, status=ProposalStatus.NEW)

    def of_association(self, association: Association | int) -> Self:
        return self.filter(association=association)

    def made_in(self, year: AcademicYear) -> Self:
        """Between the first and the last day of the school year."""
        return self.filter(made_at__date__range=(year.start, year.end))

    def unanswered(self) -> Self:
        """New ones, and those put off: all that may still come onto an agenda."""
        return self.filter(status__in=PROPOSAL_UNANSWERED)

    def for_list(self) -> Self:
        """With no more than a line of the list says."""
        names = [*parts_of("association", UNION), *parts_of("author", PERSON)]
        rows = self.select_related("association", "author")
        return rows.only("title", "status", "made_at", *names)

    def oldest_first(self) -> Self:
        return self.order_by("pk")

    def newest_first(self) -> Self:
        return self.order_by("-pk")
