"""A document with a life of its own, and what is said when somebody was quicker."""

from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.permissions import Verdict, require
from core.workflow import Workflow


class StaleError(ValidationError):
    """Somebody else was quicker."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else has changed this in the meantime. Please look again.")
        )


class WorkflowModel(models.Model):
    """A document with a life of its own, drawn in its ``workflow``."""

    workflow: ClassVar[Workflow]
    status: Any

    class Meta:
        abstract = True

    def may(self, verb: str) -> Verdict:
        """Whether the table has this move from here, whoever asks."""
        return require(
            self.status in self.workflow[verb].sources, _("Not possible at this stage.")
        )

    def rule_for(self, verb: str) -> str:
        return f"{self._meta.app_label}.{verb}_{self._meta.model_name}"

    def make_move(self, verb: str) -> Self:
        """Change the status in the database, unless somebody else did so first."""
        move = self.workflow[verb]
        moved = (
            type(self)
            ._default_manager.filter(pk=self.pk, status__in=move.sources)
            .update(status=move.target)
        )
        if not moved:
            raise StaleError
        self.status = move.target
        return self
