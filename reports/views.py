"""Pages that see everything: the desk, the control sheet, search."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from associations.models import Association, User
from core.exports import xlsx_response
from core.views import guarded
from core.views.papers import paper_response, wished_language
from meetings.models import Election, ItemProposal, Meeting, Resolution
from meetings.workflow import MEETING_PLANNABLE
from reports.control import ControlSheet, labels_of_states, name_of
from reports.documents import ControlSheetPaper, SearchPaper
from reports.figures import association_years, waiting_url, waiting_words
from reports.forms import SearchForm
from reports.search import PER_PAGE, Found, first_of, found_rows, hits_of
from reports.services import mark_notices_seen
from reports.years import chosen_year

SHOWN = 8
NEAREST = 4
SOON = timedelta(days=14)
MOST_PRINTED = 300


@require_safe
@guarded("reports.view_desk")
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for the reader, what is coming, and how the year stands."""
    user, day = request.user, timezone.localdate()
    chosen = chosen_year(request, day)
    year, now = chosen.year, not chosen.past
    return render(
        request,
        "reports/desk.html",
        {
            "today": day,
            "year": year,
            "past": chosen.past,
            "offered": chosen.offered,
            "waiting": waiting(user, day) if now else [],
            "answers": answers(user) if now else [],
            "tasks": tasks(user) if now else [],
            "proposals": proposals(user) if now else [],
            "coming": coming(user, day) if now else [],
            "elections": elections(user) if now else [],
            "notices": unseen(user) if now else [],
            "years": association_years(overseen(user), year, day),
        },
    )


def unseen(user: User) -> Any:
    return user.notifications.filter(seen_at=None).order_by("-pk")[:SHOWN]


@require_POST
@guarded("reports.view_desk")
def notices_seen(request: HttpRequest) -> HttpResponse:
    mark_notices_seen(by=request.user)
    return HttpResponseRedirect(reverse("reports:desk"))


def waiting(user: User, day: date) -> list[dict[str, Any]]:
    """Meetings whose next move is this person's, the oldest first; not those still far off."""
    rows = Meeting.objects.visible_to(user).waiting_for(user).for_desk()
    rows = rows.exclude(status__in=MEETING_PLANNABLE, date__gt=day + SOON)
    return [
        {
            "meeting": meeting,
            "words": waiting_words(meeting, user),
            "url": reverse(waiting_url(meeting), args=[meeting.pk]),
        }
        for meeting in rows.order_by("date", "pk")[:SHOWN]
    ]


def tasks(user: User) -> list[Resolution]:
    """What the person has to do by a day or was given back, the most urgent first."""
    rows = Resolution.objects.to_do_by(user)
    rows = rows.filter(Q(due_now__isnull=False) | Q(mark="returned"))
    return list(rows.for_tasks().by_urgency()[:SHOWN])


def answers(user: User) -> list[Resolution]:
    """Resolutions with a report or a wish for another date that this person answers."""
    if not (user.headed_ids or user.leads_school):
        return []
    rows = Resolution.objects.waiting_for(user)
    return list(rows.for_tasks().by_urgency()[:SHOWN])


def proposals(user: User) -> list[ItemProposal]:
    """What members want on the agenda, for the head who has not answered yet."""
    if not user.headed_ids:
        return []
    return list(ItemProposal.objects.waiting_for(user).for_list().oldest_first()[:SHOWN])


def elections(user: User) -> list[Election]:
    """For those who lead the school: who was elected and waits for office or for an order."""
    if not user.leads_school:
        return []
    return list(Election.objects.visible_to(user).for_desk()[:SHOWN])


def coming(user: User, day: date) -> list[Meeting]:
    """The next meetings the reader is concerned with; for those who see all, the nearest."""
    rows = Meeting.objects.visible_to(user).coming(day).for_desk()
    return list(rows[: NEAREST if user.leads_school else SHOWN])


def overseen(user: User) -> Any:
    """Leaders see every association, others their own."""
    rows = Association.objects.visible_to(user).active().named().in_order()
    return rows if user.leads_school else rows.with_member(user)


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
            "labels": list(labels_of_states().values()),
            "query": sheet.query(),
            "of_all": sheet.query(association=""),
        },
    )


@require_safe
@guarded("reports.view_control_sheet")
def control_sheet_pdf(request: HttpRequest) -> HttpResponse:
    paper = control_sheet_paper(request)
    return paper_response(request, paper, or_else=reverse("reports:control_sheet"))


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
    form = SearchForm(request.GET, user=request.user)
    wish = form.wish()
    pages = Found(found_rows(request.user, wish), PER_PAGE)
    number = request.GET.get("page", "")
    page = pages.page(max(int(number), 1) if number.isdecimal() and len(number) < 4 else 1)
    language = get_language() or settings.FIRST_LANGUAGE
    return render(
        request,
        "reports/search.html",
        {
            "form": form,
            "asked": bool(wish.wanted),
            "narrowed": any(request.GET.get(field.name) for field in form.narrowing),
            "page_obj": page,
            "more": pages.more,
            "hits": hits_of(page.object_list, wish, language),
            "query": request.GET.urlencode(),
        },
    )


@require_safe
@guarded("reports.view_search")
def search_pdf(request: HttpRequest) -> HttpResponse:
    """What was found, on paper: by the same words and filter."""
    school = request.user.school
    wish = SearchForm(request.GET, user=request.user).wish()
    language = wished_language(request, school.paper_language)
    rows = first_of(found_rows(request.user, wish), MOST_PRINTED)
    paper = SearchPaper(school, wish, hits_of(rows, wish, language), language=language)
    back = f"{reverse('reports:search')}?{request.GET.urlencode()}"
    return paper_response(request, paper, or_else=back)
