"""The year's series of meetings: whose they are, usual topics, and a likely day for each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from associations.models import AcademicYear, Association, Holiday
from meetings.models import Meeting
from meetings.querysets.seen import in_unions
from meetings.workflow import MeetingStatus

MOST_A_YEAR = 12
SUNDAY, SATURDAY = 6, 5
MIDDLE = 15  # about when in a month


@dataclass(frozen=True, slots=True)
class Usual:
    """What most associations meet about at some time of the year, in the words of papers."""

    months: tuple[int, ...]
    ky: str
    ru: str

    def topic_in(self, language: str) -> str:
        return self.ru if language == "ru" else self.ky


USUAL = (
    Usual((9, 8, 10),
          "Өткөн окуу жылынын жыйынтыгы жана жаңы окуу жылынын милдеттери",
          "Итоги прошлого учебного года и задачи на новый учебный год"),
    Usual((11, 12),
          "I чейректин жыйынтыгы, ачык сабактар, жаш мугалимдер менен иш",
          "Итоги I четверти, открытые уроки, работа с молодыми учителями"),
    Usual((1, 2),
          "Биринчи жарым жылдыктын жана олимпиаданын жыйынтыгы, предметтик жумалык",
          "Итоги первого полугодия и олимпиады, предметная неделя"),
    Usual((3, 4),
          "Иш тажрыйбасын алмашуу, жыйынтыктоочу аттестациянын материалдары",
          "Обмен опытом работы, материалы итоговой аттестации"),
    Usual((5, 6),
          "Усулдук бирикменин бир жылдык ишинин жыйынтыгы",
          "Итоги работы методического объединения за год"),
)  # fmt: skip


def meetings_of_year(association: Association, year: AcademicYear) -> list[Meeting]:
    """Its own and those it shared with others, by date; none that was cancelled."""
    rows = Meeting.objects.filter(in_unions([association.pk], ""), year=year)
    rows = rows.exclude(status=MeetingStatus.CANCELLED).select_related("association")
    return list(rows.order_by("date", "pk"))


def months_ahead(year: AcademicYear, today: date) -> list[date]:
    """The first day of each month of the year that is not over yet."""
    month = max(year.start, today).replace(day=1)
    months = []
    while month <= year.end:
        months.append(month)
        month = next_month(month)
    return months


def next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def usual_meetings(
    year: AcademicYear, meetings: Iterable[Meeting], today: date
) -> list[tuple[date, Usual]]:
    """The usual meetings of the year that are neither held nor planned, with their month."""
    summer = date(year.start.year + 1, 8, 1)  # of it the next year's first meeting speaks
    ahead = {day.month: day for day in months_ahead(year, today) if day < summer}
    there = {meeting.date.month for meeting in meetings}
    found = []
    for usual in USUAL:
        month = next((ahead[number] for number in usual.months if number in ahead), None)
        if month and not there & set(usual.months):
            found.append((month, usual))
    return found


def likely_day(
    month: date, year: AcademicYear, taken: Iterable[date], today: date
) -> date | None:
    """A working day about the middle of the month on which nothing else is planned.

    Where none is left it is any day: only the month is said of it.
    """
    first, last = max(month, year.start, today), next_month(month) - timedelta(days=1)
    rests = Holiday.objects.filter(year=year, start__lte=last, end__gte=first)
    free = {day: _is_free(day, rests) for day in _days(first, min(last, year.end))}
    busy = set(taken)
    return min(free, key=lambda day: (not free[day], *_unlikely(day, busy)), default=None)


def _is_free(day: date, rests: Iterable[Holiday]) -> bool:
    holiday = any(rest.start <= day <= rest.end for rest in rests)
    return day.weekday() != SUNDAY and not holiday


def _unlikely(day: date, busy: set[date]) -> tuple[bool, bool, bool, int]:
    early = day.day < MIDDLE
    return day in busy, day.weekday() == SATURDAY, early, abs(day.day - MIDDLE)


def _days(first: date, last: date) -> Iterable[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
