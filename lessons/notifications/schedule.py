"""What is told while a schedule goes its way, and when a lesson on it is moved or proposed."""

from collections.abc import Callable, Iterable

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from associations.models import Post, User
from core import dates
from core.notifications import tell
from lessons.models import OpenLesson, OpenLessonMove, Schedule

LONGEST = 300


def schedule_submitted(schedule: Schedule, by: User) -> None:
    """The deputies are told whose move it is."""
    words = _written(schedule, lambda: _("%(schedule)s: submitted, waits for your agreement."))
    tell(_leaders(schedule, Post.Kind.DEPUTY, but=by), words, about=schedule)


def schedule_withdrawn(schedule: Schedule, by: User) -> None:
    words = _written(
        schedule, lambda: _("%(schedule)s: the head has taken it back to change it.")
    )
    tell(_leaders(schedule, Post.Kind.DEPUTY, but=by), words, about=schedule)


def schedule_agreed(schedule: Schedule, by: User) -> None:
    """The next step is the director's."""
    words = _written(schedule, lambda: _("%(schedule)s: agreed, waits for your approval."))
    tell(_leaders(schedule, Post.Kind.DIRECTOR, but=by), words, about=schedule)


def schedule_returned(schedule: Schedule, text: str) -> None:
    """The head learns at once that it has to be worked on."""
    words = _written(
        schedule, lambda: _("%(schedule)s: returned for revision. %(text)s"), text=_short(text)
    )
    tell(_head(schedule), words, about=schedule, urgent=True)


def schedule_approved(schedule: Schedule, by: User) -> None:
    """All members learn what holds from now on, those who give lessons among them."""
    words = _written(schedule, lambda: _("%(schedule)s: approved, it holds from now on."))
    members = {person.pk: person for person in schedule.association.members().active()}
    giving = User.objects.filter(open_lessons__schedule=schedule).active().distinct()
    people = {**members, **{person.pk: person for person in giving}}
    tell([one for one in people.values() if one.pk != by.pk], words, about=schedule)


def lesson_proposed(lesson: OpenLesson) -> None:
    """The head takes it into the schedule, or does not."""
    tell(
        _head(lesson.schedule),
        lambda: (
            _("%(who)s proposes an open lesson: %(topic)s.")
            % {"who": lesson.teacher.list_name, "topic": lesson.topic}
        ),
        about=lesson,
    )


def lesson_accepted(lesson: OpenLesson, by: User) -> None:
    tell(
        _teacher(lesson, by),
        lambda: _("Your open lesson is in the schedule: %(topic)s.") % {"topic": lesson.topic},
        about=lesson,
    )


def lesson_declined(lesson: OpenLesson, by: User, text: str) -> None:
    tell(
        _teacher(lesson, by),
        lambda: (
            _("Your open lesson was not taken into the schedule: %(topic)s. %(text)s")
            % {"topic": lesson.topic, "text": _short(text)}
        ),
        about=lesson,
    )


def lesson_moved(change: OpenLessonMove, people: Iterable[User]) -> None:
    """It goes at once where it was to be today or tomorrow: somebody may be on the way."""
    near = [day for day in (change.old_day, change.new_day) if day is not None]
    days = [(day - timezone.localdate()).days for day in near]
    urgent = any(0 <= day <= 1 for day in days)
    told = [person for person in people if person.pk != change.by_id]
    tell(told, lambda: _moved(change), about=change, urgent=urgent)


def lesson_missed(lesson: OpenLesson, by: User, people: Iterable[User]) -> None:
    told = [person for person in people if person.pk != by.pk]
    tell(
        told,
        lambda: (
            _("The open lesson was not given: %(topic)s. %(text)s")
            % {"topic": lesson.topic, "text": _short(lesson.remark)}
        ),
        about=lesson,
    )


def _moved(change: OpenLessonMove) -> str:
    language = get_language() or "ky"
    said = {
        "topic": change.lesson.topic,
        "new": dates.full(change.new_day, language),
        "reason": _short(change.reason),
    }
    if change.old_day is None:
        words = _("An open lesson was added to the schedule: %(topic)s, %(new)s. %(reason)s")
        return words % said
    words = _("The open lesson “%(topic)s” was moved from %(old)s to %(new)s. %(reason)s")
    return words % {**said, "old": dates.full(change.old_day, language)}


def _written(schedule: Schedule, sentence: Callable[[], str], **more: str) -> Callable[[], str]:
    """Written once per reader, in the reader's language, the schedule's name too."""
    return lambda: sentence() % {"schedule": str(schedule), **more}


def _leaders(schedule: Schedule, kind: str, *, but: User) -> list[User]:
    return list(User.objects.leading(schedule.school_id, kind).exclude(pk=but.pk))


def _head(schedule: Schedule) -> list[User]:
    head = schedule.association.head()
    return [head] if head else []


def _teacher(lesson: OpenLesson, by: User) -> list[User]:
    person = lesson.teacher
    return [person] if person.is_active and person.pk != by.pk else []


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
