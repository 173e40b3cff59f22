"""How a request finds its person: together with the school, in one query."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from associations.models import User


class SchoolBackend(ModelBackend):
    """Signing in by login and password; a closed account is nobody from the next request on."""

    def get_user(self, user_id: Any) -> User | None:
        person = User.objects.select_related("school").filter(pk=user_id).first()
        return person if self.user_can_authenticate(person) and person else None
