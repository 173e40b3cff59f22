"""Associations, and the shelf on which their papers are kept."""

import secrets
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models.base import SchoolOwned, Versioned
from associations.models.people import User
from associations.models.school import AcademicYear, Subject
from associations.models.standing import Membership
from associations.querysets import ArchivedDocumentQuerySet, AssociationQuerySet
from core.addresses import address
from core.languages import by_language, sort_key


def check_code() -> str:
    """Make the code by which a printed copy is checked: nothing to guess."""
    return "-".join(
        "".join(secrets.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _n in range(4))
        for _part in range(4)
    )


class Association(Versioned, SchoolOwned):
    """A methodical association: teachers of near subjects who do the year's work together."""

    name_ky = models.CharField(
        _("name in Kyrgyz"), max_length=120, help_text="Так илимдер усулдук бирикмеси"
    )
    name_ru = models.CharField(
        _("name in Russian"), max_length=120, blank=True, help_text="МО учителей точных наук"
    )
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    name = by_language("name")
    genitive_ky = models.CharField(
        _("name in the genitive, Kyrgyz"),
        max_length=140,
        help_text="так илимдер усулдук бирикмесинин",
    )
    genitive_ru = models.CharField(
        _("name in the genitive, Russian"),
        max_length=140,
        blank=True,
        help_text="методического объединения учителей точных наук",
    )
    genitive = by_language("genitive")
    subjects = models.ManyToManyField(
        Subject, related_name="associations", blank=True, verbose_name=_("subjects")
    )
    is_council = models.BooleanField(default=False, editable=False)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    sort_key = models.CharField(max_length=480, editable=False, default="")

    objects = AssociationQuerySet.as_manager()

    class Meta:
        verbose_name = _("association")
        verbose_name_plural = _("associations")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "name_ky"],
                name="association_one_per_name",
                violation_error_message=_("There is already an association of this name."),
            ),
            models.UniqueConstraint(
                fields=["school"],
                condition=models.Q(is_council=True),
                name="association_one_council",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return address("associations:association_detail", self.pk)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.name_ky)
        super().save(*args, **kwargs)

    def members(self, day: Any = None) -> Any:
        """Who belongs to it on that day (today), in the order of the alphabet."""
        day = day or timezone.localdate()
        return User.objects.members_of(self, day).in_order()

    def holder(self, role: str, day: Any = None) -> User | None:
        """Who has that role on that day (today)."""
        rows = self.memberships.on(day or timezone.localdate()).filter(role=role)
        row = rows.select_related("person").order_by("-since", "-pk").first()
        return row.person if row else None

    def head(self, day: Any = None) -> User | None:
        return self.holder(Membership.Role.HEAD, day)

    def secretary(self, day: Any = None) -> User | None:
        return self.holder(Membership.Role.SECRETARY, day)


class ArchivedDocument(SchoolOwned):
    """A paper as it was on its day: snapshot, digest, and the bytes made from them.

    The snapshot is stored in the transaction of the move that files it; the renderer makes
    the bytes after commit. From then on neither changes (triggers on both databases).
    """

    class State(models.TextChoices):
        IN_FORCE = "in_force", pgettext_lazy("paper", "in force")
        REPLACED = "replaced", pgettext_lazy("paper", "replaced by a later version")

    FREE = ("state", "file", "file_digest", "size", "renderer", "fonts")

    kind = models.CharField(max_length=40, editable=False)
    title = models.CharField(pgettext_lazy("paper", "title"), max_length=300, editable=False)
    number = models.CharField(
        pgettext_lazy("paper", "number"), max_length=20, blank=True, editable=False
    )
    day = models.DateField(pgettext_lazy("paper", "date"), editable=False)
    association = models.ForeignKey(
        Association, models.PROTECT, null=True, related_name="papers", editable=False
    )
    year = models.ForeignKey(
        AcademicYear, models.PROTECT, related_name="papers", editable=False
    )
    content_type = models.ForeignKey(
        ContentType, models.PROTECT, related_name="+", editable=False
    )
    object_id = models.BigIntegerField(editable=False)
    subject = GenericForeignKey()
    language = models.CharField(max_length=2, editable=False)
    code = models.CharField(
        _("check code"), max_length=19, unique=True, default=check_code, editable=False
    )
    snapshot = models.TextField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    template = models.CharField(max_length=120, editable=False)
    filed_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    filed_at = models.DateTimeField(editable=False)

    state = models.CharField(
        pgettext_lazy("paper", "state"),
        max_length=10,
        choices=State,
        default=State.IN_FORCE,
        editable=False,
    )
    file = models.FileField(max_length=100, blank=True, editable=False)
    file_digest = models.CharField(max_length=64, blank=True, editable=False)
    size = models.PositiveIntegerField(null=True, editable=False)
    renderer = models.CharField(max_length=80, blank=True, editable=False)
    fonts = models.CharField(max_length=120, blank=True, editable=False)

    objects = ArchivedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("filed paper")
        verbose_name_plural = _("filed papers")
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="archiveddocument_of"),
            models.Index(
                fields=["school", "year", "-day", "-id"], name="archiveddocument_shelf"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("associations:archiveddocument_pdf", self.pk)
