"""The notice of a meeting with its agenda, on paper."""

from typing import Any

from core import dates
from meetings.documents.protocol import MeetingPaper, printed
from meetings.documents.snapshot import protocol_data
from meetings.models import AgendaItem, Meeting

OF_MEETING = {"ky": "{} отурумунун КҮН ТАРТИБИ", "ru": "ПОВЕСТКА ДНЯ заседания {}"}
ACQUAINTED = {"ky": "Тааныштым", "ru": "Ознакомлен(а)"}
TOTAL = {"ky": "Бардыгы: {} мүн", "ru": "Всего: {} мин"}


class AgendaDocument(MeetingPaper):
    """What is hung up in the staff room: when, where, about what, who speaks."""

    kind = "agenda"
    template_name = "meetings/pdf/agenda.html"
    subject: Meeting

    def title(self) -> str:
        data = self.spoken()["association"]
        whose = data["genitive"] or data["name"]
        if self.language == "ky":
            whose = whose[:1].upper() + whose[1:]
        return OF_MEETING[self.language].format(whose)

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
            "weekday": dates.weekday(self.subject.date, self.language),
            "total": TOTAL[self.language].format(minutes) if minutes else "",
            "acquainted": ACQUAINTED[self.language],
            "people": self._people(),
        }

    def _people(self) -> list[str]:
        rows = self.subject.attendance.in_order().select_related("person")
        return [row.person.list_name_in(self.language) for row in rows if row.person]
