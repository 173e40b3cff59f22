"""What a reader may choose from when a list is narrowed: all of it in one question."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast

from associations.models import AcademicYear, Association, User
from associations.querysets import PERSON, UNION
from core.questions import ReadersQuestion

WIDTH = len(PERSON)


@dataclass(frozen=True, slots=True)
class Offered:
    """The years, the newest first; associations and people by the alphabet."""

    years: list[AcademicYear] = field(default_factory=list)
    associations: list[Association] = field(default_factory=list)
    people: list[User] = field(default_factory=list)

    def near(self, day: date) -> AcademicYear | None:
        """The year of that day; in the summer gap the next one, at the end the last one."""
        coming = [year for year in self.years if year.end >= day]
        return coming[-1] if coming else next(iter(self.years), None)


def offered_to(user: User) -> Offered:
    """All associations of the school for those who lead it, their own for others."""
    return offered(words_offered(user))


def words_offered(user: User) -> list[tuple[Any, ...]]:
    """The same as plain words: equal for all who are offered the same."""
    return OFFERED.ask(user)


def offered(rows: Iterable[tuple[Any, ...]]) -> Offered:
    found: dict[str, list[Any]] = {"year": [], "union": [], "person": []}
    for kind, key, _sort, *words in sorted(rows, key=lambda row: (row[2], row[1])):
        found[kind].append(_READ[kind](key, words))
    return Offered(found["year"][::-1], found["union"], found["person"])


def _offered(user: User) -> Any:
    unions = Association.objects.visible_to(user)
    unions = unions if user.leads_school else unions.with_member(user)
    years = AcademicYear.objects.visible_to(user)
    people = User.objects.visible_to(user).active()
    return _columns(years, "year", ["start", "end"]).union(
        _columns(unions, "union", UNION, F("sort_key")),
        _columns(people, "person", PERSON, F("sort_key")),
        all=True,
    )


OFFERED = ReadersQuestion(_offered)


def _columns(rows: Any, kind: str, names: list[str], sort: Any = None) -> Any:
    """As many columns of text for each, since they are read as one table."""
    words = [Cast(F(name), CharField()) for name in names]
    blank = [Value("", CharField())] * (WIDTH - len(words))
    sort = Cast(F("start"), CharField()) if sort is None else Cast(sort, CharField())
    columns = dict(enumerate([Value(kind, CharField()), F("pk"), sort, *words, *blank]))
    named = {f"column{place}": column for place, column in columns.items()}
    return rows.order_by().annotate(**named).values_list(*named)


def _year(key: int, words: list[str]) -> AcademicYear:
    start, end = (date.fromisoformat(word[:10]) for word in words[:2])
    return AcademicYear(pk=key, start=start, end=end)


def _union(key: int, words: list[str]) -> Association:
    return Association.from_db("default", ["id", *UNION], [key, *words[: len(UNION)]])


def _person(key: int, words: list[str]) -> User:
    return User.from_db("default", ["id", *PERSON], [key, *words])


_READ = {"year": _year, "union": _union, "person": _person}
