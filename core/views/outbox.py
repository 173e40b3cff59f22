"""The outbox: what was sent, what was not and why; for those who lead."""

from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import View

from core.digests import without_letter
from core.filters import Narrowing
from core.letters import has_server
from core.models import Letter
from core.outbox import resend_all
from core.views.actions import ActionView
from core.views.guard import Guarded, guarded
from core.views.reading import DetailPage, ListPage


class LetterFilter(Narrowing):
    state = django_filters.ChoiceFilter(
        choices=Letter.State.choices,
        label=capfirst(pgettext_lazy("letter", "state")),
        empty_label=_("all letters"),
    )
    q = django_filters.CharFilter(
        method="search",
        label=_("Name or address"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    class Meta:
        model = Letter
        fields = ["state", "q"]

    def search(self, rows: Any, name: str, words: str) -> Any:
        people = get_user_model()._default_manager.search(words).values("pk")
        return rows.filter(Q(address__icontains=words) | Q(to__in=people))


class LetterList(ListPage):
    """Letters to the people of the house, the newest first."""

    model = Letter
    queryset = Letter.objects.select_related("to").defer("body").order_by("-pk")
    filterset_class = LetterFilter
    permission = "core.view_letter"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(has_server=has_server(), **kwargs)
        shown = context["object_list"]
        failed = any(letter.state == Letter.State.FAILED for letter in shown)
        return {**context, "failed": failed, "unwritten": self.unwritten()}

    def unwritten(self) -> int:
        """How many of the reader's school have no morning letter, and should have one."""
        scope = self.request.user.scope
        return sum(person.scope == scope for person in without_letter())


class LetterDetail(DetailPage):
    """One letter: to whom, when, its words, and why it was not sent."""

    model = Letter
    queryset = Letter.objects.select_related("to")
    permission = "core.view_letter"


class LetterText(Guarded, View):
    """The letter as plain text, to be printed or kept."""

    model = Letter
    permission = "core.view_letter"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        letter = self.find()
        text = f"{letter.address}\n{letter.subject}\n\n{letter.body}"
        return HttpResponse(text, content_type="text/plain; charset=utf-8")


class LetterResend(ActionView):
    """Send one letter again, and say so: until it has left, the page looks as before."""

    def act(self, **said: Any) -> str:
        url = super().act(**said)
        say_again(self.request, 1)
        return url


@require_POST
@guarded("core.resend_letters")
def letters_resend(request: HttpRequest) -> HttpResponse:
    """Send again all that did not leave."""
    say_again(request, resend_all(by=request.user))
    return HttpResponseRedirect(reverse("letter_list"))


def say_again(request: HttpRequest, number: int) -> None:
    said = ngettext(
        "%(number)s letter is sent again.", "%(number)s letters are sent again.", number
    )
    messages.success(request, said % {"number": number})
