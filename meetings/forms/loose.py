"""Forms that save what is right and give back what is not, with a word beside it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.cleaning import clean_source
from core.languages import clean_text
from meetings.forms.people import People


class LongText(forms.CharField):
    """Text of the minutes: cleaned, and not longer than fits."""

    def __init__(self, *, most: int = 100_000, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, **kwargs)
        self.most = most

    def to_python(self, value: Any) -> str:
        text = clean_source(super().to_python(value)).strip()
        if len(text) > self.most:
            raise ValidationError(
                _("This text has %(length)s characters, at most %(most)s fit. Attach a file."),
                params={"length": len(text), "most": self.most},
            )
        return text


class ShortText(forms.CharField):
    """A line."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=most, **kwargs)

    def to_python(self, value: Any) -> str:
        return " ".join(clean_text(super().to_python(value)).split())


class PeopleField(forms.MultipleChoiceField):
    """Some of the school's people, by their keys."""

    people: People

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> set[int]:
        known = {str(pk): pk for pk in self.people.rows}
        if any(key not in known for key in value or []):
            raise ValidationError(_("This belongs to another school."))
        return {known[key] for key in value or []}


class LooseForm(forms.Form):
    """A form that keeps apart what is right, what is wrong, and what was not spoken of.

    A box that is not ticked sends nothing: it counts if the form's ``witness`` was sent.
    A line that came empty counts if it is among those that may be ``emptied``.
    """

    witness = ""
    emptied: frozenset[str] = frozenset()

    def __init__(self, data: Any, *, people: People | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for field in self.fields.values():
            if isinstance(field, PeopleField):
                field.people = people

    def said(self) -> dict[str, Any]:
        self.is_valid()
        return {name: self.cleaned_data[name] for name in self.fields if self.has_said(name)}

    def has_said(self, name: str) -> bool:
        boxes = isinstance(self.fields[name], forms.BooleanField | PeopleField)
        sent = self.add_prefix(self.witness if boxes else name) in self.data
        known = sent and name in self.cleaned_data
        return known and (name in self.emptied or self.cleaned_data[name] != "")

    def faults(self) -> dict[str, list[str]]:
        return {self.add_prefix(name): [*errors] for name, errors in self.errors.items()}
