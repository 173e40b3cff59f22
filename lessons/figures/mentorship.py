"""How mentorships stand: usual rows, the diary with its visits, and who has no mentor."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from associations.models import AcademicYear, Membership, User
from associations.querysets import PERSON, UNION, parts_of
from lessons.figures.mentorship_rows import USUAL
from lessons.models import (
    DiaryEntry,
    Mentorship,
    MentorshipPlan,
    MentorshipReport,
    MentorshipRow,
    Side,
    Visit,
    VisitKind,
)
from lessons.workflow import (
    MentorshipPlanStatus,
    MentorshipReportStatus,
    MentorshipStatus,
    VisitStatus,
)

LAST_DAYS = timedelta(days=150)  # who was helped till then needs no other mentor this year
TONES = {
    "approved": "done",
    "accepted": "done",
    "appointed": "done",
    "returned": "late",
    "handed_in": "wait",
    "proposed": "wait",
}

MARK_TONES = {"done": "done", "partly": "wait", "not_done": "late"}


def tone_of(thing: Any) -> str:
    return TONES.get(thing.status, "")


def months_between(first: date, last: date) -> list[int]:
    """The months of the days from one to the other, in their order."""
    count = (last.year - first.year) * 12 + last.month - first.month
    return [(first.month - 1 + n) % 12 + 1 for n in range(count + 1)]


def usual_rows(plan: MentorshipPlan) -> list[MentorshipRow]:
    """Rows for the months of this mentorship, in the language of the school's papers."""
    pair = plan.mentorship
    months = set(months_between(pair.since, pair.until))
    rows = USUAL[pair.school.paper_language][plan.side]
    return [
        MentorshipRow(plan=plan, month=month, content=content, form=form)
        for month, content, form in rows
        if month in months
    ]


@dataclass(frozen=True, slots=True)
class DiaryLine:
    """A line of the diary: written by the mentor, or a visit that took place."""

    day: date
    kind: str
    text: str
    entry: DiaryEntry | None = None
    url: str = ""


def diary_of(mentorship: Mentorship) -> list[DiaryLine]:
    """Visits by the mentor stand among the lines without being written again."""
    entries = [
        DiaryLine(row.day, row.get_kind_display(), row.text, entry=row)
        for row in mentorship.diary.in_order()
    ]
    visits = [
        DiaryLine(
            row.day,
            str(DiaryEntry.Kind.VISIT.label),
            _of_visit(row),
            url=row.get_absolute_url(),
        )
        for row in visits_of(mentorship)
    ]
    return sorted([*entries, *visits], key=lambda line: line.day)


def visits_of(mentorship: Mentorship) -> Any:
    """Lessons of the young teacher to which the mentor came."""
    days = Q(day__gte=mentorship.since, day__lte=mentorship.last_day)
    came = Q(
        days, kind=VisitKind.MENTOR, teacher=mentorship.novice_id, visitors=mentorship.mentor_id
    )
    rows = Visit.objects.filter(Q(mentorship=mentorship) | came, status=VisitStatus.HELD)
    return rows.select_related("subject").distinct().order_by("day", "pk")


def _of_visit(visit: Visit) -> str:
    return f"{visit}: {visit.topic}" if visit.topic else str(visit)


@dataclass(slots=True)
class Novice:
    """A young teacher: who helps, and what of it is missing."""

    person: User
    unions: list[Any]
    mentorship: Mentorship | None = None
    plans: dict[str, MentorshipPlan] = field(default_factory=dict)
    reports: set[tuple[str, str]] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)

    @property
    def has_mentor(self) -> bool:
        return self.mentorship is not None and self.mentorship.status != "proposed"


def novices_of(unions: Iterable[int], year: AcademicYear, day: date) -> list[Novice]:
    """The young teachers of these associations, by the alphabet."""
    wanted = set(unions)
    belongs = Membership.objects.on(day).filter(association__in=wanted)
    people = (
        User.objects.active()
        .young(day, year.school.novice_years)
        .filter(school=year.school_id, pk__in=belongs.values("person"))
        .only(*PERSON, "teaches_since")
        .in_order()
        .prefetch_related(
            Prefetch(
                "memberships",
                belongs.select_related("association")
                .only("person", "association", *parts_of("association", UNION))
                .order_by("pk"),
                to_attr="belongs",
            )
        )
    )
    rows = [Novice(person, [row.association for row in person.belongs]) for person in people]
    _with_mentorships(rows, year)
    due = reports_due(year, day)
    for row in rows:
        row.missing = _missing(row, due)
    return rows


def _with_mentorships(rows: list[Novice], year: AcademicYear) -> None:
    """The pair of each, with its plans and reports: three questions, however many they are."""
    pairs: dict[int, Mentorship] = {}
    for pair in pairs_of_year(year).filter(novice__in=[row.person.pk for row in rows]):
        pairs[pair.novice_id] = pair
    keys = [pair.pk for pair in pairs.values()]
    plans: dict[int, dict[str, MentorshipPlan]] = defaultdict(dict)
    for plan in MentorshipPlan.objects.filter(mentorship__in=keys):
        plans[plan.mentorship_id][plan.side] = plan
    accepted = MentorshipReport.objects.filter(
        mentorship__in=keys, status=MentorshipReportStatus.ACCEPTED
    )
    reports: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for key, side, period in accepted.values_list("mentorship", "side", "period"):
        reports[key].add((side, period))
    for row in rows:
        row.mentorship = pairs.get(row.person.pk)
        if row.mentorship:
            row.plans = plans[row.mentorship.pk]
            row.reports = reports[row.mentorship.pk]


def pairs_of_year(year: AcademicYear) -> Any:
    """Pairs by which somebody has, or is to have, a mentor; the one that counts comes last."""
    rows = Mentorship.objects.filter(year=year).select_related("mentor")
    ended = Q(status=MentorshipStatus.ENDED, ended_on__gte=year.end - LAST_DAYS)
    live = rows.filter(Q(status__in=["proposed", "appointed"]) | ended)
    return live.order_by("pk")


def reports_due(year: AcademicYear, day: date) -> list[str]:
    """Which reports are due: of the half-year after the second quarter, then of the year."""
    ends = dict(year.quarters.values_list("number", "end"))
    half = ends.get(2, date(year.start.year, 12, 31))
    whole = ends.get(4, year.end)
    periods = MentorshipReport.Period
    return [
        period
        for period, end in ((periods.HALF.value, half), (periods.YEAR.value, whole))
        if day > end
    ]


def _missing(row: Novice, due: list[str]) -> list[str]:
    """In words, the gravest first."""
    if row.mentorship is None:
        return [_("no mentor")]
    if not row.has_mentor:
        return [_("waits for the order")]
    words = {
        Side.MENTOR: (_("no approved plan of the mentor"), _("report of the mentor is due")),
        Side.NOVICE: (
            _("no approved plan of the young teacher"),
            _("report of the young teacher is due"),
        ),
    }
    said = []
    for side, (plan_words, report_words) in words.items():
        plan = row.plans.get(side)
        if plan is None or plan.status != MentorshipPlanStatus.APPROVED:
            said.append(plan_words)
        if any((side, period) not in row.reports for period in due):
            said.append(report_words)
    return said
