"""An analysis sheet as it is typed: what is right is saved, what is not is given back."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.forms import TidyForm, UserModelForm
from lessons.figures.sheets import criteria_of, gaps
from lessons.models import VisitRules, VisitSheet
from lessons.models.sheets import MOST_POINTS, SheetCriterion
from meetings.forms.loose import LongText, LooseForm, ShortText

LONGEST = 5_000
MOST_PUPILS = 60
NUMBERS = ("listed", "present")
TEXTS = ("strengths", "to_improve", "recommendation", "conclusion")


class SheetForm(LooseForm):
    """The lines of the sheet's own version, and the texts below them."""

    lesson_type = ShortText(most=120)
    listed = forms.IntegerField(required=False, min_value=0, max_value=MOST_PUPILS)
    present = forms.IntegerField(required=False, min_value=0, max_value=MOST_PUPILS)
    strengths = LongText(most=LONGEST)
    to_improve = LongText(most=LONGEST)
    recommendation = LongText(most=LONGEST)
    conclusion = LongText(most=LONGEST)

    def __init__(self, data: Any, *, criteria: list[SheetCriterion], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.criteria = criteria
        for line in criteria:
            if line.scored:
                self.fields[f"c{line.pk}-points"] = forms.TypedChoiceField(
                    choices=[(n, n) for n in range(MOST_POINTS + 1)],
                    coerce=int,
                    empty_value=None,
                    required=False,
                )
            self.fields[f"c{line.pk}-remark"] = LongText(most=2_000)
        self.emptied = frozenset(self.fields)

    def change(self) -> dict[str, Any]:
        """The service's fields; what was not sent is not spoken of."""
        said = self.said()
        answers: dict[str, dict[str, Any]] = {}
        for line in self.criteria:
            for part in ("points", "remark"):
                name = f"c{line.pk}-{part}"
                if name in said:
                    answers.setdefault(str(line.pk), {})[part] = said.pop(name)
        return {**said, "answers": answers}


class ShareForm(TidyForm):
    """Nothing is asked: it stands between what is missing and the teacher."""

    sure = forms.BooleanField(
        label=gettext_lazy("I have finished; the teacher may read it."),
        error_messages={"required": gettext_lazy("Tick this when you have finished.")},
    )

    def clean(self) -> dict[str, Any]:
        sheet: VisitSheet = self.subject
        missing = [gap.words for gap in gaps(sheet, criteria_of(sheet))]
        if missing:
            self.add_error(None, _("Still missing: %(list)s") % {"list": "; ".join(missing)})
        return {}


class AnswerForm(TidyForm):
    self_analysis = forms.CharField(
        label=gettext_lazy("How you see your lesson yourself"),
        help_text=gettext_lazy("What you wanted, what was reached, what you would change."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST,
    )
    reply = forms.CharField(
        label=gettext_lazy("What you say to the analysis"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )


class AdviceForm(TidyForm):
    outcome = forms.CharField(label=pgettext_lazy("advice", "What came of it"), max_length=500)


class CodeForm(TidyForm):
    code = forms.CharField(
        label=gettext_lazy("Code on the printed sheet"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "ABCD-EFGH"}),
    )

    def clean_code(self) -> str:
        typed = "".join(self.cleaned_data["code"].upper().replace("-", "").split())
        return f"{typed[:4]}-{typed[4:]}"


class VisitRulesForm(UserModelForm):
    class Meta:
        model = VisitRules
        fields = ["per_quarter", "silence"]
