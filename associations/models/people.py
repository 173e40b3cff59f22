"""People, what they are in the school, and since when."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models.base import SchoolOwned, Versioned
from associations.querysets import DatedQuerySet, OwnedQuerySet, UserManager
from core import names
from core.languages import by_language, fold, sort_key


class User(Versioned, AbstractBaseUser, SchoolOwned):
    """A person who works at the school.

    What somebody *is* there are dated facts: a post, or a membership in an association,
    which is elected and ends. An account is deactivated, never deleted: old papers name it.
    """

    class Language(models.TextChoices):
        KY = "ky", "Кыргызча"
        RU = "ru", "Русский"
        EN = "en", "English"

    username = models.CharField(
        _("login"),
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("This login is taken.")},
    )
    surname_ky = models.CharField(_("surname"), max_length=80, help_text="Абазбек уулу")
    first_name_ky = models.CharField(_("first name"), max_length=60)
    patronymic_ky = models.CharField(
        _("patronymic, if there is one"), max_length=80, blank=True, help_text="Сапар кызы"
    )
    surname_ru = models.CharField(_("surname in Russian"), max_length=80, blank=True)
    first_name_ru = models.CharField(_("first name in Russian"), max_length=60, blank=True)
    patronymic_ru = models.CharField(_("patronymic in Russian"), max_length=80, blank=True)
    surname = by_language("surname")
    first_name = by_language("first_name")
    signature_ky = models.CharField(
        _("signature on papers, if not the usual one"), max_length=80, blank=True
    )
    signature_ru = models.CharField(
        _("signature on Russian papers, if not the usual one"), max_length=80, blank=True
    )
    title_ky = models.CharField(
        _("what the person is in the school"),
        max_length=120,
        blank=True,
        help_text="математика мугалими",
    )
    title_ru = models.CharField(
        _("what the person is, in Russian"),
        max_length=120,
        blank=True,
        help_text="учитель математики",
    )
    title = by_language("title")
    email = models.EmailField(_("e-mail, if there is one"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    language = models.CharField(
        _("language of the screen"), max_length=2, choices=Language, default=Language.KY
    )
    is_active = models.BooleanField(_("may sign in"), default=True, editable=False)
    joined_on = models.DateField(_("works here since"), null=True, blank=True)
    sort_key = models.CharField(max_length=900, editable=False, default="", db_index=True)
    folded = models.CharField(max_length=600, editable=False, default="")

    USERNAME_FIELD = "username"
    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("associations:user_detail", args=[self.pk])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.username = self.username.strip().lower()
        self.sort_key = sort_key(" ".join(self.name_parts("ky")))
        spoken = [*self.name_parts("ky"), *self.name_parts("ru"), self.username]
        self.folded = f" {fold(' '.join(spoken))}"
        super().save(*args, **kwargs)

    def name_parts(self, language: str) -> tuple[str, str, str]:
        """Surname, first name, patronymic, as papers in that language write them."""
        if language == "ru" and self.surname_ru:
            return self.surname_ru, self.first_name_ru or self.first_name_ky, self.patronymic_ru
        return self.surname_ky, self.first_name_ky, self.patronymic_ky

    def full_name_in(self, language: str) -> str:
        return " ".join(part for part in self.name_parts(language) if part)

    def initials_in(self, language: str) -> str:
        """The form of signatures: «Р.Абазбек уулу»."""
        own = self.signature_ru if language == "ru" else self.signature_ky
        return own or names.initials(*self.name_parts(language))

    def list_name_in(self, language: str) -> str:
        """The form of lists: «Жумабекова А. С.»."""
        return names.list_name(*self.name_parts(language))

    def title_in(self, language: str) -> str:
        return self.title_ru if language == "ru" and self.title_ru else self.title_ky

    @property
    def full_name(self) -> str:
        return self.full_name_in(translation.get_language() or "ky")

    @property
    def list_name(self) -> str:
        return self.list_name_in(translation.get_language() or "ky")

    @cached_property
    def posts_today(self) -> "list[Post]":
        """Read once per request."""
        return list(self.posts.on(timezone.localdate()).order_by("pk"))

    @cached_property
    def memberships_today(self) -> "list[Membership]":
        """Read once per request."""
        return list(self.memberships.on(timezone.localdate()).order_by("pk"))

    def holds(self, kinds: Iterable[str]) -> bool:
        return any(post.kind in kinds for post in self.posts_today)

    @property
    def is_director(self) -> bool:
        return self.holds({Post.Kind.DIRECTOR})

    @property
    def is_deputy(self) -> bool:
        return self.holds({Post.Kind.DEPUTY})

    @property
    def is_clerk(self) -> bool:
        return self.holds({Post.Kind.CLERK})

    @property
    def leads_school(self) -> bool:
        return self.holds({Post.Kind.DIRECTOR, Post.Kind.DEPUTY})

    is_privileged = leads_school

    @property
    def association_ids(self) -> set[int]:
        return {row.association_id for row in self.memberships_today}

    all_association_ids = association_ids

    @property
    def headed_ids(self) -> set[int]:
        return self.ids_as({Membership.Role.HEAD})

    def ids_as(self, roles: Iterable[str]) -> set[int]:
        """Associations in which the person has one of these roles today."""
        return {row.association_id for row in self.memberships_today if row.role in roles}

    @property
    def post_title(self) -> str:
        """As whom the person acts, in words for the record."""
        return ", ".join(str(row.title) for row in self.posts_today) or str(self.title)


class Post(SchoolOwned):
    """A post somebody holds from a day on: director, deputy, clerk; perhaps acting for another."""

    class Kind(models.TextChoices):
        DIRECTOR = "director", _("school director")
        DEPUTY = "deputy", _("deputy director")
        CLERK = "clerk", _("office clerk")

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
        return reverse("associations:user_detail", args=[self.person_id])

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
        return reverse("associations:association_detail", args=[self.association_id])

    def clean(self) -> None:
        if self.until and self.since and self.until < self.since:
            raise ValidationError({"until": _("The end must not come before the beginning.")})


class ActivationCode(SchoolOwned):
    """A one-time code on a slip of paper, with which a person chooses a password.

    Only a hash is kept. A new code makes the older ones of the person void.
    """

    school_from = "person"
    alphabet: ClassVar[str] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing to mistake on paper

    person = models.ForeignKey(User, models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("activation code")
        verbose_name_plural = _("activation codes")

    def __str__(self) -> str:
        return f"{self.person}"
