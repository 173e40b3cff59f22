"""Rows the ground keeps for everybody: record, notices, files, series, tokens, progress.

None has a foreign key to a tenant: ``scope`` is its plain key, handed in with the subject.
"""

from core.models.bookkeeping import FormToken, Progress, ProgressQuerySet, Series
from core.models.documents import StaleError, WorkflowModel
from core.models.files import Attachment
from core.models.notices import Letter, Notification
from core.models.reading import ReadRow
from core.models.record import AuditEntry, ChainHead
from core.models.sessions import Session, SessionManager
from core.search_models import SearchRow

__all__ = [
    "Attachment",
    "AuditEntry",
    "ChainHead",
    "FormToken",
    "Letter",
    "Notification",
    "Progress",
    "ProgressQuerySet",
    "ReadRow",
    "SearchRow",
    "Series",
    "Session",
    "SessionManager",
    "StaleError",
    "WorkflowModel",
]
