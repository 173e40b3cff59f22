"""The books of a year: protocols, and what was resolved; on screen, paper and in tables."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from core import dates
from core.exports import xlsx_response
from core.once import once
from core.views import ListPage
from core.views.papers import paper_response, wished_language
from meetings.documents.registers import ProtocolRegister, RegisterPaper, ResolutionRegister
from meetings.figures import as_registered
from meetings.filters import RegisterFilter, ResolutionFilter, name_rows, ours_of, past_year
from meetings.models import Meeting, Resolution
from meetings.services.bundling import pack_protocols
from meetings.views.lines import resolution_lines


class Book(ListPage):
    """A register: what it shows leaves on paper and in tables by the same filter."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.filterset.data.copy()
        query = urlencode([(k, v) for k, v in asked.items() if v and k != "page"])
        year = timezone.localdate().year
        return super().get_context_data(query=query, this_year=year, **kwargs)


class MeetingRegister(Book):
    """The book of protocols."""

    model = Meeting
    queryset = Meeting.objects.numbered().for_register().newest_first()
    filterset_class = RegisterFilter
    permission = "meetings.view_meeting"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        name_rows(context["meeting_list"], self.filterset, self.request.user)
        return {**context, "past": past_year(self.filterset)}

    def get_template_names(self) -> list[str]:
        if self.request.headers.get("HX-Request"):
            return ["meetings/_meeting_register.html"]
        return ["meetings/meeting_register.html"]


class MeetingRegisterBundle(MeetingRegister):
    """The signed protocols of exactly these rows, in one file; the worker makes it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        rows = self.get_filterset(self.get_filterset_class()).qs
        pks = rows.order_by().values_list("pk", flat=True)
        try:
            url = once(
                request.user,
                request.POST.get("form_token", ""),
                lambda: pack_protocols(pks, by=request.user).get_absolute_url(),
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            url = f"{reverse('meetings:meeting_register')}?{request.GET.urlencode()}"
        return HttpResponseRedirect(url)


class ResolutionList(Book):
    """The book of what was resolved."""

    model = Resolution
    queryset = Resolution.objects.registered().for_table().by_protocol()
    filterset_class = ResolutionFilter
    permission = "meetings.view_resolution"
    asked_often = True

    def get_queryset(self) -> Any:
        return super().get_queryset().with_standing(timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        rows = list(context["resolution_list"])
        ours = ours_of(self.filterset, self.request.user)
        as_registered((row.item.meeting for row in rows), ours)
        for resolution in rows:
            _prepare(resolution, today)
        lines = resolution_lines(rows, today.year)
        return {**context, "lines": lines, "narrowed": self.filterset.narrowed}


def _prepare(resolution: Resolution, today: date) -> None:
    """Give a row of the table its words, once and not in the template."""
    everybody = [_("all members")] if resolution.all_members else []
    names = [person.list_name for person in resolution.doers]
    resolution.people = [*everybody, *names]
    resolution.late_days = late_days(resolution, today)
    resolution.tone = tone_of(resolution)
    resolution.state_words = state_words(resolution)
    resolution.moved_words = _moved(resolution) if resolution.moved else ""


TONES = {"late": "late", "done_late": "late", "week": "wait", "in_time": "done"}


def tone_of(resolution: Resolution) -> str:
    return TONES.get(resolution.standing, "")


def state_words(resolution: Resolution) -> str:
    days, standing = resolution.late_days, resolution.standing
    if standing == "late":
        words = ngettext("late by %(days)s day", "late by %(days)s days", days)
    elif standing == "done_late":
        words = ngettext("done, late by %(days)s day", "done, late by %(days)s days", days)
    elif standing == "in_time" and (resolution.due_now or resolution.status != "done"):
        return pgettext("resolution", "done in time")
    elif standing == "week" and resolution.status == "in_force":
        return pgettext("resolution", "due this week")
    else:
        return str(resolution.get_status_display())
    return words % {"days": days}


def _moved(resolution: Resolution) -> str:
    if not resolution.due:
        return pgettext("deadline", "moved")
    day = dates.short(resolution.due, get_language() or settings.FIRST_LANGUAGE)
    return pgettext("deadline", "instead of %(day)s") % {"day": day}


def late_days(resolution: Resolution, today: date) -> int:
    """How many days after its deadline it was done, or is not done yet."""
    if resolution.standing not in {"late", "done_late"}:
        return 0
    ended = getattr(resolution, "own_end", resolution.finished_on)  # of one of all members
    return ((ended or today) - resolution.due_now).days


class Leaving:
    """A register that leaves with exactly the rows that the filter left."""

    paginate_by = None
    paper_class: type[RegisterPaper]
    page_name = ""

    @cached_property
    def paper(self) -> RegisterPaper:
        school = self.request.user.school
        language = wished_language(self.request, school.paper_language)
        today = timezone.localdate()
        return self.paper_class(school, self.object_list, today, language=language)


class AsPdf(Leaving):
    def render_to_response(self, context: Any, **kwargs: Any) -> HttpResponse:
        return paper_response(self.request, self.paper, or_else=lambda: reverse(self.page_name))


class AsTable(Leaving):
    def render_to_response(self, context: Any, **kwargs: Any) -> HttpResponse:
        paper = self.paper
        name = paper.filename.removesuffix(".pdf")
        return xlsx_response(name, paper.columns(), paper.cells(), title=paper.title())


class MeetingRegisterPdf(AsPdf, MeetingRegister):
    paper_class = ProtocolRegister
    page_name = "meetings:meeting_register"


class MeetingRegisterTable(AsTable, MeetingRegister):
    paper_class = ProtocolRegister


class ResolutionListPdf(AsPdf, ResolutionList):
    paper_class = ResolutionRegister
    page_name = "meetings:resolution_list"


class ResolutionListTable(AsTable, ResolutionList):
    paper_class = ResolutionRegister
