"""Pages that write the fields of one thing: they are the service of a plain edit."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import models, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import CreateView, UpdateView

from core.audit import changed_fields, record
from core.once import once
from core.views.guard import Guarded, led_before


class FormPage(Guarded):
    """What creating and changing have in common: the writer, one transaction, the record."""

    template_name_suffix = "_form"
    verb = ""
    object: Any

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}  # type: ignore[misc]

    def form_valid(self, form: Any) -> HttpResponse:
        url = once(self.request.user, form.token, lambda: self.write(form))
        messages.success(self.request, _("Saved."))
        return HttpResponseRedirect(url)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Refuse it; but what is wrong with a form sent twice may be its own first effect."""
        return led_before(self.request) or super().form_invalid(form)  # type: ignore[misc]

    def write(self, form: Any) -> str:
        """Save, write down what changed, and say where to go."""
        self.object = form.save()
        record(self.request.user, self.verb, self.object, **plain(form))
        return self.get_success_url()  # type: ignore[attr-defined, no-any-return]


def plain(form: Any) -> dict[str, Any]:
    """The form's words, for the record."""
    before = {name: form.initial.get(name) for name in form.changed_data}
    after = {name: _key(form.cleaned_data.get(name)) for name in form.changed_data}
    return changed_fields(before, {k: v for k, v in after.items() if k != "form_token"})


def _key(value: Any) -> Any:
    if isinstance(value, models.QuerySet):
        return sorted(value.values_list("pk", flat=True))
    return value.pk if isinstance(value, models.Model) else value


class CreatePage(FormPage, CreateView):
    """Something new. Sent twice by the same form, it comes into being once."""

    verb = "create"

    def dispatch(self, *args: Any, **kwargs: Any) -> Any:
        return super().dispatch(*args, **kwargs)

    def get_form(self, form_class: Any = None) -> Any:
        self.ask()
        return super().get_form(form_class)


class CreateWithin(CreatePage):
    """Something new that belongs to the thing in the address; the rule is asked of that.

    ``within`` is the page of that thing, ``name`` what the form and the template call it,
    ``lock`` the service that takes it first: it may have moved on while the form was open.
    """

    within: Any = None
    name = ""
    lock: Callable[[Any], Any]

    @cached_property
    def parent(self) -> Any:
        page = self.within()
        page.request, page.kwargs = self.request, self.kwargs
        return page.fetch(self.kwargs["pk"])

    def ask(self, subject: Any = None) -> None:
        super().ask(subject or self.parent)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), self.name: self.parent}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{self.name: self.parent}, **kwargs)

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        self.ask(type(self).lock(self.parent))
        return super().form_valid(form)


class UpdatePage(FormPage, UpdateView):
    """A change. Who was slower is shown both texts and decides."""

    verb = "change"

    def get_object(self, queryset: Any = None) -> Any:
        return self.find()

    def hold(self) -> None:
        """Take what is taken before the row itself by all who write it: nothing, mostly."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        self.hold()
        row = self.model._default_manager.select_for_update(of=("self",))
        current = row.get(pk=self.object.pk)
        self.ask(current)
        if there := led_before(self.request):
            return there
        if form.is_stale(current):
            return self.conflict(form, current)
        if hasattr(form.instance, "version"):
            form.instance.version = current.version + 1
        return super().form_valid(form)

    def conflict(self, form: Any, current: Any) -> HttpResponse:
        """Show both texts; sending again writes mine over theirs, knowingly."""
        form.data = form.data.copy()
        form.data[form.add_prefix("version")] = str(current.version)
        context = {**self.get_context_data(form=form), "differences": form.differences(current)}
        return render(self.request, "components/conflict.html", context, status=409)
