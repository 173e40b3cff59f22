"""Every page names its rule. A refusal is written down and explained."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from core.audit import record
from core.once import sent_before
from core.permissions import Refused, can, rule
from core.questions import ReadersQuestion

GREATEST = 2**63 - 1
_FETCHED: dict[Any, ReadersQuestion] = {}


def note_refusal(request: HttpRequest, permission: str, subject: Any) -> None:
    """Write the refusal down: the request's own work has been rolled back by now."""
    record(request.user, "refuse", subject or request.user, rule=permission, path=request.path)


def led_before(request: HttpRequest) -> HttpResponse | None:
    """Where a form led when it was first sent: what it was about may be gone by now."""
    token = request.POST.get("form_token", "") if request.method == "POST" else ""
    url = sent_before(request.user, token) if token and request.user.is_authenticated else ""
    return HttpResponseRedirect(url) if url else None


class Guarded:
    """A page with a rule; without one it does not start."""

    permission: str = ""
    model: Any = None
    request: HttpRequest

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        name = initkwargs.get("permission", cls.permission)
        if not name:
            message = f"{cls.__name__} names no rule."
            raise ImproperlyConfigured(message)
        view = super().as_view(**initkwargs)  # type: ignore[misc] -- stands before a View
        view.permission = name
        return view

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """A form sent twice has one effect; pressed twice at one moment, too.

        Then the second finds its thing moved or gone only after the first has been answered.
        """
        rule(self.permission)
        if there := led_before(request):
            return there
        try:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc] -- as above
        except (Refused, Http404) as error:
            if there := led_before(request):
                return there
            return self.refused(error)

    def refused(self, error: Refused | Http404) -> Any:
        """Write the refusal down; what cannot be seen is none."""
        if isinstance(error, Refused):
            note_refusal(self.request, self.permission, getattr(self, "object", None))
        raise error

    def visible(self) -> Any:
        """Rows the reader may know of. A foreign one does not exist."""
        return self._rows().visible_to(self.request.user)

    def _rows(self) -> Any:
        queryset = getattr(self, "queryset", None)
        return self.model._default_manager.all() if queryset is None else queryset.all()

    def find(self) -> Any:
        """Fetch the page's thing: 404 if it cannot be seen, 403 if the rule says no."""
        found = self.fetch(self.kwargs["pk"])  # type: ignore[attr-defined]
        self.object = found
        self.ask(found)
        return found

    def fetch(self, pk: int) -> Any:
        """Fetch a visible row; a page that names its rows once asks with the same words."""
        kind, reader = type(self), self.request.user
        own = kind.visible is not Guarded.visible or "queryset" in vars(self)
        if own or pk > GREATEST or not reader.is_authenticated:
            return get_object_or_404(self.visible(), pk=pk)
        if (kind, self.model) not in _FETCHED:
            all_rows = self._rows()
            _FETCHED[kind, self.model] = ReadersQuestion(
                lambda reader, pk: all_rows.visible_to(reader).filter(pk=pk), pk=-1
            )
        rows = _FETCHED[kind, self.model].ask(reader, pk=pk)
        if not rows:
            message = f"No {self.model.__name__} is seen there."
            raise Http404(message)
        return rows[0]

    def ask(self, subject: Any = None) -> None:
        can(self.request.user, self.permission, subject).enforce()


def guarded(permission: str) -> Callable[..., Any]:
    """Guard a page that is a function. Its rule is asked about nothing in particular.

    A function about one thing fetches it through ``visible_to`` and asks the rule itself.
    """

    def decorate(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(page)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if there := led_before(request):
                return there
            try:
                can(request.user, permission).enforce()
                return page(request, *args, **kwargs)
            except Refused:
                note_refusal(request, permission, None)
                raise

        wrapped.permission = permission  # type: ignore[attr-defined] -- read by the house test
        return wrapped

    return decorate
