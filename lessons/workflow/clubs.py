"""The life of a proposal of who leads a club or prepares pupils for olympiads (I.7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.workflow import Move, Workflow


class ClubStatus(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("club proposal", "proposed")
    ACCEPTED = "accepted", pgettext_lazy("club proposal", "accepted")
    DECLINED = "declined", pgettext_lazy("club proposal", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("club proposal", "withdrawn")


CLUB_WORKFLOW = Workflow(
    Move(
        "accept",
        {ClubStatus.PROPOSED},
        ClubStatus.ACCEPTED,
        pgettext_lazy("club proposal", "Accept"),
        asks=True,
    ),
    Move(
        "decline",
        {ClubStatus.PROPOSED},
        ClubStatus.DECLINED,
        pgettext_lazy("club proposal", "Decline"),
        asks=True,
        plain=True,
    ),
    Move(
        "withdraw",
        {ClubStatus.PROPOSED},
        ClubStatus.WITHDRAWN,
        pgettext_lazy("club proposal", "Withdraw"),
        confirm=_("The proposal stays in the list as withdrawn."),
        plain=True,
    ),
)
