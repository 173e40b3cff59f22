"""What people are, from a day on: their posts, their memberships; and how they first get in."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models.base import SchoolOwned
from associations.models.people import PostKind, User
from associations.querysets import DatedQuerySet, OwnedQuerySet
from core.addresses import address


class Post(SchoolOwned):
    """A post somebody holds from a day on; perhaps only acting for another."""

    Kind = PostKind

    school_from = "person"

    person = models.ForeignKey(
        User, models.PROTECT, related_name="posts", verbose_name=_("person")
    )
    kind = models.CharField(_("post"), max_length=10, choices=Kind)
    title_ky = models.CharField(
        _("title on papers, Kyrgyz"), max_length=160, blank=True,
        help_text="окуу-тарбия иштери боюнча директордун орун басары",
    )  # fmt: skip
    title_ru = models.CharField(
        _("title on papers, Russian"), max_length=160, blank=True,
        help_text="заместитель директора по УВР",
    )  # fmt: skip
    since = models.DateField(pgettext_lazy("from a day on", "since"))
    until = models.DateField(pgettext_lazy("to a day", "until"), null=True, blank=True)
    acting_for = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deputised",
        verbose_name=_("acting for"),
    )
    basis = models.CharField(_("by which order"), max_length=160, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(kind="director", until=None, acting_for=None),
                name="post_one_director",
                violation_error_message=_(
                    "The school already has a director. End that post first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="post_ends_after_it_begins",
                violation_error_message=_("The end must not come before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.person}"

    def get_absolute_url(self) -> str:
        return address("associations:user_detail", self.person_id)

    @property
    def title(self) -> str:
        return self.title_in(translation.get_language() or "ky")

    def title_in(self, language: str) -> str:
        own = self.title_ru if language == "ru" and self.title_ru else self.title_ky
        if own:
            return own
        with translation.override(language):
            return str(self.get_kind_display())


class Membership(SchoolOwned):
    """Who belongs to an association, as what, since when. Heading is elected, and ends."""

    class Role(models.TextChoices):
        MEMBER = "member", pgettext_lazy("role", "member")
        SECRETARY = "secretary", pgettext_lazy("role", "secretary")
        HEAD = "head", pgettext_lazy("role", "head")

    school_from = "association"

    association = models.ForeignKey(
        "associations.Association",
        models.PROTECT,
        related_name="memberships",
        verbose_name=_("association"),
    )
    person = models.ForeignKey(
        User, models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    since = models.DateField(pgettext_lazy("from a day on", "since"))
    until = models.DateField(pgettext_lazy("to a day", "until"), null=True, blank=True)
    basis = models.CharField(_("by which order or decision"), max_length=160, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["association"],
                condition=Q(role="head", until=None),
                name="membership_one_head_per_association",
                violation_error_message=_("The association already has a head."),
            ),
            models.UniqueConstraint(
                fields=["association", "person"],
                condition=Q(until=None),
                name="membership_one_per_person",
                violation_error_message=_("This person already belongs to the association."),
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="membership_ends_after_it_begins",
                violation_error_message=_("The end must not come before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}, {self.association}"

    def get_absolute_url(self) -> str:
        return address("associations:association_detail", self.association_id)

    def clean(self) -> None:
        if self.until and self.since and self.until < self.since:
            raise ValidationError({"until": _("The end must not come before the beginning.")})


class Absence(SchoolOwned):
    """From which day to which somebody is away: reminders keep silent meanwhile."""

    class Reason(models.TextChoices):
        ILL = "ill", pgettext_lazy("absence", "ill")
        TRIP = "trip", pgettext_lazy("absence", "on a business trip")
        COURSE = "course", pgettext_lazy("absence", "at a course")
        LEAVE = "leave", pgettext_lazy("absence", "on leave")
        OTHER = "other", pgettext_lazy("absence", "other reason")

    school_from = "person"

    person = models.ForeignKey(
        User, models.PROTECT, related_name="absences", verbose_name=_("person")
    )
    reason = models.CharField(_("reason"), max_length=6, choices=Reason, default=Reason.OTHER)
    since = models.DateField(pgettext_lazy("from a day on", "since"))
    until = models.DateField(pgettext_lazy("to a day", "until"))
    remark = models.CharField(_("remark"), max_length=160, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of a person", "absence")
        verbose_name_plural = pgettext_lazy("of people", "absences")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="absence_ends_after_it_begins",
                violation_error_message=_("The end must not come before the beginning."),
            ),
        ]
        indexes = [models.Index(fields=["person", "until"], name="absence_of_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_reason_display()}"

    def get_absolute_url(self) -> str:
        return address("associations:user_detail", self.person_id)


class ActivationCode(SchoolOwned):
    """A one-time code on a slip of paper, with which a person chooses a password.

    Only a hash is kept. A new code makes the older ones of the person void.
    """

    school_from = "person"
    alphabet: ClassVar[str] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing to mistake on paper

    person = models.ForeignKey(User, models.CASCADE, related_name="codes", editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(editable=False)
    used_at = models.DateTimeField(null=True, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("activation code")
        verbose_name_plural = _("activation codes")

    def __str__(self) -> str:
        return f"{self.person}"
