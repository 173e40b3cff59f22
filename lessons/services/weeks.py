"""What happens to a subject week: from its programme to its report."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from associations.models import User
from core import attachments, dates
from core.audit import record
from core.models import Attachment
from core.moves import move
from core.permissions import can
from core.uploads import Accepted
from lessons.documents.weeks import WeekPlan, WeekReport, text_digest, week_text
from lessons.models import SubjectWeek, WeekRow
from lessons.notifications import weeks as notifications
from lessons.services.deeds import hold_row, settle_row
from lessons.services.steps import file_anew, put, say
from lessons.workflow.weeks import WeekRowStatus

PHOTO = "week_photo"
MOST_NAMED = 5


@transaction.atomic
def submit_subjectweek(week: SubjectWeek, *, by: User) -> None:
    """Give the programme to who approves it; each event stands on a day of the week."""
    week = lock_week(week)
    can(by, "lessons.submit_subjectweek", week).enforce()
    rows = list(week.rows.in_order())
    if not rows:
        raise ValidationError(_("Add the events of the programme first."))
    days = set(week.days)
    outside = [row for row in rows if row.day not in days]
    if outside:
        words = _("Not on a day of the week: %(rows)s")
        raise ValidationError(words % {"rows": named(outside)})
    move(week, "submit", by=by)
    notifications.week_submitted(week, by)


@transaction.atomic
def withdraw_subjectweek(week: SubjectWeek, *, by: User) -> None:
    move(lock_week(week), "withdraw", by=by)


@transaction.atomic
def approve_subjectweek(week: SubjectWeek, *, by: User, seen: str, text: str = "") -> None:
    """Approve exactly the text that was read; its paper is filed."""
    week = lock_week(week)
    can(by, "lessons.approve_subjectweek", week).enforce()
    if seen != text_digest(week_text(week)):
        raise ValidationError(
            _("The programme was changed in the meantime. Read it as it stands now.")
        )
    put(week, decided_by=by, decided_at=timezone.now().replace(microsecond=0), remark=text)
    move(week, "approve", by=by, text=text)
    file_anew(week, "paper", WeekPlan, by=by)
    notifications.week_approved(week, by)


@transaction.atomic
def return_subjectweek(week: SubjectWeek, *, by: User, text: str) -> None:
    """Give it back, saying why. An approved one holds no longer until it is approved anew."""
    week = lock_week(week)
    can(by, "lessons.return_subjectweek", week).enforce()
    say(text, _("Say what should change."))
    move(week, "return", by=by, text=text)
    put(week, remark=text)
    notifications.week_returned(week, by, text)


@transaction.atomic
def report_subjectweek(week: SubjectWeek, *, by: User) -> None:
    """Put the report on paper, once it is said of every event how it went."""
    week = lock_week(week)
    can(by, "lessons.report_subjectweek", week).enforce()
    untold = list(week.rows.filter(status=WeekRowStatus.PLANNED).in_order())
    if untold:
        words = _("Say first of these events whether they were held: %(rows)s")
        raise ValidationError(words % {"rows": named(untold)})
    move(week, "report", by=by)
    file_anew(week, "report_paper", WeekReport, by=by)
    settle_row(week.plan_row, _("Subject week held: %(week)s") % {"week": week}, by=by)
    notifications.week_reported(week, by)


@transaction.atomic
def reopen_subjectweek(week: SubjectWeek, *, by: User, text: str) -> None:
    """Something in the report was wrong; its paper stays on the shelf until the next one."""
    week = lock_week(week)
    can(by, "lessons.reopen_subjectweek", week).enforce()
    say(text, _("Say why it is opened again."))
    move(week, "reopen", by=by, text=text)
    put(week, remark=text)
    settle_row(week.plan_row, _("Report opened again: %(week)s") % {"week": week}, by=by)


@transaction.atomic
def remove_weekrow(row: WeekRow, *, by: User) -> SubjectWeek:
    week, row = _with_week(row)
    can(by, "lessons.remove_weekrow", row).enforce()
    record(by, "remove_row", week, text=row.text, day=row.day.isoformat())
    row.responsible.clear()
    row.delete()
    return week


@transaction.atomic
def hold_weekrow(row: WeekRow, *, by: User, **said: Any) -> None:
    """Write down how it went: classes, pupils, winners; ``said`` has the fields' names."""
    _week, row = _with_week(row)
    can(by, "lessons.hold_weekrow", row).enforce()
    put(row, **said)
    move(row, "hold", by=by, **said)


@transaction.atomic
def miss_weekrow(row: WeekRow, *, by: User, remark: str) -> None:
    _week, row = _with_week(row)
    can(by, "lessons.miss_weekrow", row).enforce()
    say(remark, _("Say why it was not held."), "remark")
    put(row, remark=remark)
    move(row, "miss", by=by, remark=remark)


@transaction.atomic
def reopen_weekrow(row: WeekRow, *, by: User) -> None:
    """The mark was wrong: it is planned again, and what was said of it is gone."""
    _week, row = _with_week(row)
    move(row, "reopen", by=by)
    put(row, groups=None, pupils=None, winners="", remark="")


@transaction.atomic
def attach_subjectweek(week: SubjectWeek, *, by: User, photos: list[Accepted]) -> None:
    """Keep photos of the week; the same one sent twice is kept once."""
    week = lock_week(week)
    can(by, "lessons.attach_subjectweek", week).enforce()
    kept = set(attachments.of(week, PHOTO).values_list("digest", flat=True))
    for photo in {file.digest: file for file in photos}.values():
        if photo.digest not in kept:
            title = photo.name.rpartition(".")[0]
            attachments.keep(week, photo, kind=PHOTO, title=title, by=by)
            record(by, "attach", week, name=photo.name, digest=photo.digest)


@transaction.atomic
def detach_subjectweek(week: SubjectWeek, *, by: User, gone: Iterable[Attachment]) -> None:
    week = lock_week(week)
    can(by, "lessons.detach_subjectweek", week).enforce()
    for photo in gone:
        attachments.withdraw(photo)
        record(by, "withdraw_file", week, name=photo.name)


def named(rows: list[WeekRow]) -> str:
    """The first of them with their days."""
    language = get_language() or "ky"
    words = [f"{dates.day_month(row.day, language)}: {row}" for row in rows[:MOST_NAMED]]
    return "; ".join(words) + ("…" if len(rows) > MOST_NAMED else "")


def lock_week(week: SubjectWeek) -> SubjectWeek:
    rows = SubjectWeek.objects.select_related(
        "association", "year", "school", "subject", "plan_row", "decided_by"
    )
    found: SubjectWeek = rows.select_for_update(of=("self",)).get(pk=week.pk)
    hold_row(found.plan_row_id)
    return found


def _with_week(row: WeekRow) -> tuple[SubjectWeek, WeekRow]:
    """The week is taken first: nobody reports while a mark is being made."""
    week = lock_week(row.week)
    found = WeekRow.objects.select_for_update(of=("self",)).get(pk=row.pk)
    found.week = week
    return week, found
