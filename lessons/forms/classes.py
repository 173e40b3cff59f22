"""A class as people type it: «7ң», «7 Ң», «7-н»: one field, read kindly."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lessons.models.classes import LETTER

CLASS = re.compile(
    r"\s*(?P<grade>\d{1,2})\s*[-–—./ ]*\s*[«\"']?(?P<letter>[^\W\d_]{0,3})[»\"']?\s*"
)
LAST = 12
# Latin letters that look like ours: who types «7-A» with the wrong keyboard means the other.
LOOKS = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")
UNREADABLE = _("Write the class like this: 7-Ң. Grades are 1 to 12.")


class ClassField(forms.CharField):
    """«7-Ң»: its value is the number and the letter; nothing is (None, "")."""

    def __init__(self, **options: Any) -> None:
        usual = {"label": _("class"), "max_length": 12, "required": False}
        super().__init__(**{**usual, **options})
        self.widget.attrs.setdefault("placeholder", "7-Ң")

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return read_class(typed) if typed else (None, "")


def read_class(typed: str) -> tuple[int, str]:
    """The number and the letter of «7ң», «7 Ң», «7-н»."""
    found = CLASS.fullmatch(typed)
    if found is None or not 1 <= int(found["grade"]) <= LAST:
        raise ValidationError(UNREADABLE)
    letter = found["letter"].upper().translate(LOOKS)
    if not LETTER.fullmatch(letter):
        raise ValidationError(UNREADABLE)
    return int(found["grade"]), letter


class OfClassForm:
    """Mixed into the form of what is held with a class: declares ``school_class`` itself.

    The form names ``language`` among its fields and has ``school_class = ClassField()``.
    """

    fields: dict[str, Any]
    instance: Any
    initial: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("school_class", self.instance.class_name)

    def clean_school_class(self) -> Any:
        """The number and letter go to the row; the field keeps its words."""
        grade, letter = self.cleaned_data["school_class"]
        self.instance.grade, self.instance.letter = grade, letter
        return self.instance.class_name
