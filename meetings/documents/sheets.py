"""Sheets to fill in by hand: who was there, and the whole minutes without electricity."""

from typing import Any

from meetings.documents.printing import printed
from meetings.documents.protocol import MeetingPaper, heading
from meetings.documents.snapshot import protocol_data
from meetings.models import Meeting


class Sheet(MeetingPaper):
    """A living paper over the meeting as it stands now."""

    subject: Meeting
    word: str

    def title(self) -> str:
        return str(self.words()[self.word])

    def data(self) -> dict[str, Any]:
        return protocol_data(self.subject)

    def attachments(self) -> list[dict[str, str]]:
        return []

    def context(self) -> dict[str, Any]:
        known = super().context()
        lines = printed(known["data"], self.language)
        of = heading(known["data"], self.language, form="genitive")
        return {**known, **lines, "of": of, "rows": self.rows(known["data"])}

    def rows(self, data: dict[str, Any]) -> list[dict[str, str]]:
        """Everybody on the list, members first, and some empty lines for guests."""
        attendance = self.subject.attendance.in_order().select_related("person")
        people = [
            {
                "name": row.person.full_name_in(self.language) if row.person else row.guest,
                "post": row.post or (row.person.title_in(self.language) if row.person else ""),
            }
            for row in attendance
        ]
        return people + [{"name": "", "post": ""}] * 3


class AttendanceSheet(Sheet):
    kind = "attendance"
    template_name = "meetings/pdf/attendance.html"
    word = "attendance_sheet"


class BlankSheet(Sheet):
    kind = "blank"
    template_name = "meetings/pdf/blank.html"
    word = "blank_sheet"
