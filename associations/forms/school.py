"""The school: its settings, its years, its subjects."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django.utils.translation import gettext_lazy as _

from associations.forms.base import SchoolForm
from associations.models import School, Subject
from core.forms import UserModelForm


def pair(*names: str) -> list[Row]:
    """Put the Kyrgyz and the Russian form of each word side by side."""
    return [Row(f"{name}_ky", f"{name}_ru") for name in names]


class SchoolSettingsForm(UserModelForm):
    class Meta:
        model = School
        fields = [
            "name_ky", "name_ru", "short_name_ky", "short_name_ru", "genitive_ky",
            "genitive_ru", "place_ky", "place_ru", "superior_ky", "superior_ru",
            "paper_language", "agreed_ky", "agreed_ru", "approved_ky", "approved_ru",
            "heard_ky", "heard_ru", "spoke_ky", "spoke_ru", "decided_ky", "decided_ru",
            "head_title_ky", "head_title_ru", "margin_left", "margin_right", "margin_top",
            "margin_bottom", "font_size", "circulation_days", "novice_years",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["short_name_ky"].help_text = _("For the top of the screen.")
        self.fields["superior_ky"].help_text = _(
            "Printed above the name of the school; may stay empty."
        )

    def layout(self) -> Layout:
        return Layout(
            Fieldset(_("Names of the school"), *pair("name", "genitive", "short_name")),
            Fieldset(_("Place and letterhead"), *pair("place", "superior"), "paper_language"),
            Fieldset(_("Words of the stamps"), *pair("agreed", "approved")),
            Fieldset(
                _("Words of the protocol"), *pair("heard", "spoke", "decided", "head_title")
            ),
            Fieldset(
                _("Measures of the page"),
                Row("margin_left", "margin_right"),
                Row("margin_top", "margin_bottom"),
                "font_size",
            ),
            Fieldset(_("Minutes before signing"), "circulation_days"),
            Fieldset(_("Young teachers"), "novice_years"),
        )


class SubjectForm(SchoolForm):
    class Meta:
        model = Subject
        fields = ["name_ky", "name_ru"]

    def layout(self) -> Layout:
        return Layout(Row("name_ky", "name_ru"))
