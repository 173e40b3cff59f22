"""What every text that is submitted and decided on keeps: all rounds, as papers will say it."""

import json
from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import SchoolOwned, User
from core.languages import by_language


class Revision(SchoolOwned):
    """The exact text that was submitted once: deciders decide on its digest.

    ``school_from`` names the field that leads to what it is a text of.
    """

    number = models.PositiveSmallIntegerField(
        pgettext_lazy("plan revision", "number"), editable=False
    )
    snapshot = models.TextField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        words = _("Revision %(number)s, %(what)s")
        return words % {"number": self.number, "what": self.subject}

    def get_absolute_url(self) -> str:
        return self.subject.get_absolute_url()

    @property
    def subject(self) -> Any:
        """The plan or schedule whose text it is."""
        return getattr(self, self.school_from)

    @cached_property
    def content(self) -> dict[str, Any]:
        """The text as plain values."""
        data: dict[str, Any] = json.loads(self.snapshot)
        return data


class Decision(SchoolOwned):
    """One step of a round: who did what, as whom, with which words.

    Whose it is, ``revision`` says, and which steps there are, ``step``: both are the noun's.
    """

    school_from = "revision"
    revision: Any
    get_step_display: Any

    person = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    # The post as of that day and the name as papers write it, in both languages of papers.
    post_ky = models.CharField(max_length=200, blank=True, editable=False)
    post_ru = models.CharField(max_length=200, blank=True, editable=False)
    post = by_language("post")
    name_ky = models.CharField(max_length=120, editable=False)
    name_ru = models.CharField(max_length=120, editable=False)
    name = by_language("name")
    acting = models.BooleanField(default=False, editable=False)
    text = models.TextField(pgettext_lazy("plan step", "words"), blank=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    at = models.DateTimeField(editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.person}"

    def get_absolute_url(self) -> str:
        return self.revision.get_absolute_url()
