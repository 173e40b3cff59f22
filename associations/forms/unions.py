"""Associations: their names, who belongs to them, as what."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.forms.base import (
    PeopleField,
    PersonField,
    SchoolForm,
    basis_field,
    day_field,
    day_input,
)
from associations.models import Association, Membership, Subject, User
from core.forms import TidyForm


class AssociationForm(SchoolForm):
    class Meta:
        model = Association
        fields = [
            "name_ky", "genitive_ky", "name_ru", "genitive_ru", "name_en",
            "subjects", "opened_on",
        ]  # fmt: skip
        widgets = {"subjects": forms.CheckboxSelectMultiple, "opened_on": day_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        subjects = Subject.objects.visible_to(self.user).order_by("sort_key", "pk")
        self.fields["subjects"].queryset = subjects
        self.fields["genitive_ky"].help_text = _(
            "As it stands in the heading of a protocol: «так илимдер усулдук бирикмесинин»."
        )

    def layout(self) -> Layout:
        return Layout(
            Fieldset(
                _("Names, as the screen and the papers write them"),
                Row("name_ky", "genitive_ky"),
                Row("name_ru", "genitive_ru"),
                "name_en",
            ),
            Fieldset(_("What it is about"), "subjects", "opened_on"),
        )


class CloseForm(TidyForm):
    closed_on = day_field(_("closed on"), initial=timezone.localdate)


class JoiningForm(TidyForm):
    """Who begins to be something in the association, from which day on."""

    person = PersonField(User.objects.none(), label=capfirst(_("person")))
    since = day_field(pgettext_lazy("from a day on", "since"), initial=timezone.localdate)
    basis = basis_field(_("by which order or decision"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.visible_to(self.user).active().in_order()
        self.fields["person"].queryset = self.choosable(people)

    def choosable(self, people: Any) -> Any:
        return people

    def layout(self) -> Layout:
        return Layout("person", Row("since", "basis"))


class NewMemberForm(JoiningForm):
    """Who comes in: everybody of the school who is not there yet, as many as are ticked."""

    person = PeopleField(User.objects.none(), label=capfirst(_("person")))

    def choosable(self, people: Any) -> Any:
        return people.exclude(
            memberships__in=Membership.objects.filter(association=self.subject, until=None)
        )

    def layout(self) -> Layout:
        return Layout(Row("since", "basis"), "person")


class HeadForm(JoiningForm):
    """Who heads the association from a day on: anybody of the school but who does already."""

    def choosable(self, people: Any) -> Any:
        heads = self.subject.memberships.filter(role=Membership.Role.HEAD, until=None)
        return people.exclude(pk__in=heads.values("person"))


class EndForm(TidyForm):
    until = day_field(
        pgettext_lazy("to a day", "until"),
        initial=timezone.localdate,
        help_text=_("The last day. The person stays on the papers of that time."),
    )


class RoleForm(TidyForm):
    role = forms.ChoiceField(label=capfirst(_("role")), choices=Membership.Role.choices)
    since = day_field(pgettext_lazy("from a day on", "since"), initial=timezone.localdate)
    basis = basis_field(_("by which order or decision"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].initial = self.subject.role

    def layout(self) -> Layout:
        return Layout("role", Row("since", "basis"))
