"""Pages of who visited whom, and of what sheets say of an association in sum."""

from datetime import date
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from associations.models import AcademicYear, Association, Quarter
from core.forms import number_in
from core.permissions import can
from core.views import DetailPage
from core.views.papers import paper_response, wished_language
from lessons.documents.sheet_words import WORDS
from lessons.documents.visits import VisitMatrix
from lessons.figures.balance import Balance, balance_of
from lessons.figures.criteria import sums_of
from lessons.views.visits import year_asked

WHOLE = "year"


class OfAssociation(DetailPage):
    """A figure of one association, in the year and the quarter the address names."""

    model = Association
    queryset = Association.objects.of_teachers().select_related("school")

    @cached_property
    def year(self) -> AcademicYear:
        year = year_asked(self.request)
        if year is None:
            raise Http404
        return year

    @cached_property
    def quarters(self) -> list[Quarter]:
        return list(self.year.quarters.order_by("number"))

    @cached_property
    def quarter(self) -> Quarter | None:
        """The one that is asked for; else that of today; the whole year by its word."""
        asked = self.request.GET.get("quarter", "")
        if asked == WHOLE:
            return None
        today = timezone.localdate()
        number = number_in(asked)
        fits = [
            one
            for one in self.quarters
            if (one.number == number if number else one.start <= today <= one.end)
        ]
        return fits[0] if fits else None

    def day(self) -> date:
        """Whose members are counted: those of today, or of the last day of a past year."""
        return min(timezone.localdate(), self.year.end)


class VisitBalance(OfAssociation):
    """The matrix, who went nowhere, whom nobody saw, and what could be done about it."""

    permission = "lessons.view_balance"
    template_name = "lessons/visit_balance.html"

    def balance(self) -> Balance:
        return balance_of(self.object, self.year, self.quarter, self.day())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            balance=self.balance(),
            year=self.year,
            quarters=self.quarters,
            quarter=self.quarter,
            period=self.quarter.number if self.quarter else WHOLE,
            sums=can(self.request.user, "lessons.view_sums", self.object),
            **kwargs,
        )


class VisitMatrixPdf(VisitBalance):
    """The matrix on paper."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        language = wished_language(request, self.object.school.paper_language)
        words = WORDS[language]
        number = self.quarter
        when = words["quarter"].format(number) if number else words["whole_year"]
        paper = VisitMatrix(
            self.balance(), f"{self.year}, {when}", timezone.localdate(), language=language
        )
        back = reverse("lessons:visit_balance", args=[self.object.pk])
        return paper_response(request, paper, or_else=lambda: back)


class VisitSums(OfAssociation):
    """Where the lessons of an association are strong and where they are not."""

    permission = "lessons.view_sums"
    template_name = "lessons/visit_sums.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        sums = sums_of(self.object, self.year, user)
        return super().get_context_data(sums=sums, year=self.year, **kwargs)
