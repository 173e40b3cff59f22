"""Rows of the list of people, each written at once: in a template they take the most time."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from associations.models import Membership, User
from core.tables import badge, cell, link, written


def people_lines(people: Iterable[User]) -> SafeString:
    """Each of them with ``posts_now`` and ``memberships_now``."""
    return written(_people(people))


def _people(people: Iterable[User]) -> Iterator[str]:
    title = escape(capfirst(_("what the person is")))
    unions, closed = escape(capfirst(_("associations"))), badge(_("Account closed"))
    roles = {value: escape(str(label)) for value, label in Membership.Role.choices}
    for person in people:
        name = link(person.get_absolute_url(), person.full_name)
        cells = (
            f'<td class="title">{name}{"" if person.is_active else f" {closed}"}</td>',
            cell(title, f"<span>{_titles(person)}</span>"),
            cell(unions, f"<span>{_unions(person, roles)}</span>"),
        )
        yield f"<tr>{''.join(cells)}</tr>"


def _titles(person: Any) -> str:
    posts = "<br>".join(f"<b>{escape(str(post.title))}</b>" for post in person.posts_now)
    return posts or escape(str(person.title)) or "–"


def _unions(person: Any, roles: dict[str, str]) -> str:
    said = (
        escape(row.association.name)
        + ("" if row.role == Membership.Role.MEMBER else f" ({roles[row.role]})")
        for row in person.memberships_now
    )
    return "; ".join(said) or "–"
