"""Pages that do one thing: press, or say something and press."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.generic import FormView, View

from core.models import FormToken
from core.once import once, sent_before
from core.permissions import Refused
from core.views.guard import Guarded


class Acting(Guarded):
    """Runs the service on the thing, once, and goes to what it names or back to the thing."""

    action: Callable[..., Any] | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """A form sent twice leads where it led: what it was about may be gone by now."""
        url = sent_before(request.user, request.POST.get("form_token", ""))
        return HttpResponseRedirect(url) if url else super().dispatch(request, *args, **kwargs)

    def act(self, **said: Any) -> str:
        def go() -> str:
            result = type(self).action_of(self)(self.object, by=self.request.user, **said)
            return (result or self.object).get_absolute_url()  # type: ignore[no-any-return]

        return once(self.request.user, self.request.POST.get("form_token", ""), go)

    def action_of(self) -> Callable[..., Any]:
        return self.__dict__.get("action") or type(self).__dict__["action"]  # type: ignore[no-any-return]

    def find_to_act(self) -> Any:
        """A form sent twice finds its thing moved: the rule was asked the first time."""
        try:
            return self.find()
        except Refused:
            token = self.request.POST.get("form_token", "")
            if FormToken.objects.filter(pk=token, by=self.request.user).exists():
                return self.object
            raise


class ActionView(Acting, View):
    """A button."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.find_to_act()
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
        self.find_to_act()
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        known = {"user": self.request.user, "subject": self.object}
        return {**super().get_form_kwargs(), **known}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = {"object": self.object, "about": self.object, "label": self.label}
        said = {"hint": self.hint, "submit": self.submit or self.label}
        return super().get_context_data(**{**known, **said, **kwargs})

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return HttpResponseRedirect(self.act(**form.cleaned_data))
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Refuse it; but what is wrong with a form sent twice may be its own first effect."""
        url = sent_before(self.request.user, self.request.POST.get("form_token", ""))
        return HttpResponseRedirect(url) if url else super().form_invalid(form)
