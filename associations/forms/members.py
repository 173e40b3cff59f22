"""What a member hands to an association of theirs, with files beside it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from associations.models import Association
from core import attachments
from core.forms import UserModelForm
from core.models import Attachment

FILES = {"file", "gone"}  # they have lines of their own in the record


class MembersForm(UserModelForm):
    """To which association, and which of its files go again; the form adds its own ``file``."""

    gone = forms.ModelMultipleChoiceField(
        queryset=Attachment.objects.none(),
        label=_("Files to take away"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_associations()
        self._offer_files()

    def _offer_associations(self) -> None:
        """What was written once stays with its association."""
        if self.instance.pk:
            del self.fields["association"]
            return
        mine = Association.objects.visible_to(self.user).active().with_member(self.user)
        field = self.fields["association"]
        field.queryset = mine.named().in_order()
        if len(field.queryset) == 1:
            field.initial = field.queryset[0]
            field.empty_label = None

    def _offer_files(self) -> None:
        kept = attachments.of(self.instance) if self.instance.pk else None
        if kept:
            self.fields["gone"].queryset = kept
        else:
            del self.fields["gone"]

    def there(self, *names: str) -> list[str]:
        """Those of these fields that are asked this time."""
        return [name for name in names if name in self.fields]

    def said_of_files(self) -> dict[str, Any]:
        """What was said of files."""
        return {name: self.cleaned_data[name] for name in FILES & self.cleaned_data.keys()}

    @property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name not in FILES]
