"""How a request finds its person: with school, posts and memberships, in one query."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import FilteredRelation, Q
from django.utils import timezone

from associations.models import User

KEPT = {"a_post": "posts_today", "a_membership": "memberships_today"}


class SchoolBackend(ModelBackend):
    """Signing in by login and password; a closed account is nobody from the next request on."""

    def get_user(self, user_id: Any) -> User | None:
        """Every page asks who the person is and what they may: so read it all at once."""
        rows = list(_with_today(user_id))
        person = rows[0] if rows else None
        if person is None or not self.user_can_authenticate(person):
            return None
        for name, kept in KEPT.items():
            found = {part.pk: part for row in rows if (part := getattr(row, name, None))}
            for part in found.values():
                part.person = person
            person.__dict__[kept] = [found[pk] for pk in sorted(found)]
        return person


def _with_today(user_id: Any) -> Any:
    """The person once for each pair of a post and a membership of today: few have two."""
    return (
        User.objects.filter(pk=user_id)
        .annotate(a_post=_today("posts"), a_membership=_today("memberships"))
        .select_related("school", "a_post", "a_membership")
    )


def _today(name: str) -> FilteredRelation:
    day = timezone.localdate()
    open_ended = Q(**{f"{name}__until": None}) | Q(**{f"{name}__until__gte": day})
    return FilteredRelation(name, condition=Q(**{f"{name}__since__lte": day}) & open_ended)
