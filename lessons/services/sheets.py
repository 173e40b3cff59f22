"""Analysis sheets: written, shared, answered, agreed or counted; and the advice in them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from associations.archive import file_away
from associations.models import User
from core.audit import record
from core.digests import for_each
from core.models import StaleError
from core.moves import move
from core.permissions import can
from lessons import notifications
from lessons.documents.sheets import SheetDocument
from lessons.figures.sheets import criteria_of, gaps, rules_of
from lessons.models import Advice, VisitSheet
from lessons.querysets.visits import WAITS
from lessons.services.finding import remember_forgotten
from lessons.services.schedule_marking import analyse_openlesson, hold_lesson
from lessons.services.steps import put, say
from lessons.services.visits import hold_visit
from lessons.workflow import VisitStatus

WHOLE = (
    "author",
    "template",
    "visit__teacher",
    "visit__subject",
    "visit__association",
    "visit__year",
    "visit__school",
    "visit__open_lesson",
)


@transaction.atomic
def save_visitsheet(
    sheet: VisitSheet, *, by: User, version: int, fields: dict[str, Any]
) -> VisitSheet:
    """Write down what was typed, however little; ``answers`` adds to those that are there.

    The record says that it was written, never what: a draft is its author's alone.
    """
    sheet = _locked(sheet)
    can(by, "lessons.change_visitsheet", sheet).enforce()
    changed = _put(sheet, dict(fields))
    if not changed:
        return sheet
    if sheet.version != version:
        raise StaleError
    sheet.version += 1
    sheet.save()
    record(by, "write", sheet)
    return sheet


@transaction.atomic
def share_visitsheet(sheet: VisitSheet, *, by: User) -> None:
    """Finish it and show it to the teacher: nothing that is asked for may be missing."""
    sheet = _locked(sheet)
    can(by, "lessons.share_visitsheet", sheet).enforce()
    missing = [gap.words for gap in gaps(sheet, criteria_of(sheet))]
    if missing:
        raise ValidationError(_("Still missing: %(list)s") % {"list": "; ".join(missing)})
    if sheet.visit.status == VisitStatus.PLANNED:
        hold_visit(sheet.visit, by=by)
    put(sheet, shared_at=timezone.now())
    move(sheet, "share", by=by)
    notifications.sheet_shared(sheet, by)


@transaction.atomic
def answer_visitsheet(sheet: VisitSheet, *, by: User, reply: str, self_analysis: str) -> None:
    """What the teacher says to it, and of the own lesson (8.3)."""
    sheet = _locked(sheet)
    can(by, "lessons.answer_visitsheet", sheet).enforce()
    say(self_analysis, _("Write how you see your lesson yourself."), "self_analysis")
    put(sheet, reply=reply, self_analysis=self_analysis, answered_at=timezone.now())
    move(sheet, "answer", by=by)
    notifications.sheet_answered(sheet, by)


@transaction.atomic
def agree_visitsheet(sheet: VisitSheet, *, by: User) -> None:
    """It counts from now on: its paper is filed, its advice stands open."""
    sheet = _locked(sheet)
    can(by, "lessons.agree_visitsheet", sheet).enforce()
    _end(sheet, "agree", by)
    notifications.sheet_agreed(sheet, by)


@transaction.atomic
def count_visitsheet(sheet: VisitSheet) -> None:
    """Nobody said anything for the days of the rules: it counts as it is."""
    sheet = _locked(sheet)
    if not can(None, "lessons.count_visitsheet", sheet):
        return  # somebody spoke after all
    sheet.silent = True
    _end(sheet, "count", None)
    notifications.sheet_counted(sheet)


def count_silent_sheets() -> int:
    """What the clock does: sheets that wait longer than the school's rules say."""
    waiting = VisitSheet.objects.filter(status__in=WAITS).order_by("school", "pk")
    return for_each(waiting, _count_if_silent)


def _count_if_silent(sheet: VisitSheet) -> int:
    days = timedelta(days=rules_of(sheet.school_id).silence)
    last = sheet.answered_at or sheet.shared_at
    if last is None or last + days > timezone.now():
        return 0
    count_visitsheet(sheet)
    return 1


@transaction.atomic
def finish_advice(advice: Advice, *, by: User, outcome: str) -> None:
    _close(advice, "finish", by, outcome)


@transaction.atomic
def drop_advice(advice: Advice, *, by: User, outcome: str) -> None:
    _close(advice, "drop", by, outcome)


def _close(advice: Advice, verb: str, by: User, outcome: str) -> None:
    """Closing needs a word."""
    say(outcome, _("Say what came of it."), "outcome")
    rows = Advice.objects.select_for_update(of=("self",))
    advice = rows.get(pk=advice.pk)
    can(by, advice.rule_for(verb), advice).enforce()
    put(advice, outcome=outcome, closed_by=by, closed_on=timezone.localdate())
    move(advice, verb, by=by)


def _locked(sheet: VisitSheet) -> VisitSheet:
    rows = VisitSheet.objects.select_related(*WHOLE)
    found: VisitSheet = rows.select_for_update(of=("self",)).get(pk=sheet.pk)
    return found


def _put(sheet: VisitSheet, fields: dict[str, Any]) -> list[str]:
    answers = {**sheet.answers}
    for key, said in fields.pop("answers", {}).items():
        answers[key] = {**answers.get(key, {}), **said}
    fields["answers"] = answers
    changed = [name for name, value in fields.items() if getattr(sheet, name) != value]
    for name in changed:
        setattr(sheet, name, fields[name])
    return changed


def _end(sheet: VisitSheet, verb: str, by: User | None) -> None:
    if sheet.visit.open_lesson:
        hold_lesson(sheet.visit.open_lesson)  # before the record, as whoever marks it does
    sheet.agreed_at = timezone.now()
    sheet.save(update_fields=["agreed_at", "silent"])
    move(sheet, verb, by=by)
    visit = sheet.visit
    for line in filter(None, map(str.strip, sheet.recommendation.splitlines())):
        Advice.objects.create(sheet=sheet, teacher=visit.teacher, text=line)
    file_away(
        SheetDocument(sheet, language=visit.school.paper_language),
        association=visit.association,
        year=visit.year,
        by=by or sheet.author,
        day=visit.day,
    )
    if visit.open_lesson:
        analyse_openlesson(visit.open_lesson, by=by or sheet.author)


CHORES: dict[str, Callable[[], int]] = {
    "analysis sheets counted without an answer": count_silent_sheets,
    "lessons, visits and events made findable": remember_forgotten,
}
