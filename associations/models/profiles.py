"""What the data bank keeps of a teacher (6.9, I.1): facts typed once, and rows by kinds."""

from datetime import date
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models.base import SchoolOwned
from associations.models.people import User
from associations.querysets import ProfileQuerySet
from core.addresses import address


class OfTeacher(SchoolOwned):
    """Something about a teacher: it is seen with the teacher's data, and never by others."""

    school_from = "person"
    person: models.ForeignKey
    person_id: int
    WRITTEN: ClassVar[tuple[str, ...]]

    objects = ProfileQuerySet.as_manager()

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return address("associations:teacherprofile_detail", self.person_id)


class TeacherProfile(OfTeacher):
    """What there is once of a person; and since when the whole is known to be right.

    It comes into being with the first word: who has none, nothing is known of.
    ``changed_at`` moves with every fact, rows too; who checks is the teacher, who confirms
    the head or a leader of the school.
    """

    class Sex(models.TextChoices):
        FEMALE = "female", pgettext_lazy("sex", "female")
        MALE = "male", pgettext_lazy("sex", "male")

    WRITTEN: ClassVar[tuple[str, ...]] = ("sex", "birth_date", "personal_number", "address")

    person = models.OneToOneField(User, models.PROTECT, related_name="profile", editable=False)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    personal_number = models.CharField(
        _("personal number"),
        max_length=14,
        blank=True,
        validators=[RegexValidator(r"^\d{14}$", _("The personal number has 14 digits."))],
    )
    address = models.CharField(_("home address"), max_length=200, blank=True)
    changed_at = models.DateTimeField(editable=False)
    checked_at = models.DateTimeField(null=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("teacher's data")
        verbose_name_plural = _("data of teachers")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "personal_number"],
                condition=~Q(personal_number=""),
                name="teacherprofile_number_once",
                violation_error_message=_("Somebody else has this personal number."),
            )
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def checked_on(self) -> date | None:
        """The day on which the teacher last said, or wrote, what is right."""
        return timezone.localtime(self.checked_at).date() if self.checked_at else None

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody has confirmed it as it stands."""
        return self.confirmed_at is not None and self.confirmed_at >= self.changed_at


class Education(OfTeacher):
    """What somebody has learnt, and where."""

    class Level(models.TextChoices):
        HIGHER = "higher", pgettext_lazy("education", "higher")
        INCOMPLETE = "incomplete", pgettext_lazy("education", "incomplete higher")
        SPECIAL = "special", pgettext_lazy("education", "secondary special")
        SECONDARY = "secondary", pgettext_lazy("education", "secondary")

    WRITTEN: ClassVar[tuple[str, ...]] = ("level", "institution", "speciality", "year")

    person = models.ForeignKey(User, models.PROTECT, related_name="educations", editable=False)
    level = models.CharField(_("education"), max_length=10, choices=Level)
    institution = models.CharField(_("institution"), max_length=200, blank=True)
    speciality = models.CharField(_("speciality by diploma"), max_length=160, blank=True)
    year = models.PositiveSmallIntegerField(_("year of graduation"), null=True, blank=True)

    class Meta:
        verbose_name = _("education")
        verbose_name_plural = pgettext_lazy("rows", "education")

    def __str__(self) -> str:
        return ": ".join(filter(None, [self.get_level_display(), self.institution]))


class WorkPeriod(OfTeacher):
    """From which day to which somebody worked somewhere: experience is counted from these."""

    WRITTEN: ClassVar[tuple[str, ...]] = ("place", "job", "since", "until", "teaches", "here")

    person = models.ForeignKey(User, models.PROTECT, related_name="workperiods", editable=False)
    place = models.CharField(_("place of work"), max_length=200)
    job = models.CharField(pgettext_lazy("work", "post"), max_length=160, blank=True)
    since = models.DateField(pgettext_lazy("from a day on", "since"))
    until = models.DateField(pgettext_lazy("to a day", "until"), null=True, blank=True)
    teaches = models.BooleanField(_("counts as teaching experience"), default=True)
    here = models.BooleanField(_("in this school"), default=False)

    class Meta:
        verbose_name = _("period of work")
        verbose_name_plural = _("periods of work")
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="workperiod_ends_after_it_begins",
                violation_error_message=_("The end must not come before the beginning."),
            )
        ]

    def __str__(self) -> str:
        return self.place


class Category(OfTeacher):
    """A qualification category, since the year of the attestation."""

    class Kind(models.TextChoices):
        HIGHEST = "highest", pgettext_lazy("category", "highest")
        FIRST = "first", pgettext_lazy("category", "first")
        SECOND = "second", pgettext_lazy("category", "second")
        NONE = "none", pgettext_lazy("category", "none")

    WRITTEN: ClassVar[tuple[str, ...]] = ("kind", "year", "note")

    person = models.ForeignKey(User, models.PROTECT, related_name="categories", editable=False)
    kind = models.CharField(_("qualification category"), max_length=8, choices=Kind)
    year = models.PositiveSmallIntegerField(_("year of attestation"), null=True, blank=True)
    note = models.CharField(
        pgettext_lazy("category", "note"),
        max_length=160,
        blank=True,
        help_text=_("For instance: by the old system."),
    )

    class Meta:
        verbose_name = _("qualification category")
        verbose_name_plural = _("qualification categories")

    def __str__(self) -> str:
        return ", ".join(map(str, filter(None, [self.get_kind_display(), self.year])))


class Course(OfTeacher):
    """A qualification course that was passed."""

    WRITTEN: ClassVar[tuple[str, ...]] = ("topic", "place", "year", "hours")

    person = models.ForeignKey(User, models.PROTECT, related_name="courses", editable=False)
    topic = models.CharField(pgettext_lazy("course", "topic"), max_length=200)
    place = models.CharField(pgettext_lazy("course", "where"), max_length=200)
    year = models.PositiveSmallIntegerField(pgettext_lazy("course", "year"))
    hours = models.PositiveSmallIntegerField(_("hours"), null=True, blank=True)

    class Meta:
        verbose_name = _("qualification course")
        verbose_name_plural = _("qualification courses")

    def __str__(self) -> str:
        return self.topic


class Award(OfTeacher):
    """An award: what, when, by which number."""

    WRITTEN: ClassVar[tuple[str, ...]] = ("title", "year", "number")

    person = models.ForeignKey(User, models.PROTECT, related_name="awards", editable=False)
    title = models.CharField(pgettext_lazy("award", "award"), max_length=200)
    year = models.PositiveSmallIntegerField(pgettext_lazy("award", "year"))
    number = models.CharField(pgettext_lazy("award", "number"), max_length=40, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("award", "award")
        verbose_name_plural = pgettext_lazy("award", "awards")

    def __str__(self) -> str:
        return f"{self.title}, {self.year}"


# Rows of a teacher's data, in the order of the table on paper.
ROWS: tuple[type[OfTeacher], ...] = (Education, WorkPeriod, Category, Course, Award)
