"""The life of a meeting and of a resolution: their states, and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.workflow import Move, Workflow


class MeetingStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("meeting", "planned")
    CONVENED = "convened", pgettext_lazy("meeting", "convened")
    HELD = "held", pgettext_lazy("meeting", "held")
    CIRCULATED = "circulated", pgettext_lazy("meeting", "minutes being read")
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
        MeetingStatus.CIRCULATED,
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
        "circulate",
        {MeetingStatus.HELD},
        MeetingStatus.CIRCULATED,
        _("Give the minutes to be read"),
        asks=True,
        plain=True,
    ),
    Move(
        "recall",
        {MeetingStatus.CIRCULATED},
        MeetingStatus.HELD,
        _("Take the minutes back to mend them"),
        asks=True,
        plain=True,
    ),
    Move(
        "sign",
        {MeetingStatus.HELD, MeetingStatus.CIRCULATED, MeetingStatus.CORRECTING},
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
    REPORTED = "reported", pgettext_lazy("resolution", "reported as done")
    DONE = "done", pgettext_lazy("resolution", "done")
    CANCELLED = "cancelled", pgettext_lazy("resolution", "cancelled by a later resolution")


# What holds and is not done; whether it asks anybody for anything, ``Standing.open`` says.
RESOLUTION_OPEN = frozenset({ResolutionStatus.IN_FORCE, ResolutionStatus.REPORTED})

RESOLUTION_WORKFLOW = Workflow(
    Move(
        "report",
        {ResolutionStatus.IN_FORCE},
        ResolutionStatus.REPORTED,
        pgettext_lazy("resolution", "Report"),
        asks=True,
    ),
    Move(
        "accept",
        {ResolutionStatus.REPORTED},
        ResolutionStatus.DONE,
        pgettext_lazy("resolution", "Accept the report"),
        asks=True,
    ),
    Move(
        "return",
        {ResolutionStatus.REPORTED},
        ResolutionStatus.IN_FORCE,
        pgettext_lazy("resolution", "Return the report"),
        asks=True,
        plain=True,
    ),
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
    # No button: of a resolution for all members the last accepted report does it.
    Move(
        "complete",
        {ResolutionStatus.IN_FORCE},
        ResolutionStatus.DONE,
        pgettext_lazy("resolution", "Done by all members"),
        follows=True,
    ),
    # No buttons: a later protocol does these when it is signed, or signed anew.
    Move(
        "cancel",
        RESOLUTION_OPEN,
        ResolutionStatus.CANCELLED,
        pgettext_lazy("resolution", "Cancel"),
        follows=True,
    ),
    Move(
        "close",
        RESOLUTION_OPEN,
        ResolutionStatus.DONE,
        pgettext_lazy("resolution", "Take off control"),
        follows=True,
    ),
    Move(
        "revive",
        {ResolutionStatus.CANCELLED, ResolutionStatus.DONE},
        ResolutionStatus.IN_FORCE,
        pgettext_lazy("resolution", "Put back into force"),
        follows=True,
    ),
    Move(
        "resume",
        {ResolutionStatus.CANCELLED},
        ResolutionStatus.REPORTED,
        pgettext_lazy("resolution", "Put back into force"),
        follows=True,
    ),
)


class ProposalStatus(models.TextChoices):
    NEW = "new", pgettext_lazy("proposal", "new")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "on an agenda")
    POSTPONED = "postponed", pgettext_lazy("proposal", "put off")
    DECLINED = "declined", pgettext_lazy("proposal", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "withdrawn by the author")


PROPOSAL_UNANSWERED = frozenset({ProposalStatus.NEW, ProposalStatus.POSTPONED})

PROPOSAL_WORKFLOW = Workflow(
    Move(
        "accept",
        PROPOSAL_UNANSWERED,
        ProposalStatus.ACCEPTED,
        pgettext_lazy("proposal", "Put on an agenda"),
        asks=True,
    ),
    Move(
        "postpone",
        {ProposalStatus.NEW},
        ProposalStatus.POSTPONED,
        pgettext_lazy("proposal", "Put off"),
        asks=True,
        plain=True,
    ),
    Move(
        "decline",
        PROPOSAL_UNANSWERED,
        ProposalStatus.DECLINED,
        pgettext_lazy("proposal", "Decline"),
        asks=True,
        plain=True,
    ),
    Move(
        "withdraw",
        PROPOSAL_UNANSWERED,
        ProposalStatus.WITHDRAWN,
        pgettext_lazy("proposal", "Take it back"),
        confirm=_("It stays in the list as withdrawn, and is offered to no meeting."),
        plain=True,
    ),
)


class ProtocolState(models.TextChoices):
    SIGNING = "signing", pgettext_lazy("protocol", "being signed")
    SIGNED = "signed", pgettext_lazy("protocol", "signed")
    REPLACED = "replaced", pgettext_lazy("protocol", "replaced by a later version")
    WITHDRAWN = "withdrawn", pgettext_lazy("protocol", "taken back before both had signed")
