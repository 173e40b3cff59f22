"""Rows of the lists of meetings and of resolutions, each written at once.

In a template twenty-five of them take longer than all the rest of the page.
"""

from collections.abc import Iterable, Iterator
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from core.tables import badge, cell, day_of, link, month_of, with_breaks, written
from meetings.models import Meeting, Resolution
from meetings.workflow import MeetingStatus

TONES = {
    MeetingStatus.SIGNED: "done",
    MeetingStatus.PLANNED: "",
    MeetingStatus.CANCELLED: "",
}  # of all others: it waits for somebody


def meeting_lines(meetings: Iterable[Meeting], this_year: int) -> SafeString:
    return written(_meetings(meetings, this_year))


def _meetings(meetings: Iterable[Meeting], this_year: int) -> Iterator[str]:
    language = get_language() or "ky"
    when, union = escape(pgettext("meeting", "Date")), escape(_("Association"))
    chair, state = escape(_("Chair")), escape(pgettext("meeting", "State"))
    states = {
        value: badge(str(label), TONES.get(value, "wait"))
        for value, label in MeetingStatus.choices
    }
    for row in meetings:
        said = month_of if row.month_only else day_of
        cells = (
            cell(when, said(row.date, language, this_year)),
            f'<th scope="row" class="title">{link(row.get_absolute_url(), row.heading)}</th>',
            cell(union, escape(row.whose())),
            cell(chair, escape(row.chair.list_name) if row.chair else "–"),
            cell(state, states[row.status]),
        )
        yield f"<tr>{''.join(cells)}</tr>"


def resolution_lines(resolutions: Iterable[Resolution], this_year: int) -> SafeString:
    return written(_resolutions(resolutions, this_year))


def _resolutions(resolutions: Iterable[Resolution], this_year: int) -> Iterator[str]:
    language = get_language() or "ky"
    number, when = escape(_("Protocol, resolution")), escape(pgettext("meeting", "Date"))
    people, due = escape(_("Responsible")), escape(_("Deadline"))
    state = escape(pgettext("resolution", "State"))
    for row in resolutions:
        meeting = row.item.meeting
        name = link(row.get_absolute_url(), f"№ {meeting.registered} · {row.label}")
        cells = (
            cell(number, f'{name} <span class="hint">{escape(meeting.whose())}</span>'),
            cell(when, day_of(meeting.date, language, this_year)),
            f'<th scope="row" class="title">{with_breaks(row.text)}</th>',
            cell(people, escape(", ".join(row.people)) or "–"),
            cell(due, _deadline(row, language, this_year)),
            cell(state, badge(row.state_words, row.tone)),
        )
        yield f"<tr>{''.join(cells)}</tr>"


def _deadline(row: Resolution, language: str, this_year: int) -> str:
    if row.due_now:
        day = day_of(row.due_now, language, this_year)
        return (
            f'{day} <span class="hint">{escape(row.moved_words)}</span>' if row.moved else day
        )
    if row.due_kind == "none":
        return "–"
    return escape(str(row.get_due_kind_display()))
