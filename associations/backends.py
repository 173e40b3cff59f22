"""How a request finds its person: with school, posts and memberships, in one query."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.utils import timezone

from associations.models import User
from associations.sessions import WHO, whole
from core.sessions import came_with


class SchoolBackend(ModelBackend):
    """Signing in by login and password; a closed account is nobody from the next request on."""

    def get_user(self, user_id: Any) -> User | None:
        """Every page asks who the person is and what they may: so read it all at once."""
        person = came_with.get()
        if person is None or person.pk != user_id:
            person = whole(WHO.ask(person=user_id, day=timezone.localdate()))
        return person if person and self.user_can_authenticate(person) else None
