"""Questions about what was resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import F, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce

from associations.models import User
from associations.querysets import UNION, parts_of
from core.search import found
from meetings.workflow import (
    MEETING_NUMBERED,
    ResolutionStatus,
)

if TYPE_CHECKING:
    from associations.models import AcademicYear
from meetings.querysets.seen import in_unions, named_in
from meetings.querysets.standing import Standing

DEADLINE = ["due_kind", "due", "due_now", "finished_on"]


class ResolutionQuerySet(Standing):
    path = "item__meeting"

    def in_force(self) -> Self:
        return self.filter(status=ResolutionStatus.IN_FORCE)

    def of_year(self, year: AcademicYear | None) -> Self:
        return self.filter(item__meeting__year=year)

    def of_person(self, user: User) -> Self:
        """What has this person's name on it, or was given to all members, this one among them.

        All members are those on the list of the meeting who still belong to the association.
        """
        named = named_in(user).values("resolution")
        lists = apps.get_model("meetings", "Attendance")._default_manager
        listed = lists.filter(person=user.pk).exclude(status="invited").values("meeting")
        everybody = Q(all_members=True, item__meeting__in=listed)
        ours = in_unions(user.association_ids, self.prefix)
        return self.filter(Q(pk__in=named) | everybody & ours)

    def waiting_for(self, user: User) -> Self:
        """With a report or a wish for another date that this person answers."""
        reports, changes = (
            apps.get_model("meetings", name)._default_manager.waiting_for(user)
            for name in ("ResolutionReport", "DeadlineChange")
        )
        return self.filter(
            Q(pk__in=reports.values("resolution")) | Q(pk__in=changes.values("resolution"))
        )

    def with_mark_of(self, user: User) -> Self:
        """Each with what became of this person's last report: its ``mark``, "" for none."""
        reports = apps.get_model("meetings", "ResolutionReport")._default_manager
        own = reports.filter(resolution=OuterRef("pk"), author=user.pk, overtaken=False)
        own = own.order_by("-pk")
        return self.annotate(
            mark=Coalesce(Subquery(own.values("verdict")[:1]), Value("")),
        )

    def tasks_of(self, user: User) -> Self:
        """What has this person's name on it and asks for something, with the own mark."""
        return self.registered().of_person(user).tasks().with_mark_of(user)

    def to_do_by(self, user: User) -> Self:
        """What is with this person now: not what was reported and waits for an answer."""
        rows = self.tasks_of(user).in_force().exclude(mark="waiting")
        return rows.exclude(all_members=True, mark="accepted")

    def for_tasks(self) -> Self:
        """With no more than a line of the list of tasks says."""
        own = ["position", "text", "all_members", "status", "item__position", *DEADLINE]
        meeting = parts_of("item__meeting", ["number", "date", "kind"])
        union = parts_of("item__meeting__association", UNION)
        return self.select_related("item__meeting__association").only(*own, *meeting, *union)

    def for_table(self) -> Self:
        """With no more than the book says: who does it, by when, and where it stands."""
        own = ["position", "text", "all_members", "status", "item__position", *DEADLINE]
        meeting = parts_of("item__meeting", ["number", "date", "kind"])
        union = parts_of("item__meeting__association", UNION)
        people = Prefetch("responsible", User.objects.named(), to_attr="doers")
        rows = self.select_related("item__meeting__association").prefetch_related(people)
        return rows.only(*own, *meeting, *union)

    def registered(self) -> Self:
        """Those that were signed: drafts are nobody's task yet, and stand in no book."""
        rows = self.filter(item__meeting__status__in=MEETING_NUMBERED)
        return rows.exclude(status=ResolutionStatus.DRAFT)

    def search(self, words: str, *, scope: int) -> Self:
        """By the words of the resolution, or of the question under which it was taken."""
        of_item = Q(item__in=found(scope, "meetings.agendaitem", words))
        return self.filter(Q(pk__in=found(scope, "meetings.resolution", words)) | of_item)

    def by_protocol(self) -> Self:
        """As the book has them: the newest protocol first, in it the order of the paper."""
        return self.order_by(
            "-item__meeting__date",
            "-item__meeting",
            "item__position",
            "position",
            "pk",
        )

    def by_urgency(self) -> Self:
        """The most urgent first; what has no date comes last."""
        return self.order_by(F("due_now").asc(nulls_last=True), "pk")
