"""The page of the minutes, and what it sends: each part saves by itself.

A script asks with ``X-Autosave`` and gets JSON; a browser without script gets the page back.
"""

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.models import StaleError
from core.uploads import accept
from core.views import ActionFormPage
from meetings import services
from meetings.documents import ProtocolDocument
from meetings.figures.nobody import tasks_for_nobody
from meetings.figures.resting import off_words
from meetings.figures.turnout import turnout
from meetings.forms.attendance import AttendanceSheet, HeaderForm, HoldForm
from meetings.forms.people import People
from meetings.forms.recording import ItemSheet
from meetings.models import AgendaItem, Attendance, Meeting
from meetings.services.holding import doubts_of_holding, missing_to_hold
from meetings.views.cards import Minutes
from meetings.views.circulation import reading_of
from meetings.views.differences import header_differences, item_differences, mark_in_words
from meetings.views.elections import fresh_result
from meetings.views.parts import Part, Saving, revision_of


class MeetingRecord(Part):
    """The minutes, on one page."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.find()
        return self.page()


class MeetingMinutes(Part):
    """The minutes as they would be printed now: a part beside the page, or a page."""

    permission = "meetings.view_minutes"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        meeting = self.find()
        document = ProtocolDocument(meeting, language=meeting.school.paper_language)
        part = request.headers.get("HX-Request")
        context = {"object": meeting, "text": document.body(), "language": document.language}
        if part:
            return render(request, "meetings/_minutes.html", context)
        context |= reading_of(meeting, request.user)
        return render(request, "meetings/meeting_minutes.html", context)


class ItemSave(Saving):
    """One item: its text and rows."""

    model = AgendaItem

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        item = self.find()
        people = People(item.school_id)
        sheet = ItemSheet(request.POST, item=item, people=people, counted=turnout(self.meeting))
        try:
            self.object = services.save_item(
                item, by=request.user, version=revision_of(request), change=sheet.change()
            )
        except StaleError:
            item.refresh_from_db()
            return self.conflict(item_differences(item, sheet, people), item.version)
        return self.answer(sheet)

    def answer(self, sheet: ItemSheet) -> HttpResponse:
        errors = sheet.faults()
        if self.is_script:
            fields = fresh_result(self.object, sheet.people) if sheet.election else {}
            more = {"fields": fields, "lost": sheet.has_lost}
            notes = off_words(self.object.school_id, sheet.deadlines()) | sheet.for_nobody()
            return self.saved(self.object.version, errors, notes=notes, **more)
        errors |= self.attach()
        if not errors:
            return self.back(f"item-{self.object.pk}", **self.asked())
        minutes = Minutes(self.meeting, f"item-{self.object.pk}")
        card = minutes.typed_card(self.object, sheet)
        card["errors"] = {**card["errors"], **{k: " ".join(v) for k, v in errors.items()}}
        cards = minutes.context()["cards"]
        place = next(n for n, other in enumerate(cards) if other["pk"] == card["pk"])
        cards[place] = card
        at = f"item-{card['pk']}"
        return self.page(cards=cards, top_errors=_said(errors), errors_at=at)

    def asked(self) -> dict[str, str]:
        """The empty row, or the controls of a row, that a browser without script wants."""
        kind = self.request.POST.get("add")
        return {**self.opened(), **({"add": f"{kind}-{self.object.pk}"} if kind else {})}

    def attach(self) -> dict[str, list[str]]:
        """Keep the talk that was chosen with the Save button."""
        file = self.request.FILES.get("talk")
        if file is None:
            return {}
        try:
            services.attach_file(self.object, by=self.request.user, file=accept(file))
        except ValidationError as error:
            return {"talk": error.messages}
        return {}


class AttendanceSave(Saving):
    """Who is there. Only people whose marks the page has changed are written."""

    anchor = "attendance"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        meeting = self.find()
        minutes = Minutes(meeting)
        sheet = AttendanceSheet(request.POST, rows=minutes.listed, items=minutes.numbers)
        marks = sheet.marks()
        theirs = services.save_attendance(meeting, by=request.user, marks=marks)
        minutes, errors = Minutes(meeting), sheet.faults()
        now = {row.person_id: row for row in minutes.listed}
        fields = {f"p{pk}-was": minutes.mark(row, {})["was"] for pk, row in now.items()}
        if theirs:
            mine = {mark.person: mark.fields for mark in marks}
            differences = [
                (minutes.people.names[pk], mark_in_words(now[pk]), _mine(now[pk], mine[pk]))
                for pk in theirs
            ]
            return self.conflict(differences, None, fields=fields)
        if self.is_script:
            return self.saved(None, errors, fields=fields)
        if not errors:
            return self.back()
        shown = [
            minutes.mark(row, errors, sheet.typed(row.person_id)) for row in minutes.listed
        ]
        return self.page(marks=shown, top_errors=_said(errors))


def _mine(row: Attendance, fields: dict[str, Any]) -> str:
    for name, value in fields.items():
        setattr(row, name, value)
    return mark_in_words(row)


def _said(errors: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys(str(word) for words in errors.values() for word in words))


class HeaderSave(Saving):
    """When, where, and who led it."""

    anchor = "header"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        meeting = self.find()
        people = People(meeting.school_id)
        form = HeaderForm(request.POST, meeting=meeting, people=people)
        fields = form.fields_of()
        try:
            meeting = services.save_header(
                meeting, by=request.user, version=revision_of(request), fields=fields
            )
        except StaleError:
            meeting.refresh_from_db()
            differences = header_differences(meeting, form, people)
            return self.conflict(differences, meeting.version)
        errors = form.faults()
        if self.is_script:
            return self.saved(meeting.version, errors)
        if not errors:
            return self.back(**self.opened())
        self.meeting = meeting
        header = Minutes(meeting).header(request.POST.dict(), errors)
        return self.page(header=header, top_errors=_said(errors))


class MeetingHold(ActionFormPage):
    """What is missing, what to think twice about, and the button."""

    model = Meeting
    permission = "meetings.hold_meeting"
    template_name = "meetings/meeting_hold.html"
    form_class = HoldForm

    @cached_property
    def doubts(self) -> list[str]:
        return list(doubts_of_holding(self.object))

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        if not self.doubts:
            del form.fields["nevertheless"]
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        missing = list(missing_to_hold(self.object))
        undecided = self.undecided() if missing else None
        return super().get_context_data(
            missing=missing,
            undecided=undecided,
            doubts=self.doubts,
            for_nobody=tasks_for_nobody(self.object),
            **kwargs,
        )

    def undecided(self) -> AgendaItem | None:
        """The first question that still waits: the way back to the minutes leads there."""
        items = self.object.items.filter(state=AgendaItem.State.OPEN, resolutions=None)
        return items.in_order().first()
