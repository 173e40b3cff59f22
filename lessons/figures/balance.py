"""Who has visited whom: the matrix of an association, its norm, what it suggests.

A visit counts once its sheet is agreed. Nothing here says how a lesson was.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from associations.models import AcademicYear, Association, Quarter, User
from core.questions import Question
from lessons.figures.sheets import rules_of
from lessons.models import VisitRules, VisitSheet


@dataclass
class Line:
    """One person of the matrix: what they have made, and what was made at theirs."""

    person: User
    member: bool = True
    cells: list[int] = field(default_factory=list)
    elsewhere: int = 0
    received: int = 0
    norm: int = 0

    @property
    def made(self) -> int:
        return sum(self.cells) + self.elsewhere

    @property
    def shown(self) -> list[str]:
        """The cells as the matrix shows them: what is nought stays empty."""
        return [str(number or "") for number in self.cells]

    @property
    def unseen(self) -> bool:
        return self.member and not self.received

    @property
    def short(self) -> bool:
        """Whether a member has made fewer visits than the school expects."""
        return self.member and self.made < self.norm


@dataclass
class Balance:
    """The matrix of one association in a quarter or a whole year."""

    association: Association
    teachers: list[User]
    lines: list[Line]
    norm: int

    @cached_property
    def idle(self) -> list[User]:
        """Who visited nobody."""
        return [line.person for line in self.lines if line.member and not line.made]

    @cached_property
    def unseen(self) -> list[User]:
        """Whom nobody visited."""
        return [line.person for line in self.lines if line.unseen]

    @cached_property
    def received(self) -> list[int]:
        """Below each column: how often the teacher was visited."""
        by_person = {line.person.pk: line.received for line in self.lines}
        return [by_person[person.pk] for person in self.teachers]

    @cached_property
    def suggestions(self) -> list[tuple[User, User]]:
        return list(suggested(self.lines, self.teachers))


def balance_of(
    association: Association, year: AcademicYear, quarter: Quarter | None, day: date
) -> Balance:
    """The members of that day, and whoever else came to see one of them."""
    members = list(association.members(day).named())
    counts = _counts(association, year, quarter, [person.pk for person in members])
    known = {person.pk for person in members}
    strange = {visitor for visitor, teacher in counts if visitor not in known}
    others = list(User.objects.filter(pk__in=strange).named().in_order()) if strange else []
    norm = norm_of(association.school_id, year, quarter)
    lines = [
        _line(person, members, counts, norm if person.pk in known else 0)
        for person in [*members, *others]
    ]
    for line in lines:
        line.member = line.person.pk in known
    return Balance(association, members, lines, norm)


def norm_of(school: int, year: AcademicYear, quarter: Quarter | None) -> int:
    """How many visits are expected of each: in a quarter, or in all quarters of the year."""
    each = rules_of(school).per_quarter
    return each if quarter else each * max(1, year.quarters.count())


def suggested(lines: Iterable[Line], teachers: list[User]) -> Iterator[tuple[User, User]]:
    """Who could go and see whom: the least visited whom one has not seen yet, in turn."""
    lines = list(lines)
    seen = Counter({line.person.pk: line.received for line in lines})
    place = {person.pk: number for number, person in enumerate(teachers)}
    for line in sorted(lines, key=lambda one: one.made):
        if not line.short:
            continue
        offered = [
            person
            for person in teachers
            if person.pk != line.person.pk and not line.cells[place[person.pk]]
        ]
        if offered:
            chosen = min(offered, key=lambda person: (seen[person.pk], place[person.pk]))
            seen[chosen.pk] += 1
            yield line.person, chosen


def own_counts(user: User, day: date) -> dict[str, int] | None:
    """A teacher's own: made and received in this quarter and year, and what is expected.

    All in one question; between two quarters the last one is spoken of.
    """
    if not user.association_ids - user.council_ids:
        return None
    rows = OWN.ask(person=user.pk, school=user.school_id, day=day)
    names = ("made", "received", "made_now", "norm")
    return dict(zip(names, rows[0], strict=True)) if rows else None


def _own(person: int, school: int, day: date) -> Any:
    agreed = VisitSheet.objects.agreed().filter(visit__year=OuterRef("year"))
    mine = agreed.filter(author=person)
    days = OuterRef("start"), OuterRef("end")
    rules = VisitRules.objects.filter(school=OuterRef("school")).values("per_quarter")
    begun = Quarter.objects.filter(
        school=school, start__lte=day, year__start__lte=day, year__end__gte=day
    )
    counted = begun.order_by("-start").values_list(
        _number(mine),
        _number(agreed.filter(visit__teacher=person)),
        _number(mine.filter(visit__day__range=days)),
        Coalesce(Subquery(rules), rules_usual()),
    )
    return counted[:1]


def _number(rows: Any) -> Coalesce:
    """How many of these there are, beside another row."""
    counted = rows.order_by().values("school").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def rules_usual() -> int:
    """What is expected where a school has said nothing."""
    return int(VisitRules._meta.get_field("per_quarter").default)


OWN = Question(_own, person=-1001, school=-1002, day=date(1900, 1, 1))


def _counts(
    association: Association, year: AcademicYear, quarter: Quarter | None, members: list[int]
) -> dict[tuple[int, int], int]:
    """How often whom whom visited; all that members made, and all that was made at theirs."""
    here = Q(visit__association=association) | Q(author__in=members)
    rows = VisitSheet.objects.agreed().filter(here, visit__year=year)
    if quarter:
        rows = rows.filter(visit__day__range=(quarter.start, quarter.end))
    counted = rows.order_by().values_list("author", "visit__teacher").annotate(Count("pk"))
    return {(author, teacher): number for author, teacher, number in counted}


def _line(
    person: User, teachers: list[User], counts: dict[tuple[int, int], int], norm: int
) -> Line:
    cells = [counts.get((person.pk, teacher.pk), 0) for teacher in teachers]
    all_made = sum(number for (author, _to), number in counts.items() if author == person.pk)
    received = sum(number for (_by, teacher), number in counts.items() if teacher == person.pk)
    return Line(
        person, cells=cells, elsewhere=all_made - sum(cells), received=received, norm=norm
    )
