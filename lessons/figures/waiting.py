"""What of lessons waits for a person: every noun is asked, all of them in one question."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext_lazy

from associations.models import School, User
from core.questions import ReadersQuestion
from lessons.models import (
    ClubProposal,
    Event,
    Mentorship,
    MentorshipPlan,
    MentorshipReport,
    Olympiad,
    OpenLesson,
    Schedule,
    SubjectWeek,
    VisitSheet,
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many things of one kind, and where they are done."""

    words: str
    url: str


def _today(rows: Any, user: User) -> Any:
    return rows.waiting_for(user, timezone.localdate())


def _plain(rows: Any, user: User) -> Any:
    return rows.waiting_for(user)


def _reports(rows: Any, user: User) -> Any:
    return rows.reports_due(user, timezone.localdate())


# By a name of their own: the noun, how it is asked, what is said of it, the list of several.
NOUNS: dict[str, tuple[Any, Callable[[Any, User], Any], Any, str]] = {
    "schedule": (
        Schedule,
        _plain,
        ngettext_lazy("%(n)s schedule of open lessons", "%(n)s schedules of open lessons", "n"),
        "lessons:schedule_list",
    ),
    "openlesson": (
        OpenLesson,
        _plain,
        ngettext_lazy("%(n)s open lesson", "%(n)s open lessons", "n"),
        "lessons:openlesson_list",
    ),
    "visitsheet": (
        VisitSheet,
        _plain,
        ngettext_lazy("%(n)s analysis sheet", "%(n)s analysis sheets", "n"),
        "lessons:visit_list",
    ),
    "event": (
        Event,
        _today,
        ngettext_lazy("%(n)s event to be told of", "%(n)s events to be told of", "n"),
        "lessons:event_list",
    ),
    "subjectweek": (
        SubjectWeek,
        _plain,
        ngettext_lazy("%(n)s subject week", "%(n)s subject weeks", "n"),
        "lessons:subjectweek_list",
    ),
    "olympiad": (
        Olympiad,
        _today,
        ngettext_lazy("%(n)s olympiad without results", "%(n)s olympiads without results", "n"),
        "lessons:olympiad_list",
    ),
    "clubproposal": (
        ClubProposal,
        _plain,
        ngettext_lazy(
            "%(n)s proposal of a club leader", "%(n)s proposals of club leaders", "n"
        ),
        "lessons:clubproposal_list",
    ),
    "mentorship": (
        Mentorship,
        _plain,
        ngettext_lazy("%(n)s proposed mentor", "%(n)s proposed mentors", "n"),
        "lessons:mentorship_list",
    ),
    "mentorshipplan": (
        MentorshipPlan,
        _plain,
        ngettext_lazy("%(n)s plan of a mentorship", "%(n)s plans of mentorships", "n"),
        "lessons:mentorship_list",
    ),
    "mentorshipreport": (
        MentorshipReport,
        _plain,
        ngettext_lazy("%(n)s report of a mentorship", "%(n)s reports of mentorships", "n"),
        "lessons:mentorship_list",
    ),
    "report_due": (
        Mentorship,
        _reports,
        ngettext_lazy(
            "%(n)s mentorship whose report is due",
            "%(n)s mentorships whose reports are due",
            "n",
        ),
        "lessons:mentorship_list",
    ),
}


def with_waiting(rows: Any, reader: User) -> Any:
    """Rows of any kind, each with how many of each noun wait, and the first of them."""
    said: dict[str, Any] = {}
    for name, (model, ask, _words, _url) in NOUNS.items():
        waits = ask(model.objects.all(), reader).order_by().values("school")
        counted = waits.annotate(n=Count("pk", distinct=True), first=Min("pk"))
        said[f"{name}_n"] = Subquery(counted.values("n"))
        said[f"{name}_first"] = Subquery(counted.values("first"))
    return rows.annotate(**said)


ASKED = ReadersQuestion(
    lambda reader: with_waiting(School.objects.filter(pk=reader.school_id).only("pk"), reader)
)


def waiting_of_lessons(user: User, rows: Iterable[Any] = ()) -> list[Waiting]:
    """What waits; of what there is only one, the thing itself.

    ``rows`` were read ``with_waiting``; without any the question is asked by itself.
    """
    row = next(iter(rows), None) or ASKED.ask(user)[0]
    found = []
    for name, (model, _ask, words, listed) in NOUNS.items():
        number, first = getattr(row, f"{name}_n"), getattr(row, f"{name}_first")
        if number:
            url = reverse(f"lessons:{model._meta.model_name}_detail", args=[first])
            several = url if number == 1 else reverse(listed)
            found.append(Waiting(words % {"n": number}, several))
    return found
