"""How lists of plans and of their rows are narrowed; only what one may see is offered."""

from typing import Any

import django_filters as filters
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from associations.models import AcademicYear, User
from core import dates
from core.filters import Narrowing
from core.forms import number_in
from meetings.figures.offered import Offered, offered_to
from meetings.filters import of_association, years
from plans.models import IndividualPlan, Plan, PlanRow, TopicPlan
from plans.models.plan import first_of_month, months_of
from plans.workflow import IndividualPlanStatus, PlanStatus, TopicPlanStatus

ALL = pgettext_lazy("filter", "all")


class Choosing(Narrowing):
    """A filter that offers years, associations and people, read in one question."""

    choosing: Offered

    @property
    def told(self) -> Any:
        """The same for all who are offered the same."""
        rows = self.choosing
        years, unions = map(str, rows.years), map(str, rows.associations)
        return tuple(years), tuple(unions), tuple(person.pk for person in rows.people)


class PlanRowFilter(Choosing):
    """Rows of the plans that hold: of this year, unless another is asked for.

    Rows of annual plans, as the figures count them, unless those of the months are wanted.
    """

    STATES = (
        ("open", pgettext_lazy("plan row", "to be done")),
        ("late", pgettext_lazy("plan row", "late")),
        ("waiting", pgettext_lazy("plan row", "reported, waits for the head")),
        ("planned", pgettext_lazy("plan row", "planned")),
        ("in_progress", pgettext_lazy("plan row", "in progress")),
        ("done", pgettext_lazy("plan row", "done")),
        ("partly", pgettext_lazy("plan row", "partly done")),
        ("not_done", pgettext_lazy("plan row", "not done")),
        ("moved", pgettext_lazy("plan row", "moved")),
        ("cancelled", pgettext_lazy("plan row", "cancelled")),
        ("asked", pgettext_lazy("plan row", "all but the cancelled ones")),
    )

    year = filters.ChoiceFilter(
        method="of_year", choices=[], label=_("School year"), empty_label=None
    )
    association = filters.ChoiceFilter(
        field_name="plan__association", choices=[], label=_("Association"), empty_label=ALL
    )
    state = filters.ChoiceFilter(
        method="in_state",
        choices=STATES,
        label=pgettext_lazy("plan row", "State"),
        empty_label=ALL,
    )
    month = filters.ChoiceFilter(
        method="of_month", choices=[], label=_("Due in the month"), empty_label=ALL
    )
    part = filters.ChoiceFilter(
        method="of_part",
        choices=PlanRow.Part,
        label=pgettext_lazy("plan", "Part"),
        empty_label=ALL,
    )
    person = filters.ChoiceFilter(
        method="of_person", choices=[], label=_("Responsible"), empty_label=ALL
    )
    period = filters.ChoiceFilter(
        field_name="plan__period",
        choices=Plan.Period,
        label=pgettext_lazy("plan row", "From plans"),
        empty_label=None,
    )
    # Where the figures of one plan lead to.
    plan = filters.CharFilter(method="of_plan", widget=forms.HiddenInput)

    class Meta:
        model = PlanRow
        fields = ["year", "association", "state", "month", "part", "person", "period", "plan"]

    def __init__(self, data: Any = None, *args: Any, request: Any, **kwargs: Any) -> None:
        asked = {} if data is None else data.dict()
        self.choosing = offered_to(request.user)
        now = self.choosing.near(timezone.localdate())
        usual = {"year": str(now.pk) if now else "", "period": Plan.Period.YEAR}
        super().__init__({**usual, **asked}, *args, request=request, **kwargs)

    @property
    def form(self) -> forms.Form:
        if not hasattr(self, "_form"):
            self.fill(super().form.fields)
        return self._form

    @property
    def chosen_year(self) -> AcademicYear | None:
        years = {str(year.pk): year for year in self.choosing.years}
        return years.get(self.data.get("year", ""))

    def fill(self, fields: dict[str, Any]) -> None:
        offered = self.choosing
        fields["year"].choices = [(row.pk, str(row)) for row in offered.years]
        fields["association"].choices = [(row.pk, str(row)) for row in offered.associations]
        fields["person"].choices = [(row.pk, row.list_name) for row in offered.people]
        fields["month"].choices = self.months()

    def months(self) -> list[tuple[str, str]]:
        """Those of the chosen school year, from its first to its last."""
        year, language = self.chosen_year, get_language() or settings.FIRST_LANGUAGE
        days = [first_of_month(year, month) for month in months_of(year)] if year else []
        return [(f"{day:%Y-%m}", dates.month_year(day, language)) for day in days]

    def of_year(self, rows: Any, name: str, key: str) -> Any:
        return rows.filter(plan__year=key)

    def in_state(self, rows: Any, name: str, state: str) -> Any:
        return rows.in_state(state, timezone.localdate())

    def of_month(self, rows: Any, name: str, month: str) -> Any:
        return rows.of_month(month)

    def of_person(self, rows: Any, name: str, key: str) -> Any:
        person = User.objects.visible_to(self.request.user).filter(pk=int(key)).first()
        return rows.of_person(person) if person else rows.none()

    def of_part(self, rows: Any, name: str, key: str) -> Any:
        return rows.filter(in_force__part=int(key))

    def of_plan(self, rows: Any, name: str, key: str) -> Any:
        return rows.filter(plan=number_in(key))


class PlanFilter(Narrowing):
    """All plans, the newest year first."""

    year = filters.ModelChoiceFilter(queryset=years, label=_("School year"), empty_label=ALL)
    association = of_association()
    status = filters.ChoiceFilter(
        choices=PlanStatus, label=pgettext_lazy("plan", "State"), empty_label=ALL
    )
    period = filters.ChoiceFilter(
        choices=Plan.Period, label=pgettext_lazy("plan", "Period"), empty_label=ALL
    )

    class Meta:
        model = Plan
        fields = ["year", "association", "status", "period"]


class HandedInFilter(Choosing):
    """What was handed in: of this year, unless another is asked for."""

    year = filters.ChoiceFilter(
        field_name="year", choices=[], label=_("School year"), empty_label=ALL
    )
    association = filters.ChoiceFilter(
        field_name="association", choices=[], label=_("Association"), empty_label=ALL
    )
    person = filters.ChoiceFilter(choices=[], label=_("Teacher"), empty_label=ALL)
    waiting = filters.ChoiceFilter(
        method="of_waiting",
        choices=[("me", pgettext_lazy("waits for", "my decision"))],
        label=pgettext_lazy("plan", "Waits for"),
        empty_label=ALL,
    )

    class Meta:
        fields = ["year", "association", "person", "waiting"]

    def __init__(self, data: Any = None, *args: Any, request: Any, **kwargs: Any) -> None:
        asked = {} if data is None else data.dict()
        self.choosing = offered_to(request.user)
        now = self.choosing.near(timezone.localdate())
        usual = {"year": str(now.pk) if now else ""}
        super().__init__({**usual, **asked}, *args, request=request, **kwargs)

    @property
    def form(self) -> forms.Form:
        if not hasattr(self, "_form"):
            fields, offered = super().form.fields, self.choosing
            fields["year"].choices = [(row.pk, str(row)) for row in offered.years]
            unions = [(row.pk, str(row)) for row in offered.associations]
            fields["association"].choices = unions
            fields["person"].choices = [(row.pk, row.list_name) for row in offered.people]
        return self._form

    def of_waiting(self, rows: Any, name: str, whom: str) -> Any:
        return rows.waiting_for(self.request.user)


class TopicPlanFilter(HandedInFilter):
    status = filters.ChoiceFilter(
        choices=TopicPlanStatus,
        label=pgettext_lazy("calendar-thematic plan", "State"),
        empty_label=ALL,
    )

    class Meta(HandedInFilter.Meta):
        model = TopicPlan
        fields = [*HandedInFilter.Meta.fields, "status"]


class IndividualPlanFilter(HandedInFilter):
    status = filters.ChoiceFilter(
        choices=IndividualPlanStatus,
        label=pgettext_lazy("individual plan", "State"),
        empty_label=ALL,
    )

    class Meta(HandedInFilter.Meta):
        model = IndividualPlan
        fields = [*HandedInFilter.Meta.fields, "status"]
