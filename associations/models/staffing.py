"""A staff list that came in: what was understood, and what taking it over has changed."""

from datetime import timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.models.base import SchoolOwned
from associations.models.people import User
from associations.querysets import LeadersQuerySet
from core.addresses import address

UNDONE_WITHIN = timedelta(days=1)


class StaffImport(SchoolOwned):
    """First it is only looked at; then taken over, whole; for a day it can be taken back.

    ``rows``: the people as ``imports.staff`` understood them; ``done``: of each what was there
    before. Both are forgotten when nobody can need them any more.
    """

    school_from = "made_by"

    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    name = models.CharField(_("file"), max_length=200, editable=False)
    rows = models.JSONField(default=list, encoder=DjangoJSONEncoder, editable=False)
    unknown = models.JSONField(default=list, editable=False)
    done = models.JSONField(default=list, encoder=DjangoJSONEncoder, editable=False)
    applied_at = models.DateTimeField(null=True, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)

    objects = LeadersQuerySet.as_manager()

    class Meta:
        verbose_name = _("staff list")
        verbose_name_plural = _("staff lists")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("associations:staffimport_detail", self.pk)

    @property
    def may_be_undone(self) -> bool:
        at = self.applied_at
        return bool(at and not self.undone_at and timezone.now() < at + UNDONE_WITHIN)
