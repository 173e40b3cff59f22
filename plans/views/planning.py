"""What the school sets for all plans of a year: theme, priorities, deadlines."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from associations.models import AcademicYear
from core.views import UpdatePage
from plans import services
from plans.forms.planning import PlanningYearForm
from plans.models import PlanningYear


class PlanningYearUpdate(UpdatePage):
    """One year's word of the school; until it was saved once, what is usual stands there."""

    model = PlanningYear
    form_class = PlanningYearForm
    permission = "plans.change_planningyear"

    def fetch(self, pk: int) -> PlanningYear:
        """``pk`` is the year's."""
        years = AcademicYear.objects.visible_to(self.request.user)
        return services.planning_of(get_object_or_404(years, pk=pk))

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        if self.object.pk is None:
            self.object = services.begin_planning(self.object.year)
            form.instance.pk = self.object.pk
            form.instance._state.adding = False
        return super().form_valid(form)
