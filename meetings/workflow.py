"""The life of a meeting and of a resolution: their states, and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.workflow import Move, Workflow


class MeetingStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("meeting", "planned")
    CONVENED = "convened", pgettext_lazy("meeting", "convened")
    HELD = "held", pgettext_lazy("meeting", "held")
    SIGNING = "signing", pgettext_lazy("meeting", "signed by the chair")
    SIGNED = "signed", pgettext_lazy("meeting", "protocol signed")
    CORRECTING = "correcting", pgettext_lazy("meeting", "being corrected")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "cancelled")


# When the place, the agenda and the people may still be arranged.
MEETING_PLANNABLE = frozenset({MeetingStatus.PLANNED, MeetingStatus.CONVENED})
# When minutes may be written: during the meeting, after it, and while correcting.
MEETING_RECORDABLE = MEETING_PLANNABLE | {MeetingStatus.HELD, MeetingStatus.CORRECTING}
# When the protocol has its number.
MEETING_NUMBERED = frozenset(
    {
        MeetingStatus.HELD,
        MeetingStatus.SIGNING,
        MeetingStatus.SIGNED,
        MeetingStatus.CORRECTING,
    }
)
# When nothing of it may change.
MEETING_FROZEN = frozenset(
    {MeetingStatus.SIGNING, MeetingStatus.SIGNED, MeetingStatus.CANCELLED}
)

MEETING_WORKFLOW = Workflow(
    Move("convene", {MeetingStatus.PLANNED}, MeetingStatus.CONVENED, _("Convene")),
    Move(
        "hold",
        MEETING_PLANNABLE,
        MeetingStatus.HELD,
        _("Hold: the meeting has taken place"),
        asks=True,
    ),
    Move(
        "sign",
        {MeetingStatus.HELD, MeetingStatus.CORRECTING},
        MeetingStatus.SIGNING,
        _("Sign as chair"),
        asks=True,
    ),
    Move(
        "countersign",
        {MeetingStatus.SIGNING},
        MeetingStatus.SIGNED,
        _("Sign as secretary"),
        asks=True,
    ),
    Move(
        "reopen",
        {MeetingStatus.SIGNING},
        MeetingStatus.CORRECTING,
        _("Take back to mend the text"),
        asks=True,
        plain=True,
    ),
    Move(
        "correct",
        {MeetingStatus.SIGNED},
        MeetingStatus.CORRECTING,
        _("Correct by a new version"),
        asks=True,
        plain=True,
    ),
    Move(
        "cancel",
        MEETING_PLANNABLE,
        MeetingStatus.CANCELLED,
        _("Cancel the meeting"),
        asks=True,
        plain=True,
    ),
)


class ResolutionStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("resolution", "draft")
    IN_FORCE = "in_force", pgettext_lazy("resolution", "in force")
    DONE = "done", pgettext_lazy("resolution", "done")


RESOLUTION_WORKFLOW = Workflow(
    Move(
        "finish",
        {ResolutionStatus.IN_FORCE},
        ResolutionStatus.DONE,
        pgettext_lazy("resolution", "Mark as done"),
        asks=True,
        plain=True,
    ),
    Move(
        "renew",
        {ResolutionStatus.DONE},
        ResolutionStatus.IN_FORCE,
        pgettext_lazy("resolution", "Not done after all"),
        plain=True,
    ),
)


class ProtocolState(models.TextChoices):
    SIGNING = "signing", pgettext_lazy("protocol", "being signed")
    SIGNED = "signed", pgettext_lazy("protocol", "signed")
    REPLACED = "replaced", pgettext_lazy("protocol", "replaced by a later version")
    WITHDRAWN = "withdrawn", pgettext_lazy("protocol", "taken back before both had signed")
