"""Pages on which absences are noted."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from associations import services
from associations.forms.absences import AbsenceForm
from associations.models import Absence, User
from associations.services.absences import WRITTEN
from core.views import ActionFormPage


class AbsenceAdd(ActionFormPage):
    model = User
    form_class = AbsenceForm
    permission = "associations.create_absence"
    action = services.create_absence
    label = _("Note an absence")
    hint = _(
        "Nobody is reminded of deadlines while away;"
        " what fell due meanwhile is told on the first day back."
    )


class AbsenceChange(ActionFormPage):
    model = Absence
    queryset = Absence.objects.select_related("person")
    form_class = AbsenceForm
    permission = "associations.change_absence"
    action = services.change_absence
    label = _("Change the absence")

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in WRITTEN}
