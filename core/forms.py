"""Forms that know who writes, what was read, and that they were sent."""

from collections.abc import Callable, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.translation import gettext_lazy as _

from core import uploads
from core.languages import clean_text
from core.models import FormToken


def number_in(text: str) -> int:
    """Read a number that a page of ours could have sent; anything else is none."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0  # noqa: PLR2004 -- as keys are


class TidyMixin:
    """Text comes in clean: no NUL, no stray marks of word processors."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelMultipleChoiceField):
                field._check_values = _no_giants(field)

    def _clean_fields(self) -> None:
        super()._clean_fields()
        for name, value in self.cleaned_data.items():
            if isinstance(value, str):
                self.cleaned_data[name] = clean_text(value)


def _no_giants(field: Any) -> Callable[[Any], Any]:
    """Take a number that no database can hold for a choice that is not there."""
    check = field._check_values

    def checked(value: Any) -> Any:
        try:
            return check(value)
        except OverflowError:
            words, said = (
                field.error_messages["invalid_choice"],
                {"value": max(value, key=len)[:40]},
            )
            raise ValidationError(words, params=said) from None

    return checked


class TidyForm(TidyMixin, forms.Form):
    """A form of no model; ``user`` is who fills it in, ``subject`` what it is about."""

    def __init__(
        self, *args: Any, user: Any = None, subject: Any = None, **kwargs: Any
    ) -> None:
        self.user = user
        self.subject = subject
        super().__init__(*args, **kwargs)

    @property
    def helper(self) -> FormHelper:
        return helper_for(self)


class Suggested(forms.TextInput):
    """A line that offers words which are often written there; any others may be typed."""

    template_name = "suggested"  # core.form_renderer writes it

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self.words = words

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["attrs"]["list"] = f"{widget['attrs'].get('id', name)}_known"
        widget["words"] = self.words
        return context


class UserModelForm(TidyMixin, forms.ModelForm):
    """A form that knows who writes.

    ``form_token`` makes a second sending harmless; ``version`` says which state of the
    row the writer had before their eyes.
    """

    form_token = forms.CharField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        self.fields["form_token"].initial = FormToken.fresh()
        self.fields["version"].initial = getattr(self.instance, "version", None)

    @property
    def helper(self) -> FormHelper:
        return helper_for(self)

    def layout(self) -> Layout | None:
        return None

    @property
    def token(self) -> str:
        return self.data.get(self.add_prefix("form_token"), "")

    def is_stale(self, current: models.Model) -> bool:
        """Whether the row was changed since the writer read it."""
        version = getattr(current, "version", None)
        return version is not None and str(version) != self.data.get(self.add_prefix("version"))

    def differences(self, current: models.Model) -> list[tuple[Any, Any, Any]]:
        """For each field that differs: its label, what stands there now, what was typed."""
        theirs = type(self)(user=self.user, instance=current)
        return [
            (field.label, theirs.spoken(name), self.spoken(name))
            for name, field in self.fields.items()
            if name not in {"form_token", "version"}
            and str(theirs.spoken(name)) != str(self.spoken(name))
        ]

    def spoken(self, name: str) -> Any:
        """The field's value in words: the label of a choice, not its key."""
        value = self[name].value()
        choices = getattr(self.fields[name], "choices", None)
        if choices is None:
            return "" if value is None else value
        wanted = {str(v) for v in (value if isinstance(value, list) else [value])}
        return ", ".join(str(label) for key, label in _flat(choices) if str(key) in wanted)


def _flat(choices: Any) -> Any:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


def helper_for(form: Any) -> FormHelper:
    """Crispy's helper: the page writes the form tag and the button."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    layout = form.layout() if hasattr(form, "layout") else None
    if layout is not None:
        helper.layout = layout
        helper.render_hidden_fields = True
    return helper


class UploadField(forms.FileField):
    """A file that has passed the gate: its value is ``uploads.Accepted``."""

    default_error_messages = {"required": _("Choose a file.")}

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        return uploads.accept(file) if isinstance(file, UploadedFile) else file
