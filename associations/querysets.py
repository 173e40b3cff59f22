"""Questions about people, associations and years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.contrib.auth.models import BaseUserManager
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from core.languages import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from associations.models import Association, User

# What it takes to write a name: lists read nothing else of the people and unions they name.
PERSON = [
    *("surname_ky", "first_name_ky", "patronymic_ky"),
    *("surname_ru", "first_name_ru", "patronymic_ru"),
]
UNION = ["name_ky", "name_ru", "name_en"]


def _dated(rows: str, day: date, **wanted: Any) -> Q:
    """People with such a row that holds on that day."""
    open_ended = Q(**{f"{rows}__until": None}) | Q(**{f"{rows}__until__gte": day})
    named = {f"{rows}__{name}": value for name, value in wanted.items()}
    return open_ended & Q(**{f"{rows}__since__lte": day}, **named)


def years_before(day: date, years: int) -> date:
    """The same day some years ago; the day before where that year has none."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year - years, day=last)


def parts_of(path: str, names: Iterable[str]) -> list[str]:
    return [f"{path}__{name}" for name in names]


class OwnedQuerySet(QuerySet):
    """Rows of a school: everybody who works there may know of them."""

    def visible_to(self, user: User) -> Self:
        return self.filter(school=user.school_id)


class SchoolQuerySet(QuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(pk=user.school_id)


class DatedQuerySet(OwnedQuerySet):
    """Rows that hold from one day to another, or until further notice."""

    def on(self, day: date) -> Self:
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


class AcademicYearQuerySet(OwnedQuerySet):
    def on(self, day: date) -> Self:
        return self.filter(start__lte=day, end__gte=day)

    def near(self, day: date) -> Any:
        """The year of that day; in the summer gap the next one, at the end the last one."""
        years = self.order_by("start")
        return years.filter(end__gte=day).first() or years.last()


class UserQuerySet(OwnedQuerySet):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def in_order(self) -> Self:
        return self.order_by("sort_key", "pk")

    def named(self) -> Self:
        return self.only(*PERSON)

    def young(self, day: date, years: int) -> Self:
        """Who has taught for less than so many years; of whom it is not known, nobody asks."""
        return self.filter(teaches_since__gt=years_before(day, years))

    def search(self, words: str) -> Self:
        """Every word begins some part of the name or the login, however it is typed."""
        found = self
        for word in fold(words).split()[:10]:
            found = found.filter(folded__contains=f" {word}")
        return found

    def members_of(self, association: Association, day: date) -> Self:
        return self.members_of_any([association], day)

    def members_of_any(self, associations: Iterable[Association], day: date) -> Self:
        """Who belongs to one of these on that day, each once."""
        unions = list(associations)
        belong = _dated("memberships", day, association__in=[row.pk for row in unions])
        everybody: Any = self.model._default_manager
        here = Q(pk__in=everybody.filter(belong).values("pk"))
        for council in (row for row in unions if row.is_council):
            here |= Q(pk__in=self._of_council(council.school_id, day).values("pk"))
        return self.filter(here)

    def _of_council(self, school: int, day: date) -> Any:
        """The heads of the associations at work on that day, and the deputies who lead them."""
        active = {"association__is_council": False, "role": "head"}
        heads = _dated("memberships", day, **active) & (
            Q(memberships__association__closed_on=None)
            | Q(memberships__association__closed_on__gte=day)
        )
        people: Any = self.model._default_manager
        deputies = people.leaders_on(day, "deputy").values("pk")
        here = Q(pk__in=people.filter(heads).values("pk")) | Q(pk__in=deputies)
        return people.filter(here, school=school)

    def leaders_on(self, day: date, *kinds: str) -> Self:
        """Who holds one of these posts on that day."""
        return self.filter(
            Q(posts__until=None) | Q(posts__until__gte=day),
            posts__kind__in=kinds,
            posts__since__lte=day,
        ).distinct()

    def leading(self, school: int, *kinds: str) -> Self:
        """Who of the school holds one of these posts today, by name."""
        here = self.active().filter(school=school)
        return here.leaders_on(timezone.localdate(), *kinds).in_order()

    def leading_beside(self, user: User) -> Self:
        """Who could decide in this person's place."""
        return self.leading(user.school_id, "director", "deputy").exclude(pk=user.pk)

    def teaching(self, day: date) -> Self:
        """Those at work, but for clerks who belong to no association: they teach nobody."""
        memberships: Any = apps.get_model("associations", "Membership")._default_manager
        people: Any = self.model._default_manager
        clerks = Q(pk__in=people.leaders_on(day, "clerk").values("pk"))
        belong = Q(pk__in=memberships.on(day).values("person"))
        return self.active().exclude(clerks & ~belong)

    def with_profile_for(self, user: User) -> Self:
        """People whose data this reader may see: the own, of a head's members, or all."""
        mine = self.visible_to(user)
        return mine if user.leads_school else mine.filter(_known_to(user, "pk"))

    def with_data(self, state: str, asked_on: date) -> Self:
        """Whose data are ``unwritten``, not looked at since that day, or to be confirmed."""
        if state == "unwritten":
            return self.filter(profile=None)
        if state == "unchecked":
            return self.filter(
                Q(profile__checked_at=None) | Q(profile__checked_at__date__lt=asked_on)
            )
        if state == "unconfirmed":
            never = Q(profile__confirmed_at=None)
            changed = Q(profile__confirmed_at__lt=F("profile__changed_at"))
            return self.filter(never | changed, profile__isnull=False)
        return self.filter(profile__confirmed_at__gte=F("profile__changed_at"))


def _known_to(user: User, person: str) -> Q:
    """The reader, and the members of the associations the reader heads today."""
    memberships: Any = apps.get_model("associations", "Membership")._default_manager
    headed = memberships.on(timezone.localdate()).filter(
        association__in=sorted(user.headed_ids)
    )
    return Q(**{person: user.pk}) | Q(**{f"{person}__in": headed.values("person")})


class ProfileQuerySet(OwnedQuerySet):
    """Data of teachers: seen by the teacher, the head, and those who lead the school (6.9)."""

    def visible_to(self, user: User) -> Self:
        mine = super().visible_to(user)
        return mine if user.leads_school else mine.filter(_known_to(user, "person"))


class LeadersQuerySet(OwnedQuerySet):
    """What only those who lead the school work with."""

    def visible_to(self, user: User) -> Self:
        return super().visible_to(user) if user.leads_school else self.none()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """People, and how they are found by their login."""

    def get_by_natural_key(self, username: str) -> User:
        return self.select_related("school").get(username=username.strip().lower())


class AssociationQuerySet(OwnedQuerySet):
    def in_order(self) -> Self:
        return self.order_by("sort_key", "pk")

    def named(self) -> Self:
        return self.only(*UNION)

    def of_teachers(self) -> Self:
        """Without the council of the heads, which is no association of teachers."""
        return self.filter(is_council=False)

    def active(self) -> Self:
        """Those at work: lists, norms and choices count them, and never the council."""
        return self.of_teachers().filter(closed_on=None)

    def with_member(self, user: User) -> Self:
        """Associations this person belongs to today."""
        return self.filter(pk__in=user.association_ids)

    def headed_by(self, user: User) -> Self:
        return self.filter(pk__in=user.headed_ids)


# Papers about one person's work: on the shelf for who heads the association, not its members.
PERSONAL = frozenset({"visit_sheet"})


class ArchivedDocumentQuerySet(OwnedQuerySet):
    """A paper of an association is for its members and the school's leaders."""

    def visible_to(self, user: User) -> Self:
        rows = super().visible_to(user)
        if user.leads_school:
            return rows
        everybodys = ~Q(kind__in=PERSONAL) | Q(association__in=user.headed_ids)
        return rows.filter(everybodys, association__in=user.association_ids)
