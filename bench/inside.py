"""What must be asked inside the product: rows, counted queries, orders for the renderer.

python bench/inside.py seed|counts|same|papers|texts|answers|plans   (prints JSON)
"""

import hashlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings_bench")

import django  # noqa: E402

django.setup()

import bank_rows  # noqa: E402
import lesson_rows  # noqa: E402
import papers  # noqa: E402
import plan_rows  # noqa: E402
import seed as rows  # noqa: E402
import texts  # noqa: E402
import visit_rows  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from associations import archive  # noqa: E402
from associations.figures.accounts import DEMO_PASSWORD  # noqa: E402
from associations.models import ArchivedDocument, User  # noqa: E402
from meetings.models import Meeting, Protocol  # noqa: E402

SIZES = (1, 25, 100)
ASKING = ("SELECT", "(SELECT", "DECLARE", "INSERT", "UPDATE", "DELETE", "WITH")


def seed() -> dict[str, Any]:
    """Name the pages that are measured; file one protocol, so that it can be handed out."""
    signed = (
        Meeting.objects.filter(status="signed", chair__username="head")
        .order_by("-date", "-pk")
        .first()
    )
    paper = ArchivedDocument.objects.get(protocols__meeting=signed)
    kept = archive.paper_bytes(paper)
    return {
        "demo": {"user": "head", "password": DEMO_PASSWORD},
        "leader": {"user": "deputy", "password": DEMO_PASSWORD},
        "meeting": signed.pk,
        "protocol": Protocol.objects.get(paper=paper).pk,
        "etag": f'"{hashlib.sha256(kept).hexdigest()[:32]}"',
        "edit": rows.a_big_edit(),
    }


def counts() -> dict[str, dict[str, list[int]]]:
    """Queries of each page at each size, the most that any reader causes."""
    found: dict[str, dict[str, list[int]]] = {}
    for size in SIZES:
        lists, meeting = rows.a_long_list(size), rows.a_long_meeting(size)
        for kind, name, url, readers in pages(lists, meeting):
            most = max(queries(url, reader) for reader in readers)
            found.setdefault(kind, {}).setdefault(name, []).append(most)
    return found


def pages(lists: Any, meeting: Any) -> list[tuple[str, str, str, list[int]]]:
    readers, people = lists["readers"], meeting["readers"]
    signed, open_ = [meeting["signed"]], [meeting["open"]]
    search = "?q=табылгыс"
    return [
        ("list", "meetings", reverse("meetings:meeting_list"), readers),
        ("list", "resolutions", reverse("meetings:resolution_list"), readers),
        ("list", "people", reverse("associations:user_list"), readers),
        ("detail", "signed protocol", reverse("meetings:meeting_detail", args=signed), people),
        ("desk", "desk", reverse("reports:desk"), readers),
        ("edit", "record", reverse("meetings:meeting_record", args=open_), [meeting["head"]]),
        ("search", "meetings", reverse("meetings:meeting_list") + search, readers),
        ("search", "resolutions", reverse("meetings:resolution_list") + search, readers),
    ]


def queries(url: str, reader: int) -> int:
    """Count what a signed-in reader's page asks, the session included; warm."""
    client = Client()
    client.force_login(User.objects.get(pk=reader), "associations.backends.SchoolBackend")
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(url)
    if answer.status_code != 200:
        sys.exit(f"{url} answered {answer.status_code} to {reader}")
    asked = [q["sql"] for q in seen.captured_queries if q["sql"].startswith(ASKING)]
    if os.environ.get("BENCH_SHOW") and os.environ["BENCH_SHOW"] in url:
        print(url, reader, *(f"\n   {sql[:230]}" for sql in asked), file=sys.stderr)
    return len(asked)


def same() -> dict[str, bool]:
    """Render the filed protocol again, twice: equal bytes?"""
    paper = ArchivedDocument.objects.exclude(file="").first()
    kept = archive.paper_bytes(paper)
    again = [archive.document_of(paper).pdf() for _ in range(2)]
    return {"same": again == [kept, kept]}


COMMANDS: dict[str, Callable[[], Any]] = {
    "seed": seed,
    "counts": counts,
    "same": same,
    "papers": papers.measure,
    "texts": texts.seed,
    "answers": texts.answers,
    "plans": texts.plans,
    "plan_pages": plan_rows.seed,
    "plan_counts": plan_rows.counts,
    "visit_pages": visit_rows.seed,
    "visit_counts": visit_rows.counts,
    "bank_pages": bank_rows.seed,
    "bank_counts": bank_rows.counts,
    "bank_books": bank_rows.taken_in,
    "lesson_counts": lesson_rows.counts,
    "questions": texts.questions,
}

if __name__ == "__main__":
    print(json.dumps(COMMANDS[sys.argv[1]]()))
