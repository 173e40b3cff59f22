"""Handing out activation codes, and checking the code of a printed paper."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from associations import figures, services
from associations.documents.slips import ActivationSlips
from associations.figures.accounts import tidy_check_code
from associations.forms.accounts import CheckForm, CodesForm
from associations.models import ArchivedDocument
from associations.services.accounts import CODE_LIVES
from core.middleware import client_address
from core.renderer.client import RenderError
from core.views import guarded

MISSES = 60
MISSES_WITHIN = 600  # seconds


@guarded("associations.issue_code")
def code_create(request: HttpRequest) -> HttpResponse:
    """Choose people, and get a sheet to cut. The codes are on that sheet and nowhere else."""
    form = CodesForm(
        request.POST or None,
        user=request.user,
        initial={"people": request.GET.getlist("person")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _slips(request, form.cleaned_data)
        except RenderError as error:
            messages.error(request, str(error))
    return render(request, "associations/code_create.html", {"form": form})


def _slips(request: HttpRequest, said: dict[str, Any]) -> HttpResponse:
    codes = services.issue_codes(said["people"], by=request.user)
    slips = ActivationSlips(
        request.user.school,
        codes=codes,
        good_until=timezone.now() + CODE_LIVES,
        language=said["language"],
    )
    headers = {
        "Content-Disposition": f'attachment; filename="{slips.filename}"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(slips.pdf(), content_type="application/pdf", headers=headers)


@login_not_required
@require_GET
def paper_check_form(request: HttpRequest) -> HttpResponse:
    form = CheckForm(request.GET or None)
    if form.is_valid():
        code = tidy_check_code(form.cleaned_data["code"])
        return redirect("associations:paper_check", code or "-")
    return render(request, "associations/paper_check_form.html", {"form": form})


@login_not_required
@require_GET
def paper_check(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether a printed paper is one of ours: number, date, kind, state, digest."""
    misses = f"paper_check:{client_address(request)}"
    if cache.get(misses, 0) >= MISSES:
        return render(request, "associations/locked_out.html", {"minutes": 10}, status=429)
    paper = ArchivedDocument.objects.filter(code=tidy_check_code(code)).first()
    if paper is None:
        cache.add(misses, 0, MISSES_WITHIN)
        cache.incr(misses)
        context = {"form": CheckForm(initial={"code": code[:40]}), "unknown": True}
        return render(request, "associations/paper_check_form.html", context, status=404)
    context = {"paper": paper, "kind": figures.paper_kind(paper.kind)}
    return render(request, "associations/paper_check.html", context)
