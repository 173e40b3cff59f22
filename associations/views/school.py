"""Pages of the school itself: settings, sample page, years, subjects."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from associations.documents import SamplePage
from associations.forms.school import SchoolSettingsForm, SubjectForm
from associations.forms.years import YearForm
from associations.models import AcademicYear, School, Subject
from associations.services.usual import year_days
from core.views import ActionView, CreatePage, DocumentView, ListPage, UpdatePage


class OwnSchool:
    """A page about the reader's school: its address needs no number."""

    model = School
    permission = "associations.change_school"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, pk=request.user.school_id, **kwargs)


class SchoolSettings(OwnSchool, UpdatePage):
    form_class = SchoolSettingsForm


class SchoolSample(OwnSchool, DocumentView):
    document_class = SamplePage


class SchoolAction(OwnSchool, ActionView):
    """A button about the whole school."""


class YearList(ListPage):
    model = AcademicYear
    queryset = AcademicYear.objects.prefetch_related("quarters", "holidays").order_by(
        "-start", "-pk"
    )
    filterset_fields: list[str] = []
    permission = "associations.change_school"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(today=timezone.localdate(), **kwargs)


class YearCreate(CreatePage):
    model = AcademicYear
    form_class = YearForm
    permission = "associations.change_school"

    def get_initial(self) -> dict[str, Any]:
        return next_year(self.request.user.school)


class YearUpdate(UpdatePage):
    model = AcademicYear
    form_class = YearForm
    permission = "associations.change_school"


class SubjectList(ListPage):
    model = Subject
    queryset = Subject.objects.order_by("sort_key", "pk")
    filterset_fields: list[str] = []
    paginate_by = 100
    permission = "associations.change_school"


class SubjectCreate(CreatePage):
    model = Subject
    form_class = SubjectForm
    permission = "associations.change_school"


class SubjectUpdate(UpdatePage):
    model = Subject
    form_class = SubjectForm
    permission = "associations.change_school"


def next_year(school: School) -> dict[str, Any]:
    """Fill a new year in with the usual days, one after the last."""
    last = AcademicYear.objects.filter(school=school).order_by("start").last()
    first = last.start.year + 1 if last else timezone.localdate().year
    return year_days(first)
