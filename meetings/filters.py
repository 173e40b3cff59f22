"""How lists of meetings and resolutions are narrowed; only what one may see is offered."""

from typing import Any

import django_filters as filters
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters.fields import ModelChoiceField

from associations.models import AcademicYear, Association, User
from meetings.models import ItemProposal, Meeting, Resolution
from meetings.workflow import (
    MEETING_NUMBERED,
    MeetingStatus,
    ProposalStatus,
    ResolutionStatus,
)

ALL = pgettext_lazy("filter", "all")


def years(request: HttpRequest) -> Any:
    return AcademicYear.objects.visible_to(request.user).order_by("-start")


def associations(request: HttpRequest) -> Any:
    """All of the school for those who lead it, their own for others."""
    unions = Association.objects.visible_to(request.user).named().in_order()
    return unions if request.user.leads_school else unions.with_member(request.user)


def people(request: HttpRequest) -> Any:
    return User.objects.visible_to(request.user).active().named().in_order()


class PersonField(ModelChoiceField):
    def label_from_instance(self, person: User) -> str:
        return person.list_name


class PersonFilter(filters.ModelChoiceFilter):
    field_class = PersonField


def by_words() -> filters.CharFilter:
    return filters.CharFilter(method="search", label=_("Search"))


def of_association(path: str = "association") -> filters.ModelChoiceFilter:
    return filters.ModelChoiceFilter(
        field_name=path, queryset=associations, label=_("Association"), empty_label=ALL
    )


def day(path: str, lookup: str, label: Any) -> filters.DateFilter:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return filters.DateFilter(field_name=path, lookup_expr=lookup, label=label, widget=widget)


class Searched(filters.FilterSet):
    """A list that is searched by words."""

    def search(self, rows: Any, name: str, words: str) -> Any:
        return rows.search(words, scope=self.request.user.scope)


class MeetingFilter(Searched):
    q = by_words()
    year = filters.ModelChoiceFilter(queryset=years, label=_("School year"), empty_label=ALL)
    association = of_association()
    kind = filters.ChoiceFilter(
        choices=Meeting.Kind, label=pgettext_lazy("meeting", "Kind"), empty_label=ALL
    )
    status = filters.ChoiceFilter(
        choices=MeetingStatus, label=pgettext_lazy("meeting", "State"), empty_label=ALL
    )

    class Meta:
        model = Meeting
        fields = ["q", "year", "association", "kind", "status"]


def past_year(form: forms.Form) -> AcademicYear | None:
    """The school year these rows are of, when it is over."""
    year = form.cleaned_data.get("year") if form.is_valid() else None
    return year if year and year.end < timezone.localdate() else None


class RegisterFilter(filters.FilterSet):
    """The book of protocols is one of a year: of this one, unless another is asked for."""

    year = filters.ModelChoiceFilter(queryset=years, label=_("School year"), empty_label=ALL)
    association = of_association()
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
    """The register of what was resolved."""

    class State:
        CHOICES = (
            ("in_force", pgettext_lazy("resolution", "in force")),
            ("late", pgettext_lazy("resolution", "late")),
            ("done", pgettext_lazy("resolution", "done")),
            ("permanent", pgettext_lazy("resolution", "permanent")),
            ("draft", pgettext_lazy("resolution", "protocol not signed yet")),
        )

    q = by_words()
    association = of_association("item__meeting__association")
    person = PersonFilter(
        method="of_person", queryset=people, label=_("Responsible"), empty_label=ALL
    )
    state = filters.ChoiceFilter(
        method="in_state",
        choices=State.CHOICES,
        label=pgettext_lazy("resolution", "State"),
        empty_label=ALL,
    )
    since = day("item__meeting__date", "gte", pgettext_lazy("period", "From"))
    until = day("item__meeting__date", "lte", pgettext_lazy("period", "To"))

    class Meta:
        model = Resolution
        fields = ["q", "association", "person", "state", "since", "until"]

    def of_person(self, rows: Any, name: str, person: User) -> Any:
        return rows.of_person(person)

    def in_state(self, rows: Any, name: str, state: str) -> Any:
        if state == "late":
            return rows.late(timezone.localdate())
        if state == "permanent":
            return rows.in_force().filter(due_kind=Resolution.Due.PERMANENT)
        if state in {ResolutionStatus.DRAFT, ResolutionStatus.DONE}:
            return rows.filter(status=state)
        return rows.in_force()


class ProposalFilter(filters.FilterSet):
    """What members propose, by whose it is and by what was answered."""

    association = of_association()
    status = filters.ChoiceFilter(
        choices=ProposalStatus, label=pgettext_lazy("proposal", "State"), empty_label=ALL
    )

    class Meta:
        model = ItemProposal
        fields = ["association", "status"]
