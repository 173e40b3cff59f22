"""What forms of heads share: for which of their associations, in which year, by which row."""

from datetime import date
from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from associations.models import Association, User
from core import dates
from core.forms import UserModelForm
from lessons import services
from lessons.figures.days import day_fault, year_of
from plans.models import PlanRow
from plans.workflow import ROW_OPEN

NO_SUCH_DAY = _("There is no such day in the calendar. Write it like this: 12.10.2026.")
LABEL = 90


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def hour_input() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


def box(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class HeadForm(UserModelForm):
    """``of_day`` names the field whose day says in which school year it is."""

    of_day = "day"
    row_kind = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.instance.author = self.user
        self._offer_associations()
        self._offer_rows()

    def _offer_associations(self) -> None:
        """What was planned once stays with its association."""
        if self.instance.pk:
            del self.fields["association"]
            return
        headed = self.user.headed_ids - self.user.council_ids
        field = self.fields["association"]
        rows = Association.objects.visible_to(self.user).active().filter(pk__in=headed)
        field.queryset = rows.in_order()
        if len(field.queryset) == 1:
            field.initial, field.empty_label = field.queryset[0], None

    def _offer_rows(self) -> None:
        """Rows of plans that hold and are open, of this kind of work; and the chosen one."""
        if "plan_row" not in self.fields:
            return
        unions = [self.instance.association_id] if self.instance.pk else self.user.headed_ids
        rows = PlanRow.objects.in_life().filter(
            plan__association__in=sorted(unions), kind=self.row_kind, status__in=ROW_OPEN
        )
        mine = PlanRow.objects.filter(pk=self.instance.plan_row_id)
        field = self.fields["plan_row"]
        field.queryset = PlanRow.objects.filter(
            pk__in=[*rows.values_list("pk", flat=True), *mine.values_list("pk", flat=True)]
        ).select_related("plan")
        field.label_from_instance = lambda row: row.text[:LABEL]
        if not field.queryset:
            del self.fields["plan_row"]

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 -- Django's own
        """What was written is found by its words, and the row it hangs on knows."""
        thing = super().save(commit)
        services.remember(thing)
        if "plan_row" in self.changed_data:
            before = PlanRow.objects.filter(pk=self.initial.get("plan_row")).first()
            services.rehang(thing, before, by=self.user)
        return thing

    def there(self, *names: str) -> list[str]:
        """Those of these fields that are asked this time."""
        return [name for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        day = said.get(self.of_day) if self.of_day else None
        if day:
            self._place_in_year(day)
        self._check_row(said)
        return said

    def _place_in_year(self, day: date) -> None:
        year = year_of(day, self.user)
        if fault := day_fault(day, year):
            self.add_error(self.of_day, fault)
        elif year is not None:
            self.instance.year = year

    def _check_row(self, said: dict[str, Any]) -> None:
        row = said.get("plan_row")
        union = said.get("association") or (
            self.instance.association if self.instance.association_id else None
        )
        if row and union and row.plan.association_id != union.pk:
            self.add_error("plan_row", _("This row is of another association's plan."))


def members_of(association: Association) -> Any:
    """Who can be named as responsible: the members of today."""
    return User.objects.members_of(association, timezone.localdate()).in_order()


def day_words(day: date) -> str:
    """«23-ноябрь, дүйшөмбү»."""
    language = get_language() or "ky"
    return f"{dates.day_month(day, language)}, {dates.weekday(day, language)}"
