"""Which events exist for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from lessons.querysets.unions import OfAssociation

if TYPE_CHECKING:
    from associations.models import User


class EventQuerySet(OfAssociation):
    """Events are open to the whole school: teachers of other associations come too."""

    def visible_to(self, user: User) -> Self:
        return self.filter(school=user.school_id)
