"""What is said about a question that a member proposes, and in answer to it."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from associations.forms.members import MembersForm
from core.forms import TidyForm, UploadField
from core.uploads import ACCEPT
from meetings import services
from meetings.figures import spoken_time
from meetings.models import AgendaItem, ItemProposal, Meeting


class ProposalForm(MembersForm):
    """What should be discussed, why, and what should be read before."""

    file = UploadField(
        label=_("File to read before the meeting"),
        help_text=_("If there is one. PDF, a picture, Word or Excel, up to 20 MB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    class Meta:
        model = ItemProposal
        fields = ["association", "title", "why"]
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2}),
            "why": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = AgendaItem._meta.get_field("title").help_text

    def layout(self) -> Layout:
        return Layout(*self.there("association", "title", "why", "file", "gone"))

    def clean_title(self) -> str:
        """A heading is one line, however it was pasted."""
        return " ".join(self.cleaned_data["title"].split())

    @transaction.atomic
    def save(self, commit: bool = True) -> ItemProposal:  # noqa: FBT001, FBT002 -- Django's own
        new = self.instance._state.adding
        if new:
            self.instance.author = self.user
        proposal = super().save(commit)
        services.arrange_itemproposal(proposal, by=self.user, new=new, **self.said_of_files())
        return proposal


class AcceptProposalForm(TidyForm):
    """Onto which agenda the question comes."""

    meeting = forms.ModelChoiceField(
        queryset=Meeting.objects.none(), label=_("Meeting"), empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["meeting"]
        coming = Meeting.objects.filter(association=self.subject.association).plannable()
        field.queryset = coming.order_by("date", "pk")
        field.label_from_instance = _when_and_what
        if not field.queryset:
            field.help_text = _("No meeting is planned yet: plan one first.")


def _when_and_what(meeting: Meeting) -> str:
    when = spoken_time(meeting, get_language() or "ky")
    return " · ".join([when, meeting.topic or str(meeting.get_kind_display())])


class AnswerForm(TidyForm):
    reason = forms.CharField(
        label=_("Why?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=_("The one who proposed it and the association will read this."),
    )
