"""The first page of lessons: a calendar of what comes, and the way to everything else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.views import guarded


@require_safe
@guarded("lessons.view_overview")
def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "lessons/overview.html")
