"""What people may write about their own accounts, and on the page of codes."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from associations.models import School, User
from associations.passwords import LONGEST
from core.forms import TidyForm, UserModelForm, helper_for

LOGIN = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
CODE = {
    "autocomplete": "one-time-code",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "placeholder": "XXXX-XXXX-XXXX",
}


class LoginField(forms.CharField):
    """A login, however it is typed."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs=LOGIN)
        super().__init__(**{"label": _("Login"), "max_length": 60, "widget": widget, **kwargs})

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFKC", super().to_python(value)).lower()


class PasswordField(forms.CharField):
    """A password as typed, gaps and all; two ways of writing one letter are one."""

    def __init__(self, *, new: bool = False, **kwargs: Any) -> None:
        complete = "new-password" if new else "current-password"
        widget = forms.PasswordInput(attrs={"autocomplete": complete})
        super().__init__(strip=False, **{"max_length": LONGEST, "widget": widget, **kwargs})

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFC", super().to_python(value))


class AccountForm(forms.Form):
    @property
    def helper(self) -> Any:
        return helper_for(self)


class LeadingOn(AccountForm):
    """What the reader wanted before they were stopped."""

    next = forms.CharField(required=False, widget=forms.HiddenInput)
    unsent = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)


class SignInForm(LeadingOn):
    """Login and password."""

    username = LoginField()
    password = PasswordField(label=_("Password"))

    field_order = ("username", "password")


class NewPasswordForm(AccountForm):
    new_password = PasswordField(
        new=True,
        label=_("New password"),
        help_text=_(
            "At least 12 characters (the director and the deputies: 15). "
            "A few words that only you would put together are best."
        ),
    )
    new_password_again = PasswordField(new=True, label=_("New password once more"))

    def clean_new_password_again(self) -> str:
        again = self.cleaned_data["new_password_again"]
        if again != self.cleaned_data.get("new_password", again):
            raise ValidationError(_("The two passwords differ."))
        return str(again)


class ActivateForm(NewPasswordForm):
    """The slip of paper becomes an account with a password."""

    username = LoginField(label=_("Login from your slip"))
    code = forms.CharField(
        label=_("Code from your slip"), max_length=40, widget=forms.TextInput(attrs=CODE)
    )

    field_order = ("username", "code", "new_password", "new_password_again")


class ChangePasswordForm(NewPasswordForm, LeadingOn):
    old_password = PasswordField(label=_("Your password until now"))

    field_order = ("old_password", "new_password", "new_password_again")


class OwnCardForm(UserModelForm):
    """What everybody may change about themselves."""

    class Meta:
        model = User
        fields = ("email", "phone", "language")


class PeopleField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, person: User) -> str:
        if person.has_usable_password():
            return person.full_name
        return _("%(person)s – no password yet") % {"person": person.full_name}


class CodesForm(TidyForm):
    """Who gets a slip, and in which language it speaks."""

    people = PeopleField(
        User.objects.none(),
        label=_("People"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    language = forms.ChoiceField(
        label=_("Language of the slips"), choices=School.Language.choices
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.visible_to(self.user).active().in_order()
        self.fields["people"].queryset = people
        self.fields["language"].initial = self.user.school.paper_language

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if "everybody" in self.data:
            said["people"] = [
                person
                for person in self.fields["people"].queryset
                if not person.has_usable_password()
            ]
        if not said.get("people") and "people" not in self.errors:
            raise ValidationError(
                _("Choose at least one person.")
                if "everybody" not in self.data
                else _("Everybody has a password already.")
            )
        return said


class CheckForm(AccountForm):
    """A code from the foot of a printed paper."""

    code = forms.CharField(
        label=_("Code from the foot of the paper"),
        max_length=40,
        widget=forms.TextInput(attrs={**CODE, "placeholder": "XXXX-XXXX-XXXX-XXXX"}),
    )
