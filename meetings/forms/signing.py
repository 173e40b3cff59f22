"""What is said when a protocol is signed, mended, cut or scanned."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.forms import TidyForm, UploadField
from core.uploads import ACCEPT


class SignForm(TidyForm):
    """The signer's own consent, and the digest of the text they have read."""

    digest = forms.CharField(widget=forms.HiddenInput)
    read = forms.BooleanField(label=_("I have read this text and sign it"))

    def clean(self) -> dict[str, Any]:
        return {"digest": super().clean().get("digest", "")}


class ReasonForm(TidyForm):
    reason = forms.CharField(
        label=_("What has to be mended, and why?"), max_length=1000, widget=forms.Textarea
    )


class FinishForm(TidyForm):
    outcome = forms.CharField(
        label=_("How was it done?"),
        help_text=_("A few words, if you like."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ScanForm(TidyForm):
    file = UploadField(
        label=_("Scan of the signed paper"),
        help_text=_("PDF or a picture, up to 20 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )


class ExtractForm(TidyForm):
    """Which resolutions, for whom, in which language."""

    labels = forms.MultipleChoiceField(
        label=_("Resolutions"), widget=forms.CheckboxSelectMultiple
    )
    issued_to = forms.CharField(label=_("For whom"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language of the paper"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        self.fields["language"].choices = [(c, names[c]) for c in settings.PAPER_LANGUAGES]
        self.fields["language"].initial = self.subject.school.paper_language
        self.fields["labels"].choices = resolution_choices(self.subject)


def resolution_choices(meeting: Any) -> list[tuple[str, str]]:
    """The resolutions and elections of the signed version, by their numbers."""
    protocol = meeting.protocols.filter(state="signed").first()
    items = protocol.content["items"] if protocol else []
    return [choice for item in items for choice in _choices(item)]


def _choices(item: dict[str, Any]) -> list[tuple[str, str]]:
    rows = [
        (row["label"], f"{row['label']} {row['text'][:120]}") for row in item["resolutions"]
    ]
    if item.get("election"):
        rows.insert(0, (str(item["number"]), f"{item['number']}. {item['title'][:120]}"))
    return rows
