"""Questions about minutes that are read before they are signed."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from associations.models import User
from meetings.querysets.base import MeetingPartQuerySet, OfMeeting
from meetings.querysets.seen import in_unions
from meetings.workflow import MeetingStatus


class SaidOfMinutes(MeetingPartQuerySet):
    """What was said of minutes that were read: not for all who know of the meeting.

    Guests, and those of elsewhere who only have a task from it, read the signed protocol.
    """

    whose: ClassVar[str]

    def visible_to(self, user: User) -> Self:
        """For those who met, who were there, who sign; one's own; for the leaders."""
        rows = super().visible_to(user)
        if user.leads_school:
            return rows
        lists = apps.get_model("meetings", "Attendance")._default_manager
        there = lists.filter(person=user.pk, status="present").values("meeting")
        mine = Q(**{self.whose: user.pk}) | Q(meeting__in=there)
        signs = Q(meeting__chair=user.pk) | Q(meeting__secretary=user.pk)
        return rows.filter(in_unions(user.association_ids, self.prefix) | mine | signs)


class RemarkQuerySet(SaidOfMinutes):
    whose = "author"


class ConsentQuerySet(SaidOfMinutes):
    whose = "person"


class MinutesBeingRead(OfMeeting):
    """Whose move it is while minutes are being read."""

    def reading_waits_for(self, user: User) -> Q:
        meetings: Any = self.model
        rows = meetings._default_manager.being_read()
        mine = Q(pk__in=rows.to_be_read_by(user).values("pk"))
        mine |= Q(chair=user.pk, pk__in=rows.read_through().values("pk"))
        return Q(status=MeetingStatus.CIRCULATED) & mine

    def being_read(self) -> Self:
        return self.filter(status=MeetingStatus.CIRCULATED)

    def to_be_read_by(self, user: User) -> Self:
        """Minutes this person may still remark on: no consent, and no remark that waits."""
        rows = self.filter(
            circulated_until__gte=timezone.localdate(),
            attendance__person=user.pk,
            attendance__status="present",
        )
        asking = self.filter(remarks__author=user.pk, remarks__state="open").values("pk")
        leads = Q(chair=user.pk) | Q(secretary=user.pk)
        return rows.exclude(leads).exclude(consents__person=user.pk).exclude(pk__in=asking)

    def read_through(self) -> Self:
        """Minutes whose chair has something to do: time is up, all consented, or a remark."""
        over = ~Q(circulated_until__gte=timezone.localdate())
        silent = self._attendance().unheard().filter(meeting__status=MeetingStatus.CIRCULATED)
        waits = over | Q(remarks__state="open") | ~Q(pk__in=silent.values("meeting"))
        return self.filter(waits)

    def _attendance(self) -> Any:
        """Attendance by way of the meeting: this room lies below the models."""
        rows: Any = self.model._meta.get_field("attendance").related_model
        return rows._default_manager
