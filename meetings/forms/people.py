"""People as they are typed: names for the one list of a page, and who is meant by a name."""

from collections import Counter
from datetime import date
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import ExpressionWrapper, Q, Value

from associations.models import Association, User
from core.languages import fold
from core.questions import Question
from meetings.models import Meeting


class People:
    """Everybody of one school, read once for a page or a form, and who of them are members."""

    def __init__(self, school: int, *, meeting: Meeting | None = None) -> None:
        """Members are those of the ``meeting``."""
        rows = _read(school, meeting)
        self.members = {row.pk for row in rows if row.belongs}
        named = [(row, row.full_name, fold(row.full_name)) for row in rows]
        times = Counter(folded for _row, _name, folded in named)
        self.rows = {row.pk: row for row in rows}
        self.names = {
            row.pk: name if times[folded] == 1 else _told_apart(row)
            for row, name, folded in named
        }

    def __contains__(self, pk: int) -> bool:
        return pk in self.rows

    def find(self, name: str) -> int | None:
        """Whom a typed name means: the whole name, in any language, if it is only one's."""
        return self._meant.get(fold(name))

    def choices(self) -> list[str]:
        """The names to choose from: those who still work here."""
        return [self.names[pk] for pk, row in self.rows.items() if row.is_active]

    def listed(self, keys: set[int]) -> list[tuple[int, str]]:
        """These people by the alphabet, with their short names."""
        return [(pk, row.list_name) for pk, row in self.rows.items() if pk in keys]

    @cached_property
    def _meant(self) -> dict[str, int]:
        """All spellings of all people; whoever only reads the page does without."""
        meant: dict[str, int] = {}
        twice = set()
        for pk, row in self.rows.items():
            spellings = [self.names[pk], row.full_name_in("ky"), row.full_name_in("ru")]
            spellings += [row.list_name_in("ky"), row.list_name_in("ru")]
            for spelling in {fold(words) for words in spellings}:
                if meant.setdefault(spelling, pk) != pk:
                    twice.add(spelling)
        return {words: pk for words, pk in meant.items() if words and words not in twice}


def _people(school: int, members: Any) -> Any:
    """Read them, and whether they are among the members."""
    belongs: Any = Value(value=False)
    if members is not None:
        among = Q(pk__in=members.order_by().values("pk"))
        belongs = ExpressionWrapper(among, models.BooleanField())
    return User.objects.filter(school=school).annotate(belongs=belongs).in_order()


EVERYBODY = Question(lambda school: _people(school, None), school=-1)
OF_ONE = Question(
    lambda school, union, day: _people(
        school, User.objects.members_of_any([Association(pk=union)], day)
    ),
    school=-1,
    union=-2,
    day=date.min,
)


def _read(school: int, meeting: Meeting | None) -> list[Any]:
    if meeting is None:
        return EVERYBODY.ask(school=school)
    if meeting.association.is_council or meeting.kind == meeting.Kind.JOINT:
        return list(_people(school, meeting.members()))
    return OF_ONE.ask(school=school, union=meeting.association_id, day=meeting.date)


def _told_apart(row: User) -> str:
    """Two people of one name: their work tells them apart, or else their login."""
    return f"{row.full_name} ({row.title or row.username}, {row.username})"
