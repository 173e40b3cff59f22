"""What happens to an olympiad: closed tasks, results, the protocol."""

from collections.abc import Iterable
from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from associations.models import User
from core import attachments
from core.audit import record
from core.moves import move
from core.permissions import can
from core.uploads import Accepted
from lessons.documents.olympiads import ResultsProtocol, WinnersList
from lessons.figures.results import Result
from lessons.models import Olympiad, OlympiadResult, TaskFile
from lessons.models.olympiads import MOST_PUPILS
from lessons.services.deeds import hold_row, settle_row
from lessons.services.steps import file_anew, put, say

TASK = "task"


@transaction.atomic
def finish_olympiad(olympiad: Olympiad, *, by: User, conclusions: str = "") -> None:
    """Results are final: the protocol and the list of winners are filed."""
    olympiad = lock_olympiad(olympiad)
    can(by, "lessons.finish_olympiad", olympiad).enforce()
    if not olympiad.results.exists():
        raise ValidationError(_("Write the results first."))
    put(olympiad, conclusions=conclusions, remark="")
    move(olympiad, "finish", by=by, conclusions=conclusions)
    file_anew(olympiad, "paper", ResultsProtocol, by=by, day=olympiad.day)
    file_anew(olympiad, "winners_paper", WinnersList, by=by, day=olympiad.day)
    words = _("Olympiad held: %(olympiad)s") % {"olympiad": olympiad}
    settle_row(olympiad.plan_row, words, by=by)


@transaction.atomic
def cancel_olympiad(olympiad: Olympiad, *, by: User, text: str) -> None:
    olympiad = lock_olympiad(olympiad)
    can(by, "lessons.cancel_olympiad", olympiad).enforce()
    say(text, _("Say why it is cancelled."))
    move(olympiad, "cancel", by=by, text=text)
    put(olympiad, remark=text)
    words = _("Olympiad cancelled: %(olympiad)s") % {"olympiad": olympiad}
    settle_row(olympiad.plan_row, words, by=by)


@transaction.atomic
def reopen_olympiad(olympiad: Olympiad, *, by: User, text: str) -> None:
    olympiad = lock_olympiad(olympiad)
    can(by, "lessons.reopen_olympiad", olympiad).enforce()
    say(text, _("Say why it is opened again."))
    move(olympiad, "reopen", by=by, text=text)
    put(olympiad, remark=text)
    words = _("Olympiad opened again: %(olympiad)s") % {"olympiad": olympiad}
    settle_row(olympiad.plan_row, words, by=by)


@transaction.atomic
def add_task(olympiad: Olympiad, *, by: User, file: Accepted, title: str = "") -> None:
    """Keep a task file. The record says that one came, and not a word of what it is."""
    olympiad = lock_olympiad(olympiad)
    can(by, "lessons.create_taskfile", olympiad).enforce()
    task = TaskFile.objects.create(olympiad=olympiad, author=by, title=title)
    attachments.keep(task, file, kind=TASK, title=title, by=by)
    record(by, "add_task", olympiad, digest=file.digest)


@transaction.atomic
def remove_taskfile(task: TaskFile, *, by: User) -> Olympiad:
    olympiad = lock_olympiad(task.olympiad)
    task.olympiad = olympiad
    can(by, "lessons.remove_taskfile", task).enforce()
    task.withdrawn_at = timezone.now()
    task.save(update_fields=["withdrawn_at"])
    for file in attachments.of(task, TASK):
        attachments.withdraw(file)
    record(by, "remove_task", olympiad, task=task.pk)
    return olympiad


@transaction.atomic
def paste_olympiad(olympiad: Olympiad, *, by: User, rows: Iterable[Result]) -> None:
    """Add the pupils; of those who stand there already, what is said now holds."""
    olympiad = lock_olympiad(olympiad)
    can(by, "lessons.paste_olympiad", olympiad).enforce()
    kept = {(row.pupil, row.grade, row.letter): row for row in olympiad.results.all()}
    found = list(rows)
    if len(kept.keys() | {row.key for row in found}) > MOST_PUPILS:
        raise ValidationError(_("No more than %(most)s pupils fit.") % {"most": MOST_PUPILS})
    for said in found:
        row = kept.get(said.key) or OlympiadResult(olympiad=olympiad)
        for name, value in asdict(said).items():
            setattr(row, name, value)
        row.version += bool(row.pk)
        row.save()
    record(by, "paste", olympiad, pupils=len(found))


@transaction.atomic
def remove_olympiadresult(row: OlympiadResult, *, by: User) -> Olympiad:
    olympiad = lock_olympiad(row.olympiad)
    row.olympiad = olympiad
    can(by, "lessons.remove_olympiadresult", row).enforce()
    record(by, "remove_result", olympiad, result=row.pk)
    row.delete()
    return olympiad


def lock_olympiad(olympiad: Olympiad) -> Olympiad:
    rows = Olympiad.objects.select_related(
        "association", "year", "school", "subject", "chair", "plan_row", "paper"
    )
    found: Olympiad = rows.select_for_update(of=("self",)).get(pk=olympiad.pk)
    hold_row(found.plan_row_id)
    return found
