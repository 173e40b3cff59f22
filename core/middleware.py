"""What happens around every request: its number, its headers, its session, its language."""

import ipaddress
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.middleware import (
    AuthenticationMiddleware,
    LoginRequiredMiddleware,
    get_user,
)
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import resolve
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from core.audit import origin
from core.models import Session
from core.sessions import came_with

Handler = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    [
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ["script", "style", "img", "font", "connect"]),
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    ]
)
# A paper shown inside one of our own pages.
FRAMED = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")


# In a session: nothing else is done before there is a new password.
PASSWORD_DUE = "longer"  # noqa: S105 -- a mark, no password
OUR_MARKS = {"csrfmiddlewaretoken", "form_token", "version", "next"}


class RequestIdMiddleware:
    """Give the request a number that stands in the record, the log and the error page."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = secrets.token_hex(8)
        token = origin.set(
            {
                "request_id": request.id,
                "address": client_address(request),
                "agent": request.headers.get("User-Agent", "")[:200],
            }
        )
        try:
            response = self.get_response(request)
        finally:
            origin.reset(token)
        response.headers["X-Request-Id"] = request.id
        return response


def client_address(request: HttpRequest) -> str | None:
    """Count from the right past our own proxies; what the client wrote is not believed."""
    hops = settings.AXES_IPWARE_PROXY_COUNT or 0
    forwarded = [a.strip() for a in request.headers.get("X-Forwarded-For", "").split(",")]
    told = forwarded[-hops] if hops and len(forwarded) >= hops else ""
    return _address(told) or _address(request.META.get("REMOTE_ADDR", ""))


def _address(text: str) -> str | None:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return None


class SecurityHeadersMiddleware:
    """Nothing inline, nothing from elsewhere, nothing kept by the browser. Django 6 has it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class ReaderMiddleware(AuthenticationMiddleware):
    """Who is there: the person has come with the session, in the same question."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: self.reader(request))

    def reader(self, request: HttpRequest) -> Any:
        SESSION_KEY in request.session  # noqa: B015 -- looking into it reads it
        token = came_with.set(request.session.person)
        try:
            return get_user(request)
        finally:
            came_with.reset(token)


class SessionLimitsMiddleware:
    """End a session that was idle too long or lives too long; note when it was seen."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            row = getattr(request.session, "row", None)
            if row is not None:
                self.keep_or_end(request, row)
        return self.get_response(request)

    def keep_or_end(self, request: HttpRequest, row: Session) -> None:
        now = timezone.now()
        idle = now - (row.seen_at or row.started_at)
        limit = (
            settings.SESSION_IDLE_PRIVILEGED
            if request.user.is_privileged
            else settings.SESSION_IDLE
        )
        too_old = now - row.started_at > timedelta(seconds=settings.SESSION_COOKIE_AGE)
        if too_old or idle > timedelta(seconds=limit):
            logout(request)
        elif idle > timedelta(minutes=1):
            Session.objects.filter(pk=row.pk).update(seen_at=now)


class SignInMiddleware(LoginRequiredMiddleware):
    """Ask who is there, and keep what was typed by somebody whose session has ended."""

    def process_view(self, request: HttpRequest, view_func: Any, *args: Any) -> Any:
        answer = super().process_view(request, view_func, *args)
        if answer or not getattr(view_func, "login_required", True):
            return answer
        here = request.resolver_match.view_name
        due = PASSWORD_DUE in request.session and here not in settings.PASSWORD_MEANWHILE
        return self.stop(request, settings.PASSWORD_URL) if due else None

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:
        return self.stop(request, settings.LOGIN_URL)

    def stop(self, request: HttpRequest, door: str) -> HttpResponse:
        """Send the reader to a page that must be passed first; what was typed goes along."""
        if request.headers.get("X-Autosave"):
            return HttpResponse(status=401)  # the page itself keeps the text and sends it later
        if request.headers.get("HX-Request"):
            page = request.headers.get("HX-Current-URL", "/")
            to = {"HX-Redirect": self.address(request, door, page)}
            return HttpResponse(status=401, headers=to)
        fields = typed(request)
        if not fields:
            safe = request.method in {"GET", "HEAD"}
            page = request.get_full_path() if safe else request.headers.get("Referer", "/")
            return HttpResponseRedirect(self.address(request, door, page))
        return self.ask(request, door, unsent(request))

    def address(self, request: HttpRequest, door: str, page: str) -> str:
        """The address of that page, which leads back to this one of ours."""
        parts = urlsplit(page)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        said = {"next": path}
        if settings.SESSION_COOKIE_NAME in request.COOKIES and door == settings.LOGIN_URL:
            said["ended"] = "1"
        return f"{resolve_url(door)}?{urlencode(said)}"

    def ask(self, request: HttpRequest, door: str, form: dict[str, Any]) -> HttpResponse:
        """Show that page here and now, with the unsent form inside."""
        response = resolve(resolve_url(door)).func(request, unsent=form)
        response.status_code = 401
        return response  # type: ignore[no-any-return]


def unsent(request: HttpRequest) -> dict[str, Any]:
    """Gather a form that was refused before its page saw it, so that it can be sent again."""
    files = bool(request.FILES)
    return {"path": request.get_full_path(), "fields": typed(request), "files": files}


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Tell what somebody typed into a form: all but our own marks, and never a password."""
    if not set(request.POST) - OUR_MARKS:
        return []
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in {"csrfmiddlewaretoken", "next"} and "password" not in name
    ]


class ReaderLanguageMiddleware:
    """Speak the reader's language: the account's, else the cookie's, else the first one.

    ``LANGUAGE_CODE`` cannot say this: it is the language of last resort for a missing
    string, and that is another one.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = self.language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response

    def language_of(self, request: HttpRequest) -> str:
        wanted = (
            request.user.language
            if request.user.is_authenticated
            else request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        )
        return wanted if wanted in dict(settings.LANGUAGES) else settings.FIRST_LANGUAGE
