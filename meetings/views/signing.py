"""Pages of the protocol: read and sign, mend, cut out, print."""

from typing import Any

from django.http import HttpResponse

from associations.views.papers import FiledView, filed_response
from core.views import ActionFormPage, DocumentView
from meetings.documents.protocol import ProtocolDocument
from meetings.documents.sheets import AttendanceSheet, BlankSheet
from meetings.documents.snapshot import text_digest
from meetings.figures.circulation import unread_changes
from meetings.figures.nobody import tasks_for_nobody
from meetings.models import Meeting, Protocol
from meetings.services.signing import being_signed


class ReadAndSign(ActionFormPage):
    """The very text that is signed, and the signature under it."""

    model = Meeting
    template_name = "meetings/meeting_sign.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        document = self.text()
        return super().get_context_data(
            text=document.body(), text_language=document.language, **kwargs
        )

    def get_initial(self) -> dict[str, Any]:
        return {"digest": self.digest()}

    def text(self) -> ProtocolDocument:
        raise NotImplementedError

    def digest(self) -> str:
        raise NotImplementedError

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the text of now: whoever reads it again signs that one."""
        form.data = {**form.data.dict(), "digest": self.digest()}
        return super().form_invalid(form)


class MeetingSign(ReadAndSign):
    """The chair signs the minutes as they stand."""

    permission = "meetings.sign_meeting"

    def text(self) -> ProtocolDocument:
        return ProtocolDocument(self.object, language=self.object.school.paper_language)

    def digest(self) -> str:
        return text_digest(self.text().frozen)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = {
            "unread": unread_changes(self.object),
            "for_nobody": tasks_for_nobody(self.object),
        }
        return super().get_context_data(**said, **kwargs)


class MeetingCountersign(ReadAndSign):
    """The secretary signs what the chair has signed."""

    permission = "meetings.countersign_meeting"

    def text(self) -> ProtocolDocument:
        protocol = being_signed(self.object, ignore_status=True)
        return ProtocolDocument(protocol, language=self.object.school.paper_language)

    def digest(self) -> str:
        return being_signed(self.object, ignore_status=True).digest


class MeetingPreview(DocumentView):
    """The minutes as they stand now, with a band that nobody can miss."""

    model = Meeting
    permission = "meetings.view_minutes"

    def document(self, found: Meeting) -> ProtocolDocument:
        return ProtocolDocument(found, draft=True, **self.wishes())

    def wishes(self) -> dict[str, Any]:
        asked = super().wishes() or {"language": self.object.school.paper_language}
        return {**asked, "short": self.request.GET.get("form") == "short"}


class ProtocolPdf(FiledView):
    """One version of a protocol: the filed bytes, or the same snapshot printed otherwise."""

    model = Protocol
    queryset = Protocol.objects.select_related("paper").defer("snapshot", "paper__snapshot")
    permission = "meetings.view_protocol"
    document_class = ProtocolDocument

    def handed_out(self, protocol: Protocol) -> HttpResponse:
        wanted = {**self.wishes(), "short": self.request.GET.get("form") == "short"}
        paper = protocol.paper
        if paper is None:
            return self.printed(protocol, draft=True, **wanted)
        if wanted["short"] or wanted.get("language", paper.language) != paper.language:
            replaced = paper.code if paper.state == paper.State.REPLACED else ""
            return self.printed(protocol, code=paper.code, replaced=replaced, **wanted)
        return filed_response(self.request, paper)


class MeetingAttendanceSheet(DocumentView):
    model = Meeting
    permission = "meetings.view_meeting"
    document_class = AttendanceSheet

    def wishes(self) -> dict[str, Any]:
        return super().wishes() or {"language": self.object.school.paper_language}


class MeetingBlankSheet(MeetingAttendanceSheet):
    """For a meeting without electricity."""

    document_class = BlankSheet
