"""Whose move a plan is, and for how long it has been so. Pure: asks nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, pgettext

from core import dates
from plans.models import Plan
from plans.workflow import PlanStatus

TONES = {"submitted": "wait", "agreed": "wait", "approved": "done", "returned": "late"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """``days`` is None where nobody waits: what is being written has no clock."""

    whom: str
    days: int | None


def waiting_of(plan: Any, today: date) -> Waiting:
    """For whom it waits; the plan comes ``with_waiting``."""
    if is_final(plan):
        return Waiting("", None)
    whom = {
        PlanStatus.SUBMITTED: pgettext("plan waits for", "the deputy director"),
        PlanStatus.AGREED: pgettext("plan waits for", "the director"),
    }.get(plan.status, pgettext("plan waits for", "the head"))
    if plan.status == PlanStatus.DRAFT or plan.waits_since is None:
        return Waiting(whom, None)
    since = timezone.localtime(plan.waits_since).date()
    return Waiting(whom, max((today - since).days, 0))


def is_final(plan: Plan) -> bool:
    """Whether nobody has to do anything more about its text."""
    final = PlanStatus.APPROVED if plan.is_annual else PlanStatus.AGREED
    return plan.status == final


def tone_of(plan: Plan) -> str:
    return "done" if is_final(plan) else TONES.get(plan.status, "")


def state_words(plan: Plan) -> str:
    """The state in words: what is written or decided may be an amendment."""
    state = str(plan.get_status_display())
    if not plan.is_amendment:
        return state
    return pgettext("plan", "amendment: %(state)s") % {"state": state}


def short_name(plan: Plan) -> str:
    """What a list calls it that says the association and the year beside."""
    if plan.month:
        return dates.month_year(plan.month, get_language() or settings.FIRST_LANGUAGE)
    return pgettext("plan", "Plan for the year")
