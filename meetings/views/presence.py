"""What the page of the minutes shows above its items: when and where, and who was there."""

from typing import Any

from django.utils.translation import gettext as _

from meetings.forms.attendance import told
from meetings.forms.people import People
from meetings.models import Attendance, Meeting
from meetings.views.pieces import NEEDED, options, words_beside


class Presence:
    """The heading of the minutes, and the list of those who met."""

    meeting: Meeting
    people: People
    opened: str
    at_hand: set[int]
    numbers: dict[int, str]

    def header(self, typed: dict[str, str], errors: dict[str, Any]) -> dict[str, Any]:
        meeting = self.meeting
        stored = {
            "date": "" if meeting.month_only else meeting.date.isoformat(),
            "starts_at": f"{meeting.starts_at:%H:%M}" if meeting.starts_at else "",
            "ends_at": f"{meeting.ends_at:%H:%M}" if meeting.ends_at else "",
            "place": meeting.place,
            "topic": meeting.topic,
            "chair": str(meeting.chair_id or ""),
            "secretary": str(meeting.secretary_id or ""),
        }
        now = {name: typed.get(name, value) for name, value in stored.items()}
        is_open = bool(errors) or self.opened == "header" or not all(map(now.get, NEEDED))
        ours = self.at_hand if is_open else {self.meeting.chair_id, self.meeting.secretary_id}
        people = [("", "–"), *self.people.listed(ours)]
        return {
            **now,
            "is_open": is_open,
            "summary": ", ".join(
                filter(None, [stored["starts_at"].replace(":", "."), meeting.place])
            ),
            "revision": meeting.version,
            "chairs": options(people, now["chair"]),
            "secretaries": options(people, now["secretary"]),
            "errors": words_beside(errors, ""),
        }

    def mark(
        self, row: Attendance, errors: dict[str, Any], typed: dict[str, str] | None = None
    ) -> dict[str, Any]:
        fields = {
            "status": row.status,
            "reason": row.reason,
            "remark": row.remark,
            "came_late": row.came_late,
            "left_after_id": row.left_after_id,
        }
        partly = row.came_late or row.left_after_id
        stored = {
            "mark": "partly" if partly and row.status == "present" else row.status,
            "late": row.came_late,
            "remark": row.remark,
            "reason": row.reason,
            "left": row.left_after_id or "",
        }
        now = {**stored, **(typed or {})}
        return {
            "prefix": f"p{row.person_id}",
            "name": self.people.names[row.person_id],
            "was": f"{row.version}:{told(fields)}",
            "mark": now["mark"],
            **(self.details(now) if now["mark"] in {"partly", "absent"} else {"more": False}),
            "errors": words_beside(errors, f"p{row.person_id}-"),
        }

    def details(self, now: dict[str, Any]) -> dict[str, Any]:
        """Why somebody is not there, or from when to when; nobody else is asked."""
        numbers = ((pk, _("item %(n)s") % {"n": n}) for pk, n in self.numbers.items())
        return {
            "more": True,
            "late": now.get("late"),
            "remark": now.get("remark", ""),
            "reasons": options(Attendance.Reason.choices, now.get("reason", "")),
            "left": options([("", "–"), *numbers], now.get("left", "")),
        }

    def guest(self, row: Attendance) -> dict[str, Any]:
        name = self.people.names[row.person_id] if row.person_id else row.guest
        return {"pk": row.pk, "name": name, "post": row.post}
