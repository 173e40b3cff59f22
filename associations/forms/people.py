"""People: their names, their posts, and lists of them."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.forms.base import PersonField, SchoolForm, basis_field, day_field, day_input
from associations.imports import MOST, NewPerson, people_of
from associations.models import Post, User
from associations.services.people import suggest_login
from core.forms import TidyForm


class UserForm(SchoolForm):
    username = forms.CharField(
        label=capfirst(_("login")),
        max_length=60,
        required=False,
        help_text=_("Left empty, it is made from the name: r.abazbek-uulu"),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )

    class Meta:
        model = User
        fields = [
            "surname_ky", "first_name_ky", "patronymic_ky",
            "surname_ru", "first_name_ru", "patronymic_ru",
            "title_ky", "title_ru", "signature_ky", "signature_ru", "joined_on",
            "teaches_since", "username", "language", "phone", "email",
        ]  # fmt: skip
        widgets = {"joined_on": day_input(), "teaches_since": day_input()}

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        login = (said.get("username") or "").strip().lower()
        if not login and said.get("surname_ky") and said.get("first_name_ky"):
            login = suggest_login(said["surname_ky"], said["first_name_ky"])
        said["username"] = login
        return said

    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002 -- Django's signature
        if self.instance._state.adding:
            self.instance.set_unusable_password()
        return super().save(commit)  # type: ignore[no-any-return]

    def layout(self) -> Layout:
        return Layout(
            Fieldset(
                _("Name, as Kyrgyz papers write it"),
                Row("surname_ky", "first_name_ky", "patronymic_ky"),
                Row("title_ky", "signature_ky"),
            ),
            Fieldset(
                _("Name, as Russian papers write it (empty: as in Kyrgyz)"),
                Row("surname_ru", "first_name_ru", "patronymic_ru"),
                Row("title_ru", "signature_ru"),
            ),
            Fieldset(_("Account"), Row("username", "language")),
            Fieldset(_("Work"), Row("joined_on", "teaches_since")),
            Fieldset(
                _("Contacts: for the person, the head of the association and the directors"),
                Row("phone", "email"),
            ),
        )


class PasteForm(TidyForm):
    """A list of people, pasted. The first sending shows it, the second adds it."""

    text = forms.CharField(
        label=_("List"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "One person on each line: surname, first name, patronymic if there is one;"
            " after a semicolon what the person is. Two columns or four copied from a"
            " table do too."
        ),
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        people = list(people_of(text))
        if len(people) > MOST:
            raise ValidationError(
                _("At most %(most)s people at a time; this list has %(count)s."),
                params={"most": MOST, "count": len(people)},
            )
        self.people = self.looked_up(people)
        return text

    def looked_up(self, people: list[NewPerson]) -> list[NewPerson]:
        """Mark who is there already, and say under which login each will sign in."""
        there = {
            tuple(part.casefold() for part in person.name_parts("ky"))
            for person in User.objects.visible_to(self.user)
        }
        taken: set[str] = set()
        for new in people:
            new.known = new.key in there
            there.add(new.key)
            if not new.problem and not new.known:
                new.login = suggest_login(new.surname, new.first_name, taken)
                taken.add(new.login)
        return people

    @property
    def problems(self) -> bool:
        return any(new.problem for new in self.people)

    @property
    def new_people(self) -> list[NewPerson]:
        return [new for new in self.people if not new.known and not new.problem]


class PostForm(TidyForm):
    kind = forms.ChoiceField(label=capfirst(_("post")), choices=Post.Kind.choices)
    title_ky = forms.CharField(
        label=capfirst(_("title on papers, Kyrgyz")),
        max_length=160,
        required=False,
        help_text="окуу-тарбия иштери боюнча директордун орун басары",
    )
    title_ru = forms.CharField(
        label=capfirst(_("title on papers, Russian")),
        max_length=160,
        required=False,
        help_text="заместитель директора по УВР",
    )
    since = day_field(pgettext_lazy("from a day on", "since"), initial=timezone.localdate)
    until = day_field(
        pgettext_lazy("to a day", "until"),
        required=False,
        help_text=_("Empty: until further notice."),
    )
    acting_for = PersonField(
        User.objects.none(),
        label=capfirst(_("acting for")),
        required=False,
        help_text=_("Who is replaced while away. The paper then says so."),
    )
    basis = basis_field(_("by which order"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.visible_to(self.user).active().exclude(pk=self.subject.pk)
        self.fields["acting_for"].queryset = people.in_order()

    def layout(self) -> Layout:
        return Layout(
            "kind", Row("title_ky", "title_ru"), Row("since", "until"), "acting_for", "basis"
        )
