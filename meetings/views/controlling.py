"""Earlier resolutions on the page of the minutes: how each stands, and the tap that decides."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from core import dates
from core.questions import Lists
from meetings.figures.controlling import Standing, control_rows, open_to_cancel, standing_of
from meetings.figures.joint import as_registered
from meetings.forms.controlling import Earlier
from meetings.forms.people import People
from meetings.models import AgendaItem, ControlRow, Meeting, Resolution
from meetings.views.pieces import whole

Outcome = ControlRow.Outcome
TONES = {"done": "done", "reported": "wait", "late": "late"}
SHORT = 300


def resolutions_of(meeting: Meeting) -> tuple[dict[int, list[Resolution]], Earlier]:
    """What this meeting resolves, by its questions, and what it may cancel: in one query."""
    if meeting.kind == Meeting.Kind.JOINT:
        found = Lists(lambda: _of_meeting(meeting)).ask()
    else:
        found = RESOLVED.ask(meeting=meeting.pk, union=meeting.association_id, day=meeting.date)
    rows, others = {}, []
    for row in sorted(found, key=_place):
        if row.item.meeting_id == meeting.pk:
            rows.setdefault(row.item_id, []).append(row)
        else:
            others.append(row)
    return rows, Earlier(meeting, sorted(others, key=_newest))


def _of_meeting(meeting: Meeting) -> tuple[Any, Any]:
    own, earlier = Resolution.objects.filter(item__meeting=meeting.pk), open_to_cancel(meeting)
    return tuple(rows.order_by().select_related("item__meeting") for rows in (own, earlier))


RESOLVED = Lists(
    lambda meeting, union, day: _of_meeting(
        Meeting(pk=meeting, association_id=union, date=day)
    ),
    meeting=-1,
    union=-2,
    day=date.min,
)


def more_of(values: dict[str, Any]) -> str:
    """What is folded away under a new resolution, in one line."""
    deputy = Resolution.Controller.DEPUTY
    parts = [values["lead"], deputy.label if values["controller"] == deputy else ""]
    earlier = values["cancels"].partition(" · ")
    number = f"{earlier[0]} · {earlier[2].partition(' ')[0]}" if earlier[1] else earlier[0]
    parts.append(_("cancels %(number)s") % {"number": number} if number else "")
    return ", ".join(str(part) for part in parts if part)


def _place(row: Resolution) -> tuple[int, int]:
    return row.position, row.pk


def _newest(row: Resolution) -> tuple[int, int, int, int]:
    return -row.item.meeting.date.toordinal(), row.item.position, row.position, row.pk


class Controlled:
    """The rows of the control item, as the page shows them."""

    def __init__(self, meeting: Meeting, items: list[AgendaItem], people: People) -> None:
        self.meeting, self.people, self.rows = meeting, people, {}
        if any(item.kind == AgendaItem.Kind.CONTROL for item in items):
            for row in _rows(meeting):
                self.rows.setdefault(row.item_id, []).append(row)

    def of(self, item: int, chosen: Any, sheet: Any = None) -> list[dict[str, Any]]:
        """The rows of an item: as they are stored, or as they were typed on this sheet."""
        typed = dict(sheet.control) if sheet else {}
        errors = sheet.faults() if sheet else {}
        return [
            self._row(row, chosen["control", row.resolution_id], typed.get(row.key), errors)
            for row in self.rows.get(item, [])
        ]

    def _row(
        self, row: Any, doers: set[int], form: Any, errors: dict[str, Any]
    ) -> dict[str, Any]:
        prefix, resolution = f"control-{row.key}", row.resolution
        standing = standing_of(row, self.meeting)
        now = {"outcome": row.outcome, "due": _iso(row.due), "remark": row.remark}
        now = {n: form.data.get(form.add_prefix(n), v) if form else v for n, v in now.items()}
        names = [_("all members")] if resolution.all_members else []
        names += [whole(name) for pk, name in self.people.listed(doers)]
        said = {n: " ".join(errors.get(f"{prefix}-{n}", [])) for n in now}
        return {
            "prefix": prefix,
            "key": row.key,
            "number": Earlier(self.meeting, []).number(resolution),
            "text": resolution.text,
            "standing": standing_words(standing),
            "tone": TONES.get(standing.word, ""),
            "facts": ", ".join([*names, deadline_words(standing, resolution, self.meeting)]),
            "report": self._report(row),
            "taps": taps(prefix, _outcomes(standing), now["outcome"]),
            **{name: now[name] for name in ("due", "remark")},
            "errors": [words for words in said.values() if words],
        }

    def _report(self, row: Any) -> str:
        """Who reported last, when, and with which words."""
        if not row.reported_at:
            return ""
        who = dict(self.people.listed({row.reported_by})).get(row.reported_by, "")
        day = timezone.localtime(row.reported_at).date()
        words = " ".join(row.reported_text.split())
        words = words if len(words) <= SHORT else f"{words[:SHORT].rstrip()}…"
        return f"{who}, {_near(day, self.meeting)}: {words}"


def shown_control(item: AgendaItem) -> list[dict[str, Any]]:
    """The earlier resolutions under a question, for those who read: standing, decision."""
    if item.kind != AgendaItem.Kind.CONTROL:
        return []
    rows = [row for row in _rows(item.meeting) if row.item_id == item.pk]
    return [_shown(row, item.meeting) for row in rows]


def _rows(meeting: Meeting) -> list[Any]:
    rows = list(control_rows(meeting))
    as_registered([row.resolution.item.meeting for row in rows], ())
    return rows


def _shown(row: Any, meeting: Meeting) -> dict[str, Any]:
    standing, resolution = standing_of(row, meeting), row.resolution
    moved = row.due if row.outcome == Outcome.MOVED else None
    said = [str(row.get_outcome_display()), _near(moved, meeting) if moved else "", row.remark]
    return {
        "resolution": resolution,
        "number": Earlier(meeting, []).number(resolution),
        "standing": standing_words(standing),
        "tone": TONES.get(standing.word, ""),
        "decision": ", ".join(filter(None, said)) if row.outcome else "",
    }


def _outcomes(standing: Standing) -> list[tuple[str, str]]:
    """What may be decided; what is done already needs neither another date nor control."""
    words = {
        Outcome.DONE: pgettext("control tap", "done"),
        Outcome.STAYS: pgettext("control tap", "stays"),
        Outcome.MOVED: pgettext("control tap", "moved to"),
        Outcome.NOTED: pgettext("control tap", "noted"),
    }
    if standing.word == "done":
        return [(value, words[value]) for value in (Outcome.DONE, Outcome.NOTED)]
    return list(words.items())


def taps(prefix: str, choices: list[tuple[str, str]], chosen: str) -> SafeString:
    """One tap for each decision, as one string."""
    return mark_safe(  # noqa: S308 -- labels are escaped, the rest is ours
        "".join(
            f'<input type="radio" name="{prefix}-outcome" id="{prefix}-{place}"'
            f' value="{value}"{" checked" if value == chosen else ""}>'
            f'<label for="{prefix}-{place}">{escape(label)}</label>'
            for place, (value, label) in enumerate(choices, 1)
        )
    )


def standing_words(standing: Standing) -> str:
    if standing.word == "late":
        words = ngettext("late by %(days)s day", "late by %(days)s days", standing.days)
        return words % {"days": standing.days}
    return {
        "done": pgettext("standing", "done"),
        "reported": pgettext("standing", "reported as done"),
        "moved": pgettext("standing", "deadline moved"),
    }.get(standing.word, pgettext("standing", "under way"))


def deadline_words(standing: Standing, resolution: Resolution, meeting: Meeting) -> str:
    if standing.due:
        return _("until %(day)s") % {"day": _near(standing.due, meeting)}
    return str(resolution.get_due_kind_display()) if resolution.due_kind != "none" else "–"


def _near(day: Any, meeting: Meeting) -> str:
    return dates.near(day, get_language() or "ky", meeting.date.year)


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""
