"""How the list of visits is narrowed; the journal prints exactly what is left."""

from typing import Any

import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import number_in
from lessons.models import Visit, VisitKind
from lessons.workflow import VisitStatus
from plans.filters import ALL, HandedInFilter


class VisitFilter(HandedInFilter):
    """Visits of this year, unless another is asked for."""

    person = filters.ChoiceFilter(
        field_name="teacher", choices=[], label=_("Teacher"), empty_label=ALL
    )
    visitor = filters.ChoiceFilter(
        method="of_visitor", choices=[], label=_("Visitor"), empty_label=ALL
    )
    kind = filters.ChoiceFilter(
        choices=VisitKind, label=pgettext_lazy("visit", "Kind"), empty_label=ALL
    )
    status = filters.ChoiceFilter(
        choices=VisitStatus, label=pgettext_lazy("visit", "State"), empty_label=ALL
    )

    class Meta(HandedInFilter.Meta):
        model = Visit
        fields = [*HandedInFilter.Meta.fields, "visitor", "kind", "status"]

    @property
    def form(self) -> Any:
        if not hasattr(self, "_form"):
            people = [(row.pk, row.list_name) for row in self.choosing.people]
            fields: dict[str, Any] = super().form.fields
            fields["visitor"].choices = people
        return self._form

    def of_visitor(self, rows: Any, name: str, key: str) -> Any:
        through = Visit.visitors.through.objects.filter(user=number_in(key))
        return rows.filter(pk__in=through.values("visit"))
