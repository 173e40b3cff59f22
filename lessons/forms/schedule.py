"""What people write of a schedule: which half-year, its lessons, how they go."""

from typing import Any

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from associations.models import AcademicYear, Association, User
from core import dates
from core.forms import TidyForm, UserModelForm
from lessons import services
from lessons.forms.classes import ClassField, OfClassForm
from lessons.models import OpenLesson, Schedule
from plans.models import PlanRow
from plans.workflow import ROW_OPEN

NO_SUCH_DAY = _("There is no such day in the calendar. Write it like this: 12.10.2026.")
LONGEST = 2_000
JANUARY = 1
JULY = 7


def day_input(**attrs: Any) -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", **attrs}, format="%Y-%m-%d")


def words(label: Any, *, rows: int = 3, **options: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST, widget=area, **options)


class ScheduleCreateForm(UserModelForm):
    """Whose schedule, of which half-year."""

    class Meta:
        model = Schedule
        fields = ["association", "year", "half"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headed = self.user.headed_ids - self.user.council_ids
        unions = Association.objects.visible_to(self.user).active().filter(pk__in=headed)
        today = timezone.localdate()
        years = AcademicYear.objects.visible_to(self.user).filter(end__gte=today)
        self.fields["association"].queryset = unions.in_order()
        self.fields["year"].queryset = years.order_by("start")
        self.fields["year"].empty_label = None
        if len(headed) == 1:
            self.fields["association"].empty_label = None
            self.initial.setdefault("association", next(iter(headed)))
        self.initial["half"] = self._expected_half(today, headed)

    def _expected_half(self, today: Any, headed: set[int]) -> int:
        """The half that runs, unless all have its schedule already."""
        first, second = Schedule.Half.FIRST, Schedule.Half.SECOND
        now = second if JANUARY <= today.month < JULY else first
        made = Schedule.objects.filter(
            association__in=headed, half=now, year__start__lte=today, year__end__gte=today
        )
        other = first if now == second else second
        return other if made.count() == len(headed) else now

    def layout(self) -> Layout:
        return Layout(Row(Column("association"), Column("year"), Column("half")))

    def _post_clean(self) -> None:
        """The service says whether there is one already."""

    def save(self, commit: bool = True) -> Schedule:  # noqa: FBT001, FBT002 -- Django's own
        said = self.cleaned_data
        self.instance = services.make_schedule(
            said["association"], year=said["year"], half=said["half"], by=self.user
        )
        return self.instance


class OpenLessonForm(OfClassForm, UserModelForm):
    """One lesson of the schedule; a teacher who proposes names nobody else."""

    school_class = ClassField(label=capfirst(pgettext_lazy("open lesson", "class")))
    month = forms.TypedChoiceField(
        label=pgettext_lazy("open lesson", "Month, if the day is not known yet"),
        required=False,
        empty_value=None,
    )

    class Meta:
        model = OpenLesson
        fields = [
            *("kind", "teacher", "subject", "topic", "language"),
            *("day", "period", "room", "plan_row"),
        ]
        widgets = {"day": day_input()}
        error_messages = {"day": {"invalid": NO_SUCH_DAY}}

    def __init__(
        self, *args: Any, schedule: Schedule, proposing: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.schedule, self.proposing = schedule, proposing
        self.instance.schedule = schedule
        self.approved = schedule.in_force_id is not None
        self._offer_people()
        self._offer_months()
        self._offer_rows()
        subjects = schedule.association.subjects.all()
        usual = subjects or self.fields["subject"].queryset
        self.fields["subject"].queryset = usual.filter(school=schedule.school_id)

    def _offer_people(self) -> None:
        if self.proposing:
            del self.fields["teacher"]
            return
        known = set(self.schedule.association.members().values_list("pk", flat=True))
        if self.instance.pk:
            known.add(self.instance.teacher_id)
        people = User.objects.filter(pk__in=known, school=self.schedule.school_id)
        self.fields["teacher"].queryset = people.in_order()
        self.fields["teacher"].label_from_instance = lambda person: person.list_name

    def _offer_months(self) -> None:
        """In an approved schedule a lesson has its day at once."""
        if self.approved:
            del self.fields["month"]
            self.fields["day"].required = True
            return
        language = get_language() or "ky"
        months = self.schedule.months
        self.fields["month"].coerce = {day.isoformat(): day for day in months}.__getitem__
        self.fields["month"].choices = [
            ("", "–"),
            *((day.isoformat(), dates.month_name(day.month, language)) for day in months),
        ]
        if self.instance.pk:
            self.initial["month"] = self.instance.month.isoformat()

    def _offer_rows(self) -> None:
        """Rows of the year's plan that speak of open lessons, and the one it has already."""
        rows = (
            PlanRow.objects.annual()
            .kept()
            .filter(
                plan__association=self.schedule.association_id,
                plan__year=self.schedule.year_id,
                kind=PlanRow.Kind.OPEN_LESSON,
            )
        )
        self.fields["plan_row"].queryset = rows.in_order()
        if self.proposing and not self.instance.plan_row_id:
            del self.fields["plan_row"]

    def layout(self) -> Layout:
        rows = [
            ["kind", "teacher", "subject"],
            ["topic"],
            ["school_class", "language"],
            ["day", "month"],
            ["period", "room"],
            ["plan_row"],
        ]
        kept = [[name for name in row if name in self.fields] for row in rows]
        return Layout(*(Row(*(Column(name) for name in row)) for row in kept if row))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        day, month = said.get("day"), said.get("month")
        if not self.approved and "day" not in self.errors and not (day or month):
            self.add_error("day", _("Give the day, or at least the month."))
        if month and not day:
            self.instance.month = month
        return said

    def save(self, commit: bool = True) -> OpenLesson:  # noqa: FBT001, FBT002 -- Django's own
        if self.instance.pk:
            return services.save_lesson(self.instance, by=self.user)
        if self.proposing:
            return services.propose_openlesson(self.instance, by=self.user)
        return services.add_lesson(self.instance, by=self.user)


class TakeRowsForm(TidyForm):
    """Rows of the year's plan that become lessons."""

    rows = forms.ModelMultipleChoiceField(
        label=_("Rows of the plan about open lessons"),
        queryset=PlanRow.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one row.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rows"].queryset = rows_to_take(self.subject)
        self.fields["rows"].label_from_instance = lambda row: row.text[:200]


def rows_to_take(schedule: Schedule) -> Any:
    """Rows about open lessons that no lesson of the schedule hangs on yet."""
    taken = schedule.lessons.exclude(plan_row=None).values("plan_row")
    rows = (
        PlanRow.objects.annual()
        .kept()
        .filter(
            plan__association=schedule.association_id,
            plan__year=schedule.year_id,
            kind=PlanRow.Kind.OPEN_LESSON,
            status__in=ROW_OPEN,
        )
    )
    return rows.exclude(pk__in=taken).in_order().prefetch_related("responsible")


class SubmitForm(TidyForm):
    text = words(_("A word to the deputy director, if you like"), required=False)


class DecideForm(TidyForm):
    """The digest of the text that was read, and a word if the decider likes."""

    digest = forms.CharField(widget=forms.HiddenInput)
    text = words(_("A word to the head, if you like"), required=False)


class ReturnForm(TidyForm):
    digest = forms.CharField(widget=forms.HiddenInput)
    text = words(_("What should change?"), rows=4)


class DeclineForm(TidyForm):
    text = words(_("Why is it not taken into the schedule?"))


class MoveForm(TidyForm):
    """The day, hour and room it is moved to, and why."""

    day = forms.DateField(
        label=_("New day"), widget=day_input(), error_messages={"invalid": NO_SUCH_DAY}
    )
    period = forms.IntegerField(
        label=capfirst(_("lesson number")), min_value=1, max_value=12, required=False
    )
    room = forms.CharField(
        label=capfirst(pgettext_lazy("open lesson", "room")), max_length=40, required=False
    )
    reason = forms.CharField(
        label=_("Why it is moved"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The schedule prints it beside the day before."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lesson = self.subject
        for name in ("day", "period", "room"):
            self.fields[name].initial = getattr(lesson, name)

    def layout(self) -> Layout:
        return Layout(Row(Column("day"), Column("period"), Column("room")), "reason")


class GiveForm(TidyForm):
    text = words(_("How it went, if you like to say"), required=False)


class MissForm(TidyForm):
    text = words(_("Why was it not given?"))


class ReopenForm(TidyForm):
    text = words(_("Why is it opened again?"))
