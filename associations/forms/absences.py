"""When somebody is away."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.forms.base import day_field
from associations.models import Absence
from core.forms import TidyForm

LONGEST = 366  # days


class AbsenceForm(TidyForm):
    since = day_field(pgettext_lazy("from a day on", "since"), initial=timezone.localdate)
    until = day_field(
        pgettext_lazy("to a day", "until"),
        initial=timezone.localdate,
        help_text=_("The last day of the absence."),
    )
    reason = forms.ChoiceField(
        label=capfirst(pgettext_lazy("absence", "reason")),
        choices=Absence.Reason.choices,
        initial=Absence.Reason.OTHER,
    )
    remark = forms.CharField(label=capfirst(_("remark")), max_length=160, required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", _("The end must not come before the beginning."))
        elif since and until and (until - since).days > LONGEST:
            raise ValidationError(_("An absence is noted for a year at most."))
        return said

    def layout(self) -> Layout:
        return Layout(Row("since", "until"), "reason", "remark")
