"""Pages of visits ask the database as often for many visits as for few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from associations.models import User
from bench import visit_rows

pytestmark = pytest.mark.django_db
MOST = {"list": 5, "detail": 8, "edit": 8}


def asked(client, url, reader):
    client.force_login(User.objects.get(pk=reader))
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return [q["sql"] for q in queries if q["sql"].startswith(("SELECT", "("))]


def test_pages_ask_as_often_for_many_visits_as_for_few(client):
    found = {}
    for size in (4, 9):
        known = visit_rows.a_school_of_visits(size)
        for kind, name, url in known["pages"]:
            for place, reader in enumerate(known["readers"][: 1 if kind == "edit" else 2]):
                rows = asked(client, url, reader)
                found.setdefault((kind, name, place), []).append(rows)

    counts = {key: [len(rows) for rows in both] for key, both in found.items()}
    assert {key: both for key, both in counts.items() if both[0] != both[1]} == {}
    assert {key: both for key, both in counts.items() if both[0] > MOST[key[0]]} == {}
