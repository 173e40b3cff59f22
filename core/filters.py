"""Filter sets whose form is put together once; who may choose what is asked for each reader."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any, ClassVar

from django import forms
from django.utils.choices import BaseChoiceIterator
from django_filters import FilterSet
from django_filters.filters import QuerySetRequestMixin

from core.questions import ReadersQuestion


class Offered(BaseChoiceIterator):
    """What a reader may choose from, read when a page shows it."""

    asked: ClassVar[dict[Any, ReadersQuestion]] = {}

    def __init__(self, field: Any, rows: Callable[[Any], Any], reader: Any) -> None:
        self.field, self.rows, self.reader = field, rows, reader

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        rows = self.rows
        if rows not in self.asked:
            self.asked[rows] = ReadersQuestion(lambda who: rows(SimpleNamespace(user=who)))
        yield "", self.field.empty_label
        for row in self.asked[self.rows].ask(self.reader):
            yield row.pk, self.field.label_from_instance(row)


class Narrowing(FilterSet):
    """A filter set as Django's library makes it, at half the price.

    Its choices must not change with anything but the reader's querysets.
    """

    _form_class: type[forms.Form] | None = None

    def get_form_class(self) -> type[forms.Form]:
        kind = type(self)
        if "_form_class" not in vars(kind):
            kind._form_class = super().get_form_class()
            for name in self._of_rows():  # nobody's rows stay behind
                kind._form_class.base_fields[name].queryset = self._meta.model.objects.none()
        return kind._form_class

    @property
    def form(self) -> forms.Form:
        if not hasattr(self, "_form"):
            form = super().form
            for name, filter_ in self._of_rows().items():
                field = form.fields[name]
                if self.is_bound:  # else nothing is held against it
                    field.queryset = filter_.get_queryset(self.request)
                field.widget.choices = Offered(field, filter_.queryset, self.request.user)
        return self._form

    def _of_rows(self) -> dict[str, Any]:
        kept = self.filters.items()
        return {name: one for name, one in kept if isinstance(one, QuerySetRequestMixin)}
