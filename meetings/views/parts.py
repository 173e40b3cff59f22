"""What the parts of the minutes' page share: the rule, the page, both kinds of answer."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.generic import View

from core.uploads import ACCEPT
from core.views import Guarded
from meetings.models import AgendaItem, Meeting
from meetings.views.cards import Minutes

RECORD = "meetings.record_meeting"
WHOLE = ("association", "school", "year")
LONGEST_VERSION = 10


class Part(Guarded, View):
    """A part of the minutes: the rule is asked about its meeting."""

    model: Any = Meeting
    permission = RECORD
    anchor = ""

    def ask(self, subject: Any = None) -> None:
        super().ask(getattr(subject, "meeting", subject))

    def find(self) -> Any:
        found = super().find()
        self.meeting = getattr(found, "meeting", found)
        return found

    def _rows(self) -> Any:
        prefix = "" if self.model is Meeting else "meeting__"
        return super()._rows().select_related(*(f"{prefix}{name}" for name in WHOLE))

    def opened(self) -> dict[str, str]:
        """Whose controls a browser without script wants to see next."""
        wanted = self.request.POST.get("open")
        return {"open": wanted} if wanted else {}

    @property
    def is_script(self) -> bool:
        return self.request.headers.get("X-Autosave") == "1"

    def back(self, anchor: str = "", **asked: str) -> HttpResponse:
        url = reverse("meetings:meeting_record", args=[self.meeting.pk])
        query = f"?{urlencode(asked)}" if asked else ""
        return HttpResponseRedirect(f"{url}{query}#{anchor or self.anchor}")

    def place(self) -> str:
        return f"item-{self.kwargs['pk']}" if self.model is AgendaItem else self.anchor

    def page(self, **changed: Any) -> HttpResponse:
        """The whole page; ``changed`` is what was typed and could not be saved."""
        asked = self.request.GET
        context = {
            "object": self.meeting,
            "meeting": self.meeting,
            "accept": ACCEPT,
            "top_errors": [],
            "errors_at": self.anchor,
            **Minutes(self.meeting, asked.get("open", "")).context(asked.get("add", "")),
            **changed,
        }
        return render(self.request, "meetings/meeting_record.html", context)

    def saved(self, revision: int | None, errors: Any, **more: Any) -> HttpResponse:
        return JsonResponse(
            {
                "version": revision,
                "revision": revision,
                "saved_at": f"{timezone.localtime():%H:%M}",
                "rows": {},
                "errors": errors,
                **more,
            }
        )

    def conflict(self, differences: Any, revision: int | None, **more: Any) -> HttpResponse:
        """Somebody was quicker: both texts, and nothing is written."""
        rows = [row for row in differences if row[1] != row[2]]
        if self.is_script:
            html = render_to_string("meetings/_record_compare.html", {"differences": rows})
            known = {"conflict": True, "version": revision, "revision": revision, "html": html}
            return JsonResponse({**known, **more}, status=409)
        fresh = {"revision": str(revision), **more.get("fields", {})}
        sent = [
            Hidden(name, fresh.get(name, value))
            for name, values in self.request.POST.lists()
            if name != "csrfmiddlewaretoken"
            for value in values
        ]
        place = Place(str(self.object), self.back(self.place()).url)
        context = {"object": place, "differences": rows, "form": sent}
        return render(self.request, "components/conflict.html", context, status=409)


class Saving(Part):
    """A part that is sent. Whoever comes to its address otherwise is led to the page."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.find()
        return self.back(self.place())


class Place:
    """Where the reader came from: the part of the page, not the page of the thing."""

    def __init__(self, name: str, url: str) -> None:
        self.name, self.url = name, url

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.url


class Hidden:
    """What was typed, carried through the page that shows both texts."""

    def __init__(self, name: str, value: str) -> None:
        self.name, self.value = name, value

    def as_hidden(self) -> str:
        return format_html('<input type="hidden" name="{}" value="{}">', self.name, self.value)


def revision_of(request: HttpRequest) -> int:
    """The version the writer had before their eyes; nonsense is older than everything."""
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < LONGEST_VERSION else 0
