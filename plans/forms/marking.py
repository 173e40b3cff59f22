"""What is said of a row of a plan: that it is done, and on what that rests; why it is not."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core import dates
from core.forms import TidyForm
from meetings.forms.control import PHOTOS, ManyFiles, UploadsField
from meetings.models import Meeting
from plans.figures.standing import date_fault
from plans.models import PlanRow, RowMark

LONGEST = 5_000


def words(label: Any, missing: Any = None, **more: Any) -> forms.CharField:
    """A text of a few lines; ``missing`` is what is said when it is not there."""
    if missing is None:
        more = {"required": False, **more}
    else:
        more = {"error_messages": {"required": missing}, **more}
    box = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=LONGEST, widget=box, **more)


class MeetingChoice(forms.ModelChoiceField):
    """Meetings that were held, by the number of their protocol."""

    def label_from_instance(self, meeting: Any) -> str:
        day = dates.short(meeting.date, get_language() or "ky")
        return f"№ {meeting.number}, {day}: {meeting.topic}"[:120]


class EvidenceForm(TidyForm):
    """A sentence, a photo or a file, or the meeting: one of them is enough."""

    text = words(_("How was it done?"), help_text=_("A sentence, a file or the meeting."))
    files = UploadsField(
        label=_("Photos and files"),
        help_text=_("Photos, PDF, Word or Excel, up to 20 MB each."),
        required=False,
        widget=ManyFiles(attrs={"accept": PHOTOS, "multiple": True}),
    )
    meeting = MeetingChoice(
        label=_("Done at the meeting"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=pgettext_lazy("meeting", "none"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row: PlanRow = self.subject
        held = Meeting.objects.visible_to(self.user).filter(number__isnull=False)
        ours = held.of_association(row.plan.association).filter(year=row.plan.year)
        self.fields["meeting"].queryset = ours.order_by("-date", "-pk")


class FinishForm(EvidenceForm):
    """The head's own word; what was reported and waits is evidence already."""

    def clean(self) -> None:
        super().clean()
        said = any(self.cleaned_data.get(name) for name in ("text", "files", "meeting"))
        if said or self.errors or self.has_reports():
            return
        fault = _("Say how it was done, or add a file, or choose the meeting.")
        raise ValidationError({"text": fault})

    def has_reports(self) -> bool:
        return bool(self.subject.marks.waiting().exists())


class ReportForm(FinishForm):
    def has_reports(self) -> bool:
        return False


class PartForm(EvidenceForm):
    text = words(_("What was done and what was not?"), _("Say what was done and what was not."))


class MissForm(TidyForm):
    text = words(_("Why was it not done?"), _("Say why it was not done."))


class CancelForm(TidyForm):
    text = words(_("Why is it cancelled?"), _("Say why it is cancelled."))


class ReopenForm(TidyForm):
    text = words(_("Why is it opened again?"), _("Say why it is opened again."))


class PostponeForm(TidyForm):
    new_due = forms.DateField(
        label=_("New date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    text = words(_("Why is the date moved?"), _("Say why the date is moved."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = self.fields["new_due"].widget.attrs
        attrs["min"] = timezone.localdate().isoformat()
        attrs["max"] = self.subject.plan.year.end.isoformat()

    def clean_new_due(self) -> Any:
        new = self.cleaned_data["new_due"]
        if fault := date_fault(self.subject, new):
            raise ValidationError(fault)
        return new


class ConfirmForm(TidyForm):
    subject: RowMark
    text = words(pgettext_lazy("mark", "Your words"), help_text=_("A few words, if you like."))


class ReturnForm(TidyForm):
    subject: RowMark
    text = words(_("What is missing?"), _("Say what is missing."))
