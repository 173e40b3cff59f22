"""The protocol: one frozen version of the minutes, its signatures, its extracts."""

import json
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import ArchivedDocument, SchoolOwned, User
from core.addresses import address
from meetings.models.meeting import Meeting
from meetings.querysets import MeetingPartQuerySet, ProtocolPartQuerySet
from meetings.workflow import ProtocolState


class Protocol(SchoolOwned):
    """The minutes as they were when the chair signed. Only its state changes afterwards."""

    school_from = "meeting"
    FREE: ClassVar[tuple[str, ...]] = ("state", "paper_id", "signed_at")

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="protocols", editable=False
    )
    version = models.PositiveSmallIntegerField(pgettext_lazy("protocol", "version"))
    state = models.CharField(
        pgettext_lazy("protocol", "state"),
        max_length=9,
        choices=ProtocolState,
        default=ProtocolState.SIGNING,
        editable=False,
    )
    snapshot = models.TextField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    reason = models.TextField(_("reason of the correction"), blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    signed_at = models.DateTimeField(null=True, editable=False)
    paper = models.ForeignKey(
        ArchivedDocument, models.PROTECT, null=True, related_name="protocols", editable=False
    )

    objects = MeetingPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("protocol")
        verbose_name_plural = _("protocols")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "version"],
                condition=~models.Q(state="withdrawn"),
                name="protocol_one_per_version",
            )
        ]

    def __str__(self) -> str:
        words = _("Protocol № %(number)s, version %(version)s")
        return words % {"number": self.meeting.told_number, "version": self.version}

    def get_absolute_url(self) -> str:
        return self.meeting.get_absolute_url()

    @property
    def tone(self) -> str:
        """How the state is coloured beside its word."""
        return {"signed": "done", "signing": "wait"}.get(self.state, "")

    @property
    def content(self) -> dict[str, Any]:
        """The signed text as plain values."""
        data: dict[str, Any] = json.loads(self.snapshot)
        return data


class Signature(SchoolOwned):
    """That somebody signed this very text: name and post as of that moment, and its digest."""

    class As(models.TextChoices):
        CHAIR = "chair", _("chair")
        SECRETARY = "secretary", _("secretary")

    school_from = "protocol"

    protocol = models.ForeignKey(
        Protocol, models.PROTECT, related_name="signatures", editable=False
    )
    person = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    role = models.CharField(max_length=9, choices=As, editable=False)
    name = models.CharField(max_length=200, editable=False)
    post = models.CharField(max_length=200, blank=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    at = models.DateTimeField(editable=False)

    objects = ProtocolPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(fields=["protocol", "role"], name="signature_one_per_role")
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_role_display()}"


class Extract(SchoolOwned):
    """Chosen resolutions of a signed protocol, cut from its snapshot, with its own number."""

    school_from = "protocol"

    protocol = models.ForeignKey(
        Protocol, models.PROTECT, related_name="extracts", editable=False
    )
    number = models.PositiveIntegerField(pgettext_lazy("extract", "number"), editable=False)
    labels = models.JSONField(_("resolutions"), default=list)
    issued_to = models.CharField(_("for whom"), max_length=200, blank=True)
    issued_on = models.DateField(pgettext_lazy("extract", "date"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    paper = models.ForeignKey(
        ArchivedDocument, models.PROTECT, null=True, related_name="extracts", editable=False
    )

    objects = ProtocolPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("extract from a protocol")
        verbose_name_plural = _("extracts from protocols")

    def __str__(self) -> str:
        words = _("Extract № %(number)s from protocol № %(protocol)s")
        return words % {"number": self.number, "protocol": self.protocol.meeting.told_number}

    def get_absolute_url(self) -> str:
        return address("meetings:meeting_detail", self.protocol.meeting_id)
