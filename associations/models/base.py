"""What every school-owned noun has: its school, and a guard that keeps it."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _

from core.models import ReadRow


class ForeignSchoolError(ValidationError):
    """A row was about to point into another school."""

    def __init__(self, field: str) -> None:
        super().__init__(_("This belongs to another school."), params={"field": field})


class SchoolOwned(ReadRow):
    """A row of one school. The school comes from the parent row and never changes."""

    school_from: ClassVar[str] = ""

    school = models.ForeignKey(
        "associations.School",
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("school"),
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.school_id is None and self.school_from:
            self.school_id = getattr(self, self.school_from).school_id
        self.guard_school()
        super().save(*args, **kwargs)

    @property
    def scope(self) -> int:
        return self.school_id

    def _get_FIELD_display(self, field: Any) -> str:  # noqa: N802 -- Django's name
        """Django's own hashes, and so translates, every choice to tell the label of one."""
        value = getattr(self, field.attname)
        return force_str(dict(field.flatchoices).get(value, value), strings_only=True)

    def guard_school(self) -> None:
        """Refuse a foreign key that leads into another school."""
        for field in self._meta.concrete_fields:
            if field.is_relation and getattr(self, field.attname) is not None:
                owner = self._school_of(field)
                if owner is not None and owner != self.school_id:
                    raise ForeignSchoolError(field.name)

    def _school_of(self, field: Any) -> int | None:
        related = field.related_model
        if related._meta.label == "associations.School" or not _has_school(related):
            return None
        if field.is_cached(self):
            return getattr(self, field.name).school_id
        key = getattr(self, field.attname)
        return related._base_manager.values_list("school_id", flat=True).filter(pk=key).first()


def _has_school(model: type[models.Model]) -> bool:
    return any(field.name == "school" for field in model._meta.concrete_fields)


class Versioned(ReadRow):
    """A row that several people may edit: the form carries the version it was read at."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
