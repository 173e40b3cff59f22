"""Two texts of the same place, in words: what is saved now, and what was typed."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from meetings.forms.controlling import Earlier
from meetings.forms.people import People
from meetings.models import AgendaItem, Attendance, ControlRow, Meeting, Resolution
from meetings.views.controlling import more_of
from meetings.views.elections import election_difference

Difference = tuple[str, str, str]
MORE = ("lead", "controller", "cancels")


def item_differences(item: AgendaItem, sheet: Any, people: People) -> list[Difference]:
    """For each part of the item: its name, their text, mine."""
    states, data = dict(AgendaItem.State.choices), sheet.data
    fields = [
        (_("question"), item.title, data.get("title", item.title)),
        (
            pgettext("item", "state"),
            str(item.get_state_display()),
            str(states.get(data.get("state", item.state), "")),
        ),
        (_("heard"), item.heard, data.get("heard", item.heard)),
        (
            _("speaker from outside: name and post"),
            item.guest_rapporteur,
            data.get("guest_rapporteur", item.guest_rapporteur),
        ),
    ]
    speeches = [_speech(row, people) for row in item.speeches.in_order()]
    kept = ("responsible", "lead", "cancels__item__meeting")
    rows = item.resolutions.in_order().prefetch_related(*kept)
    earlier = item.control_rows.in_order().select_related("resolution__item__meeting")
    return [
        *[(str(label), *(_lines(text) for text in pair)) for label, *pair in fields],
        (
            _("Earlier resolutions"),
            "\n".join(_controlled(row, row.outcome, row.due, row.remark) for row in earlier),
            "\n".join(_typed_control(sheet, earlier)),
        ),
        (_("Spoke"), "\n".join(speeches), "\n".join(_typed(sheet, sheet.speeches, "who"))),
        *election_difference(item, sheet.election, people),
        (
            _("Decided"),
            "\n".join(_resolution(row, sheet.earlier) for row in rows),
            "\n".join(_typed(sheet, sheet.resolutions, "")),
        ),
    ]


def header_differences(meeting: Meeting, form: Any, people: People) -> list[Difference]:
    fields = {name: meeting._meta.get_field(name).verbose_name for name in form.fields}
    return [
        (str(label), _plain(getattr(meeting, name)), _typed_plain(form, name, people))
        for name, label in fields.items()
        if name in form.data
    ]


def mark_in_words(row: Attendance) -> str:
    """«present, came late»; «absent, ill»."""
    parts = [row.get_status_display()]
    if row.status == Attendance.Status.ABSENT:
        parts += [row.get_reason_display() if row.reason else "", row.remark]
    if row.came_late:
        parts.append(_("came late"))
    if row.left_after_id:
        parts.append(_("left early"))
    return ", ".join(str(part) for part in parts if part)


def _plain(value: Any) -> str:
    if hasattr(value, "full_name"):
        return str(value.full_name)
    if hasattr(value, "hour"):
        return f"{value:%H:%M}"
    return "" if value is None else str(value)


def _typed_plain(form: Any, name: str, people: People) -> str:
    text = form.data[name]
    if name in {"chair", "secretary"}:
        value = form.cleaned_data.get(name)
        return people.rows[value].full_name if value in people.rows else ""
    return str(text)


def _speech(row: Any, people: People) -> str:
    who = people.names.get(row.person_id, row.guest)
    return f"{who}: {_lines(row.text)}"


def _resolution(row: Resolution, earlier: Earlier) -> str:
    names = [who.list_name for who in row.responsible.all()]
    lead = row.lead.full_name if row.lead else ""
    cancels = earlier.names.get(row.cancels_id or 0, "")
    more = more_of({"lead": lead, "controller": row.controller, "cancels": cancels})
    return _resolved(row.text, names, str(row.due or ""), more)


def _resolved(text: str, names: list[str], due: str, more: str) -> str:
    parts = [_lines(text), ", ".join(sorted(names)), due, more]
    return "; ".join(part for part in parts if part)


def _controlled(row: ControlRow, outcome: str, due: Any, remark: str) -> str:
    """«№ 1 · 1.2: deadline moved, 2026-12-05»; nothing of what was not decided."""
    if not outcome:
        return ""
    earlier = row.resolution
    label = ControlRow.Outcome(outcome).label
    said = ", ".join(filter(None, [str(label), str(due or ""), remark]))
    return f"№ {earlier.item.meeting.number} · {earlier.label}: {said}"


def _typed_control(sheet: Any, rows: Any) -> list[str]:
    """What was tapped on this page; of what it did not show, what is stored."""
    typed = dict(sheet.control)
    return [
        _controlled(
            row, *(_now(typed.get(row.key), row, name) for name in ("outcome", "due", "remark"))
        )
        for row in rows
    ]


def _now(form: Any, row: ControlRow, name: str) -> Any:
    return form.cleaned_data.get(name, "") if form and form.is_valid() else getattr(row, name)


def _typed(sheet: Any, rows: Any, who: str) -> list[str]:
    """The rows as they were typed; empty ones were never said."""
    found = []
    for key, form in rows:
        text = _lines(form.data.get(form.add_prefix("text"), ""))
        if who:
            line = f"{form.data.get(form.add_prefix(who), '')}: {text}"
        else:
            chosen = form.data.getlist(form.add_prefix("responsible"))
            names = [
                row.list_name for pk, row in sheet.people.rows.items() if str(pk) in chosen
            ]
            said = {n: form.data.get(form.add_prefix(n), "") for n in MORE}
            line = _resolved(
                text, names, form.data.get(form.add_prefix("due"), ""), more_of(said)
            )
        if line.strip(": ") and not sheet.is_gone(key, form):
            found.append(line)
    return found


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
