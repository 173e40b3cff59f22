"""How lists of meetings and resolutions are narrowed; only what one may see is offered."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import AcademicYear, Association, User
from core.filters import Choices, Narrowing
from core.forms import number_in
from meetings.figures import as_registered, heading_of
from meetings.figures.offered import offered, words_offered
from meetings.models import ItemProposal, JointAssociation, Meeting, Resolution
from meetings.workflow import MEETING_NUMBERED, MeetingStatus, ProposalStatus

ALL = pgettext_lazy("filter", "all")


def years(request: HttpRequest) -> Any:
    return AcademicYear.objects.visible_to(request.user).order_by("-start")


def associations(request: HttpRequest) -> Any:
    """All of the school for those who lead it, their own for others."""
    unions = Association.objects.visible_to(request.user).named().in_order()
    return unions if request.user.leads_school else unions.with_member(request.user)


def by_words() -> filters.CharFilter:
    return filters.CharFilter(method="search", label=_("Search"))


def of_association(path: str = "association") -> filters.ModelChoiceFilter:
    return filters.ModelChoiceFilter(
        field_name=path, queryset=associations, label=_("Association"), empty_label=ALL
    )


def of_unions() -> filters.ModelChoiceFilter:
    """Meetings of an association: also those in which it met together with others."""
    return filters.ModelChoiceFilter(
        method=_in_union, queryset=associations, label=_("Association"), empty_label=ALL
    )


def _in_union(rows: Any, name: str, union: Association) -> Any:
    return rows.of_association(union)


def chosen(path: str, label: Any, **how: Any) -> filters.ChoiceFilter:
    """A choice whose options are filled in per request."""
    return filters.ChoiceFilter(
        field_name=path, choices=[], label=label, empty_label=ALL, **how
    )


def day(path: str, lookup: str, label: Any) -> filters.DateFilter:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return filters.DateFilter(field_name=path, lookup_expr=lookup, label=label, widget=widget)


class Searched(Narrowing):
    """A list that is searched by words."""

    def search(self, rows: Any, name: str, words: str) -> Any:
        return rows.search(words, scope=self.request.user.scope)


class MeetingFilter(Searched):
    q = by_words()
    year = filters.ModelChoiceFilter(queryset=years, label=_("School year"), empty_label=ALL)
    association = of_unions()
    kind = filters.ChoiceFilter(
        choices=Meeting.Kind, label=pgettext_lazy("meeting", "Kind"), empty_label=ALL
    )
    status = filters.ChoiceFilter(
        choices=MeetingStatus, label=pgettext_lazy("meeting", "State"), empty_label=ALL
    )

    class Meta:
        model = Meeting
        fields = ["q", "year", "association", "kind", "status"]


def name_rows(meetings: Iterable[Meeting], asked: Narrowing, reader: User) -> None:
    """Head each row as the register does that is looked at: the chosen one, or the reader's."""
    ours = ours_of(asked, reader)
    as_registered(meetings, ours)
    for meeting in meetings:
        meeting.heading = heading_of(meeting, ours)


def ours_of(asked: Narrowing, reader: User) -> set[int]:
    """Whose register is looked at: that of the chosen association, or the reader's."""
    chosen_one = asked.chosen("association")
    key = getattr(chosen_one, "pk", chosen_one)
    return {int(key)} if key else reader.association_ids


def past_year(asked: Narrowing) -> AcademicYear | None:
    """The school year these rows are of, when it is over."""
    year = asked.chosen("year")
    return year if year and year.end < timezone.localdate() else None


class RegisterFilter(Narrowing):
    """The book of protocols is one of a year: of this one, unless another is asked for."""

    year = filters.ModelChoiceFilter(queryset=years, label=_("School year"), empty_label=ALL)
    association = of_unions()
    status = filters.ChoiceFilter(
        choices=[(s.value, s.label) for s in MeetingStatus if s in MEETING_NUMBERED],
        label=pgettext_lazy("meeting", "State"),
        empty_label=ALL,
    )

    class Meta:
        model = Meeting
        fields = ["year", "association", "status"]

    def __init__(self, data: Any = None, *args: Any, request: Any, **kwargs: Any) -> None:
        asked = {} if data is None else data.dict()
        if "year" not in asked:
            now = years(request).near(timezone.localdate())
            asked["year"] = str(now.pk) if now else ""
        super().__init__(asked, *args, request=request, **kwargs)


class ResolutionFilter(Searched):
    """The register of what was resolved. What is offered is asked for in one question."""

    STATES = (
        ("open", pgettext_lazy("resolution", "under way")),
        ("reported", pgettext_lazy("resolution", "reported as done")),
        ("week", pgettext_lazy("resolution", "due this week")),
        ("late", pgettext_lazy("resolution", "late")),
        ("in_force", pgettext_lazy("resolution", "in force")),
        ("permanent", pgettext_lazy("resolution", "permanent")),
        ("done", pgettext_lazy("resolution", "done")),
        ("in_time", pgettext_lazy("resolution", "done in time")),
        ("done_late", pgettext_lazy("resolution", "done late")),
        ("moved", pgettext_lazy("resolution", "deadline moved")),
        ("cancelled", pgettext_lazy("resolution", "cancelled")),
    )

    q = by_words()
    number = filters.NumberFilter(
        method="of_number", label=_("Protocol number"), min_value=1, max_value=9999
    )
    year = chosen("item__meeting__year", _("School year"))
    association = chosen("", _("Association"), method="of_union")
    person = chosen("", _("Responsible"), method="of_person")
    state = filters.ChoiceFilter(
        method="in_state",
        choices=STATES,
        label=pgettext_lazy("resolution", "State"),
        empty_label=ALL,
    )
    since = day("item__meeting__date", "gte", pgettext_lazy("period", "From"))
    until = day("item__meeting__date", "lte", pgettext_lazy("period", "To"))
    # Where the control sheet leads to: what associations resolved as hosts, one meeting,
    # the deadlines of one month.
    host = filters.CharFilter(method="of_hosts", widget=forms.HiddenInput)
    meeting = filters.CharFilter(method="of_meeting", widget=forms.HiddenInput)
    month = filters.CharFilter(method="of_month", widget=forms.HiddenInput)

    class Meta:
        model = Resolution
        fields = [
            *["q", "number", "year", "association", "person", "state", "since", "until"],
            *["host", "meeting", "month"],
        ]

    @property
    def narrowed(self) -> bool:
        """Whether the rows are those behind a number of the control sheet."""
        return any(self.data.get(name) for name in ("host", "meeting", "month"))

    def offer(self, form: forms.Form) -> None:
        for name, choices in self.offered.items():
            form.fields[name].choices = choices  # type: ignore[attr-defined]

    @cached_property
    def offered(self) -> dict[str, Choices]:
        """What this reader may choose from."""
        found = offered(self.told)
        return {
            "person": [(row.pk, row.list_name) for row in found.people],
            "year": [(row.pk, str(row)) for row in found.years],
            "association": [(row.pk, str(row)) for row in found.associations],
        }

    @cached_property
    def told(self) -> Any:
        return tuple(words_offered(self.request.user))

    def of_number(self, rows: Any, name: str, number: Any) -> Any:
        """Also the number in the book of an association that met together with others."""
        joint = Q(
            item__meeting__in=JointAssociation.objects.filter(number=number).values("meeting")
        )
        return rows.filter(Q(item__meeting__number=number) | joint)

    def of_union(self, rows: Any, name: str, key: str) -> Any:
        return rows.of_unions([Association(pk=int(key))])

    def of_hosts(self, rows: Any, name: str, keys: str) -> Any:
        hosts = [number_in(key) for key in keys.split(",")]
        return rows.filter(item__meeting__association__in=hosts)

    def of_meeting(self, rows: Any, name: str, key: str) -> Any:
        return rows.filter(item__meeting=number_in(key))

    def of_person(self, rows: Any, name: str, key: str) -> Any:
        """And how they stand for this person, of what all members do each alone."""
        person = User(pk=int(key), school=self.request.user.school)
        return rows.of_person(person).as_of(person.pk).with_standing(timezone.localdate())

    def in_state(self, rows: Any, name: str, state: str) -> Any:
        return rows.in_state(state, timezone.localdate())

    def of_month(self, rows: Any, name: str, month: str) -> Any:
        return rows.of_month(month)


class ProposalFilter(Narrowing):
    """What members propose, by whose it is and by what was answered."""

    association = of_association()
    status = filters.ChoiceFilter(
        choices=ProposalStatus, label=pgettext_lazy("proposal", "State"), empty_label=ALL
    )

    class Meta:
        model = ItemProposal
        fields = ["association", "status"]


class TaskFilter(Narrowing):
    """One's own tasks: what is still to be done, unless all of the year are asked for."""

    show = filters.ChoiceFilter(
        method="shown",
        choices=[
            ("open", pgettext_lazy("tasks", "to be done")),
            ("year", pgettext_lazy("tasks", "all of this year")),
        ],
        label=pgettext_lazy("tasks", "Show"),
        empty_label=None,
    )

    class Meta:
        model = Resolution
        fields = ["show"]

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        asked = {} if data is None else data.dict()
        super().__init__({"show": "open", **asked}, *args, **kwargs)

    def shown(self, rows: Any, name: str, wanted: str) -> Any:
        if wanted == "year":
            return rows.of_year(years(self.request).near(timezone.localdate()))
        return rows.open().exclude(all_members=True, mark="accepted")
