"""What is said when minutes are given to be read, remarked on, answered, taken back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import TidyForm
from meetings.models import Remark

MOST_DAYS = 30


class CirculateForm(TidyForm):
    days = forms.IntegerField(
        label=_("For how many days?"),
        help_text=_("The last day is never a Sunday or a holiday: then it is the next one."),
        min_value=1,
        max_value=MOST_DAYS,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].initial = self.subject.school.circulation_days


class RemarkForm(TidyForm):
    item = forms.ChoiceField(label=_("To which question?"), required=False)
    text = forms.CharField(
        label=pgettext_lazy("minutes", "Remark"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = self.subject.items.in_order()
        questions = [(str(item.pk), str(item)) for item in items]
        self.fields["item"].choices = [("", _("the minutes as a whole")), *questions]

    def clean_item(self) -> int | None:
        item = self.cleaned_data["item"]
        return int(item) if item else None


class AnswerForm(TidyForm):
    state = forms.ChoiceField(
        label=_("Was the remark taken up?"),
        choices=[choice for choice in Remark.State.choices if choice[0] != "open"],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=pgettext_lazy("remark", "Answer"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
