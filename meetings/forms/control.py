"""What is said about a resolution after its signing: reports, answers, other dates."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import TidyForm
from core.uploads import Accepted, accept
from meetings.services.control import date_fault

# A phone offers its camera for these, a desk its folders. ``capture`` would leave the
# phone nothing but its camera.
PHOTOS = "image/jpeg,image/png,.pdf,.docx,.xlsx"


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class UploadsField(forms.FileField):
    """Files that have all passed the gate: a list of ``uploads.Accepted``, perhaps empty."""

    def clean(self, data: Any, initial: Any = None) -> list[Accepted]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        accepted, faults = [], []
        for file in files:
            try:
                accepted.append(accept(super().clean(file, initial)))
            except ValidationError as fault:
                faults += [f"{file.name}: {words}" for words in fault.messages]
        if faults:
            raise ValidationError(faults)
        return accepted


class ReportForm(TidyForm):
    text = forms.CharField(
        label=_("What was done?"),
        max_length=20_000,
        error_messages={"required": _("Say what was done.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    files = UploadsField(
        label=_("Photos and files"),
        help_text=_("Photos, PDF, Word or Excel, up to 20 MB each."),
        required=False,
        widget=ManyFiles(attrs={"accept": PHOTOS, "multiple": True}),
    )


class AcceptForm(TidyForm):
    text = forms.CharField(
        label=pgettext_lazy("report", "Your words"),
        help_text=_("A few words, if you like."),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReturnForm(TidyForm):
    text = forms.CharField(
        label=_("What is missing?"),
        max_length=5_000,
        error_messages={"required": _("Say what is missing.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AskDeadlineForm(TidyForm):
    new = forms.DateField(
        label=_("New date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(
        label=_("Why is another date needed?"),
        max_length=2_000,
        error_messages={"required": _("Say why another date is needed.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new"].widget.attrs["min"] = timezone.localdate().isoformat()

    def clean_new(self) -> Any:
        new = self.cleaned_data["new"]
        if fault := date_fault(self.subject, new):
            raise ValidationError(fault)
        return new


class GrantDeadlineForm(TidyForm):
    text = forms.CharField(
        label=pgettext_lazy("deadline change", "Your words"),
        help_text=_("A few words, if you like."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RefuseDeadlineForm(TidyForm):
    text = forms.CharField(
        label=_("Why does the date stay?"),
        max_length=2_000,
        error_messages={"required": _("Say why the date stays.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
