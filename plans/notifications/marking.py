"""What is told when rows are reported, confirmed, returned or moved."""

from collections.abc import Collection, Iterable, Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from associations.models import User
from core import dates
from core.notifications import tell
from plans.models import PlanRow, RowMark

SHOWN = 140


def row_reported(mark: RowMark) -> None:
    """The head confirms it or gives it back."""
    head = mark.row.plan.association.head()
    tell([head] if head else [], lambda: _reported(mark), about=mark)


def marks_confirmed(marks: Sequence[RowMark]) -> None:
    for mark in marks:
        tell([mark.author], lambda mark=mark: _confirmed(mark), about=mark)  # type: ignore[misc]


def mark_returned(mark: RowMark) -> None:
    """It goes at once: the person has to do something."""
    tell([mark.author], lambda: _returned(mark), about=mark, urgent=True)


def row_moved(mark: RowMark, *, but: Collection[User] = ()) -> set[User]:
    """Everybody who does it learns of the new date, but for who moved it; returns whom it told.

    ``but``: who has heard of it already.
    """
    people = {one for one in doers_of(mark.row) if one.pk != mark.author_id} - {*but}
    tell(sorted(people, key=lambda one: one.pk), lambda: _moved(mark), about=mark)
    return people


def doers_of(row: PlanRow) -> list[User]:
    """Who does it: those it names, and all members where it was given to all."""
    held = row.in_force
    named = row.responsible if held is None else row.doers_now
    everybody = row.all_members if held is None else held["all_members"]
    members: Iterable[User] = row.plan.association.members() if everybody else ()
    people = {person.pk: person for person in [*named.all(), *members]}
    return [person for person in people.values() if person.is_active]


def _of(mark: RowMark) -> dict[str, str]:
    text = str((mark.row.in_force or {}).get("text", mark.row.text))
    return {
        "person": mark.author.list_name,
        "what": text if len(text) <= SHOWN else f"{text[:SHOWN]}…",
        "words": mark.answer,
    }


def _reported(mark: RowMark) -> str:
    return _("%(person)s marked a row of the plan as done: %(what)s") % _of(mark)


def _confirmed(mark: RowMark) -> str:
    if mark.answer:
        return _("Your mark was confirmed: %(what)s “%(words)s”") % _of(mark)
    return _("Your mark was confirmed: %(what)s") % _of(mark)


def _returned(mark: RowMark) -> str:
    return _("Your mark was returned to you: “%(words)s” %(what)s") % _of(mark)


def _moved(mark: RowMark) -> str:
    language = translation.get_language() or "ky"
    days = {
        "old": dates.full(mark.old_due, language) if mark.old_due else "–",
        "new": dates.full(mark.new_due, language) if mark.new_due else "–",
    }
    words = _("A row of the plan was moved from %(old)s to %(new)s: %(what)s “%(reason)s”")
    return words % {**_of(mark), **days, "reason": mark.text}
