"""What is told of subject weeks: to who decides, and to the head when it is decided."""

from django.utils.translation import gettext as _

from associations.models import User
from core.notifications import tell
from lessons.models import SubjectWeek


def week_submitted(week: SubjectWeek, by: User) -> None:
    """The deputies; where the only one is the head, the director."""
    others = User.objects.exclude(pk=by.pk)
    found = others.leading(week.school_id, "deputy")
    found = found or others.leading(week.school_id, "director")
    words = {"week": week, "association": week.association}
    tell(
        found,
        lambda: _("A programme waits for your approval: %(week)s (%(association)s)") % words,
        about=week,
    )


def week_approved(week: SubjectWeek, by: User) -> None:
    """The head, and everybody who is responsible for one of its events."""
    rows = User.objects.filter(week_rows__week=week).active().distinct()
    people = {person.pk: person for person in rows}
    head = week.association.head()
    if head:
        people.pop(head.pk, None)
    words = {"week": week}
    tell(_but(head, by), lambda: _("Approved: %(week)s") % words, about=week)
    people.pop(by.pk, None)
    tell(
        people.values(),
        lambda: _("You are responsible for an event of the subject week: %(week)s") % words,
        about=week,
    )


def week_returned(week: SubjectWeek, by: User, text: str) -> None:
    """It goes at once: the head has to do something."""
    words = {"who": by.list_name, "week": week, "words": text}
    tell(
        _but(week.association.head(), by),
        lambda: _("%(who)s returned the programme: %(week)s “%(words)s”") % words,
        about=week,
        urgent=True,
    )


def week_reported(week: SubjectWeek, by: User) -> None:
    """Who approved it reads what came of it."""
    words = {"week": week, "association": week.association}
    tell(
        _but(week.decided_by, by),
        lambda: _("The report is handed in: %(week)s (%(association)s)") % words,
        about=week,
    )


def _but(person: User | None, by: User) -> list[User]:
    return [person] if person and person.pk != by.pk else []
