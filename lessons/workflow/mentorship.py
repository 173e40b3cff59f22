"""The life of a mentorship: proposed by the association, appointed by order, ended."""

from django.db import models
from django.utils.translation import pgettext_lazy

from core.workflow import Move, Workflow


class MentorshipStatus(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("mentorship", "proposed")
    APPOINTED = "appointed", pgettext_lazy("mentorship", "appointed")
    DECLINED = "declined", pgettext_lazy("mentorship", "declined")
    ENDED = "ended", pgettext_lazy("mentorship", "ended")


# Who has such a pair needs no other.
MENTORSHIP_LIVE = frozenset({MentorshipStatus.PROPOSED, MentorshipStatus.APPOINTED})

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


class MentorshipPlanStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("mentorship plan", "draft")
    HANDED_IN = "handed_in", pgettext_lazy("mentorship plan", "handed in")
    APPROVED = "approved", pgettext_lazy("mentorship plan", "approved")
    RETURNED = "returned", pgettext_lazy("mentorship plan", "returned")


MENTORSHIP_PLAN_EDITABLE = frozenset(
    {MentorshipPlanStatus.DRAFT, MentorshipPlanStatus.RETURNED}
)

MENTORSHIP_PLAN_WORKFLOW = Workflow(
    Move(
        "hand_in",
        MENTORSHIP_PLAN_EDITABLE,
        MentorshipPlanStatus.HANDED_IN,
        pgettext_lazy("mentorship plan", "Hand in"),
    ),
    Move(
        "approve",
        {MentorshipPlanStatus.HANDED_IN},
        MentorshipPlanStatus.APPROVED,
        pgettext_lazy("mentorship plan", "Approve"),
        asks=True,
    ),
    Move(
        "return",
        {MentorshipPlanStatus.HANDED_IN},
        MentorshipPlanStatus.RETURNED,
        pgettext_lazy("mentorship plan", "Return for revision"),
        asks=True,
        plain=True,
    ),
)


class MentorshipReportStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("mentorship report", "draft")
    HANDED_IN = "handed_in", pgettext_lazy("mentorship report", "handed in")
    ACCEPTED = "accepted", pgettext_lazy("mentorship report", "accepted")
    RETURNED = "returned", pgettext_lazy("mentorship report", "returned")


MENTORSHIP_REPORT_EDITABLE = frozenset(
    {MentorshipReportStatus.DRAFT, MentorshipReportStatus.RETURNED}
)

MENTORSHIP_REPORT_WORKFLOW = Workflow(
    Move(
        "hand_in",
        MENTORSHIP_REPORT_EDITABLE,
        MentorshipReportStatus.HANDED_IN,
        pgettext_lazy("mentorship report", "Hand in"),
    ),
    Move(
        "accept",
        {MentorshipReportStatus.HANDED_IN},
        MentorshipReportStatus.ACCEPTED,
        pgettext_lazy("mentorship report", "Accept"),
    ),
    Move(
        "return",
        {MentorshipReportStatus.HANDED_IN},
        MentorshipReportStatus.RETURNED,
        pgettext_lazy("mentorship report", "Return for revision"),
        asks=True,
        plain=True,
    ),
)
