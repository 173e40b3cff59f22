"""A session comes with its person, and the person with school, posts and memberships."""

from datetime import UTC, date, datetime
from typing import Any

from django.db.models import FilteredRelation, Q, Subquery
from django.utils import timezone

from associations.models import User
from core import sessions
from core.models import Session
from core.questions import Question

POST, MEMBERSHIP = "a_post", "a_membership"
OF_SESSION = ["session_data", "started_at", "seen_at"]


def _with_today(people: Any, day: date) -> Any:
    """Each person once for each pair of a post and a membership of the day: few have two."""
    parts = {POST: _on("posts", day), MEMBERSHIP: _on("memberships", day)}
    return people.annotate(**parts).select_related("school", *parts).order_by()


def _on(name: str, day: date) -> FilteredRelation:
    open_ended = Q(**{f"{name}__until": None}) | Q(**{f"{name}__until__gte": day})
    return FilteredRelation(name, condition=Q(**{f"{name}__since__lte": day}) & open_ended)


def _in_session(key: str, now: datetime, day: date) -> Any:
    living = Session.objects.filter(session_key=key, expire_date__gt=now)
    kept = {f"session_{name}": Subquery(living.values(name)) for name in OF_SESSION}
    people = User.objects.filter(pk=Subquery(living.values("account_id")))
    return _with_today(people.annotate(**kept), day)


WHO = Question(
    lambda person, day: _with_today(User.objects.filter(pk=person), day),
    person=-1,
    day=date.min,
)
WHO_IS_IN = Question(_in_session, key="?", now=datetime(1, 1, 2, tzinfo=UTC), day=date.min)


def whole(rows: list[User]) -> User | None:
    """Give the person the posts and memberships of today."""
    if not rows:
        return None
    person = rows[0]
    for name, kept in {POST: "posts_today", MEMBERSHIP: "memberships_today"}.items():
        found = {part.pk: part for row in rows if (part := getattr(row, name, None))}
        for part in found.values():
            part.person = person
        person.__dict__[kept] = [found[pk] for pk in sorted(found)]
    return person


class SessionStore(sessions.SessionStore):
    """Reads the session of somebody signed in together with who that is."""

    def find(self, now: datetime) -> Session | None:
        asked = {"key": self.session_key, "now": now, "day": timezone.localdate()}
        self.person = whole(WHO_IS_IN.ask(**asked))
        if self.person is None:
            return super().find(now)
        told = {name: getattr(self.person, f"session_{name}") for name in OF_SESSION}
        told |= {"session_key": self.session_key, "account_id": self.person.pk}
        names = [f.attname for f in Session._meta.concrete_fields if f.attname in told]
        return Session.from_db("default", names, [told[name] for name in names])
