"""What the two of a mentorship write, and what is decided on it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from associations.archive import file_away
from associations.models import User
from core.audit import record
from core.moves import move
from core.permissions import can
from lessons import notifications
from lessons.documents.mentorship import MentorshipPlanPaper, MentorshipReportPaper
from lessons.figures.mentorship import usual_rows
from lessons.models import Mentorship, MentorshipPlan, MentorshipReport, MentorshipRow
from lessons.services.steps import put, say
from meetings.models import AgendaItem


@transaction.atomic
def create_mentorshipplan(mentorship: Mentorship, *, by: User) -> MentorshipPlan:
    """Begin the own plan; who has begun already is led to it."""
    can(by, "lessons.create_mentorshipplan", mentorship).enforce()
    side = mentorship.side_of(by)
    plan, made = MentorshipPlan.objects.get_or_create(
        mentorship=mentorship,
        side=side,
        defaults={"author": by, "school_id": mentorship.school_id},
    )
    if made:
        record(by, "create", plan)
    return plan


@transaction.atomic
def fill_mentorshipplan(plan: MentorshipPlan, *, by: User) -> None:
    """Add the usual rows that are not in the plan yet, to be changed at will."""
    plan = lock_mentorshipplan(plan)
    can(by, "lessons.change_mentorshipplan", plan).enforce()
    there = set(plan.rows.values_list("content", flat=True))
    rows = [row for row in usual_rows(plan) if row.content not in there]
    for row in rows:
        row.save()
    record(by, "fill", plan, rows=len(rows))


@transaction.atomic
def add_mentorshiprow(plan: MentorshipPlan, *, by: User, **said: Any) -> None:
    """``said``: the month, what is done and in which form."""
    plan = lock_mentorshipplan(plan)
    can(by, "lessons.change_mentorshipplan", plan).enforce()
    row = MentorshipRow.objects.create(plan=plan, **said)
    record(by, "create", row, **said)


@transaction.atomic
def remove_mentorshiprow(row: MentorshipRow, *, by: User) -> MentorshipPlan:
    plan = lock_mentorshipplan(row.plan)
    can(by, "lessons.change_mentorshipplan", plan).enforce()
    record(by, "remove", row, month=row.month, content=row.content)
    MentorshipRow.objects.filter(pk=row.pk).delete()
    return plan


@transaction.atomic
def mark_mentorshiprow(row: MentorshipRow, *, by: User, mark: str, words: str = "") -> None:
    """Say how the row went; said again, it is mended."""
    can(by, "lessons.mark_mentorshiprow", row).enforce()
    if mark != MentorshipRow.Mark.DONE:
        say(words, _("Say why it was not done, or not wholly."), "words")
    row.mark, row.words, row.marked_on = mark, words.strip(), timezone.localdate()
    row.version += 1
    row.save(update_fields=["mark", "words", "marked_on", "version"])
    record(by, "mark", row, mark=mark, words=row.words)


@transaction.atomic
def hand_in_mentorshipplan(plan: MentorshipPlan, *, by: User) -> None:
    """Give it to the head: there must be something to read."""
    plan = lock_mentorshipplan(plan)
    if not plan.rows.exists():
        raise ValidationError(_("Write at least one row first."))
    _hand_in(plan, by)


@transaction.atomic
def approve_mentorshipplan(plan: MentorshipPlan, *, by: User, item: AgendaItem) -> None:
    """Write down under which question a meeting approved it, and keep it on paper."""
    plan = lock_mentorshipplan(plan)
    can(by, "lessons.approve_mentorshipplan", plan).enforce()
    union = plan.mentorship.association_id
    if item.meeting.number is None or union not in item.meeting.union_ids:
        raise ValidationError({"item": _("Choose a question of a held meeting.")})
    plan.approved_at = item
    _decided(plan, by, "approved_at")
    move(plan, "approve", by=by, item=item.pk)
    _file(plan, MentorshipPlanPaper, by)
    notifications.plan_of_mentorship_approved(plan, by)


@transaction.atomic
def return_mentorshipplan(plan: MentorshipPlan, *, by: User, text: str) -> None:
    _return(lock_mentorshipplan(plan), by, text)


@transaction.atomic
def hand_in_mentorshipreport(report: MentorshipReport, *, by: User) -> None:
    report = _report(report)
    if not report.done.strip():
        raise ValidationError(_("Write what was done first."))
    _hand_in(report, by)


@transaction.atomic
def accept_mentorshipreport(report: MentorshipReport, *, by: User) -> None:
    """Accept it, and keep it on paper."""
    report = _report(report)
    can(by, "lessons.accept_mentorshipreport", report).enforce()
    _decided(report, by)
    move(report, "accept", by=by)
    _file(report, MentorshipReportPaper, by)
    notifications.report_of_mentorship_accepted(report, by)


@transaction.atomic
def return_mentorshipreport(report: MentorshipReport, *, by: User, text: str) -> None:
    _return(_report(report), by, text)


def lock_mentorshipplan(plan: MentorshipPlan) -> MentorshipPlan:
    rows = MentorshipPlan.objects.for_page().select_for_update(of=("self",))
    return rows.get(pk=plan.pk)


def _report(report: MentorshipReport) -> MentorshipReport:
    rows = MentorshipReport.objects.for_page().select_for_update(of=("self",))
    return rows.get(pk=report.pk)


def _hand_in(paper: Any, by: User) -> None:
    put(paper, handed_in_at=timezone.now(), remark="")
    move(paper, "hand_in", by=by)
    notifications.mentors_paper_handed_in(paper, by)


def _return(paper: Any, by: User, text: str) -> None:
    words = say(text, _("Say what should change."))
    move(paper, "return", by=by, text=text)
    put(paper, remark=words)
    notifications.mentors_paper_returned(paper, by, paper.remark)


def _decided(paper: Any, by: User, *fields: str) -> None:
    paper.decided_by, paper.decided_on = by, timezone.localdate()
    paper.save(update_fields=["decided_by", "decided_on", *fields])


def _file(paper: Any, kind: Any, by: User) -> None:
    """Whoever archives a year finds the papers of its pairs with the association's."""
    mentorship = paper.mentorship
    paper.paper = file_away(
        kind(paper, language=mentorship.school.paper_language),
        association=mentorship.association,
        year=mentorship.year,
        by=by,
    )
    paper.save(update_fields=["paper"])
