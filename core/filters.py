"""Filter sets whose form is put together once; who may choose what is asked for each reader."""

from typing import Any

from django import forms
from django_filters import FilterSet
from django_filters.filters import QuerySetRequestMixin


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
                form.fields[name].queryset = filter_.get_queryset(self.request)
        return self._form

    def _of_rows(self) -> dict[str, Any]:
        kept = self.filters.items()
        return {name: one for name, one in kept if isinstance(one, QuerySetRequestMixin)}
