"""Rows of a plan as lines of its pages, where it is read and written, each written at once.

In a template a hundred and twenty of them take ten times as long as all the rest.
"""

from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import groupby
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.addresses import address
from plans.figures.layout import LaidPart, LaidRow
from plans.models import Plan, PlanRow

TOOL = 'class="btn btn-quiet btn-small'


class Words:
    """What every line says, told once for all of them."""

    def __init__(self) -> None:
        self.nobody = pgettext("responsible", "nobody yet")
        self.kinds = {value: escape(str(label)) for value, label in PlanRow.Kind.choices}
        self.drag = escape(pgettext("plan row", "Drag"))
        self.drag_title = escape(_("Drag to another place"))
        self.up = escape(pgettext("plan row", "Up"))
        self.down = escape(pgettext("plan row", "Down"))


def write_lines(parts: Iterable[LaidPart], *, opened: int = 0, in_place: bool = False) -> None:
    """Give each line its ``head`` and its ``tools``, and each part its ``pieces``.

    ``opened``: the row whose form stands in its place; ``in_place``: put there by a script.
    """
    words = Words()
    for part in parts:
        for line in part.rows:
            line.head = head_of(line, words, in_place=in_place)
            line.tools = tools_of(line, words, in_place=in_place)
        part.pieces = pieces_of(part, _writing, opened)


def _writing(line: LaidRow) -> str:
    key = line.row.pk
    return (
        f'<li id="row-{key}" data-row data-id="{key}"><div>{line.head}</div>{line.tools}</li>'
    )


def pieces_of(part: LaidPart, write: Callable[[LaidRow], str], opened: int = 0) -> list[Any]:
    """Runs of lines, each run in one text; by itself what has remarks or is opened."""
    found: list[Any] = []
    for alone, lines in groupby(
        part.rows, lambda line: bool(line.row.remarks) or line.row.pk == opened
    ):
        run = list(lines)
        whole = "" if alone else "\n".join(map(write, run))
        found += run if alone else [mark_safe(whole)]  # noqa: S308 -- safe pieces and keys
    return found


def head_of(line: LaidRow, words: Words, *, in_place: bool) -> SafeString:
    """The row's words, which open it; when, by whom, and what kind of work it is."""
    key, change = line.row.pk, address("plans:planrow_update", line.row.pk)
    focus = " autofocus" if in_place else ""
    link = f'<a id="e{key}" href="{change}#row-{key}" hx-get="{change}"{focus}>'
    text = f"{link}{escape(line.number)} {escape(line.row.text)}</a>"
    if line.heading:
        return mark_safe(text)  # noqa: S308 -- escaped above
    said = [escape(line.when), escape(line.people or words.nobody)]
    if line.row.kind != PlanRow.Kind.OTHER:
        said.append(words.kinds.get(line.row.kind, ""))
    return mark_safe(f'{text}<p class="hint">{" · ".join(said)}</p>')  # noqa: S308 -- as above


def tools_of(line: LaidRow, words: Words, *, in_place: bool) -> SafeString:
    """Dragging, which a script uncovers, and the buttons of the form that moves rows."""
    key, unseen = line.row.pk, "" if in_place else " hidden"
    handle = f'handle" id="h{key}" title="{words.drag_title}" data-handle{unseen}'
    named = f'aria-labelledby="h{key} e{key}"'
    buttons = [f'<button type="button" {TOOL} {handle} {named}>{words.drag}</button>']
    moves = (("u", words.up, "plans:planrow_raise"), ("d", words.down, "plans:planrow_lower"))
    buttons += [
        f'<button type="submit" form="move" {TOOL}" id="{mark}{key}"'
        f' aria-labelledby="{mark}{key} e{key}" formaction="{address(name, key)}">'
        f"{word}</button>"
        for mark, word, name in moves
    ]
    written = "\n".join(buttons)
    return mark_safe(f'<p class="row-tools">{written}</p>')  # noqa: S308 -- escaped words, keys


class Told:
    """What the lines of a plan's page say to this reader, told once for all of them."""

    def __init__(self, plan: Plan, *, remarking: bool) -> None:
        """``remarking``: the reader may make remarks on rows."""
        self.linked = plan.in_force_id is not None
        self.kinds = {value: escape(str(label)) for value, label in PlanRow.Kind.choices}
        self.waits = escape(pgettext("plan row", "waits for the head"))
        self.carried = escape(pgettext("plan row", "not done in an earlier month"))
        self.remark = escape(_("Remark on this row"))
        self.remarks = address("plans:planremark_create", plan.pk) if remarking else ""


def write_read(parts: Iterable[LaidPart], plan: Plan, *, remarking: bool) -> None:
    """Give the lines of a plan that is read ``head`` and ``tools``, each part its pieces."""
    told = Told(plan, remarking=remarking)
    for part in parts:
        for line in part.rows:
            line.head, line.tools = read_head(line, told), remark_link(line, told)
        part.pieces = pieces_of(part, _reading)


def _reading(line: LaidRow) -> str:
    return f'<li id="row-{line.row.pk}">{line.head}{line.tools}</li>'


def read_head(line: LaidRow, told: Told) -> SafeString:
    """The number and the words; of what holds, how it stands; below, when and by whom."""
    row, number = line.row, f'<span class="number">{escape(line.number)}</span>'
    said = f"{number} {escape(row.text)}"
    if told.linked and not line.heading:
        url = address("plans:planrow_detail", row.pk)
        said = f'<a href="{url}" id="e{row.pk}">{said}</a>{_state(row, told)}'
    head = f"<p>{said}</p>"
    if line.heading:
        return mark_safe(head)  # noqa: S308 -- escaped above
    hint = " · ".join(_hints(line, told))
    return mark_safe(f'{head}<p class="hint">{hint}</p>')  # noqa: S308 -- as above


def _hints(line: LaidRow, told: Told) -> Iterator[str]:
    yield escape(line.when)
    if line.people:
        yield escape(line.people)
    if line.row.kind != PlanRow.Kind.OTHER:
        yield told.kinds.get(line.row.kind, "")
    if line.row.carried:
        yield told.carried


def _state(row: Any, told: Told) -> str:
    """As ``plans/_planrow_state.html`` has it; the button is named by the row's own words."""
    tone = f" badge-{row.tone}" if row.tone else ""
    found = [f'<span class="badge{tone}">{escape(row.words)}</span>']
    if row.reported:
        found.append(f'<span class="badge badge-wait">{told.waits}</span>')
    if row.act:
        found.append(
            f'<a {TOOL}" id="a{row.pk}" aria-labelledby="a{row.pk} e{row.pk}"'
            f' href="{row.act["url"]}">{escape(row.act["label"])}</a>'
        )
    return "".join(f"\n{piece}" for piece in found)


def remark_link(line: LaidRow, told: Told) -> SafeString:
    if not told.remarks:
        return mark_safe("")
    url = f"{told.remarks}?place={line.row.key}"
    return mark_safe(  # noqa: S308 -- an address, a key, escaped words
        f'<p><a {TOOL}" href="{url}">{told.remark}</a></p>'
    )
