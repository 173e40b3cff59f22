"""The school, its years, its subjects."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models.base import SchoolOwned, Versioned
from associations.querysets import AcademicYearQuerySet, OwnedQuerySet, SchoolQuerySet
from core.languages import by_language, sort_key


def _margin(label: Any, default: int) -> Any:
    limits = [MinValueValidator(5), MaxValueValidator(50)]
    return models.PositiveSmallIntegerField(label, default=default, validators=limits)


class School(Versioned):
    """A school, and how its papers look. Words that schools spell differently live here."""

    class Language(models.TextChoices):
        KY = "ky", _("Kyrgyz")
        RU = "ru", _("Russian")

    name_ky = models.CharField(_("full name in Kyrgyz"), max_length=200)
    name_ru = models.CharField(_("full name in Russian"), max_length=200, blank=True)
    name = by_language("name")
    short_name_ky = models.CharField(_("short name in Kyrgyz"), max_length=80, blank=True)
    short_name_ru = models.CharField(_("short name in Russian"), max_length=80, blank=True)
    short_name = by_language("short_name")
    genitive_ky = models.CharField(
        _("name in the genitive, Kyrgyz"), max_length=220, blank=True, help_text="… мектебинин"
    )
    genitive_ru = models.CharField(
        _("name in the genitive, Russian"), max_length=220, blank=True, help_text="… школы № 12"
    )
    genitive = by_language("genitive")
    place_ky = models.CharField(
        _("place, as papers write it, in Kyrgyz"), max_length=80, help_text="Бишкек ш."
    )
    place_ru = models.CharField(
        _("place, as papers write it, in Russian"),
        max_length=80,
        blank=True,
        help_text="г. Бишкек",
    )
    place = by_language("place")
    superior_ky = models.CharField(
        _("superior body above the name, Kyrgyz"), max_length=200, blank=True
    )
    superior_ru = models.CharField(
        _("superior body above the name, Russian"), max_length=200, blank=True
    )
    superior = by_language("superior")
    paper_language = models.CharField(
        _("language of papers"), max_length=2, choices=Language, default=Language.KY
    )

    approved_ky = models.CharField(
        _("approval stamp, Kyrgyz"), max_length=30, default="БЕКИТЕМ"
    )
    approved_ru = models.CharField(
        _("approval stamp, Russian"), max_length=30, default="УТВЕРЖДАЮ"
    )
    agreed_ky = models.CharField(
        _("agreement stamp, Kyrgyz"), max_length=30, default="МАКУЛДАШЫЛДЫ"
    )
    agreed_ru = models.CharField(
        _("agreement stamp, Russian"), max_length=30, default="СОГЛАСОВАНО"
    )
    heard_ky = models.CharField(
        _("“heard” in protocols, Kyrgyz"), max_length=40, default="УГУЛДУ"
    )
    heard_ru = models.CharField(
        _("“heard” in protocols, Russian"), max_length=40, default="СЛУШАЛИ"
    )
    spoke_ky = models.CharField(
        _("“spoke” in protocols, Kyrgyz"), max_length=40, default="ЧЫГЫП СҮЙЛӨШТҮ"
    )
    spoke_ru = models.CharField(
        _("“spoke” in protocols, Russian"), max_length=40, default="ВЫСТУПИЛИ"
    )
    decided_ky = models.CharField(
        _("“decided” in protocols, Kyrgyz"), max_length=40, default="ТОКТОМ КЫЛЫНДЫ"
    )
    decided_ru = models.CharField(
        _("“decided” in protocols, Russian"), max_length=40, default="РЕШИЛИ"
    )
    head_title_ky = models.CharField(
        _("title of the head on papers, Kyrgyz"), max_length=40, default="жетекчи"
    )
    head_title_ru = models.CharField(
        _("title of the head on papers, Russian"), max_length=40, default="руководитель"
    )

    margin_left = _margin(_("left margin, mm"), 30)
    margin_right = _margin(_("right margin, mm"), 15)
    margin_top = _margin(_("top margin, mm"), 20)
    margin_bottom = _margin(_("bottom margin, mm"), 20)
    font_size = models.PositiveSmallIntegerField(
        _("size of letters, pt"),
        default=14,
        validators=[MinValueValidator(11), MaxValueValidator(16)],
    )

    circulation_days = models.PositiveSmallIntegerField(
        _("days in which minutes are read before signing"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )
    novice_years = models.PositiveSmallIntegerField(
        _("years in which a teacher counts as young"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
    )
    # The gathering of the heads (plan template, I.11): itself an association.
    council = models.ForeignKey(
        "associations.Association",
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")

    def __str__(self) -> str:
        return str(self.short_name or self.name)

    def get_absolute_url(self) -> str:
        return reverse("associations:school_settings")

    @property
    def scope(self) -> int:
        return self.pk

    def words(self, name: str, language: str) -> str:
        """The school's own word, in the paper's language; in Kyrgyz where Russian is empty."""
        return str(getattr(self, f"{name}_{language}", "") or getattr(self, f"{name}_ky"))


class AcademicYear(SchoolOwned):
    """A school year with its quarters and holidays. Which one is current, the date says."""

    start = models.DateField(pgettext_lazy("year", "begins"))
    end = models.DateField(pgettext_lazy("year", "ends"))

    objects = AcademicYearQuerySet.as_manager()

    class Meta:
        verbose_name = _("school year")
        verbose_name_plural = _("school years")
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="academicyear_ends_after_it_begins",
                violation_error_message=_("The end must come after the beginning."),
            ),
            models.UniqueConstraint(
                fields=["school", "start"], name="academicyear_one_per_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start.year}–{self.start.year + 1}"

    def get_absolute_url(self) -> str:
        return reverse("associations:academicyear_list")

    def clean(self) -> None:
        if not (self.start and self.end and self.school_id):
            return
        others = AcademicYear.objects.filter(school=self.school_id).exclude(pk=self.pk)
        if others.filter(start__lte=self.end, end__gte=self.start).exists():
            raise ValidationError(_("Two school years of a school must not overlap."))

    def has(self, day: date) -> bool:
        return self.start <= day <= self.end


class Quarter(SchoolOwned):
    """One of the four parts of a school year."""

    school_from = "year"

    year = models.ForeignKey(
        AcademicYear, models.CASCADE, related_name="quarters", verbose_name=_("school year")
    )
    number = models.PositiveSmallIntegerField(
        pgettext_lazy("quarter", "number"),
        validators=[MinValueValidator(1), MaxValueValidator(4)],
    )
    start = models.DateField(pgettext_lazy("quarter", "begins"))
    end = models.DateField(pgettext_lazy("quarter", "ends"))

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("quarter")
        verbose_name_plural = _("quarters")
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="quarter_one_per_number"),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="quarter_ends_after_it_begins",
                violation_error_message=_("The end must come after the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return ["", "I", "II", "III", "IV"][self.number]


class Holiday(SchoolOwned):
    """Days without lessons: school holidays and public ones."""

    school_from = "year"

    year = models.ForeignKey(
        AcademicYear, models.CASCADE, related_name="holidays", verbose_name=_("school year")
    )
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=80)
    name_ru = models.CharField(_("name in Russian"), max_length=80, blank=True)
    name = by_language("name")
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gte=F("start")),
                name="holiday_ends_after_it_begins",
                violation_error_message=_("The end must not come before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Subject(SchoolOwned):
    """What is taught."""

    name_ky = models.CharField(_("name in Kyrgyz"), max_length=120)
    name_ru = models.CharField(_("name in Russian"), max_length=120, blank=True)
    name = by_language("name")
    sort_key = models.CharField(max_length=480, editable=False, default="")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "name_ky"],
                name="subject_one_per_name",
                violation_error_message=_("There is already a subject of this name."),
            )
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("associations:subject_list")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.name_ky)
        super().save(*args, **kwargs)
