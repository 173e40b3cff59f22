"""Remarks of deciders on a row, a field or the whole; the head answers each once."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from associations.models import User
from core.audit import record
from core.permissions import can
from plans.models import Plan, PlanRemark, PlanRevision
from plans.services.rounds import as_seen, lock_plan

LONGEST = 200
FIELDS = ("theme", "goal", "priorities", "tasks")


@transaction.atomic
def create_planremark(
    plan: Plan, *, by: User, digest: str, text: str, place: str = ""
) -> PlanRemark:
    """Remark on what ``place`` names: the key of a row, a field of the heading, or nothing.

    The remark keeps the words it was pinned to: later rounds read otherwise. It belongs to
    the text that was seen, as a decision does.
    """
    plan, revision = as_seen(plan, "plans.create_planremark", by=by, digest=digest)
    if not text.strip():
        raise ValidationError({"text": _("Write what you remark.")})
    remark = PlanRemark.objects.create(
        revision=revision, author=by, text=text, **_pinned(revision, place)
    )
    record(by, "remark", plan, remark=remark.pk, quote=remark.quote)
    return remark


@transaction.atomic
def answer_planremark(remark: PlanRemark, *, by: User, answer: str) -> None:
    """Say what was done about it, or why nothing was."""
    plan = lock_plan(remark.revision.plan)
    remark = PlanRemark.objects.select_related("revision").get(pk=remark.pk)
    remark.revision.plan = plan
    can(by, "plans.answer_planremark", remark).enforce()
    if not answer.strip():
        raise ValidationError({"answer": _("Write an answer.")})
    remark.state, remark.answer = PlanRemark.State.ANSWERED, answer
    remark.answered_by, remark.answered_at = by, timezone.now()
    remark.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    record(by, "answer", plan, remark=remark.pk)


def _pinned(revision: PlanRevision, place: str) -> dict[str, str]:
    if not place:
        return {}
    content = revision.content
    if place in FIELDS:
        words = content[place]
        quote = words if isinstance(words, str) else "; ".join(words)
        return {"field": place, "quote": _short(quote)}
    row = next((row for row in content["rows"] if row["key"] == place), None)
    if row is None:
        raise ValidationError({"place": _("This row is not one of this plan's.")})
    return {"row_key": place, "quote": _short(row["text"])}


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
