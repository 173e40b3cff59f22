"""A class of pupils, as timetables write it: «7-Ң», taught in Kyrgyz."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LETTER = re.compile(r"[А-ЯЁҢӨҮA-Z]{1,3}|")


def check_letter(letter: str) -> None:
    """Up to three letters of any of our alphabets; a class may have none."""
    if not LETTER.fullmatch(letter):
        raise ValidationError(_("Write the letter of the class, for example Ң."))


class LetterField(models.CharField):
    """The letter of a class: written small, it is meant large."""

    def clean(self, value: object, model_instance: models.Model | None) -> str:
        return str(super().clean(str(value or "").strip().upper(), model_instance))


class Language(models.TextChoices):
    """In which language the class is taught."""

    KY = "ky", _("Kyrgyz")
    RU = "ru", _("Russian")
    UZ = "uz", _("Uzbek")
    TG = "tg", _("Tajik")


class OfClass(models.Model):
    """What is held with one class of pupils; without a number it is held with several."""

    grade = models.PositiveSmallIntegerField(
        _("class"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    letter = LetterField(
        pgettext_lazy("class", "letter"), max_length=3, blank=True, validators=[check_letter]
    )
    language = models.CharField(
        _("language of teaching"), max_length=2, choices=Language, default=Language.KY
    )

    class Meta:
        abstract = True

    @property
    def class_name(self) -> str:
        """«7-Ң»; nothing where it is held with several classes."""
        if self.grade is None:
            return ""
        return f"{self.grade}-{self.letter}" if self.letter else str(self.grade)
