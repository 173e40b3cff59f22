"""Minutes that are read before they are signed: remarks, their answers, and consent."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import SchoolOwned, User
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from meetings.querysets import ConsentQuerySet, RemarkQuerySet


class Remark(SchoolOwned):
    """What somebody who was present remarks on the minutes, and what the chair answers."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("remark", "waits for an answer")
        ACCEPTED = "accepted", pgettext_lazy("remark", "taken up")
        DECLINED = "declined", pgettext_lazy("remark", "not taken up")

    school_from = "meeting"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="remarks", editable=False)
    item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="remarks",
        verbose_name=_("agenda item"),
    )
    author = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    text = models.TextField(pgettext_lazy("minutes", "remark"), max_length=5_000)
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(
        pgettext_lazy("remark", "state"),
        max_length=8,
        choices=State,
        default=State.OPEN,
        editable=False,
    )
    answer = models.TextField(pgettext_lazy("remark", "answer"), blank=True, max_length=5_000)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark on the minutes")
        verbose_name_plural = _("remarks on the minutes")
        indexes = [models.Index(fields=["meeting", "id"], name="remark_of_meeting")]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:60]}"

    def get_absolute_url(self) -> str:
        return f"{_page(self.meeting_id)}#remark-{self.pk}"


class Consent(SchoolOwned):
    """That somebody who was present has read the minutes and has no remarks."""

    school_from = "meeting"

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="consents", editable=False
    )
    person = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(auto_now_add=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent to the minutes")
        verbose_name_plural = _("consents to the minutes")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="consent_once")
        ]

    def __str__(self) -> str:
        return str(self.person)

    def get_absolute_url(self) -> str:
        return f"{_page(self.meeting_id)}#remarks"


def _page(meeting: int) -> str:
    return reverse("meetings:meeting_minutes", args=[meeting])
