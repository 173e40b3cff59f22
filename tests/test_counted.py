"""Pages ask the database as often for many rows as for one, and no oftener than said."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from associations.models import User
from bench import seed

MANY = 4
# The session included; the goals of the bench are lower still (`bench/goals.py`).
MOST = {
    "meetings": 4,
    "search": 5,
    "search everywhere": 5,
    "control sheet": 9,
    "control sheet by person": 9,
    "resolutions": 4,
    "people": 5,
    "desk": 10,
    "protocol": 8,
    "minutes": 8,
}


def pages(size):
    lists, meeting = seed.a_long_list(size), seed.a_long_meeting(size)
    director, head = lists["readers"]
    signed, open_ = [meeting["signed"]], [meeting["open"]]
    return {
        "meetings": (reverse("meetings:meeting_list"), head),
        "search": (reverse("meetings:meeting_list") + "?q=табылгыс", director),
        "search everywhere": (reverse("reports:search") + "?q=табылгыс", director),
        "control sheet": (reverse("reports:control_sheet"), head),
        "control sheet by person": (reverse("reports:control_sheet") + "?by=person", director),
        "resolutions": (reverse("meetings:resolution_list"), head),
        "people": (reverse("associations:user_list"), director),
        "desk": (reverse("reports:desk"), head),
        "protocol": (reverse("meetings:meeting_detail", args=signed), meeting["head"]),
        "minutes": (reverse("meetings:meeting_record", args=open_), meeting["head"]),
    }


def asked(client, url, reader):
    client.force_login(User.objects.get(pk=reader))
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return [q["sql"] for q in queries if q["sql"].startswith("SELECT")]


@pytest.mark.django_db
def test_pages_ask_as_often_for_many_rows_as_for_one(client):
    few, many = (
        {name: asked(client, *page) for name, page in pages(size).items()} for size in (1, MANY)
    )

    assert {name: len(rows) for name, rows in many.items()} == {
        name: len(rows) for name, rows in few.items()
    }
    assert {name: rows for name, rows in many.items() if len(rows) > MOST[name]} == {}
