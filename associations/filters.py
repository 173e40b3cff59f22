"""How lists of people and papers are narrowed."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.figures import paper_kind
from associations.models import AcademicYear, ArchivedDocument, Association, Post, User
from core.filters import Narrowing


def associations_of_reader(request: Any) -> Any:
    return Association.objects.visible_to(request.user).named().in_order()


def years_of_reader(request: Any) -> Any:
    return AcademicYear.objects.visible_to(request.user).order_by("-start", "-pk")


def kinds_of(papers: Any) -> list[tuple[str, Any]]:
    kinds = papers.order_by("kind").values_list("kind", flat=True).distinct()
    return [(kind, paper_kind(kind)) for kind in kinds]


class AlwaysAsked(Narrowing):
    """Narrows also when nothing was asked for."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__({} if data is None else data, *args, **kwargs)


class UserFilter(AlwaysAsked):
    """Who may sign in is shown unless others are asked for."""

    q = django_filters.CharFilter(
        method="search",
        label=_("Name or login"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    association = django_filters.ModelChoiceFilter(
        queryset=associations_of_reader,
        method="of_association",
        label=capfirst(_("association")),
        empty_label=_("all associations"),
    )
    post = django_filters.ChoiceFilter(
        choices=Post.Kind.choices,
        method="with_post",
        label=capfirst(_("post")),
        empty_label=_("all posts"),
    )
    active = django_filters.ChoiceFilter(
        choices=[("closed", _("closed accounts")), ("all", _("all accounts"))],
        method="all_active_first",
        label=capfirst(_("accounts")),
        empty_label=_("open accounts"),
    )

    class Meta:
        model = User
        fields = ["q", "association", "post", "active"]

    def filter_queryset(self, queryset: Any) -> Any:
        people = super().filter_queryset(queryset)
        wish = self.form.cleaned_data.get("active")
        if wish == "all":
            return people
        return people.filter(is_active=wish != "closed")

    def all_active_first(self, people: Any, name: str, wish: str) -> Any:
        return people

    def search(self, people: Any, name: str, words: str) -> Any:
        return people.search(words)

    def of_association(self, people: Any, name: str, association: Association) -> Any:
        return people.filter(pk__in=User.objects.members_of(association, timezone.localdate()))

    def with_post(self, people: Any, name: str, kind: str) -> Any:
        return people.filter(pk__in=User.objects.leaders_on(timezone.localdate(), kind))


class AssociationFilter(AlwaysAsked):
    """Closed associations are shown when they are asked for."""

    closed = django_filters.ChoiceFilter(
        choices=[("closed", _("closed associations"))],
        method="all_first",
        label=_("Associations"),
        empty_label=_("associations at work"),
    )

    class Meta:
        model = Association
        fields = ["closed"]

    def filter_queryset(self, queryset: Any) -> Any:
        wish = bool(self.form.cleaned_data.get("closed"))
        return (
            super().filter_queryset(queryset).of_teachers().filter(closed_on__isnull=not wish)
        )

    def all_first(self, rows: Any, name: str, wish: str) -> Any:
        return rows


class PaperFilter(django_filters.FilterSet):
    year = django_filters.ModelChoiceFilter(
        queryset=years_of_reader, label=capfirst(_("school year")), empty_label=_("all years")
    )
    association = django_filters.ModelChoiceFilter(
        queryset=associations_of_reader,
        label=capfirst(_("association")),
        empty_label=_("all associations"),
    )
    kind = django_filters.ChoiceFilter(
        label=capfirst(pgettext_lazy("paper", "kind")), empty_label=_("all kinds")
    )
    q = django_filters.CharFilter(method="by_number", label=_("Number or check code"))

    class Meta:
        model = ArchivedDocument
        fields = ["year", "association", "kind", "q"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["kind"].extra["choices"] = kinds_of(self.queryset)

    def by_number(self, papers: Any, name: str, words: str) -> Any:
        return papers.filter(Q(number=words) | Q(code=words.upper()))
