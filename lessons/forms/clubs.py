"""What people write of who is to lead a club or prepare pupils for olympiads."""

from typing import Any

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.forms.base import PersonField
from associations.models import AcademicYear, User
from core.forms import TidyForm
from lessons import services
from lessons.forms.headed import HeadForm, box
from lessons.models import ClubProposal


class ClubForm(HeadForm):
    """Who, as what, of which club; for the school year of today."""

    of_day = ""
    person = PersonField(queryset=User.objects.none(), label=_("Who is proposed"))

    class Meta:
        model = ClubProposal
        fields = ["association", "kind", "title", "person", "classes", "hours", "reason"]
        widgets = {"reason": box()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = User.objects.visible_to(self.user).active().in_order()
        self.fields["person"].queryset = staff

    def layout(self) -> Layout:
        return Layout(
            *self.there("association"),
            Row(Column("kind"), Column("title")),
            "person",
            Row(Column("classes"), Column("hours")),
            "reason",
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if self.instance._state.adding:
            year = AcademicYear.objects.visible_to(self.user).near(timezone.localdate())
            if year is None:
                raise ValidationError(_("The school has no school year yet."))
            self.instance.year = year
        return said

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 -- Django's own
        adding = self.instance._state.adding
        proposal = super().save(commit)
        if adding:
            services.tell_of_clubproposal(proposal, by=self.user)
        return proposal


class AcceptForm(TidyForm):
    text = forms.CharField(
        label=_("A word to the head, if you like"),
        max_length=2_000,
        widget=box(),
        required=False,
    )


class DeclineForm(TidyForm):
    text = forms.CharField(label=_("Why not?"), max_length=2_000, widget=box())
