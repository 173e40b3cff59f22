"""Pages that see everything: the desk, the control sheet, search."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from associations.models import AcademicYear, Association, User
from core.exports import xlsx_response
from core.models import Letter, Notification
from core.questions import ReadersQuestion
from core.views import guarded
from core.views.papers import paper_response, wished_language
from lessons.figures.norms import days_of, norms_of, with_norms
from lessons.figures.waiting import waiting_of_lessons, with_waiting
from meetings.figures import as_registered
from meetings.models import Election, ItemProposal
from reports.control import ControlSheet, labels_of_states, name_of
from reports.desk import (
    SHOWN,
    data_at_hand,
    meetings_at_hand,
    plans_at_hand,
    resolutions_at_hand,
    rows_at_hand,
    with_data_at_hand,
    with_plans_at_hand,
)
from reports.documents import ControlSheetPaper, SearchPaper
from reports.figures import association_years, with_facts
from reports.forms import search_form
from reports.search import PER_PAGE, Found, Shower, found_keys, read
from reports.services import mark_notices_seen
from reports.views.lines import control_lines
from reports.years import chosen_year

# What everybody's first page asks, written once for each kind of reader.
PROPOSALS = ReadersQuestion(
    lambda reader: ItemProposal.objects.waiting_for(reader).for_list().oldest_first()[:SHOWN]
)
ELECTIONS = ReadersQuestion(
    lambda reader: Election.objects.visible_to(reader).for_desk()[:SHOWN]
)
OVERSEEN = ReadersQuestion(
    lambda reader, year, day: with_facts(_overseen(reader, year, day), year, day).order_by(
        "sort_key", "pk", "-chief"
    ),
    gather={"chief": "heads_today"},
    year=-5,
    day=date.min,
)
# The same with the norms of lessons, for the heads and those who lead the school.
COUNTED = ReadersQuestion(
    lambda reader, year, day, **days: with_norms(
        with_facts(_overseen(reader, year, day), year, day), year=year, day=day, **days
    ).order_by("sort_key", "pk", "-chief"),
    gather={"chief": "heads_today"},
    year=-5,
    day=date.min,
    **{name: date(1, 1, 2 + n) for n, name in enumerate(days_of(None, date.max, 1))},
)


def _overseen(reader: User, year: int, day: date) -> Any:
    """Leaders are told with it how many letters were not sent: nobody else asks for that.

    What waits in lessons comes along with each of the rows.
    """
    rows = with_waiting(Association.objects.visible_to(reader).active(), reader)
    rows = with_data_at_hand(with_plans_at_hand(rows, reader, year), reader, day)
    if not reader.leads_school:
        return rows.with_member(reader)
    failed = Letter.objects.visible_to(reader).filter(state=Letter.State.FAILED)
    counted = failed.order_by().values("scope").annotate(number=Count("pk")).values("number")
    return rows.annotate(letters_failed=Subquery(counted))


MOST_PRINTED = 300


@require_safe
@guarded("reports.view_desk")
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for the reader, what is coming, and how the year stands."""
    user, day = request.user, timezone.localdate()
    chosen = chosen_year(request, day)
    year, now = chosen.year, not chosen.past
    unions = overseen(user, year, day)
    said = {
        "today": day,
        "year": year,
        "past": chosen.past,
        "offered": chosen.offered,
        **(meetings_at_hand(user, day) if now else {"waiting": [], "coming": []}),
        **(resolutions_at_hand(user) if now else {"tasks": [], "answers": []}),
        **(rows_at_hand(user, day) if now else {"plan_rows": [], "marked_rows": []}),
        **plans_at_hand(unions if now and year else [], day, user),
        **data_at_hand(unions if now else [], day, user),
        "proposals": proposals(user) if now else [],
        "elections": elections(user) if now else [],
        "notices": unseen(user) if now else [],
        "years": association_years(unions, year, day),
        "lessons": waiting_of_lessons(user, unions) if now else [],
        "norms": norms(user, unions, year, day),
        "failed": next((getattr(row, "letters_failed", 0) for row in unions), 0),
    }
    _name_unions(said, user)
    return render(request, "reports/desk.html", said)


def _name_unions(said: dict[str, Any], user: User) -> None:
    """Say whose each meeting is, the own association first: one question if some are joint."""
    rows = [*said["answers"], *said["tasks"]]
    meetings = [row["meeting"] for row in said["waiting"]] + [row.item.meeting for row in rows]
    as_registered([*meetings, *said["coming"]], user.association_ids)


def unseen(user: User) -> Any:
    return Notification.objects.filter(to=user, seen_at=None).order_by("-pk")[:SHOWN]


@require_POST
@guarded("reports.view_desk")
def notices_seen(request: HttpRequest) -> HttpResponse:
    mark_notices_seen(by=request.user)
    return HttpResponseRedirect(reverse("reports:desk"))


def proposals(user: User) -> list[ItemProposal]:
    """What members want on the agenda, for the head who has not answered yet."""
    if not user.headed_ids:
        return []
    return PROPOSALS.ask(user)


def elections(user: User) -> list[Election]:
    """For those who lead the school: who was elected and waits for office or for an order."""
    if not user.leads_school:
        return []
    return ELECTIONS.ask(user)


def norms(user: User, unions: list[Association], year: AcademicYear | None, day: date) -> Any:
    """What is counted of lessons: of the own associations, or of all."""
    ours = [row for row in unions if user.leads_school or row.pk in user.headed_ids]
    return norms_of(ours, year, day) if year else []


def overseen(user: User, year: AcademicYear | None, day: date) -> list[Association]:
    """Leaders see every association, others their own."""
    key = year.pk if year else 0
    if not (user.leads_school or user.headed_ids):
        return OVERSEEN.ask(user, year=key, day=day)
    days = days_of(year, day, user.school.novice_years)
    return COUNTED.ask(user, year=key, day=day, **days)


@require_safe
@guarded("reports.view_control_sheet")
def control_sheet(request: HttpRequest) -> HttpResponse:
    """How the resolutions of a year stand; every number leads to its rows."""
    sheet = ControlSheet(request)
    return render(
        request,
        "reports/control_sheet.html",
        {
            "sheet": sheet,
            "lines": control_lines(sheet.shown),
            "labels": list(labels_of_states().values()),
            "query": sheet.query(),
            "of_all": sheet.query(association=""),
        },
    )


@require_safe
@guarded("reports.view_control_sheet")
def control_sheet_pdf(request: HttpRequest) -> HttpResponse:
    paper = control_sheet_paper(request)
    return paper_response(request, paper, or_else=lambda: reverse("reports:control_sheet"))


@require_safe
@guarded("reports.view_control_sheet")
def control_sheet_table(request: HttpRequest) -> HttpResponse:
    paper = control_sheet_paper(request)
    name = paper.filename.removesuffix(".pdf")
    return xlsx_response(name, paper.columns(), paper.cells(), title=paper.title())


def control_sheet_paper(request: HttpRequest) -> ControlSheetPaper:
    school = request.user.school
    sheet = ControlSheet(request)
    language = wished_language(request, school.paper_language)
    return ControlSheetPaper(school, sheet, name_of, language=language)


@require_safe
@guarded("reports.view_search")
def search(request: HttpRequest) -> HttpResponse:
    """One box for everything the reader may see."""
    form = search_form(request.GET, request.user)
    wish = form.wish()
    pages = Found(found_keys(request.user, wish), PER_PAGE)
    page = pages.asked(request.GET.get("page", ""))
    language = get_language() or settings.FIRST_LANGUAGE
    shower = Shower(wish, language, request.user.school.paper_language)
    return render(
        request,
        "reports/search.html",
        {
            "form": form,
            "asked": bool(wish.wanted),
            "page_obj": page,
            "more": pages.more,
            "hits": shower.hits_of(page.object_list),
            "query": request.GET.urlencode(),
        },
    )


@require_safe
@guarded("reports.view_search")
def search_pdf(request: HttpRequest) -> HttpResponse:
    """What was found, on paper: by the same words and filter."""
    school = request.user.school
    wish = search_form(request.GET, request.user).wish()
    language = wished_language(request, school.paper_language)
    rows = read(found_keys(request.user, wish)[:MOST_PRINTED])
    with translation.override(language):
        hits = Shower(wish, language, school.paper_language).hits_of(rows)
    paper = SearchPaper(school, wish, hits, language=language)
    return paper_response(
        request, paper, or_else=lambda: f"{reverse('reports:search')}?{request.GET.urlencode()}"
    )
