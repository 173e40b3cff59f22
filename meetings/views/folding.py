"""Rows of the minutes that are folded: a line that tells them, and their values unseen.

The controls of a row are written for the one that is opened. The others send back what they
were shown with, so that saving says the same of a row whether it is open or not.
"""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import dates
from meetings.models import Meeting, Resolution

HIDDEN = '<input type="hidden" name="{}" value="{}">'
CHOSEN = '<input type="hidden" name="{}" value="{}" data-name="{}">'
TERMS = (
    *("kind", "due_kind", "due", "vote", "votes_for", "votes_against", "votes_abstained"),
    *("lead", "controller", "cancels"),
)
VOTES = ("votes_for", "votes_against", "votes_abstained")


def hidden_people(name: str, people: list[tuple[int, str]], chosen: set[int]) -> SafeString:
    """Who is chosen, without the others to choose from."""
    return format_html_join(
        "", CHOSEN, ((name, pk, label) for pk, label in people if pk in chosen)
    )


def hidden_terms(prefix: str, values: dict[str, Any], people: SafeString) -> SafeString:
    """What is set in a resolution beside its text, in the order of its controls."""
    told = ((f"{prefix}-{name}", values[name]) for name in TERMS if values[name] not in EMPTY)
    everybody = [(f"{prefix}-all_members", "on")] if values["all_members"] else []
    return format_html(
        "{}{}{}",
        format_html_join("", HIDDEN, everybody),
        people,
        format_html_join("", HIDDEN, told),
    )


# What goes without saying: a new row has it, too.
EMPTY = {None, "", "none", "head"}


def terms_line(row: Resolution, more: str, meeting: Meeting) -> str:
    """«task, until 25 May, open vote 9 : 0 : 1, deputy director»."""
    due = str(row.get_due_kind_display()) if row.due_kind != Resolution.Due.NONE else ""
    if row.due and row.due_kind == Resolution.Due.DATE:
        day = dates.near(row.due, get_language() or "ky", meeting.date.year)
        due = _("until %(day)s") % {"day": day}
    counted = [getattr(row, name) for name in VOTES]
    votes = " : ".join("–" if n is None else str(n) for n in counted) if any(counted) else ""
    voted = row.get_vote_display() if row.vote != Resolution.Vote.NONE else ""
    vote = f"{voted} {votes}".strip() if voted else ""
    return ", ".join(filter(None, [str(row.get_kind_display()), due, vote, more]))
