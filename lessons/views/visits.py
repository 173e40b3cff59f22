"""Pages of visits: the list, one visit, planning it; the journal on paper."""

from typing import Any

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils import timezone

from associations.models import AcademicYear
from core.forms import number_in
from core.permissions import can
from core.views import ActionFormPage, ActionView, CreatePage, DetailPage, UpdatePage
from lessons import services
from lessons.documents.visits import VisitJournal
from lessons.figures.balance import own_counts
from lessons.filters.visits import VisitFilter
from lessons.forms.visits import MissVisitForm, VisitForm
from lessons.models import Advice, OpenLesson, Visit, VisitSheet
from lessons.permissions.visits import is_visitor
from lessons.views.lists import TonedList
from lessons.workflow import VISIT_WORKFLOW, VisitStatus
from meetings.views.registers import AsPdf, AsTable, Book
from plans.models import PlanRow
from plans.views.writing import Telling

VISITS = Visit.objects.select_related(
    "association", "teacher", "subject", "year", "school", "open_lesson", "plan_row__plan"
).prefetch_related("visitors")
TONES = {VisitStatus.HELD: "done", VisitStatus.NOT_HELD: "late"}


class VisitList(TonedList, Book):
    """Visits of the reader's associations, the newest first; and the reader's own counts."""

    model = Visit
    queryset = Visit.objects.for_table().in_order()
    filterset_class = VisitFilter
    permission = "lessons.view_visit"
    tones = TONES

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.request.headers.get("HX-Request"):
            return context
        return {**context, "own": own_counts(self.request.user, timezone.localdate())}


class Journal(VisitList):
    """Visits that took place, in the order of the year, with the words the reader may see."""

    queryset = Visit.objects.for_table().order_by("day", "period", "pk")
    paper_class = VisitJournal
    page_name = "lessons:visit_list"

    def get_queryset(self) -> Any:
        seen = VisitSheet.objects.visible_to(self.request.user).agreed()
        rows = super().get_queryset().filter(status=VisitStatus.HELD)
        return rows.prefetch_related(Prefetch("sheets", seen, to_attr="seen"))


class VisitJournalPdf(AsPdf, Journal):
    """The journal on paper."""


class VisitJournalTable(AsTable, Journal):
    """The journal in a table."""


class VisitDetail(DetailPage):
    """One visit: who came, the sheets that exist for the reader, advice of earlier ones."""

    model = Visit
    queryset = VISITS
    permission = "lessons.view_visit"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        visit, user = self.object, self.request.user
        sheets = VisitSheet.objects.visible_to(user).filter(visit=visit)
        rows = list(sheets.select_related("author").order_by("author__sort_key", "pk"))
        for sheet in rows:
            sheet.visit = visit
        return super().get_context_data(
            sheets=rows,
            advice=self.advice(),
            change=can(user, "lessons.change_visit", visit),
            tone=TONES.get(visit.status, ""),
            **kwargs,
        )

    def advice(self) -> list[Advice]:
        """What was advised before and is still open: for those who come, and who may know."""
        user, visit = self.request.user, self.object
        mine = is_visitor(user, visit) or user.pk == visit.teacher_id
        if not mine and not user.leads_school and visit.association_id not in user.headed_ids:
            return []
        return open_advice(visit, user)


def open_advice(visit: Visit, user: Any) -> list[Advice]:
    rows = Advice.objects.visible_to(user).open().filter(teacher=visit.teacher_id)
    rows = rows.exclude(sheet__visit=visit).select_related("sheet__visit", "sheet__author")
    return list(rows.order_by("sheet__visit__day", "pk"))


class VisitCreate(Telling, CreatePage):
    """A visit; a link may say which open lesson, teacher or row of a plan it is about."""

    model = Visit
    form_class = VisitForm
    permission = "lessons.create_visit"

    def write(self, form: Any) -> str:
        """The service writes it down."""
        self.object = form.save()
        return self.object.get_absolute_url()  # type: ignore[no-any-return]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "lesson": self.lesson()}

    def lesson(self) -> OpenLesson | None:
        key = number_in(self.request.GET.get("open_lesson", ""))
        lessons = OpenLesson.objects.visible_to(self.request.user).in_force()
        return get_object_or_404(lessons, pk=key) if key else None

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET
        named = {name: asked[name] for name in ("teacher", "kind") if asked.get(name)}
        row = PlanRow.objects.visible_to(self.request.user).filter(
            pk=number_in(asked.get("row", ""))
        )
        return {**named, **({"plan_row": row[0].pk} if row else {})}


class VisitUpdate(Telling, UpdatePage):
    model = Visit
    queryset = VISITS
    form_class = VisitForm
    permission = "lessons.change_visit"


class VisitHold(ActionView):
    model = Visit
    queryset = VISITS
    permission = "lessons.hold_visit"
    action = services.hold_visit


class VisitMiss(ActionFormPage):
    model = Visit
    queryset = VISITS
    permission = "lessons.miss_visit"
    action = services.miss_visit
    form_class = MissVisitForm
    label = VISIT_WORKFLOW["miss"].label


def year_asked(request: Any) -> AcademicYear | None:
    """Which school year the address names; else the one of today."""
    years = AcademicYear.objects.visible_to(request.user)
    if key := number_in(request.GET.get("year", "")):
        return get_object_or_404(years, pk=key)
    return years.near(timezone.localdate())
