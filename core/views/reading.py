"""Pages that only read."""

from typing import Any

from django.views.generic import DetailView
from django_filters.views import FilterView

from core.views.guard import Guarded


class ListPage(Guarded, FilterView):
    """A filtered table; htmx asks for the table alone."""

    paginate_by = 25
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
