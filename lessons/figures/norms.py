"""What the regulation counts of lessons, for each association: shown at home, with its proof.

It is asked with the associations themselves: no question more, however many they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import AcademicYear, Association, Membership, Quarter
from associations.querysets import years_before
from lessons.figures.mentorship import LAST_DAYS
from lessons.models import (
    Event,
    Mentorship,
    MentorshipPlan,
    MentorshipReport,
    Olympiad,
    OpenLesson,
    VisitRules,
    VisitSheet,
)
from lessons.workflow import LessonStatus

SEMINARS = 1  # practical seminars in a year, at least (5.6)
JANUARY_ENDS = (1, 31)  # till then the school's stage of olympiads is held
OF_EACH = 2  # visits in a quarter, where the school has said nothing
GIVEN = (LessonStatus.GIVEN, LessonStatus.ANALYSED)
LABELS = {
    "seminars": _("Practical seminars (5.6)"),
    "lessons": _("Open lessons (6.7)"),
    "visits": _("Who made the visits of the quarter (3.7)"),
    "olympiads": _("Olympiads, subjects (3.13)"),
    "novices": _("Young teachers (IV.1)"),
}


@dataclass(frozen=True, slots=True)
class LessonNorm:
    """One thing that is counted: how many of how many, in words how it stands, the proof."""

    key: str
    done: int
    due: int
    tone: str
    words: list[Any]
    url: str

    @property
    def label(self) -> Any:
        return LABELS[self.key]


@dataclass(slots=True)
class UnionNorms:
    """The norms of one association."""

    association: Association
    norms: list[LessonNorm] = field(default_factory=list)


def _number(rows: Any, path: str = "association", *, of: str = "pk") -> Any:
    here = rows.filter(**{path: OuterRef("pk")}).order_by().values(path)
    return Coalesce(Subquery(here.annotate(n=Count(of, distinct=True)).values("n")), 0)


def with_norms(  # noqa: PLR0913 -- each a value that the question is written for
    unions: Any,
    *,
    year: int,
    day: date,
    young: date,
    first: date,
    last: date,
    spring: date,
) -> Any:
    """Associations with what is counted of them; the days are those of ``days_of``."""
    belongs = Membership.objects.on(day).filter(person__is_active=True)
    held = Event.objects.filter(kind=Event.Kind.PRACTICAL, year=year, status="held")
    planned = OpenLesson.objects.in_force().filter(schedule__year=year)
    stages = Olympiad.objects.filter(kind=Olympiad.Kind.OLYMPIAD, year=year, status="finished")
    subjects: Any = Association.subjects.through.objects
    return unions.annotate(
        members_n=_number(belongs),
        seminars_n=_number(held),
        bare_n=_number(held.filter(open_lessons=None)),
        given_n=_number(planned.filter(status__in=GIVEN), "schedule__association"),
        lessons_n=_number(planned, "schedule__association"),
        visited_n=_visited(year, belongs, (first, last)),
        olympiads_n=_number(
            stages.filter(subject__associations=F("association")), of="subject"
        ),
        subjects_n=_number(subjects),
        **_young(belongs.filter(person__teaches_since__gt=young), year, spring),
    )


def _visited(year: int, belongs: Any, days: tuple[date, date]) -> Any:
    """Members who have made as many visits in these days as the school expects."""
    expected = VisitRules.objects.filter(owner=OuterRef("school")).values("per_quarter")
    made = VisitSheet.objects.filter(
        status="agreed", visit__year=year, visit__day__range=days, author=OuterRef("person")
    )
    counted = made.order_by().values("author").annotate(n=Count("pk"))
    rows = belongs.annotate(
        made=Coalesce(Subquery(counted.values("n")), 0),
        expected=Coalesce(Subquery(expected[:1]), OF_EACH),
    )
    return _number(rows.filter(made__gte=F("expected")))


def _young(novices: Any, year: int, spring: date) -> dict[str, Any]:
    """The young teachers, and of how many of them what is missing."""
    pairs = Mentorship.objects.filter(year=year, novice=OuterRef("person")).filter(
        Q(status="appointed") | Q(status="ended", ended_on__gte=spring)
    )
    paired = novices.filter(Exists(pairs))
    plans = MentorshipPlan.objects.filter(status="approved")
    reports = MentorshipReport.objects.filter(status="accepted")
    both = _of_both(plans, year)
    halves = _of_both(reports.filter(period="half"), year)
    years = _of_both(reports.filter(period="year"), year)
    return {
        "novices_n": _number(novices),
        "paired_n": _number(paired),
        "planned_n": _number(paired.filter(both)),
        "half_n": _number(paired.filter(both & halves)),
        "year_n": _number(paired.filter(both & halves & years)),
        "half_only_n": _number(paired.filter(halves)),
        "year_only_n": _number(paired.filter(halves & years)),
    }


def _of_both(rows: Any, year: int) -> Any:
    """Whether both sides of a pair of the year have such a paper."""
    here = rows.filter(mentorship__year=year, mentorship__novice=OuterRef("person"))
    return Exists(here.filter(side="mentor")) & Exists(here.filter(side="novice"))


def days_of(year: AcademicYear | None, day: date, novice_years: int) -> dict[str, date]:
    """From which day on who teaches is young, which quarter it is, when spring begins.

    ``year`` comes with its quarters.
    """
    young = years_before(day, novice_years)
    if year is None:
        return dict.fromkeys(("young", "first", "last", "spring"), young)
    quarter = _quarter(list(year.quarters.all()), min(day, year.end))
    first, last = (quarter.start, quarter.end) if quarter else (year.start, year.end)
    return {"young": young, "first": first, "last": last, "spring": year.end - LAST_DAYS}


def norms_of(rows: Iterable[Any], year: AcademicYear, day: date) -> list[UnionNorms]:
    """The norms of these associations, which were read ``with_norms``."""
    ends = {row.number: row.end for row in year.quarters.all()}
    times = Times(year, min(day, year.end), ends)
    return [UnionNorms(row, [write(row, times) for write in WRITERS]) for row in rows]


def _quarter(quarters: list[Quarter], day: date) -> Quarter | None:
    """The quarter of that day; between two of them the one that is over."""
    begun = [row for row in quarters if row.start <= day]
    return max(begun, key=lambda row: row.start) if begun else next(iter(quarters), None)


@dataclass(frozen=True, slots=True)
class Times:
    """The year, and what of it is over."""

    year: AcademicYear
    day: date
    ends: dict[int, date]

    def over(self, quarter: int) -> bool:
        return self.day > self.ends.get(quarter, self.year.end)

    @property
    def january_is_over(self) -> bool:
        return self.day > date(self.year.start.year + 1, *JANUARY_ENDS)


def _tone(done: int, due: int, *, late: bool) -> str:
    if done >= due:
        return "done" if due else ""
    return "late" if late else "wait"


def _url(name: str, row: Any, times: Times, **more: str) -> str:
    asked = {"association": str(row.pk), "year": str(times.year.pk), **more}
    return f"{reverse(name)}?{'&'.join(f'{key}={value}' for key, value in asked.items())}"


def _seminars(row: Any, times: Times) -> LessonNorm:
    bare = [_("without open lessons")] if row.bare_n else []
    tone = _tone(row.seminars_n, SEMINARS, late=times.over(3))
    url = _url("lessons:event_list", row, times, kind=str(Event.Kind.PRACTICAL.value))
    return LessonNorm("seminars", row.seminars_n, SEMINARS, tone, bare, url)


def _lessons(row: Any, times: Times) -> LessonNorm:
    words = [] if row.lessons_n else [pgettext_lazy("open lessons", "no schedule in force")]
    tone = _tone(row.given_n, row.lessons_n, late=times.over(4)) if row.lessons_n else "wait"
    url = _url("lessons:openlesson_list", row, times)
    return LessonNorm("lessons", row.given_n, row.lessons_n, tone, words, url)


def _visits(row: Any, times: Times) -> LessonNorm:
    quarter = _quarter(list(times.year.quarters.all()), times.day)
    over = quarter is not None and times.day > quarter.end
    tone = _tone(row.visited_n, row.members_n, late=over)
    url = reverse("lessons:visit_balance", args=[row.pk])
    return LessonNorm("visits", row.visited_n, row.members_n, tone, [], url)


def _olympiads(row: Any, times: Times) -> LessonNorm:
    done = min(row.olympiads_n, row.subjects_n)
    tone = _tone(done, row.subjects_n, late=times.january_is_over)
    url = _url("lessons:olympiad_list", row, times)
    return LessonNorm("olympiads", done, row.subjects_n, tone, [], url)


def _novices(row: Any, times: Times) -> LessonNorm:
    """Complete is who has a mentor, both plans, and the reports that are due."""
    half, whole = times.over(2), times.over(4)
    done = row.year_n if whole else row.half_n if half else row.planned_n
    reported = row.year_only_n if whole else row.half_only_n if half else row.paired_n
    missing = [
        (_("no mentor: %(n)s"), row.novices_n - row.paired_n),
        (_("no approved plans: %(n)s"), row.paired_n - row.planned_n),
        (_("reports are due: %(n)s"), row.paired_n - reported),
    ]
    words = [words % {"n": number} for words, number in missing if number]
    tone = _tone(done, row.novices_n, late=True)
    url = f"{reverse('lessons:novice_list')}?association={row.pk}"
    return LessonNorm("novices", done, row.novices_n, tone, words, url)


WRITERS = (_seminars, _lessons, _visits, _olympiads, _novices)
