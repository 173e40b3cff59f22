"""Photos that come in: where they were taken goes nowhere."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import UploadField
from core.uploads import ACCEPT, Accepted
from core.uploads.places import without_place
from meetings.forms.control import ManyFiles, UploadsField

PICTURES = frozenset({"image/jpeg", "image/png"})
MOST = 20


def photos_input() -> ManyFiles:
    return ManyFiles(attrs={"accept": "image/jpeg,image/png", "multiple": True})


def file_input() -> forms.FileInput:
    return forms.FileInput(attrs={"accept": ACCEPT})


class PhotosField(UploadsField):
    """Several pictures, each without the place where it was taken."""

    default_error_messages = {"required": _("Choose a photo.")}

    def __init__(self, **options: Any) -> None:
        usual = {"help_text": _("JPEG or PNG, up to 20 MB each. The place is taken out.")}
        super().__init__(**{**usual, **options})

    def clean(self, data: Any, initial: Any = None) -> list[Accepted]:
        found = super().clean(data, initial)
        if self.required and not found:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(found) > MOST:
            words = _("No more than %(most)s photos at once.") % {"most": MOST}
            raise ValidationError(words)
        if any(file.content_type not in PICTURES for file in found):
            raise ValidationError(_("Only photos (JPEG or PNG) are added here."))
        return [without_place(file) for file in found]


class MaterialField(UploadField):
    """A file of any kind; a picture loses the place where it was taken."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        return without_place(found) if isinstance(found, Accepted) else found
