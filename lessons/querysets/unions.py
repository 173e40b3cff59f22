"""What rows of an association have in common: whose they are, and of which year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from associations.models import AcademicYear, Association, User


class OfAssociation(QuerySet):
    """Rows that are seen with an association: ``path`` leads to what has it."""

    path = ""

    def visible_to(self, user: User) -> Self:
        """Leaders see all of their school; others those of their associations."""
        rows = self.filter(school=user.school_id)
        return rows if user.leads_school else rows.filter(self.of_ours(user))

    def of_ours(self, user: User) -> Q:
        """Rows of associations the person is a member of."""
        return self.at(association__in=sorted(user.association_ids))

    def headed_by(self, user: User) -> Q:
        return self.at(association__in=sorted(user.headed_ids))

    def of_association(self, association: Association) -> Self:
        return self.filter(self.at(association=association))

    def of_year(self, year: AcademicYear) -> Self:
        return self.filter(self.at(year=year))

    def at(self, **wanted: object) -> Q:
        """A condition on what has the association."""
        prefix = f"{self.path}__" if self.path else ""
        return Q(**{f"{prefix}{name}": value for name, value in wanted.items()})
