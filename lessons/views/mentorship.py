"""Pages of mentorships: the pairs, who has no mentor, one pair, the mentor's diary."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from associations.models import AcademicYear, Association
from core.forms import number_in
from core.permissions import can
from core.views import CreatePage, DetailPage, DocumentView, ListPage, UpdatePage, guarded
from lessons.documents.mentorship import MentorsDiaryPaper
from lessons.figures import mentorship as figures
from lessons.filters.mentorship import MentorshipFilter
from lessons.forms.mentorship import DiaryEntryForm, MentorshipForm
from lessons.models import DiaryEntry, Mentorship, MentorshipReport, Side
from plans.views.writing import Telling

PAIRS = Mentorship.objects.for_table().select_related("school", "proposed__meeting", "author")


class MentorshipList(ListPage):
    model = Mentorship
    queryset = Mentorship.objects.for_table().newest_first()
    filterset_class = MentorshipFilter
    permission = "lessons.view_mentorship"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for row in context["mentorship_list"]:
            row.tone = figures.tone_of(row)
        return context


@require_safe
@guarded("lessons.view_novices")
def novice_list(request: HttpRequest) -> HttpResponse:
    """The young teachers of the reader's associations: who helps them, and what is missing."""
    user, today = request.user, timezone.localdate()
    year = AcademicYear.objects.visible_to(user).select_related("school").near(today)
    unknown = Q(memberships__person__is_active=True, memberships__person__teaches_since=None)
    unions = Association.objects.visible_to(user).active().in_order()
    unions = unions.annotate(
        unknown=Count("memberships", filter=unknown & Q(memberships__until=None))
    )
    unions = list(unions if user.leads_school else unions.headed_by(user))
    chosen = number_in(request.GET.get("association", ""))
    keys = [row.pk for row in unions if chosen in {0, row.pk}]
    rows = figures.novices_of(keys, year, today) if year else []
    for row in rows:
        if row.mentorship:
            row.mentorship.tone = figures.tone_of(row.mentorship)
    said = {
        "rows": rows,
        "unions": unions,
        "chosen": chosen,
        "year": year,
        "unknown": sum(row.unknown for row in unions if chosen in {0, row.pk}),
    }
    return render(request, "lessons/novice_list.html", said)


class MentorshipDetail(DetailPage):
    """One pair: the order, the two plans, the reports, and how many lines the diary has."""

    model = Mentorship
    queryset = PAIRS.annotate(diary_count=Count("diary"))
    permission = "lessons.view_mentorship"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pair, user = self.object, self.request.user
        pair.tone = figures.tone_of(pair)
        writes = can(user, "lessons.create_mentorshipplan", pair)
        sides = self.sides()
        mine = next((row for row in sides if row["side"] == pair.side_of(user)), None)
        return super().get_context_data(
            sides=sides,
            begin=writes and mine is not None and mine["plan"] is None,
            report=can(user, "lessons.create_mentorshipreport", pair),
            change=can(user, "lessons.change_mentorship", pair),
            diary=can(user, "lessons.view_diary", pair),
            write=can(user, "lessons.create_diaryentry", pair),
            **kwargs,
        )

    def sides(self) -> list[dict[str, Any]]:
        """Plan and reports of each of the two, as far as the reader sees them."""
        pair, user = self.object, self.request.user
        plans = list(pair.mentorshipplans.visible_to(user).with_marks())
        reports = list(pair.mentorshipreports.visible_to(user))
        for paper in [*plans, *reports]:
            paper.tone = figures.tone_of(paper)
            paper.author = pair.mentor if paper.side == Side.MENTOR else pair.novice
        return [
            {
                "side": side.value,
                "label": side.label,
                "person": pair.mentor if side == Side.MENTOR else pair.novice,
                "plan": next((row for row in plans if row.side == side), None),
                "reports": [
                    (period.label, _of(reports, side, period))
                    for period in MentorshipReport.Period
                ],
            }
            for side in Side
        ]


def _of(reports: list[MentorshipReport], side: str, period: str) -> MentorshipReport | None:
    return next((row for row in reports if (row.side, row.period) == (side, period)), None)


class MentorshipCreate(Telling, CreatePage):
    model = Mentorship
    form_class = MentorshipForm
    permission = "lessons.create_mentorship"

    def get_initial(self) -> dict[str, Any]:
        """Whom a link asks for."""
        asked = self.request.GET
        names = ("association", "novice", "proposed")
        return {name: asked[name] for name in names if asked.get(name)}


class MentorshipUpdate(UpdatePage):
    model = Mentorship
    queryset = PAIRS
    form_class = MentorshipForm
    permission = "lessons.change_mentorship"


class DiaryPage(DetailPage):
    """The mentor's diary: what was written, and the visits that took place."""

    model = Mentorship
    queryset = PAIRS
    permission = "lessons.view_diary"
    template_name = "lessons/mentorship_diary.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pair = self.object
        write = can(self.request.user, "lessons.create_diaryentry", pair)
        lines = list(reversed(figures.diary_of(pair)))
        return super().get_context_data(lines=lines, write=write, **kwargs)


class DiaryPdf(DocumentView):
    model = Mentorship
    queryset = PAIRS
    permission = "lessons.view_diary"
    document_class = MentorsDiaryPaper

    def wishes(self) -> dict[str, Any]:
        return {"language": self.object.school.paper_language, **super().wishes()}


class DiaryEntryUpdate(UpdatePage):
    model = DiaryEntry
    queryset = DiaryEntry.objects.select_related("mentorship")
    form_class = DiaryEntryForm
    permission = "lessons.change_diaryentry"
