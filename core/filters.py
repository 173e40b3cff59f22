"""Filter sets whose form is put together once; who may choose what is asked for each reader."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from types import SimpleNamespace
from typing import Any, ClassVar

from django import forms
from django.template.loader import render_to_string
from django.utils.choices import BaseChoiceIterator
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django_filters import FilterSet
from django_filters.filters import QuerySetRequestMixin

from core.questions import ReadersQuestion

Choices = Sequence[tuple[Any, Any]]


class Later(BaseChoiceIterator):
    """Choices that are read when a page shows them."""

    def __init__(self, read: Callable[[], Choices]) -> None:
        self.read = read

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        yield from self.read()


class Narrowing(FilterSet):
    """A filter set as Django's library makes it, at half the price.

    Its choices must not change with anything but what is offered to the reader.
    """

    MOST = 100

    _form_class: type[forms.Form] | None = None
    _asked: ClassVar[dict[Any, ReadersQuestion]] = {}
    _drawn: ClassVar[dict[Any, SafeString]] = {}

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
                if self.is_bound:  # else nothing is held against it
                    form.fields[name].queryset = filter_.get_queryset(self.request)
            self.offer(form)
        return self._form

    def offer(self, form: forms.Form) -> None:
        for name in self._of_rows():
            form.fields[name].widget.choices = Later(lambda name=name: self.offered[name])

    def chosen(self, name: str) -> Any:
        """What was asked for, if it can be."""
        known = self.is_bound and self.form.is_valid()
        return self.form.cleaned_data.get(name) if known else None

    @cached_property
    def offered(self) -> dict[str, Choices]:
        """What this reader may choose from."""
        fields = self.get_form_class().base_fields
        rows = self._of_rows().items()
        return {name: tuple(self._rows_of(fields[name], one.queryset)) for name, one in rows}

    @property
    def told(self) -> Any:
        """The same for all who are offered the same."""
        return tuple(self.offered.values())

    def _rows_of(self, field: Any, rows: Callable[[Any], Any]) -> Iterator[tuple[Any, Any]]:
        if rows not in self._asked:
            self._asked[rows] = ReadersQuestion(lambda who: rows(SimpleNamespace(user=who)))
        yield "", str(field.empty_label)
        for row in self._asked[rows].ask(self.request.user):
            yield row.pk, field.label_from_instance(row)

    @property
    def panel(self) -> SafeString:
        """The fields as they are drawn, once for all who are offered the same.

        What was asked for stands in them: those are drawn for the one who asked.
        """
        if any(self.data.values()):
            return draw(self.form)
        key = (type(self), get_language(), self.told)
        if key not in self._drawn:
            if len(self._drawn) >= self.MOST:
                self._drawn.clear()
            self._drawn[key] = draw(self.form)
        return self._drawn[key]

    def _of_rows(self) -> dict[str, Any]:
        kept = self.filters.items()
        return {name: one for name, one in kept if isinstance(one, QuerySetRequestMixin)}


def draw(form: forms.Form) -> SafeString:
    return render_to_string("components/_filter_fields.html", {"form": form})
