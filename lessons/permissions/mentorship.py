"""Who may propose, appoint and end mentorships, write their plans, diary and reports."""

from django.utils.translation import gettext_lazy as _

from associations.models import Association, Membership, User
from core.permissions import ALLOWED, Verdict, require
from lessons.models import (
    DiaryEntry,
    Mentorship,
    MentorshipPlan,
    MentorshipReport,
    MentorshipRow,
)
from lessons.workflow import (
    MentorshipPlanStatus,
    MentorshipStatus,
)
from plans.permissions.roles import is_director

Paper = MentorshipPlan | MentorshipReport


def can_view_mentorship(user: User, mentorship: Mentorship | None = None) -> Verdict:
    return ALLOWED


def can_view_novices(user: User, association: Association | None = None) -> Verdict:
    """Who is young and who helps them concerns those who answer for it."""
    return require(
        user.leads_school or user.headed_ids - user.council_ids,
        _("This is seen by the heads of associations and those who lead the school."),
    )


def can_create_mentorship(user: User, mentorship: Mentorship | None = None) -> Verdict:
    return require(
        user.leads_school or user.headed_ids - user.council_ids,
        _("Mentors are proposed by the head of the association."),
    )


def can_change_mentorship(user: User, mentorship: Mentorship) -> Verdict:
    proposed = mentorship.status == MentorshipStatus.PROPOSED
    return _heads_or_leads(user, mentorship) and require(
        proposed, _("What the director has decided on is no longer changed.")
    )


def can_appoint_mentorship(user: User, mentorship: Mentorship) -> Verdict:
    """The order is the director's."""
    return is_director(user, mentorship) and mentorship.may("appoint")


def can_decline_mentorship(user: User, mentorship: Mentorship) -> Verdict:
    return is_director(user, mentorship) and mentorship.may("decline")


def can_end_mentorship(user: User, mentorship: Mentorship) -> Verdict:
    return _heads_or_leads(user, mentorship) and mentorship.may("end")


def can_view_mentorshipplan(user: User, plan: MentorshipPlan | None = None) -> Verdict:
    return ALLOWED


def can_create_mentorshipplan(user: User, mentorship: Mentorship) -> Verdict:
    return _one_of_the_two(user, mentorship) and _under_way(mentorship)


def can_change_mentorshipplan(user: User, plan: MentorshipPlan) -> Verdict:
    return _editing(user, plan)


def can_change_mentorshiprow(user: User, row: MentorshipRow) -> Verdict:
    return _editing(user, row.plan)


def can_hand_in_mentorshipplan(user: User, plan: MentorshipPlan) -> Verdict:
    return _is_author(user, plan) and plan.may("hand_in") and _under_way(plan.mentorship)


def can_approve_mentorshipplan(user: User, plan: MentorshipPlan) -> Verdict:
    """A meeting approves it; who heads the association writes down which."""
    return plan.may("approve") and _answers(user, plan)


def can_return_mentorshipplan(user: User, plan: MentorshipPlan) -> Verdict:
    return plan.may("return") and _answers(user, plan)


def can_mark_mentorshiprow(user: User, row: MentorshipRow) -> Verdict:
    approved = row.plan.status == MentorshipPlanStatus.APPROVED
    return (
        _is_author(user, row.plan)
        and require(approved, _("Fulfilment is marked once the plan is approved."))
        and _under_way(row.plan.mentorship)
    )


def can_view_diary(user: User, mentorship: Mentorship) -> Verdict:
    near = _leads(user, mentorship) or mentorship.association_id in user.headed_ids
    return require(
        near or mentorship.side_of(user),
        _("The diary is for the two, the head of the association and the directors."),
    )


def can_create_diaryentry(user: User, mentorship: Mentorship) -> Verdict:
    return _is_mentor(user, mentorship) and _under_way(mentorship)


def can_change_diaryentry(user: User, entry: DiaryEntry) -> Verdict:
    return can_create_diaryentry(user, entry.mentorship)


def can_remove_diaryentry(user: User, entry: DiaryEntry) -> Verdict:
    return can_create_diaryentry(user, entry.mentorship)


def can_view_mentorshipreport(user: User, report: MentorshipReport | None = None) -> Verdict:
    return ALLOWED


def can_create_mentorshipreport(user: User, mentorship: Mentorship) -> Verdict:
    return _one_of_the_two(user, mentorship) and _under_way(mentorship)


def can_change_mentorshipreport(user: User, report: MentorshipReport) -> Verdict:
    return _editing(user, report)


def can_hand_in_mentorshipreport(user: User, report: MentorshipReport) -> Verdict:
    return _is_author(user, report) and report.may("hand_in") and _under_way(report.mentorship)


def can_accept_mentorshipreport(user: User, report: MentorshipReport) -> Verdict:
    return report.may("accept") and _answers(user, report)


def can_return_mentorshipreport(user: User, report: MentorshipReport) -> Verdict:
    return report.may("return") and _answers(user, report)


def _heads_or_leads(user: User, mentorship: Mentorship) -> Verdict:
    return require(
        _leads(user, mentorship) or mentorship.association_id in user.headed_ids,
        _("Only the head of the association and those who lead the school do this."),
    )


def _leads(user: User, thing: Mentorship | Paper) -> bool:
    return user.leads_school and user.school_id == thing.school_id


def _one_of_the_two(user: User, mentorship: Mentorship) -> Verdict:
    return require(
        mentorship.side_of(user), _("Only the mentor and the young teacher do this.")
    )


def _is_mentor(user: User, mentorship: Mentorship) -> Verdict:
    return require(mentorship.mentor_id == user.pk, _("Only the mentor does this."))


def _under_way(mentorship: Mentorship) -> Verdict:
    return require(
        mentorship.status == MentorshipStatus.APPOINTED,
        _("This is for the time of the mentorship: from the order to its end."),
    )


def _is_author(user: User, paper: Paper) -> Verdict:
    return require(paper.author_id == user.pk, _("Only who writes it does this."))


def _editing(user: User, paper: Paper) -> Verdict:
    return (
        _is_author(user, paper)
        and require(paper.is_editable, _("What was handed in is no longer changed."))
        and _under_way(paper.mentorship)
    )


def _answers(user: User, paper: Paper) -> Verdict:
    """The head answers; what the head wrote as one of the two, those who lead the school."""
    association = paper.mentorship.association_id
    if association in user.headed_ids:
        return require(
            paper.author_id != user.pk,
            _("Nobody decides on what they wrote: it waits for those who lead the school."),
        )
    instead = _leads(user, paper) and paper.author_id != user.pk
    return require(
        instead and _written_by_head(paper),
        _("Only the head of the association does this."),
    )


def _written_by_head(paper: Paper) -> bool:
    rows = Membership.objects.filter(
        association=paper.mentorship.association_id, person=paper.author_id
    )
    return rows.filter(role=Membership.Role.HEAD, until=None).exists()
