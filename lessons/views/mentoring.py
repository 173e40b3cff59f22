"""Pages of plans and reports of the two of a mentorship."""

import json
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language

from core import dates
from core.permissions import can
from core.views import ActionFormPage, CreateWithin, DetailPage, DocumentView, UpdatePage
from lessons import services
from lessons.documents.mentorship import MentorshipPlanPaper, MentorshipReportPaper
from lessons.figures import mentorship as figures
from lessons.forms import mentoring as forms
from lessons.models import MentorshipPlan, MentorshipReport, MentorshipRow
from lessons.views.mentorship import MentorshipDetail
from plans.views.writing import Telling

PLANS = MentorshipPlan.objects.for_page().select_related(
    "approved_at__meeting", "decided_by", "paper"
)
REPORTS = MentorshipReport.objects.for_page().select_related("decided_by", "paper")
ROWS = MentorshipRow.objects.select_related("plan__mentorship", "plan__author")


class PlanDetail(DetailPage):
    """A plan: its lines by month, and how they went."""

    model = MentorshipPlan
    queryset = PLANS
    permission = "lessons.view_mentorshipplan"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, user = self.object, self.request.user
        plan.tone = figures.tone_of(plan)
        rows = list(plan.rows.in_order())
        language = get_language() or "ky"
        for row in rows:
            row.plan = plan
            row.month_words = capfirst(dates.month_name(row.month, language))
            row.tone = figures.MARK_TONES.get(row.mark, "")
        mark = can(user, "lessons.mark_mentorshiprow", rows[0]) if rows else None
        return super().get_context_data(
            rows=rows,
            change=can(user, "lessons.change_mentorshipplan", plan),
            mark=mark,
            meeting=plan.approved_at.meeting if plan.approved_at else None,
            **kwargs,
        )


class PlanUpdate(UpdatePage):
    """The goal; the lines are written on the plan's own page."""

    model = MentorshipPlan
    queryset = PLANS
    form_class = forms.GoalForm
    permission = "lessons.change_mentorshipplan"


class RowUpdate(UpdatePage):
    model = MentorshipRow
    queryset = ROWS
    form_class = forms.RowChangeForm
    permission = "lessons.change_mentorshiprow"

    def hold(self) -> None:
        services.lock_mentorshipplan(self.object.plan)


class RowMark(ActionFormPage):
    """What was said before stands in the form."""

    model = MentorshipRow
    queryset = ROWS
    permission = "lessons.mark_mentorshiprow"
    form_class = forms.MarkForm
    action = services.mark_mentorshiprow

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        return {"mark": row.mark, "words": row.words} if row.mark else {}


class PlanPdf(DocumentView):
    """With its marks as they stand; what is still written says that it is a draft."""

    model = MentorshipPlan
    queryset = PLANS
    permission = "lessons.view_mentorshipplan"
    document_class: Any = MentorshipPlanPaper

    def wishes(self) -> dict[str, Any]:
        usual = self.object.mentorship.school.paper_language
        return {"language": usual, "draft": self.object.is_editable, **super().wishes()}


class ReportDetail(DetailPage):
    model = MentorshipReport
    queryset = REPORTS
    permission = "lessons.view_mentorshipreport"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = self.object
        report.tone = figures.tone_of(report)
        change = can(self.request.user, "lessons.change_mentorshipreport", report)
        written = [
            (capfirst(report._meta.get_field(name).verbose_name), getattr(report, name))
            for name in ("done", "outcome", "troubles", "proposals")
        ]
        parts = [(title, text) for title, text in written if text]
        return super().get_context_data(change=change, parts=parts, **kwargs)


class ReportCreate(Telling, CreateWithin):
    """A report in a mentorship of one's own."""

    model = MentorshipReport
    form_class = forms.ReportForm
    permission = "lessons.create_mentorshipreport"
    within = MentorshipDetail
    name = "pair"
    lock = services.lock_mentorship

    def get_initial(self) -> dict[str, Any]:
        """The half-year first; once that is written, the year."""
        side = self.parent.side_of(self.request.user)
        written = self.parent.mentorshipreports.filter(side=side, period="half").exists()
        return {"period": "year" if written else "half"}


class ReportUpdate(UpdatePage):
    model = MentorshipReport
    queryset = REPORTS
    form_class = forms.ReportForm
    permission = "lessons.change_mentorshipreport"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(pair=self.object.mentorship, **kwargs)


class ReportPdf(PlanPdf):
    """An accepted one as it was filed, in either language."""

    model = MentorshipReport
    queryset = REPORTS
    permission = "lessons.view_mentorshipreport"
    document_class = MentorshipReportPaper

    def wishes(self) -> dict[str, Any]:
        paper = self.object.paper
        if paper is None:
            return super().wishes()
        filed = {"code": paper.code, "snapshot": json.loads(paper.snapshot)}
        return {**super().wishes(), **filed, "made_at": paper.filed_at}
