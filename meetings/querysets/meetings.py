"""Questions about meetings, their agenda and their people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Count, F, Q

from associations.models import User
from associations.querysets import PERSON, UNION, parts_of
from core.search import found
from meetings.workflow import (
    MEETING_NUMBERED,
    MEETING_PLANNABLE,
    MeetingStatus,
)

if TYPE_CHECKING:
    from datetime import date

    from associations.models import AcademicYear
from meetings.querysets.base import MeetingPartQuerySet
from meetings.querysets.circulation import MinutesBeingRead


class MeetingQuerySet(MinutesBeingRead):
    path = ""

    def waiting_for(self, user: User) -> Self:
        """Meetings whose next move is this person's."""
        head = Q(association__in=user.headed_ids)
        chairing, writing = Q(chair=user.pk), Q(secretary=user.pk)
        unsigned = Q(status__in=[MeetingStatus.HELD, MeetingStatus.CORRECTING])
        return self.filter(school=user.school_id).filter(
            (unsigned & chairing)
            | self.reading_waits_for(user)
            | (Q(status=MeetingStatus.SIGNING) & writing)
            | (Q(status__in=MEETING_PLANNABLE) & (head | chairing | writing))
        )

    def of_year(self, year: AcademicYear | None) -> Self:
        return self.filter(year=year)

    def plannable(self) -> Self:
        return self.filter(status__in=MEETING_PLANNABLE)

    def numbered(self) -> Self:
        return self.filter(status__in=MEETING_NUMBERED)

    def counted(self) -> Self:
        """Meetings that count for the norm of clause 5.5: held, with a signed protocol."""
        return self.filter(status__in=[MeetingStatus.SIGNED, MeetingStatus.CORRECTING])

    def coming(self, day: date) -> Self:
        """What is still to come; of what only the month is known, until the month is over."""
        known, month = Q(date__gte=day), Q(month_only=True, date__gte=day.replace(day=1))
        return self.plannable().filter(known | month).order_by("date", "starts_at", "pk")

    def for_table(self) -> Self:
        return self.select_related("association", "chair", "secretary")

    def for_list(self) -> Self:
        """With no more than a line of the list says."""
        names = [*parts_of("association", UNION), *parts_of("chair", PERSON)]
        own = ["number", "topic", "kind", "date", "month_only", "status"]
        return self.select_related("association", "chair").only(*own, *names)

    def for_desk(self) -> Self:
        """With no more than a line of the desk says."""
        own = ["number", "kind", "date", "month_only", "starts_at", "place", "topic", "status"]
        own += ["chair"]
        return self.select_related("association").only(*own, *parts_of("association", UNION))

    def newest_first(self) -> Self:
        return self.order_by("-date", "-pk")

    def for_register(self) -> Self:
        """With what the book of protocols counts: who came of how many, what was resolved."""
        listed = Q(attendance__person__isnull=False) & ~Q(attendance__status="invited")
        came = Q(attendance__person__isnull=False, attendance__status="present")
        return self.for_table().annotate(
            members_count=Count("attendance", filter=listed, distinct=True),
            present_count=Count("attendance", filter=came, distinct=True),
            resolutions_count=Count("items__resolutions", distinct=True),
        )

    def search(self, words: str, *, scope: int) -> Self:
        """Meetings in whose topic, agenda or minutes every word begins some word."""
        return self.filter(pk__in=found(scope, "meetings.meeting", words))


class AgendaItemQuerySet(MeetingPartQuerySet):
    def unfinished(self) -> Self:
        return self.filter(state="open")

    def postponed(self) -> Self:
        """Items put off that no later meeting has taken over yet."""
        return self.filter(state="postponed", carried_to=None)


class AttendanceQuerySet(MeetingPartQuerySet):
    def in_order(self) -> Self:
        """Members by the alphabet, guests after them as they were written."""
        return self.order_by(F("person__sort_key").asc(nulls_last=True), "pk")

    def present(self) -> Self:
        return self.filter(status="present")

    def unheard(self) -> Self:
        """Who was present and has not said yet that the minutes are right."""
        rows = self.present().exclude(person=None).filter(person__is_active=True)
        signers = Q(person=F("meeting__chair")) | Q(person=F("meeting__secretary"))
        return rows.exclude(signers).exclude(meeting__consents__person=F("person"))
