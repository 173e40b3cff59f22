"""Pages of subject weeks: the list, the programme by days, the decision, the report."""

from itertools import groupby
from typing import Any

from django.urls import reverse

from associations.models import User
from core import attachments
from core.permissions import can
from core.views import (
    ActionFormPage,
    ActionView,
    CreatePage,
    CreateWithin,
    DetailPage,
    UpdatePage,
)
from lessons import services
from lessons.documents.weeks import WeekPlan, WeekReport, text_digest, week_text
from lessons.figures.weeks import advice, begun, counts, steps_of
from lessons.filters.events import SubjectWeekFilter
from lessons.forms import weeks as forms
from lessons.forms.headed import day_words
from lessons.models import SubjectWeek, WeekRow
from lessons.views.filed import FiledPdf
from lessons.views.lists import TonedList
from lessons.workflow.weeks import WEEK_SHOWN, WeekStatus

WEEKS = SubjectWeek.objects.select_related(
    "association", "year", "subject", "school", "plan_row", "decided_by"
)
ROWS = WeekRow.objects.select_related("week__association").prefetch_related("responsible")
TONES = {"approved": "wait", "returned": "late", "submitted": "wait", "reported": "done"}
ROW_TONES = {"held": "done", "missed": "late"}


class SubjectWeekList(TonedList):
    model = SubjectWeek
    queryset = SubjectWeek.objects.for_table().newest_first()
    filterset_class = SubjectWeekFilter
    permission = "lessons.view_subjectweek"
    tones = TONES


class SubjectWeekDetail(DetailPage):
    """The programme by days, how it goes, and what is to be done next."""

    model = SubjectWeek
    queryset = WEEKS
    permission = "lessons.view_subjectweek"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        week, user = self.object, self.request.user
        rows = programme(week, user)
        told = {
            "tone": TONES.get(week.status, ""),
            "days": days_of(rows),
            "steps": steps_of(week),
            "advice": advice(week, rows),
            "counts": counts(rows),
            "photos": list(attachments.of(week, "week_photo")),
            "change": can(user, "lessons.change_subjectweek", week),
            "write": can(user, "lessons.write_subjectweek", week),
            "attach": can(user, "lessons.attach_subjectweek", week),
            "detach": can(user, "lessons.detach_subjectweek", week),
            "holds": week.status in WEEK_SHOWN,
            "told": can(user, "lessons.view_week_report", week),
        }
        return super().get_context_data(**told, **kwargs)


def programme(week: SubjectWeek, user: User) -> list[WeekRow]:
    """Its events with what the reader may do with each; two questions."""
    rows = list(week.rows.in_order().prefetch_related("responsible"))
    for row in rows:
        row.week = week
        row.tone = ROW_TONES.get(row.status, "")
        row.badge = row.tone or not week.is_waiting
        row.change = can(user, "lessons.change_weekrow", row)
        row.people = [*(p.list_name for p in row.responsible.all()), row.outside]
        row.doers = ", ".join(name for name in row.people if name)
        row.verbs = [
            {
                "label": move.label,
                "url": reverse(f"lessons:weekrow_{move.verb}", args=[row.pk]),
                "presses": not move.asks,
                "plain": move.plain,
            }
            for move in WeekRow.workflow
            if can(user, f"lessons.{move.verb}_weekrow", row)
        ]
    return rows


def days_of(rows: list[WeekRow]) -> list[dict[str, Any]]:
    """The events under their days."""
    return [
        {"words": day_words(day), "rows": list(found)}
        for day, found in groupby(rows, key=lambda row: row.day)
    ]


class SubjectWeekCreate(CreatePage):
    model = SubjectWeek
    form_class = forms.WeekForm
    permission = "lessons.create_subjectweek"


class SubjectWeekUpdate(UpdatePage):
    model = SubjectWeek
    queryset = WEEKS
    form_class = forms.WeekForm
    permission = "lessons.change_subjectweek"


class SubjectWeekWrite(UpdatePage):
    """The words of the report; what is known from the events stands there to begin with."""

    model = SubjectWeek
    queryset = WEEKS
    form_class = forms.ReportForm
    permission = "lessons.write_subjectweek"
    template_name = "lessons/subjectweek_write.html"

    def get_initial(self) -> dict[str, Any]:
        week = self.object
        if any(getattr(week, name) for name in forms.ReportForm.Meta.fields):
            return {}
        return begun(list(week.rows.in_order()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(self.object.rows.in_order())
        return super().get_context_data(counts=counts(rows), **kwargs)


class SubjectWeekApprove(ActionFormPage):
    """The programme to be read, and the decision under it that names its text."""

    model = SubjectWeek
    queryset = WEEKS
    permission = "lessons.approve_subjectweek"
    form_class = forms.ApproveForm
    template_name = "lessons/subjectweek_approve.html"
    label = SubjectWeek.workflow["approve"].label

    def get_initial(self) -> dict[str, Any]:
        return {"seen": text_digest(week_text(self.object))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = programme(self.object, self.request.user)
        return super().get_context_data(days=days_of(rows), **kwargs)

    def form_invalid(self, form: Any) -> Any:
        """Whoever reads it again decides on the text of now."""
        form.data = {**form.data.dict(), "seen": text_digest(week_text(self.object))}
        return super().form_invalid(form)


class WeekRowCreate(CreateWithin):
    """An event is added to the week in the address; the form offers its days."""

    model = WeekRow
    form_class = forms.WeekRowForm
    permission = "lessons.create_weekrow"
    within = SubjectWeekDetail
    name = "week"
    lock = services.lock_week

    def get_initial(self) -> dict[str, Any]:
        """The day of the event before: programmes are written day after day."""
        last = self.parent.rows.order_by("-pk").first()
        return {"day": last.day.isoformat()} if last else {"kind": WeekRow.Kind.OPENING}


class WeekRowUpdate(UpdatePage):
    model = WeekRow
    queryset = ROWS
    form_class = forms.WeekRowForm
    permission = "lessons.change_weekrow"

    def hold(self) -> None:
        services.lock_week(self.object.week)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(week=self.object.week, **kwargs)


class WeekSaying(ActionFormPage):
    """A form about a week."""

    model = SubjectWeek
    queryset = WEEKS


class RowSaying(ActionFormPage):
    """A form about an event."""

    model = WeekRow
    queryset = ROWS


class RowPress(ActionView):
    """A press beside an event."""

    model = WeekRow
    queryset = ROWS


class WeekPlanPdf(FiledPdf):
    model = SubjectWeek
    queryset = WEEKS.select_related("paper")
    permission = "lessons.view_subjectweek"
    document_class = WeekPlan

    def is_final(self, found: SubjectWeek) -> bool:
        return found.status in WEEK_SHOWN

    def is_valid(self, found: SubjectWeek) -> bool:
        """It waits for its stamp, perhaps for pen and ink."""
        return found.status == WeekStatus.SUBMITTED


class WeekReportPdf(FiledPdf):
    model = SubjectWeek
    queryset = WEEKS.select_related("report_paper")
    permission = "lessons.view_week_report"
    document_class = WeekReport
    place = "report_paper"

    def is_final(self, found: SubjectWeek) -> bool:
        return found.status == WeekStatus.REPORTED
