"""How a request finds its person: with school, posts and memberships, in one query."""

from datetime import date
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import FilteredRelation, Q
from django.utils import timezone

from associations.models import User
from core.questions import Question

KEPT = {"a_post": "posts_today", "a_membership": "memberships_today"}


def _with_today(person: Any, day: date) -> Any:
    """The person once for each pair of a post and a membership of the day: few have two."""
    return (
        User.objects.filter(pk=person)
        .annotate(a_post=_on("posts", day), a_membership=_on("memberships", day))
        .select_related("school", "a_post", "a_membership")
        .order_by()
    )


def _on(name: str, day: date) -> FilteredRelation:
    open_ended = Q(**{f"{name}__until": None}) | Q(**{f"{name}__until__gte": day})
    return FilteredRelation(name, condition=Q(**{f"{name}__since__lte": day}) & open_ended)


WHO = Question(_with_today, person=-1, day=date.min)


class SchoolBackend(ModelBackend):
    """Signing in by login and password; a closed account is nobody from the next request on."""

    def get_user(self, user_id: Any) -> User | None:
        """Every page asks who the person is and what they may: so read it all at once."""
        rows = WHO.ask(person=user_id, day=timezone.localdate())
        person = rows[0] if rows else None
        if person is None or not self.user_can_authenticate(person):
            return None
        for name, kept in KEPT.items():
            found = {part.pk: part for row in rows if (part := getattr(row, name, None))}
            for part in found.values():
                part.person = person
            person.__dict__[kept] = [found[pk] for pk in sorted(found)]
        return person
