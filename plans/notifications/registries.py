"""What is told when plans are handed in, returned or approved."""

from typing import Any

from django.utils.translation import gettext as _

from associations.models import Post, User
from core.notifications import tell


def handed_in(plan: Any, by: User) -> None:
    """The head reads it."""
    head = plan.association.head()
    if head and head.pk != by.pk:
        words = {"person": by.list_name, "plan": plan}
        tell([head], lambda: _("%(person)s has handed in: %(plan)s") % words, about=plan)


def handed_in_recommended(plan: Any, by: User) -> None:
    """Who decides reads it: the deputies; of the sole deputy's own one the director."""
    people = plan.other_deputies() or User.objects.leading(plan.school_id, Post.Kind.DIRECTOR)
    tell(
        [who for who in people if who.pk not in {by.pk, plan.person_id}],
        lambda: (
            _("A calendar-thematic plan waits for your approval: %(plan)s") % {"plan": plan}
        ),
        about=plan,
    )


def handed_in_returned(plan: Any, by: User, text: str) -> None:
    """It goes at once: the person has to do something."""
    words = {"person": by.list_name, "plan": plan, "words": text}
    tell(
        [plan.person],
        lambda: _("%(person)s returned your plan: %(plan)s “%(words)s”") % words,
        about=plan,
        urgent=True,
    )


def handed_in_approved(plan: Any, by: User) -> None:
    tell(
        [plan.person], lambda: _("Your plan is approved: %(plan)s") % {"plan": plan}, about=plan
    )
