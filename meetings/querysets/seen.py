"""Which meetings exist for whom, beside those who lead the school."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q

from associations.models import User
from meetings.workflow import MeetingStatus, ResolutionStatus

if TYPE_CHECKING:
    from collections.abc import Collection


def seen_by(user: User, prefix: str) -> Q:
    """Who belongs, leads or writes; who was called to it; who has a task from it.

    Everything but the first line is a list of keys that the database reads once for the
    whole question, however many meetings it weighs: nothing is joined, nothing doubled.
    """
    ours = in_unions(user.association_ids, prefix)
    ours |= Q(**{f"{prefix}chair": user.pk}) | Q(**{f"{prefix}secretary": user.pk})
    return ours | Q(**{_key(prefix): called_to(user)}) | Q(**{_key(prefix): doing_of(user)})


def in_unions(unions: Collection[int], prefix: str) -> Q:
    """Of one of these associations: as the host, or as one that meets together with it."""
    rows = _rows("JointAssociation").filter(association__in=unions).values("meeting")
    return Q(**{f"{prefix}association__in": unions}) | Q(**{_key(prefix): rows})


def called_to(user: User) -> Any:
    """Meetings on whose list the person is, from convening on: guests know nothing of plans."""
    rows = _rows("Attendance").filter(person=user.pk)
    rows = rows.exclude(meeting__status=MeetingStatus.PLANNED)
    secret = Q(meeting__status=MeetingStatus.CANCELLED, meeting__convened_at=None)
    return rows.exclude(secret).values("meeting")


def doing_of(user: User) -> Any:
    """Meetings that gave the person a task by name, once their protocols were signed."""
    rows = named_in(user).exclude(resolution__status=ResolutionStatus.DRAFT)
    return rows.values("resolution__item__meeting")


def named_in(user: User) -> Any:
    """Which resolutions name the person, as rows of person and resolution."""
    doers: Any = _rows("Resolution").model.responsible.through
    return doers.objects.filter(user=user.pk)


def _key(prefix: str) -> str:
    return f"{prefix}pk__in"


def _rows(model: str) -> Any:
    """This room lies below the models: they are asked for by name."""
    return apps.get_model("meetings", model)._default_manager
