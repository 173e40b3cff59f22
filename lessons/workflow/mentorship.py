"""The life of a mentorship: proposed by the association, appointed by order, ended."""

from django.db import models
from django.utils.translation import pgettext_lazy

from core.workflow import Move, Workflow


class MentorshipStatus(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("mentorship", "proposed")
    APPOINTED = "appointed", pgettext_lazy("mentorship", "appointed")
    DECLINED = "declined", pgettext_lazy("mentorship", "declined")
    ENDED = "ended", pgettext_lazy("mentorship", "ended")


MENTORSHIP_WORKFLOW = Workflow(
    Move(
        "appoint",
        {MentorshipStatus.PROPOSED},
        MentorshipStatus.APPOINTED,
        pgettext_lazy("mentorship", "Appoint"),
        asks=True,
    ),
    Move(
        "decline",
        {MentorshipStatus.PROPOSED},
        MentorshipStatus.DECLINED,
        pgettext_lazy("mentorship", "Decline"),
        asks=True,
        plain=True,
    ),
    Move(
        "end",
        {MentorshipStatus.APPOINTED},
        MentorshipStatus.ENDED,
        pgettext_lazy("mentorship", "End"),
        asks=True,
        plain=True,
    ),
)
