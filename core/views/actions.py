"""Pages that do one thing: press, or say something and press."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.generic import FormView, View

from core.once import once
from core.views.guard import Guarded, led_before


class Acting(Guarded):
    """Runs the service on the thing, once, and goes to what it names or back to the thing."""

    action: Callable[..., Any] | None = None

    def act(self, **said: Any) -> str:
        def go() -> str:
            result = type(self).action_of(self)(self.object, by=self.request.user, **said)
            return self.leads_to(result or self.object)

        return once(self.request.user, self.request.POST.get("form_token", ""), go)

    def leads_to(self, thing: Any) -> str:
        """Where one goes afterwards, also when the form is sent again."""
        return thing.get_absolute_url()  # type: ignore[no-any-return]

    def action_of(self) -> Callable[..., Any]:
        return self.__dict__.get("action") or type(self).__dict__["action"]  # type: ignore[no-any-return]


class ActionView(Acting, View):
    """A button."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.find()
        try:
            return HttpResponseRedirect(self.act())
        except ValidationError as error:
            for sentence in error.messages:
                messages.error(request, sentence)
            return HttpResponseRedirect(self.object.get_absolute_url())


class ActionFormPage(Acting, FormView):
    """A button that asks. The form's fields are the service's keywords."""

    template_name = "components/action_form.html"
    label: Any = ""
    hint: Any = ""
    submit: Any = ""  # the word of the button, where the label is not a verb

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.find()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.find()
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        known = {"user": self.request.user, "subject": self.object}
        return {**super().get_form_kwargs(), **known}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = {"object": self.object, "about": self.object, "label": self.label}
        known["back"] = self.object.get_absolute_url()
        said = {**known, "hint": self.hint, **kwargs}
        return super().get_context_data(submit=self.submit or said["label"], **said)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return HttpResponseRedirect(self.act(**form.cleaned_data))
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Refuse it; but what is wrong with a form sent twice may be its own first effect."""
        return led_before(self.request) or super().form_invalid(form)
