"""Plans and reports of the two of a mentorship."""

from typing import Any

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core import dates
from core.forms import TidyForm, UserModelForm
from lessons.figures.mentorship import months_between
from lessons.forms.mentorship import QuestionField, questions_of
from lessons.models import Mentorship, MentorshipPlan, MentorshipReport, MentorshipRow
from meetings.models import AgendaItem
from plans.services.oneness import only_one

WRITTEN = _("There is already a report for this time.")


def months_of(pair: Mentorship) -> list[tuple[int, str]]:
    """The months of the mentorship, in their order."""
    language = get_language() or "ky"
    return [
        (number, capfirst(dates.month_name(number, language)))
        for number in months_between(pair.since, pair.until)
    ]


class GoalForm(UserModelForm):
    class Meta:
        model = MentorshipPlan
        fields = ["goal"]
        widgets = {"goal": forms.Textarea(attrs={"rows": 3})}


class RowForm(TidyForm):
    """One line of a plan."""

    month = forms.TypedChoiceField(
        label=capfirst(pgettext_lazy("mentorship plan", "month")), coerce=int
    )
    content = forms.CharField(
        label=capfirst(_("what is done")),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
    )
    form = forms.CharField(
        label=capfirst(pgettext_lazy("row of a mentorship plan", "form of work")),
        help_text=_("A talk, a lesson visit, a consultation, an open lesson …"),
        max_length=160,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = months_of(self.subject.mentorship)

    def layout(self) -> Layout:
        return Layout(Row(Column("month"), Column("form")), "content")


class RowChangeForm(UserModelForm):
    month = forms.TypedChoiceField(
        label=capfirst(pgettext_lazy("mentorship plan", "month")), coerce=int
    )

    class Meta:
        model = MentorshipRow
        fields = ["month", "form", "content"]
        widgets = {"content": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = months_of(self.instance.plan.mentorship)

    def layout(self) -> Layout:
        return Layout(Row(Column("month"), Column("form")), "content")


class MarkForm(TidyForm):
    """How a line of the plan went."""

    mark = forms.ChoiceField(
        label=capfirst(pgettext_lazy("row of a mentorship plan", "fulfilment")),
        choices=MentorshipRow.Mark.choices,
        widget=forms.RadioSelect,
        initial=MentorshipRow.Mark.DONE,
    )
    words = forms.CharField(
        label=_("Remark; why, if it was not done"), max_length=300, required=False
    )


class ApproveForm(TidyForm):
    """Under which question of a held meeting the plan was approved."""

    item = QuestionField(
        AgendaItem.objects.none(), label=_("Question of the agenda"), empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pair = self.subject.mentorship
        rows = questions_of([pair.association_id])
        field = self.fields["item"]
        field.queryset = rows.filter(meeting__number__isnull=False, meeting__year=pair.year_id)
        if not field.queryset:
            field.help_text = _("No meeting was held in this school year yet.")


class ReturnForm(TidyForm):
    text = forms.CharField(
        label=pgettext_lazy("mentorship", "What should change"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class ReportForm(UserModelForm):
    """A report of one of the two; saved as often as one likes before it is handed in."""

    class Meta:
        model = MentorshipReport
        fields = ["period", "done", "outcome", "troubles", "proposals"]
        widgets = {
            name: forms.Textarea(attrs={"rows": rows})
            for name, rows in (("done", 6), ("outcome", 4), ("troubles", 3), ("proposals", 3))
        }

    def __init__(self, *args: Any, pair: Mentorship | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if pair is not None:
            self.instance.mentorship = pair
            self.instance.school_id = pair.school_id
            self.instance.side = pair.side_of(self.user)
            self.instance.author = self.user

    def clean_period(self) -> str:
        """The pair and the side are no fields: the constraint is asked with them."""
        period: str = self.cleaned_data["period"]
        same = MentorshipReport.objects.filter(
            mentorship=self.instance.mentorship, side=self.instance.side, period=period
        )
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(WRITTEN)
        return period

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 -- Django's own
        with only_one(WRITTEN):  # in another window, at the same moment
            return super().save(commit)
