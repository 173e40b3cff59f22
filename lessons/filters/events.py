"""How lists of weeks, events, olympiads and proposals are narrowed."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import Association
from core.filters import Narrowing
from lessons.models import ClubProposal, Event, Olympiad, SubjectWeek
from lessons.workflow import EventStatus
from lessons.workflow.clubs import ClubStatus
from lessons.workflow.olympiads import OlympiadStatus
from lessons.workflow.weeks import WeekStatus
from meetings.filters import ALL, years


def unions(request: object) -> object:
    """All associations of the school: what they hold is open to everybody."""
    rows = Association.objects.visible_to(request.user).named()  # type: ignore[attr-defined]
    return rows.filter(is_council=False).in_order()


def of_year() -> filters.ModelChoiceFilter:
    return filters.ModelChoiceFilter(queryset=years, label=_("School year"), empty_label=ALL)


def of_union() -> filters.ModelChoiceFilter:
    return filters.ModelChoiceFilter(queryset=unions, label=_("Association"), empty_label=ALL)


class SubjectWeekFilter(Narrowing):
    year = of_year()
    association = of_union()
    status = filters.ChoiceFilter(
        choices=WeekStatus, label=pgettext_lazy("subject week", "State"), empty_label=ALL
    )

    class Meta:
        model = SubjectWeek
        fields = ["year", "association", "status"]


class EventFilter(Narrowing):
    year = of_year()
    association = of_union()
    kind = filters.ChoiceFilter(
        choices=Event.Kind, label=pgettext_lazy("event", "Kind"), empty_label=ALL
    )
    status = filters.ChoiceFilter(
        choices=EventStatus, label=pgettext_lazy("event", "State"), empty_label=ALL
    )

    class Meta:
        model = Event
        fields = ["year", "association", "kind", "status"]


class OlympiadFilter(Narrowing):
    year = of_year()
    association = of_union()
    kind = filters.ChoiceFilter(
        choices=Olympiad.Kind, label=pgettext_lazy("olympiad", "Kind"), empty_label=ALL
    )
    status = filters.ChoiceFilter(
        choices=OlympiadStatus, label=pgettext_lazy("olympiad", "State"), empty_label=ALL
    )

    class Meta:
        model = Olympiad
        fields = ["year", "association", "kind", "status"]


class ClubProposalFilter(Narrowing):
    year = of_year()
    association = of_union()
    kind = filters.ChoiceFilter(
        choices=ClubProposal.Kind,
        label=pgettext_lazy("club proposal", "Proposed as"),
        empty_label=ALL,
    )
    status = filters.ChoiceFilter(
        choices=ClubStatus, label=pgettext_lazy("club proposal", "State"), empty_label=ALL
    )

    class Meta:
        model = ClubProposal
        fields = ["year", "association", "kind", "status"]
