"""The data bank on teachers: the list, its paper and table, and what all sum up to."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from associations.figures.bank import (
    Card,
    Composition,
    cards_of,
    composition_of,
    with_rows,
)
from associations.models import Association, User
from core.exports import xlsx_response
from core.views import guarded
from core.views.papers import paper_response, wished_language
from meetings.views.registers import AsPdf, AsTable, Book
from reports.documents.bank import BankPaper, CompositionPaper
from reports.filters import BankFilter, CompositionForm, overseen


class BankList(Book):
    """Who works at the school, and what is known of each."""

    model = User
    filterset_class = BankFilter
    permission = "reports.view_bank"

    def visible(self) -> Any:
        today = timezone.localdate()
        people = User.objects.with_profile_for(self.request.user).teaching(today)
        return with_rows(people.in_order(), today)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        cards = cards_of(context["object_list"], timezone.localdate())
        return {**context, "cards": cards}

    def get_template_names(self) -> list[str]:
        if self.request.headers.get("HX-Request"):
            return ["reports/_bank_table.html"]
        return ["reports/bank.html"]


class Leaving(BankList):
    """What the filter left, with addresses and telephones only where that is wished."""

    @cached_property
    def paper(self) -> BankPaper:
        school, today = self.request.user.school, timezone.localdate()
        return BankPaper(
            school,
            cards_of(self.object_list, today),
            today,
            contacts=self.request.GET.get("contacts") == "1",
            language=wished_language(self.request, school.paper_language),
        )


class BankPdf(Leaving, AsPdf, BankList):
    page_name = "reports:bank"
    paginate_by = None


class BankTable(Leaving, AsTable, BankList):
    paginate_by = None


class Counting:
    """The composition that was asked for: of whom, on which day."""

    def __init__(self, request: HttpRequest) -> None:
        self.user, self.today = request.user, timezone.localdate()
        self.form = CompositionForm(
            request.GET, unions=self.unions, school=_("all that I oversee")
        )
        self.union, asked = self.form.asked()
        self.day: date = asked or self.today

    @cached_property
    def unions(self) -> list[Association]:
        """Those the reader oversees."""
        return list(overseen(self))

    @cached_property
    def cards(self) -> list[Card]:
        """Everybody who belonged to one of the associations on that day, each once."""
        counted = [self.union] if self.union else self.unions
        people = User.objects.visible_to(self.user).members_of_any(counted, self.day)
        return cards_of(with_rows(people, self.day), self.day)

    @cached_property
    def counted(self) -> Composition:
        return composition_of(self.cards)

    def paper(self, request: HttpRequest) -> CompositionPaper:
        school: Any = self.user.school
        language = wished_language(request, school.paper_language)
        whose = self.union or (None if self.user.leads_school else _one(self.unions))
        return CompositionPaper(school, self.counted, self.day, union=whose, language=language)


def _one(unions: Iterable[Association]) -> str:
    return ", ".join(map(str, unions))


@require_safe
@guarded("reports.view_bank")
def composition(request: HttpRequest) -> HttpResponse:
    """Quantity and quality of the teachers: tables and charts, on any day."""
    asked = Counting(request)
    said = {
        "form": asked.form,
        "union": asked.union,
        "day": asked.day,
        "counted": asked.counted,
        "query": request.GET.urlencode(),
    }
    return render(request, "reports/composition.html", said)


@require_safe
@guarded("reports.view_bank")
def composition_pdf(request: HttpRequest) -> HttpResponse:
    paper = Counting(request).paper(request)
    return paper_response(request, paper, or_else=lambda: reverse("reports:composition"))


@require_safe
@guarded("reports.view_bank")
def composition_table(request: HttpRequest) -> HttpResponse:
    paper = Counting(request).paper(request)
    name = paper.filename.removesuffix(".pdf")
    return xlsx_response(name, paper.columns(), paper.cells(), title=paper.title())
