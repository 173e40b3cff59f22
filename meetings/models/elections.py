"""An election at a meeting (clause 5.1): candidates, votes, and what follows from it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import Association, Membership, User
from meetings.models.agenda import AgendaItem, Resolution
from meetings.models.meeting import Meeting, MeetingPart
from meetings.querysets import ElectionPartQuerySet, ElectionQuerySet


class Election(MeetingPart):
    """Who is elected as what, and how it was counted. A secret count keeps totals only."""

    class Office(models.TextChoices):
        HEAD = "head", pgettext_lazy("elected as", "head of the association")
        SECRETARY = "secretary", pgettext_lazy("elected as", "secretary")

    Vote = Resolution.Vote
    school_from = "item"

    item = models.OneToOneField(
        AgendaItem, models.PROTECT, related_name="election", editable=False
    )
    association = models.ForeignKey(
        Association, models.PROTECT, related_name="elections", editable=False
    )
    office = models.CharField(
        _("elected as"), max_length=9, choices=Office, default=Office.HEAD
    )
    mode = models.CharField(
        _("vote"),
        max_length=6,
        choices=[choice for choice in Vote.choices if choice[0] != "none"],
        default=Vote.OPEN,
    )
    voters = models.PositiveSmallIntegerField(_("took part in the vote"), null=True, blank=True)
    invalid = models.PositiveSmallIntegerField(_("invalid ballots"), null=True, blank=True)
    winner = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("election", "elected"),
    )
    since = models.DateField(_("in office since"), null=True, blank=True)
    membership = models.OneToOneField(
        Membership, models.PROTECT, null=True, related_name="election", editable=False
    )
    applied_at = models.DateTimeField(null=True, editable=False)
    applied_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    # An order of the director confirms a head; orders hang on this row.
    order_needed = models.BooleanField(default=False, editable=False)

    objects = ElectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("election")
        verbose_name_plural = _("elections")
        indexes = [
            models.Index(
                fields=["school", "id"],
                condition=Q(order_needed=True),
                name="election_needs_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_office_display()}: {self.winner or '–'}"

    def get_absolute_url(self) -> str:
        return self.item.meeting.get_absolute_url()

    @property
    def whole(self) -> Meeting:
        return self.item.meeting


class Candidate(MeetingPart):
    """Somebody who stands in an election, and how many voted for them."""

    school_from = "election"

    election = models.ForeignKey(
        Election, models.PROTECT, related_name="candidates", editable=False
    )
    person = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("candidate")
    )
    votes = models.PositiveSmallIntegerField(_("votes"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = ElectionPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        constraints = [
            models.UniqueConstraint(
                fields=["election", "person"],
                name="candidate_once",
                violation_error_message=_("This person is a candidate already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def whole(self) -> Meeting:
        return self.election.item.meeting
