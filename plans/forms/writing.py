"""What people write when they make a plan: where it begins from, its heading, its rows."""

from typing import Any

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from associations.models import AcademicYear, Association, User
from core import dates
from core.forms import UserModelForm, number_in
from core.languages import clean_text
from plans import services
from plans.figures.layout import told
from plans.figures.pasting import LONGEST, Pasted, is_several, joined, pasted_rows
from plans.figures.template import is_heading
from plans.models import Plan, PlanRow
from plans.models.plan import months_of

QUARTERS = [(number, word) for number, word in enumerate(["I", "II", "III", "IV"], start=1)]
MOST_PASTED = 200_000
MORE = ("questions", "evidence", "note", "upbringing")
NO_SUCH_DAY = _("There is no such day in the calendar. Write it like this: 12.10.2026.")


class PlanCreateForm(UserModelForm):
    """Whose plan, of which year, and what it begins from."""

    source = forms.ChoiceField(
        label=pgettext_lazy("plan", "Begin from"),
        choices=[
            ("template", _("the regulation's template: four parts with all their rows")),
            ("last_year", _("last year's plan, its rows moved into the new year")),
            ("empty", _("an empty plan")),
        ],
        initial="template",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Plan
        fields = ["association", "year"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headed = self.user.headed_ids - self.user.council_ids
        unions = Association.objects.visible_to(self.user).active().filter(pk__in=headed)
        years = AcademicYear.objects.visible_to(self.user).order_by("start")
        coming = list(years.filter(end__gte=timezone.localdate()))
        self.fields["association"].queryset = unions.in_order()
        self.fields["year"].queryset = years.filter(pk__in=[year.pk for year in coming])
        self.fields["year"].empty_label = None
        if len(headed) == 1:
            self.fields["association"].empty_label = None
            self.initial.setdefault("association", next(iter(headed)))
        self._expect_year(coming, headed)

    def _expect_year(self, years: list[AcademicYear], headed: set[int]) -> None:
        """The first year in which a plan is missing."""
        made = Plan.objects.annual().filter(association__in=headed)
        counts = list(made.values_list("year", flat=True))
        bare = [year for year in years if counts.count(year.pk) < len(headed)]
        if bare or years:
            self.fields["year"].initial = (bare or years)[0].pk

    def layout(self) -> Layout:
        return Layout(Row(Column("association"), Column("year")), "source")

    def _post_clean(self) -> None:
        """The service says whether there is a plan already."""

    def save(self, commit: bool = True) -> Plan:  # noqa: FBT001, FBT002 -- Django's own
        said = self.cleaned_data
        return services.make_plan(
            said["association"], year=said["year"], by=self.user, source=said["source"]
        )


class PlanHeaderForm(UserModelForm):
    """Theme, goal, priorities and tasks (clause 6.6)."""

    class Meta:
        model = Plan
        fields = ["theme", "theme_source", "goal", "priorities", "tasks"]
        widgets = {
            "theme": forms.Textarea(attrs={"rows": 2}),
            "goal": forms.Textarea(attrs={"rows": 3}),
            "priorities": forms.Textarea(attrs={"rows": 4}),
            "tasks": forms.Textarea(attrs={"rows": 5}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.is_annual:
            for name in ("goal", "priorities", "tasks"):
                del self.fields[name]

    def save(self, commit: bool = True) -> Plan:  # noqa: FBT001, FBT002 -- Django's own
        return services.save_header(self.instance, by=self.user)


class PlanRowForm(UserModelForm):
    """One row: what, when, by whom. Of several lines pasted at once it offers as many rows."""

    # Longer than a row: whole tables are pasted here.
    text = forms.CharField(
        label=pgettext_lazy("plan row", "What is to be done"),
        max_length=MOST_PASTED,
        widget=forms.Textarea(attrs={"rows": 2, "autofocus": True}),
        error_messages={"required": _("Write what is to be done.")},
    )
    months = forms.TypedMultipleChoiceField(
        required=False,
        coerce=int,
        label=pgettext_lazy("plan row", "Months"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("This month lies outside the school year.")},
    )
    quarter = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", ""), *QUARTERS],
        label=pgettext_lazy("plan row", "Quarter"),
    )

    class Meta:
        model = PlanRow
        fields = [
            *("text", "part", "kind", "when", "months", "day", "quarter", "responsible"),
            *("all_members", "outside", "questions", "evidence", "note", "upbringing"),
        ]
        widgets = {
            "questions": forms.Textarea(attrs={"rows": 3}),
            "day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "responsible": forms.CheckboxSelectMultiple,
        }
        error_messages = {
            "day": {"invalid": NO_SUCH_DAY},
        }

    def __init__(
        self,
        *args: Any,
        plan: Plan | None = None,
        members: list[User] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if plan:
            self.instance.plan = plan
        self.pasted: list[Pasted] = []
        year = self.instance.plan.year
        language = get_language() or "ky"
        self.fields["months"].choices = [
            (month, dates.month_name(month, language)) for month in months_of(year)
        ]
        if self.is_heading:
            for name in set(self.fields) - {"text", "part", "form_token", "version"}:
                del self.fields[name]
        else:
            self._offer_people(self._members() if members is None else members)

    @property
    def is_heading(self) -> bool:
        """Whether it only stands above its sub-rows: nobody does it at any time."""
        return is_heading(self.instance.code)

    def _offer_people(self, members: list[User]) -> None:
        """The members; and who is named in the row or was chosen, to be told if gone."""
        self.members = {person.pk for person in members}
        named = {number_in(key) for key in self._sent("responsible")}
        if self.instance.pk:
            named |= {person.pk for person in self.instance.responsible.all()}
        known = Q(pk__in=self.members | named, school=self.instance.plan.school_id)
        field, everybody = self.fields["responsible"], User.objects.filter(known).in_order()
        field.queryset = everybody
        people = everybody if named - self.members else members
        field.choices = [(person.pk, self._named(person)) for person in people]

    def _members(self) -> list[User]:
        return list(self.instance.plan.association.members())

    def _sent(self, name: str) -> list[str]:
        return self.data.getlist(self.add_prefix(name)) if self.is_bound else []

    def _named(self, person: User) -> str:
        if person.pk in self.members:
            return told(person)
        return _("%(name)s (no longer a member)") % {"name": person.list_name}

    @property
    def more_said(self) -> bool:
        """Whether anything stands, or is wrong, in what the page folds away."""
        return any(self[name].value() or self[name].errors for name in MORE)

    def clean_text(self) -> str:
        """A row is one paragraph; several lines are asked about, and kept until then."""
        text: str = self.cleaned_data["text"]
        if self.instance.pk is None and is_several(text):
            self._ask_about(text)
        if not self.splits and len(joined(text)) > LONGEST:
            words = _("A row has at most %(most)s letters.")
            raise ValidationError(words % {"most": LONGEST})
        return joined(text)

    def _ask_about(self, text: str) -> None:
        names = dict(self.fields["responsible"].choices)
        months = months_of(self.instance.plan.year)
        self.pasted = pasted_rows(clean_text(self._raw(text)), months, names)
        if self.data.get("split") not in {"rows", "one"}:
            words = ngettext(
                "These lines look like %(number)s row. Choose below what to make of them.",
                "These lines look like %(number)s rows. Choose below what to make of them.",
                len(self.pasted),
            )
            raise ValidationError(words % {"number": len(self.pasted)})

    def _raw(self, text: str) -> str:
        """With its tabs, which tell the cells of a table."""
        return str(self.data.get(self.add_prefix("text"), text))

    @property
    def splits(self) -> bool:
        """Whether many rows are wanted of what was pasted."""
        return bool(self.pasted) and self.data.get("split") == "rows"

    def clean_responsible(self) -> Any:
        people = self.cleaned_data["responsible"]
        gone = [person.list_name for person in people if person.pk not in self.members]
        if gone:
            words = _("No longer a member: %(names)s. Choose somebody else.")
            raise ValidationError(words % {"names": ", ".join(gone)})
        return people

    def clean_months(self) -> list[int]:
        """In the order of the school year."""
        chosen = set(self.cleaned_data["months"])
        return [month for month in months_of(self.instance.plan.year) if month in chosen]

    def clean(self) -> dict[str, Any]:
        """What does not belong to the chosen kind of time is not kept."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        when = said.get("when")
        if self.splits:
            said["when"], when = PlanRow.When.YEAR, PlanRow.When.YEAR
        if when and when != PlanRow.When.MONTHS:
            said["months"] = []
        for name in (PlanRow.When.DAY, PlanRow.When.QUARTER):
            if when and when != name:
                said[str(name)] = None
        return said

    def save(self, commit: bool = True) -> PlanRow:  # noqa: FBT001, FBT002 -- Django's own
        people = self.cleaned_data.get("responsible", ())
        if self.splits:
            return services.add_rows(self.instance, self.pasted, by=self.user)[0]
        if self.instance.pk:
            return services.save_row(self.instance, by=self.user, people=people)
        return services.add_row(self.instance, by=self.user, people=people)
