"""What is written of a teacher for the data bank."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.forms.base import day_field
from associations.models import Category, Education, TeacherProfile
from core.forms import Suggested, TidyForm

FIRST_YEAR = 1940
PLACES = [
    (
        "Республикалык педагогикалык кызматкерлердин квалификациясын жогорулатуу"
        " жана кайра даярдоо институту"
    ),
]
AWARDS = [
    "«Билим берүүнүн мыктысы»",
    "Ардак грамота",
    "«Жыл мугалими»",
    "«Мыкты класс жетекчи»",
]


def text(label: Any, most: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=capfirst(label), max_length=most, **options)


def year_field(label: Any, **options: Any) -> forms.IntegerField:
    """A year that has begun; ``ProfileForm`` looks."""
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=capfirst(label), min_value=FIRST_YEAR, widget=widget, **options
    )


class ProfileForm(TidyForm):
    """Years and days that are still to come are no facts yet."""

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        year = said.get("year")
        if year and year > timezone.localdate().year:
            self.add_error("year", _("This year is still to come."))
        return said


class TeacherProfileForm(ProfileForm):
    sex = forms.ChoiceField(
        label=capfirst(_("sex")),
        required=False,
        choices=[("", "–"), *TeacherProfile.Sex.choices],
    )
    birth_date = day_field(_("date of birth"), required=False)
    personal_number = forms.RegexField(
        r"^\d{14}$",
        label=capfirst(_("personal number")),
        required=False,
        max_length=14,
        help_text=_("14 digits, as in the passport. By it imports know who is who."),
        error_messages={"invalid": _("The personal number has 14 digits.")},
    )
    address = text(_("home address"), 200, required=False)

    def clean_birth_date(self) -> Any:
        born = self.cleaned_data["birth_date"]
        if born and not FIRST_YEAR - 10 <= born.year <= timezone.localdate().year - 14:
            raise forms.ValidationError(_("Nobody who teaches was born then."))
        return born

    def layout(self) -> Layout:
        return Layout(Row("sex", "birth_date", "personal_number"), "address")


class EducationForm(ProfileForm):
    level = forms.ChoiceField(label=capfirst(_("education")), choices=Education.Level.choices)
    institution = text(_("institution"), 200, required=False)
    speciality = text(_("speciality by diploma"), 160, required=False)
    year = year_field(_("year of graduation"), required=False)

    def layout(self) -> Layout:
        return Layout(Row("level", "year"), "institution", "speciality")


class WorkPeriodForm(ProfileForm):
    place = text(_("place of work"), 200)
    job = text(pgettext_lazy("work", "post"), 160, required=False)
    since = day_field(pgettext_lazy("from a day on", "since"))
    until = day_field(
        pgettext_lazy("to a day", "until"),
        required=False,
        help_text=_("Empty: to this day."),
    )
    teaches = forms.BooleanField(
        label=capfirst(_("counts as teaching experience")), required=False, initial=True
    )
    here = forms.BooleanField(label=capfirst(_("in this school")), required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        since, until = said.get("since"), said.get("until")
        if since and since > timezone.localdate():
            self.add_error("since", _("This day is still to come."))
        elif since and since.year < FIRST_YEAR:
            self.add_error("since", _("This was too long ago."))
        if since and until and until < since:
            self.add_error("until", _("The end must not come before the beginning."))
        return said

    def layout(self) -> Layout:
        return Layout("place", "job", Row("since", "until"), "teaches", "here")


class CategoryForm(ProfileForm):
    kind = forms.ChoiceField(
        label=capfirst(_("qualification category")), choices=Category.Kind.choices
    )
    year = year_field(_("year of attestation"), required=False)
    note = text(
        pgettext_lazy("category", "note"),
        160,
        required=False,
        help_text=_("For instance: by the old system."),
    )

    def layout(self) -> Layout:
        return Layout(Row("kind", "year"), "note")


class CourseForm(ProfileForm):
    topic = text(pgettext_lazy("course", "topic"), 200)
    place = text(pgettext_lazy("course", "where"), 200, widget=Suggested(PLACES))
    year = year_field(pgettext_lazy("course", "year"))
    hours = forms.IntegerField(
        label=capfirst(_("hours")), required=False, min_value=1, max_value=2000
    )

    def layout(self) -> Layout:
        return Layout("topic", "place", Row("year", "hours"))


class AwardForm(ProfileForm):
    title = text(pgettext_lazy("award", "award"), 200, widget=Suggested(AWARDS))
    year = year_field(pgettext_lazy("award", "year"))
    number = text(pgettext_lazy("award", "number"), 40, required=False)

    def layout(self) -> Layout:
        return Layout("title", Row("year", "number"))
