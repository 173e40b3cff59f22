"""What people see when something is not theirs, not there, or broken."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.middleware import typed, unsent


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    reason = getattr(exception, "reason", "") or _("You may not do this.")
    return render(request, "403.html", {"reason": reason}, status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Tell the number of the request, and nothing else: no query, no reader."""
    number = getattr(request, "id", "")
    return render(request, "500.html", {"request_id": number}, status=500, using="django")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a form with an old mark; if it is one of ours, its text can be sent again."""
    ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if ours and request.user.is_authenticated and typed(request):
        form = {**unsent(request), "late": False}
        return render(request, "components/unsent.html", form, status=403)
    words = _("This page was open for too long. Go back, load it again and send once more.")
    return render(request, "403.html", {"reason": words}, status=403)
