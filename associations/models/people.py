"""People, what they are in the school, and since when."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from associations.models.base import SchoolOwned, Versioned
from associations.querysets import UserManager
from core import names
from core.addresses import address
from core.languages import by_language, fold, sort_key


class PostKind(models.TextChoices):
    """What somebody can be in a school as a whole."""

    DIRECTOR = "director", _("school director")
    DEPUTY = "deputy", _("deputy director")
    CLERK = "clerk", _("office clerk")


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
    # Anywhere, not only here: who is a young teacher is counted from it.
    teaches_since = models.DateField(
        _("teaches since"),
        null=True,
        blank=True,
        help_text=_("The first day as a teacher, also at other schools."),
    )
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
        return address("associations:user_detail", self.pk)

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
    def posts_today(self) -> list[Any]:
        """Read once per request."""
        return list(self.posts.on(timezone.localdate()).order_by("pk"))

    @cached_property
    def memberships_today(self) -> list[Any]:
        """Read once per request."""
        return list(self.memberships.on(timezone.localdate()).order_by("pk"))

    def holds(self, kinds: Iterable[str]) -> bool:
        return any(post.kind in kinds for post in self.posts_today)

    @property
    def is_director(self) -> bool:
        return self.holds({PostKind.DIRECTOR})

    @property
    def is_deputy(self) -> bool:
        return self.holds({PostKind.DEPUTY})

    @property
    def is_clerk(self) -> bool:
        return self.holds({PostKind.CLERK})

    @property
    def leads_school(self) -> bool:
        return self.holds({PostKind.DIRECTOR, PostKind.DEPUTY})

    is_privileged = leads_school

    @property
    def association_ids(self) -> set[int]:
        """Where the person belongs today; heads belong to the council, leaders run it."""
        own = {row.association_id for row in self.memberships_today}
        in_council = self.leads_school or any(r.role == "head" for r in self.memberships_today)
        return own | self.council_ids if in_council else own

    @property
    def council_ids(self) -> set[int]:
        """The council of the school's heads, once there is one."""
        council = self.school.council_id
        return {council} if council else set()

    @property
    def headed_ids(self) -> set[int]:
        return self.ids_as({"head"})

    def ids_as(self, roles: Iterable[str]) -> set[int]:
        """Associations in which the person has one of these roles today.

        Nobody is elected to run the council: those who lead the school do.
        """
        wanted = set(roles)
        own = {row.association_id for row in self.memberships_today if row.role in wanted}
        runs = self.leads_school and wanted & {"head", "secretary"}
        return own | self.council_ids if runs else own

    def kind_of_reader(self) -> tuple[Any, dict[str, int]]:
        """Say what the person is, but for the keys; and the keys, each by a name."""
        posts = sorted(str(row.kind) for row in self.posts_today)
        belongs = sorted((str(row.role), row.association_id) for row in self.memberships_today)
        keys = {"reader": self.pk, "reader_school": self.school_id}
        keys |= {f"reader_union{n}": key for n, (_role, key) in enumerate(belongs)}
        council = self.school.council_id
        keys |= {"reader_council": council} if council else {}
        roles = tuple(role for role, _key in belongs)
        return (tuple(posts), roles, bool(council)), keys

    @classmethod
    def stand_in(cls, kind: Any) -> "User":
        """Make somebody of that kind whose keys are nobody's: below zero, all different.

        Whoever asks for anything else of this person is told that there is none.
        """
        posts, roles, has_council = kind
        person = _bare(cls, id=-1001, school_id=-1002)
        school = cls._meta.get_field("school").related_model
        person.school = _bare(school, id=-1002, council_id=-1003 if has_council else None)
        post, membership = cls.posts.rel.related_model, cls.memberships.rel.related_model
        person.posts_today = [_bare(post, kind=kind) for kind in posts]
        person.memberships_today = [
            _bare(membership, association_id=-2000 + n, role=role)
            for n, role in enumerate(roles)
        ]
        return person

    @property
    def post_title(self) -> str:
        """As whom the person acts, in words for the record."""
        return ", ".join(str(row.title) for row in self.posts_today) or str(self.title)


def _bare(model: Any, **known: Any) -> Any:
    """A row of which nothing else is known; asking for more asks the database."""
    names = [f.attname for f in model._meta.concrete_fields if f.attname in known]
    return model.from_db("default", names, [known[name] for name in names])
