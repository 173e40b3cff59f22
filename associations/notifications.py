"""What is told to whom about people and their accounts."""

from django.utils.translation import gettext as _

from associations.models import User
from core.notifications import tell


def code_issued(person: User, by: User) -> None:
    """Whoever has a password already learns that somebody made a way past it."""
    tell(
        [person],
        lambda: (
            _("%(by)s has issued a new activation code for your account.")
            % {"by": by.full_name_in(person.language)}
        ),
        about=person,
        urgent=True,
    )


def profile_changed(person: User, by: User) -> None:
    """Whoever's data somebody else has written can look whether they are right."""
    tell(
        [person],
        lambda: (
            _("%(by)s has changed your data in the data bank on teachers.")
            % {"by": by.full_name_in(person.language)}
        ),
        about=person,
    )
