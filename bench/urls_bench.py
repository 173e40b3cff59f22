"""The product's address book, the U page, and a look into the process that answers."""

import os
import sys

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from unit import unit

from config.urls import handler403, handler404, handler500
from config.urls import urlpatterns as of_the_product

__all__ = ["handler403", "handler404", "handler500"]


@login_not_required
def inside(request: HttpRequest) -> HttpResponse:
    heavy = [name for name in ("weasyprint", "pydyf", "fontTools") if name in sys.modules]
    return JsonResponse({"pid": os.getpid(), "heavy": heavy})


urlpatterns = [
    *of_the_product,
    path("bench/unit/", login_not_required(unit)),
    path("bench/inside/", inside),
]
