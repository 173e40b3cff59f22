"""Pages that only read."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import IntegerField, Subquery
from django.views.generic import DetailView
from django_filters.views import FilterView

from core.views.guard import Guarded


class Total(Subquery):
    """How many rows a question has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


class OneQuestion(Paginator):
    """The first page, asked for most, comes with the number of all rows in one query."""

    def page(self, number: int) -> Page:
        rows = self.object_list
        counted = any(a.contains_aggregate for a in rows.query.annotations.values())
        if number != 1 or counted:  # what is summed up row by row, Django counts without
            return super().page(number)
        total = Total(rows.order_by().values("pk"))
        shown = rows.annotate(total_rows=total)[: self.per_page]
        self.count = shown[0].total_rows if shown else 0
        return Page(shown, number, self)


class ListPage(Guarded, FilterView):
    """A filtered table; htmx asks for the table alone."""

    paginate_by = 25
    paginator_class = OneQuestion
    strict = False

    def get_queryset(self) -> Any:
        self.ask()
        return self.visible()

    def get_template_names(self) -> list[str]:
        meta = self.model._meta
        partial = "_" if self.request.headers.get("HX-Request") else ""
        kind = "table" if partial else "list"
        return [f"{meta.app_label}/{partial}{meta.model_name}_{kind}.html"]


class DetailPage(Guarded, DetailView):
    """One thing, looked at."""

    def get_object(self, queryset: Any = None) -> Any:
        return self.find()
