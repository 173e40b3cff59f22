"""Where a staff list is sent from."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import TidyForm, UploadField
from core.uploads import XLSX


class StaffImportForm(TidyForm):
    file = UploadField(
        label=_("Excel file"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=_("One line for each person; the heading may stand below a title."),
    )

    def clean_file(self) -> Any:
        accepted = self.cleaned_data["file"]
        if accepted.content_type != XLSX:
            raise ValidationError(_("Send the list as a book of Excel (.xlsx)."))
        return accepted
