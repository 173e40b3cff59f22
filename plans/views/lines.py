"""Rows of a plan as lines of the page on which it is written, each written at once.

In a template a hundred and twenty of them take ten times as long as all the rest.
"""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.addresses import address
from plans.figures.layout import LaidPart, LaidRow
from plans.models import PlanRow

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


def write_lines(parts: Iterable[LaidPart], *, in_place: bool = False) -> None:
    """Give each line its ``head`` and its ``tools``, and itself ``written``.

    ``in_place``: put there by a script.
    """
    words = Words()
    for part in parts:
        for line in part.rows:
            line.head = head_of(line, words, in_place=in_place)
            line.tools = tools_of(line, words, in_place=in_place)
            key = line.row.pk
            line.written = mark_safe(  # noqa: S308 -- made of the two, and of keys
                f'<li id="row-{key}" data-row data-id="{key}">'
                f"<div>{line.head}</div>{line.tools}</li>"
            )


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
