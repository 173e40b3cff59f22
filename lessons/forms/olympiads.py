"""What people write of an olympiad: what it is, its tasks, its results."""

from datetime import datetime
from typing import Any

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.forms.base import PeopleField, PersonField
from associations.models import Subject, User
from core.forms import TidyForm, UploadField, UserModelForm
from lessons.figures.results import Result, pasted
from lessons.forms.classes import ClassField, OfClassForm
from lessons.forms.headed import NO_SUCH_DAY, HeadForm, box, day_input
from lessons.forms.photos import file_input
from lessons.models import Olympiad, OlympiadResult
from plans.models import PlanRow

LONGEST = 10_000
MOST_PASTED = 100_000


def words(label: Any, *, rows: int = 3, most: int = 2_000, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=box(rows), **options)


class OlympiadForm(HeadForm):
    """What, for whom, when; who judges; when the task files open."""

    row_kind = PlanRow.Kind.OLYMPIAD
    chair = PersonField(
        queryset=User.objects.none(), label=_("Chair of the jury"), required=False
    )
    jury = PeopleField(
        queryset=User.objects.none(), label=_("Members of the jury"), required=False
    )

    class Meta:
        model = Olympiad
        fields = [
            *("association", "kind", "subject", "title", "classes", "day", "place"),
            *("opens_at", "chair", "jury", "plan_row"),
        ]
        widgets = {
            "day": day_input(),
            "opens_at": forms.DateTimeInput(
                attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            ),
        }
        error_messages = {
            "day": {"invalid": NO_SUCH_DAY},
            "opens_at": {"invalid": _("Write the day and the hour.")},
        }
        help_texts = {
            "opens_at": _("Until this hour nobody but their authors can open the task files.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        subjects = Subject.objects.visible_to(self.user).order_by("sort_key", "pk")
        self.fields["subject"].queryset = subjects
        staff = User.objects.visible_to(self.user).active().in_order()
        self.fields["chair"].queryset = self.fields["jury"].queryset = staff

    def layout(self) -> Layout:
        return Layout(
            *self.there("association"),
            Row(Column("kind"), Column("subject"), Column("classes")),
            "title",
            Row(Column("day"), Column("place")),
            "opens_at",
            "chair",
            "jury",
            *self.there("plan_row"),
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("kind") == Olympiad.Kind.OLYMPIAD and not said.get("subject"):
            self.add_error("subject", _("An olympiad is held in a subject."))
        return said

    def clean_opens_at(self) -> datetime:
        """Nobody opens the tasks of others by setting an earlier hour."""
        hour: datetime = self.cleaned_data["opens_at"]
        if self.instance.pk is None:
            return hour
        before = Olympiad.objects.get(pk=self.instance.pk).opens_at
        before = before.replace(second=0, microsecond=0)  # as the form writes it
        others = self.instance.tasks.filter(withdrawn_at=None).exclude(author=self.user)
        if hour < before and others.exists():
            raise ValidationError(
                _("There are task files of others: the hour can only be set later.")
            )
        return hour


class TaskForm(TidyForm):
    title = forms.CharField(label=_("What these tasks are"), max_length=120, required=False)
    file = UploadField(label=_("File"), widget=file_input())


class FinishForm(TidyForm):
    conclusions = words(
        pgettext_lazy("olympiad", "Conclusions"), rows=5, most=LONGEST, required=False
    )


class CancelForm(TidyForm):
    text = words(_("Why is it cancelled?"))


class ReopenForm(TidyForm):
    text = words(_("Why is it opened again?"))


class PastedField(forms.CharField):
    """Lines of a table: its value is a list of results."""

    widget = forms.Textarea

    def clean(self, value: Any) -> list[Result]:  # type: ignore[override]
        found = pasted(str(super().clean(value)))
        if not found:
            raise ValidationError(_("No pupil stands there."))
        return found


class PasteForm(TidyForm):
    """A table from Excel: pupil, class, teacher, points, place, district stage."""

    rows = PastedField(
        label=_("Rows of the table"),
        max_length=MOST_PASTED,
        help_text=_(
            "One pupil in each line: name, class, teacher, points, place, and + for the "
            "district stage. Who stands in the list already is changed."
        ),
        widget=forms.Textarea(attrs={"rows": 12}),
    )


class ResultForm(OfClassForm, UserModelForm):
    """One pupil: the name and the class are all that is kept."""

    school_class = ClassField(label=pgettext_lazy("olympiad", "Class"), required=True)

    class Meta:
        model = OlympiadResult
        fields = ["pupil", "teacher", "points", "rank", "onward"]

    def __init__(self, *args: Any, olympiad: Olympiad | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if olympiad:
            self.instance.olympiad = olympiad

    def layout(self) -> Layout:
        return Layout(
            Row(Column("pupil"), Column("school_class")),
            "teacher",
            Row(Column("points"), Column("rank")),
            "onward",
        )

    def clean(self) -> dict[str, Any]:
        """The pupil, the class and the olympiad: the constraint is asked with all of them."""
        said = super().clean() or self.cleaned_data
        if "pupil" in said and "school_class" in said:
            said["pupil"] = " ".join(said["pupil"].split())
            same = OlympiadResult.objects.filter(
                olympiad=self.instance.olympiad,
                pupil=said["pupil"],
                grade=self.instance.grade,
                letter=self.instance.letter,
            )
            if same.exclude(pk=self.instance.pk).exists():
                self.add_error("pupil", _("This pupil stands in the list already."))
        return said
