"""The way of a schedule: submitted by the head, agreed by the deputy, approved, filed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from associations.archive import file_away
from associations.models import Post, User
from core.moves import move
from core.pdf import canonical
from core.permissions import can
from lessons import notifications
from lessons.documents.schedule import ScheduleDocument
from lessons.documents.schedule_text import schedule_data, text_digest
from lessons.models import Schedule, ScheduleRevision
from lessons.services.finding import remember_lessons
from lessons.services.schedule_rounds import Step, latest, lock_schedule, note, to_decide
from lessons.services.steps import say
from lessons.workflow import ScheduleStatus

DEPUTY, DIRECTOR = Post.Kind.DEPUTY, Post.Kind.DIRECTOR


@transaction.atomic
def submit_schedule(schedule: Schedule, *, by: User, text: str = "") -> None:
    """Fix the text as it reads now and hand it to the deputy director.

    Nobody acts on both steps: a head who is the deputy too skips the agreement.
    """
    schedule = lock_schedule(schedule)
    can(by, "lessons.submit_schedule", schedule).enforce()
    revision = _fix(schedule, by=by)
    move(schedule, "submit", by=by, revision=revision.number, digest=revision.digest)
    note(revision, Step.SUBMITTED, by=by, text=text)
    if not by.is_deputy:
        notifications.schedule_submitted(schedule, by)
        return
    move(schedule, "skip", by=by)
    note(revision, Step.SKIPPED, by=by, role=DEPUTY)
    notifications.schedule_agreed(schedule, by)


@transaction.atomic
def withdraw_schedule(schedule: Schedule, *, by: User) -> None:
    """Take the schedule back before anybody has acted on it."""
    schedule = lock_schedule(schedule)
    move(schedule, "withdraw", by=by)
    note(latest(schedule), Step.WITHDRAWN, by=by)
    notifications.schedule_withdrawn(schedule, by)


@transaction.atomic
def agree_schedule(schedule: Schedule, *, by: User, digest: str, text: str = "") -> None:
    """Agree as deputy director: the schedule goes to the director."""
    schedule, revision = to_decide(schedule, "agree", by=by, digest=digest)
    move(schedule, "agree", by=by, revision=revision.number, digest=digest)
    note(revision, Step.AGREED, by=by, role=DEPUTY, text=text)
    notifications.schedule_agreed(schedule, by)


@transaction.atomic
def approve_schedule(schedule: Schedule, *, by: User, digest: str, text: str = "") -> None:
    """Approve as director: the schedule holds and is kept on paper."""
    schedule, revision = to_decide(schedule, "approve", by=by, digest=digest)
    move(schedule, "approve", by=by, revision=revision.number, digest=digest)
    note(revision, Step.APPROVED, by=by, role=DIRECTOR, text=text)
    schedule.in_force = revision
    schedule.save(update_fields=["in_force"])
    revision.paper = file_away(
        ScheduleDocument(revision, language=schedule.school.paper_language),
        association=schedule.association,
        year=schedule.year,
        by=by,
        number=revision.number,
    )
    revision.save(update_fields=["paper"])
    remember_lessons(schedule)
    notifications.schedule_approved(schedule, by)


@transaction.atomic
def return_schedule(schedule: Schedule, *, by: User, digest: str, text: str) -> None:
    """Give the schedule back to the head, saying what should change."""
    schedule, revision = to_decide(schedule, "return", by=by, digest=digest)
    say(text, _("Say what should change."))
    role = DIRECTOR if schedule.status == ScheduleStatus.AGREED else DEPUTY
    move(schedule, "return", by=by, revision=revision.number, text=text)
    note(revision, Step.RETURNED, by=by, role=role, text=text)
    notifications.schedule_returned(schedule, text)


def _fix(schedule: Schedule, *, by: User) -> ScheduleRevision:
    """Keep the text; every line has its day by now."""
    data = schedule_data(schedule)
    if not data["lessons"]:
        raise ValidationError(_("A schedule without lessons is not submitted: add one."))
    bare = [row["topic"] for row in data["lessons"] if row["day"] is None]
    if bare:
        words = _("Give each lesson its day before you submit. Without one: %(topics)s.")
        raise ValidationError(words % {"topics": "; ".join(bare)})
    return ScheduleRevision.objects.create(
        schedule=schedule,
        number=schedule.revisions.count() + 1,
        snapshot=canonical(data).decode(),
        digest=text_digest(data),
        by=by,
        at=timezone.now().replace(microsecond=0),
    )
