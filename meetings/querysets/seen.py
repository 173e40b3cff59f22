"""Which meetings exist for whom, beside those who lead the school.

The lists of keys are written in SQL: a page asks this of every row it shows, and Django takes
longer to put such a question together than the database to answer it. Each list is read once
for the whole question, from an index; nothing is joined to the rows, so nothing is doubled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q
from django.db.models.expressions import RawSQL

from associations.models import User

if TYPE_CHECKING:
    from collections.abc import Collection

HOSTED = "SELECT id FROM meetings_meeting WHERE association_id IN ({})"
JOINED = "SELECT meeting_id FROM meetings_jointassociation WHERE association_id IN ({})"
CHAIRED = "SELECT id FROM meetings_meeting WHERE chair_id = %s"
WRITTEN = "SELECT id FROM meetings_meeting WHERE secretary_id = %s"
# On whose list the person is, from convening on: guests know nothing of plans.
CALLED_TO = """
SELECT listed.meeting_id FROM meetings_attendance AS listed WHERE listed.person_id = %s AND (
SELECT called.status <> 'planned'
AND (called.status <> 'cancelled' OR called.convened_at IS NOT NULL)
FROM meetings_meeting AS called WHERE called.id = listed.meeting_id)
"""
# Where the person got a task by name, once the protocol was signed.
DOING = """
SELECT (SELECT item.meeting_id FROM meetings_resolution AS resolved
JOIN meetings_agendaitem AS item ON item.id = resolved.item_id
WHERE resolved.id = doer.resolution_id)
FROM meetings_resolution_responsible AS doer WHERE doer.user_id = %s AND (
SELECT resolved.status <> 'draft'
FROM meetings_resolution AS resolved WHERE resolved.id = doer.resolution_id)
"""


def seen_by(user: User, prefix: str) -> Q:
    """Who belongs, leads or writes; who was called to it; who has a task from it."""
    unions = sorted(user.association_ids)
    lists = [
        *_of(unions),
        *((words, [user.pk]) for words in (CHAIRED, WRITTEN, CALLED_TO, DOING)),
    ]
    return _among(lists, prefix)


def in_unions(unions: Collection[int], prefix: str) -> Q:
    """Of one of these associations: as the host, or as one that meets together with it."""
    return _among(_of(sorted(unions)), prefix)


def named_in(user: User) -> Any:
    """Which resolutions name the person, as rows of person and resolution."""
    # This room lies below the models: they are asked for by name.
    doers: Any = apps.get_model("meetings", "Resolution").responsible.through
    return doers.objects.filter(user=user.pk)


def _of(unions: list[int]) -> list[tuple[str, list[int]]]:
    if not unions:
        return []
    places = ", ".join(["%s"] * len(unions))
    return [(words.format(places), unions) for words in (HOSTED, JOINED)]


def _among(lists: list[tuple[str, list[int]]], prefix: str) -> Q:
    """Meetings whose keys stand on one of these lists."""
    if not lists:
        return Q(**{f"{prefix}pk__in": []})
    words = " UNION ALL ".join(words for words, _params in lists)
    params = [param for _words, params in lists for param in params]
    return Q(**{f"{prefix}pk__in": RawSQL(words, params)})  # noqa: S611 -- our own words
