"""What is told of visits and of their analysis sheets."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from associations.models import User
from core import dates
from core.notifications import tell
from lessons.models import Visit, VisitSheet


def visit_planned(visit: Visit, visitors: Iterable[User], by: User) -> None:
    """The teacher knows who comes; on the same day it goes at once."""
    people = _others([visit.teacher, *visitors], by)
    today = visit.day <= timezone.localdate()
    tell(people, lambda: _planned(visit, by), about=visit, urgent=today)


def visit_changed(visit: Visit, visitors: Iterable[User], by: User) -> None:
    people = _others([visit.teacher, *visitors], by)
    tell(
        people, lambda: _("A lesson visit was changed: %(visit)s") % _named(visit), about=visit
    )


def visit_missed(visit: Visit, by: User, text: str) -> None:
    people = _others([visit.teacher, *visit.visitors.all()], by)
    tell(
        people,
        lambda: (
            _("A lesson visit did not take place: %(visit)s “%(words)s”")
            % {**_named(visit), "words": text}
        ),
        about=visit,
    )


def sheet_shared(sheet: VisitSheet, by: User) -> None:
    tell(
        [sheet.visit.teacher],
        lambda: (
            _("%(person)s has shared the analysis of your lesson: %(visit)s. Please answer.")
            % {**_named(sheet.visit), "person": by.list_name}
        ),
        about=sheet,
    )


def sheet_answered(sheet: VisitSheet, by: User) -> None:
    tell(
        [sheet.author],
        lambda: (
            _("%(person)s has answered your analysis: %(visit)s")
            % {**_named(sheet.visit), "person": by.list_name}
        ),
        about=sheet,
    )


def sheet_agreed(sheet: VisitSheet, by: User) -> None:
    people = _others([sheet.author, sheet.visit.teacher], by)
    tell(
        people,
        lambda: _("The analysis is agreed: %(visit)s") % _named(sheet.visit),
        about=sheet,
    )


def sheet_counted(sheet: VisitSheet) -> None:
    tell(
        [sheet.author, sheet.visit.teacher],
        lambda: (
            _("The analysis counts without an answer, its days are over: %(visit)s")
            % _named(sheet.visit)
        ),
        about=sheet,
    )


def _planned(visit: Visit, by: User) -> str:
    words = _("%(person)s has planned a lesson visit on %(day)s: %(visit)s")
    day = dates.full(visit.day, get_language() or "ky")
    return words % {**_named(visit), "person": by.list_name, "day": day}


def _named(visit: Visit) -> dict[str, Any]:
    return {"visit": visit}


def _others(people: Iterable[User], by: User) -> list[User]:
    """Each once, and nobody is told what they did themself."""
    found = {person.pk: person for person in people if person.pk != by.pk}
    return list(found.values())
