"""What is said when a plan is submitted, agreed, approved, returned, amended, remarked on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import TidyForm
from plans.figures.rounds import kept_parts, place_of
from plans.models import PlanRemark, PlanRevision
from plans.services.remarks import FIELDS

LONGEST = 2_000
LABEL = 90


def words(label: Any, *, rows: int = 3, **options: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST, widget=area, **options)


class SubmitForm(TidyForm):
    text = words(_("A word to the deputy director, if you like"), required=False)


class DecideForm(TidyForm):
    """The digest of the text that was read, and a word if the decider likes."""

    digest = forms.CharField(widget=forms.HiddenInput)
    text = words(_("A word to the head, if you like"), required=False)


class ReturnForm(TidyForm):
    digest = forms.CharField(widget=forms.HiddenInput)
    text = words(_("What should change?"), rows=4)


class RetractForm(TidyForm):
    digest = forms.CharField(widget=forms.HiddenInput)
    text = words(_("Why do you take the agreement back?"))


class AmendForm(TidyForm):
    reason = words(_("Why is the plan changed?"))


class RemarkForm(TidyForm):
    """What is remarked, on which row or field."""

    digest = forms.CharField(widget=forms.HiddenInput)
    place = forms.ChoiceField(label=_("To what?"), required=False)
    text = words(pgettext_lazy("plan", "Remark"), rows=4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        revision = self.subject.revisions.order_by("-number").first()
        self.fields["place"].choices = places(revision) if revision else []


class AnswerForm(TidyForm):
    answer = words(_("What did you do about it, or why not?"))


def places(revision: PlanRevision) -> list[Any]:
    """The whole, the fields of the heading, and the rows by their parts and numbers."""
    fields = [(name, place_of(PlanRemark(field=name))) for name in FIELDS]
    parts = [
        (
            part.label,
            [(line.row.key, f"{line.number} {line.row.text[:LABEL]}") for line in part.rows],
        )
        for part in kept_parts(revision.content)
        if part.rows
    ]
    return [("", _("the plan as a whole")), *fields, *parts]
