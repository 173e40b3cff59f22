"""What the forms of this floor have in common."""

from typing import Any

from django import forms
from django.utils.text import capfirst

from associations.models import User
from core.forms import UserModelForm


def day_input() -> forms.DateInput:
    """A browser's own calendar."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def day_field(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=capfirst(label), widget=day_input(), **options)


def basis_field(label: Any) -> forms.CharField:
    return forms.CharField(label=capfirst(label), max_length=160, required=False)


class PersonField(forms.ModelChoiceField):
    """People as lists name them."""

    def label_from_instance(self, obj: User) -> str:
        return obj.full_name


class PeopleField(forms.ModelMultipleChoiceField):
    """Several people at once, each with a box to tick."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: User) -> str:
        return obj.full_name


class SchoolForm(UserModelForm):
    """A form of a school-owned noun: it is of the writer's school, and checked against it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.school_id is None:
            self.instance.school_id = self.user.school_id

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"school"}
