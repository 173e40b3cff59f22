"""The notice of a meeting with its agenda, on paper."""

from typing import Any

from core import dates
from meetings.documents.printing import printed
from meetings.documents.protocol import MeetingPaper
from meetings.documents.snapshot import protocol_data
from meetings.documents.unions import meeting_of
from meetings.models import AgendaItem, Meeting

OF_MEETING = {"ky": "{} КҮН ТАРТИБИ", "ru": "ПОВЕСТКА ДНЯ {}"}
ACQUAINTED = {"ky": "Тааныштым", "ru": "Ознакомлен(а)"}
TOTAL = {"ky": "Бардыгы: {} мүн", "ru": "Всего: {} мин"}


class AgendaDocument(MeetingPaper):
    """What is hung up in the staff room: when, where, about what, who speaks."""

    kind = "agenda"
    template_name = "meetings/pdf/agenda.html"
    subject: Meeting

    def title(self) -> str:
        return OF_MEETING[self.language].format(meeting_of(self.spoken(), self.language))

    def data(self) -> dict[str, Any]:
        return protocol_data(self.subject)

    def attachments(self) -> list[dict[str, str]]:
        """A living paper: nothing rests on it."""
        return []

    def context(self) -> dict[str, Any]:
        known = super().context()
        lines = printed(known["data"], self.language)
        minutes = sum(item["minutes"] or 0 for item in known["data"]["items"])
        gone = AgendaItem.State.WITHDRAWN
        return {
            **known,
            **lines,
            "items": [item for item in lines["items"] if item["state"] != gone],
            "weekday": self._weekday(),
            "total": TOTAL[self.language].format(minutes) if minutes else "",
            "acquainted": ACQUAINTED[self.language],
            "people": self._people(),
        }

    def _weekday(self) -> str:
        day = self.subject
        return "" if day.month_only else dates.weekday(day.date, self.language)

    def _people(self) -> list[str]:
        rows = self.subject.attendance.in_order().select_related("person")
        return [row.person.list_name_in(self.language) for row in rows if row.person]
