"""The U page: 25 rows of 8 cells with stock filters; no user, no database."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

DAY = date(2026, 3, 4)
ROWS = [
    {
        "id": number,
        "text": "Рекомендовать учителям использовать материалы открытых уроков " * 2,
        "due": DAY,
        "done": None,
        "date": DAY,
        "number": number,
        "assoc": "ШМО учителей математики и информатики",
        "last": "Асанова",
        "first": "Гулнара",
    }
    for number in range(25)
]


def unit(request: HttpRequest) -> HttpResponse:
    return render(request, "bench/unit.html", {"rows": ROWS})
