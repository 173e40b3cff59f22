"""Calendar-thematic and individual plans: who sees which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

if TYPE_CHECKING:
    from associations.models import User


class HandedIn(QuerySet):
    """What one teacher hands in: seen by the teacher, the association and the leaders."""

    path = ""

    def visible_to(self, user: User) -> Self:
        """A draft is its author's alone; what was handed in the association may read."""
        rows = self.filter(school=user.school_id)
        drafts = Q(**{f"{self.prefix}status": "draft"})
        own = Q(**{f"{self.prefix}person": user.pk})
        if user.leads_school:
            return rows.filter(own | ~drafts)
        unions = {f"{self.prefix}association__in": sorted(user.association_ids)}
        return rows.filter(own | (~drafts & Q(**unions)))

    @property
    def prefix(self) -> str:
        return f"{self.path}__" if self.path else ""


class TopicPlanQuerySet(HandedIn):
    def for_table(self) -> Self:
        return self.select_related("association", "person", "subject", "year")

    def waiting_for(self, user: User) -> Self:
        """Whose next step is this person's: the head's, once it is recommended the deputy's.

        Nobody decides on the own one: that of the only deputy waits for the director.
        """
        mine = Q(association__in=sorted(user.headed_ids), status__in=["handed_in", "discussed"])
        recommended = Q(status="recommended") & ~Q(person=user.pk)
        if user.is_deputy:
            mine |= recommended
        elif user.is_director:
            mine |= recommended & Q(~Exists(self._other_deputies()))
        return self.filter(mine, school=user.school_id)

    def _other_deputies(self) -> Any:
        posts: Any = apps.get_model("associations", "Post")._default_manager
        held = posts.on(timezone.localdate()).filter(kind="deputy", person__is_active=True)
        here = held.filter(person__school=OuterRef("school"))
        return here.exclude(person=OuterRef("person"))


class TopicPartQuerySet(HandedIn):
    path = "topic_plan"


class IndividualPlanQuerySet(HandedIn):
    def for_table(self) -> Self:
        return self.select_related("association", "person", "year")

    def waiting_for(self, user: User) -> Self:
        """What the head notes as approved by a resolution, or gives back."""
        ours = self.filter(association__in=sorted(user.headed_ids), school=user.school_id)
        return ours.filter(status="handed_in")
