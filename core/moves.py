"""The gate of every status change."""

from typing import Any

from django.db import transaction

from core.audit import record
from core.models import WorkflowModel
from core.permissions import can


@transaction.atomic
def move(document: WorkflowModel, verb: str, *, by: Any, **data: Any) -> None:
    """Make the move if the rule allows it, and write down who made it."""
    can(by, document.rule_for(verb), document).enforce()
    document.make_move(verb)
    record(by, verb, document, **data)
