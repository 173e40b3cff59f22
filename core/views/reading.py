"""Pages that only read."""

from types import SimpleNamespace
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import IntegerField, Subquery
from django.http import QueryDict
from django.views.generic import DetailView
from django_filters.views import FilterView

from core.questions import ReadersQuestion
from core.views.guard import Guarded


class Total(Subquery):
    """How many rows a question has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def with_total(rows: Any) -> Any:
    """Each row with the number of all, whose order and additions do not matter for it."""
    return rows.annotate(total_rows=Total(rows.order_by().values("pk")))


class Rows(list[Any]):
    """The rows of a page, and what they are rows of."""

    model: Any = None


class OneQuestion(Paginator):
    """The first page, asked for most, comes with the number of all rows in one query."""

    def page(self, number: int) -> Page:
        rows = self.object_list
        counted = any(a.contains_aggregate for a in rows.query.annotations.values())
        if number != 1 or counted:  # what is summed up row by row, Django counts without
            return super().page(number)
        shown = with_total(rows)[: self.per_page]
        self.count = shown[0].total_rows if shown else 0
        return Page(shown, number, self)


_FIRST_PAGES: dict[Any, ReadersQuestion] = {}


class ListPage(Guarded, FilterView):
    """A filtered table; htmx asks for the table alone."""

    paginate_by = 25
    paginator_class = OneQuestion
    strict = False
    asked_often = False  # its first page, unfiltered, is asked with words written once

    def get_filterset_kwargs(self, filterset_class: Any) -> dict[str, Any]:
        if not self.is_plain:
            return super().get_filterset_kwargs(filterset_class)
        self.ask()
        nothing = self.model._default_manager.none()  # the rows come by themselves
        return {"data": None, "request": self.request, "queryset": nothing}

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        if not self.is_plain:
            return super().paginate_queryset(queryset, page_size)
        kind = type(self)
        if kind not in _FIRST_PAGES:
            _FIRST_PAGES[kind] = ReadersQuestion(kind.first_page)
        rows = Rows(_FIRST_PAGES[kind].ask(self.request.user))
        rows.model = self.model
        paginator = self.get_paginator(rows, page_size)
        paginator.count = rows[0].total_rows if rows else 0
        page = Page(rows, 1, paginator)
        return paginator, page, rows, page.has_other_pages()

    @property
    def is_plain(self) -> bool:
        return bool(self.asked_often and self.paginate_by and not self.request.GET)

    @classmethod
    def first_page(cls, reader: Any) -> Any:
        """The rows somebody sees who asked for nothing in particular."""
        view = cls()
        view.request = SimpleNamespace(user=reader, GET=QueryDict("page=1"))
        found = view.get_filterset(view.get_filterset_class()).qs
        return with_total(found)[: view.paginate_by]

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
