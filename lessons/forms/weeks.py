"""What people write of a subject week: its heading, its events, how they went, the report."""

from datetime import date
from typing import Any

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.forms.base import PeopleField
from associations.models import Subject, User
from core import attachments
from core.forms import TidyForm, UserModelForm
from core.models import Attachment
from lessons.figures.days import day_fault, year_of
from lessons.forms.headed import (
    NO_SUCH_DAY,
    HeadForm,
    box,
    day_input,
    day_words,
    hour_input,
    members_of,
)
from lessons.forms.photos import PhotosField, photos_input
from lessons.models import SubjectWeek, WeekRow
from lessons.models.weeks import MOST_PUPILS
from plans.models import PlanRow

LONGEST = 2_000


def words(label: Any, *, rows: int = 3, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, widget=box(rows), **options)


class WeekForm(HeadForm):
    """What it is called, from when to when, to what end."""

    of_day = "first"
    row_kind = PlanRow.Kind.WEEK

    class Meta:
        model = SubjectWeek
        fields = [
            "association", "kind", "subject", "title", "first", "last", "goal", "plan_row",
        ]  # fmt: skip
        widgets = {"first": day_input(), "last": day_input(), "goal": box()}
        error_messages = {
            "first": {"invalid": NO_SUCH_DAY},
            "last": {"invalid": NO_SUCH_DAY},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Subject.objects.visible_to(self.user).order_by("sort_key", "pk")
        self.fields["subject"].queryset = rows
        self.fields["subject"].empty_label = pgettext_lazy("subject week", "several subjects")

    def layout(self) -> Layout:
        return Layout(
            *self.there("association"),
            Row(Column("kind"), Column("subject")),
            "title",
            Row(Column("first"), Column("last")),
            "goal",
            *self.there("plan_row"),
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        first, last = said.get("first"), said.get("last")
        if first and last and year_of(last, self.user) != year_of(first, self.user):
            self.add_error("last", _("A week lies in one school year."))
        return said


class WeekRowForm(UserModelForm):
    """One event; its day is one of the days of the week."""

    day = forms.TypedChoiceField(
        label=pgettext_lazy("event of a week", "Day"),
        choices=[],
        coerce=date.fromisoformat,
        error_messages={"invalid_choice": _("Choose one of the days of the week.")},
    )
    responsible = PeopleField(
        queryset=User.objects.none(), label=capfirst(_("responsible")), required=False
    )

    class Meta:
        model = WeekRow
        fields = [
            "kind", "day", "begins", "text", "classes", "place", "responsible", "outside",
        ]  # fmt: skip
        widgets = {"begins": hour_input()}

    def __init__(self, *args: Any, week: SubjectWeek | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if week:
            self.instance.week = week
        week = self.instance.week
        days = {*week.days, *([self.instance.day] if self.instance.day else [])}
        self.fields["day"].choices = [(day.isoformat(), day_words(day)) for day in sorted(days)]
        people = members_of(week.association)
        named = self.instance.responsible.values("pk") if self.instance.pk else []
        self.fields["responsible"].queryset = (
            User.objects.filter(pk__in=people.values("pk")) | User.objects.filter(pk__in=named)
        ).in_order()

    def layout(self) -> Layout:
        return Layout(
            Row(Column("kind"), Column("day"), Column("begins")),
            "text",
            Row(Column("classes"), Column("place")),
            "responsible",
            "outside",
        )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if fault := day_fault(day, year_of(day, self.user)):
            raise ValidationError(fault)
        return day


class ApproveForm(TidyForm):
    """The digest of the text that was read, and a word if the reader likes."""

    # Without it nothing was read: the service says so in a sentence.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    text = words(_("A word to the head, if you like"), required=False)


class ReturnForm(TidyForm):
    text = words(_("What should change?"), rows=4)


class ReopenForm(TidyForm):
    text = words(_("Why is the report opened again?"))


class HoldForm(TidyForm):
    """How an event went; only what is known is filled in."""

    groups = forms.IntegerField(
        label=_("How many classes took part"), min_value=0, max_value=200, required=False
    )
    pupils = forms.IntegerField(
        label=_("How many pupils took part"), min_value=0, max_value=MOST_PUPILS, required=False
    )
    winners = words(
        _("Winners"), required=False, help_text=_("Name and class are enough: Асанов Б., 7-Ң")
    )
    remark = words(_("How it went"), required=False)

    def layout(self) -> Layout:
        return Layout(Row(Column("groups"), Column("pupils")), "winners", "remark")


class MissForm(TidyForm):
    remark = words(_("Why was it not held?"))


class ReportForm(UserModelForm):
    """The words of the report; the numbers come from the events."""

    class Meta:
        model = SubjectWeek
        fields = ["winners", "best", "failed", "proposals"]
        widgets = {name: box(4) for name in ("winners", "best", "failed", "proposals")}

    def layout(self) -> Layout:
        return Layout("winners", "best", "failed", "proposals")


class AttachForm(TidyForm):
    photos = PhotosField(label=_("Photos"), widget=photos_input())


class DetachForm(TidyForm):
    """Which photos go again."""

    gone = forms.ModelMultipleChoiceField(
        queryset=Attachment.objects.none(),
        label=_("Photos to take away"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one photo.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gone"].queryset = attachments.of(self.subject, "week_photo")
