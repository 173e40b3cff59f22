"""What was changed in a schedule after it was approved: each change is a line of its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import SchoolOwned, User
from lessons.models.schedule import OpenLesson
from lessons.querysets.schedule import OpenLessonMoveQuerySet


class OpenLessonMove(SchoolOwned):
    """A lesson was given another day, hour or room; or it was added to what was approved.

    Of one that was added nothing was there before: it has no old day.
    """

    school_from = "lesson"

    lesson = models.ForeignKey(OpenLesson, models.PROTECT, related_name="moves", editable=False)
    old_day = models.DateField(_("day before"), null=True, editable=False)
    old_period = models.PositiveSmallIntegerField(null=True, editable=False)
    old_room = models.CharField(max_length=40, blank=True, editable=False)
    new_day = models.DateField(_("new day"), editable=False)
    new_period = models.PositiveSmallIntegerField(null=True, editable=False)
    new_room = models.CharField(max_length=40, blank=True, editable=False)
    reason = models.TextField(pgettext_lazy("open lesson", "reason"), max_length=500)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(editable=False)

    objects = OpenLessonMoveQuerySet.as_manager()

    class Meta:
        verbose_name = _("moved open lesson")
        verbose_name_plural = _("moved open lessons")
        indexes = [models.Index(fields=["lesson", "id"], name="openlessonmove_in_order")]

    def __str__(self) -> str:
        return f"{self.lesson}: {self.new_day:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return self.lesson.get_absolute_url()

    @property
    def is_added(self) -> bool:
        return self.old_day is None
