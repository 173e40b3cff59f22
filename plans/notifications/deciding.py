"""What is told while a plan goes from the head to the deputy to the director and back."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from associations.models import Post, User
from core.notifications import tell
from plans.models import Plan

LONGEST = 300


def plan_submitted(plan: Plan, by: User) -> None:
    """The deputies are told whose move it is."""
    if plan.is_amendment:
        words = _written(plan, lambda: _("%(plan)s: an amendment waits for your agreement."))
    else:
        words = _written(plan, lambda: _("%(plan)s: submitted, waits for your agreement."))
    tell(_leaders(plan, Post.Kind.DEPUTY, but=by), words, about=plan)


def plan_withdrawn(plan: Plan, by: User) -> None:
    words = _written(plan, lambda: _("%(plan)s: the head has taken it back to change it."))
    tell(_leaders(plan, Post.Kind.DEPUTY, but=by), words, about=plan)


def plan_agreed(plan: Plan, by: User) -> None:
    """The next step is the director's."""
    words = _written(plan, lambda: _("%(plan)s: agreed, waits for your approval."))
    tell(_leaders(plan, Post.Kind.DIRECTOR, but=by), words, about=plan)


def plan_retracted(plan: Plan, by: User, text: str) -> None:
    """The director need not look at it now; the head is told why."""
    words = _written(
        plan, lambda: _("%(plan)s: the agreement was taken back. %(text)s"), text=_short(text)
    )
    head = _head(plan)
    directors = _leaders(plan, Post.Kind.DIRECTOR, but=by)
    tell({*head, *directors} - {by}, words, about=plan)


def plan_returned(plan: Plan, by: User, text: str) -> None:
    """The head learns at once that it has to be worked on."""
    words = _written(
        plan, lambda: _("%(plan)s: returned for revision. %(text)s"), text=_short(text)
    )
    tell(_head(plan), words, about=plan, urgent=True)


def plan_in_force(plan: Plan, by: User) -> None:
    """All members learn what holds from now on."""
    if plan.is_annual:
        words = _written(plan, lambda: _("%(plan)s: approved, it holds from now on."))
    else:
        words = _written(plan, lambda: _("%(plan)s: agreed, it holds from now on."))
    tell(plan.association.members().active().exclude(pk=by.pk), words, about=plan)


def _written(plan: Plan, sentence: Callable[[], str], **more: str) -> Callable[[], str]:
    """Written once per reader, in the reader's language, the plan's name too."""
    return lambda: sentence() % {"plan": str(plan), **more}


def _leaders(plan: Plan, kind: str, *, but: User) -> list[User]:
    return list(User.objects.leading(plan.school_id, kind).exclude(pk=but.pk))


def _head(plan: Plan) -> list[User]:
    head = plan.association.head()
    return [head] if head else []


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
