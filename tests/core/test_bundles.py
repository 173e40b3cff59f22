"""Many papers in one file: plain names, equal bytes, little memory, and not for ever."""

import tracemalloc
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from core.bundles import Bundle, erase_bundles, keep_bundle, withdraw_bundles
from core.models import Attachment, Progress

DAY = datetime(2026, 10, 5, 9, 30, 14, tzinfo=UTC)


@pytest.fixture
def progress(director):
    return Progress.objects.create(scope=director.scope, by=director, title="Papers")


@pytest.fixture
def keep(progress):
    def keep(*papers):
        def fill(bundle):
            for number, paper in enumerate(papers):
                bundle.add(f"paper-{number}.pdf", paper, DAY)

        return keep_bundle(progress, "papers.zip", fill)

    return keep


def made(*members):
    room = BytesIO()
    with Bundle(room) as bundle:
        for name, content, at in members:
            bundle.add(name, content, at)
    return room.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        "../a.pdf",
        "/a.pdf",
        "a\\b.pdf",
        "A.pdf",
        "a b.pdf",
        "ө.pdf",
        "a.pdf\n",
        "a",
        "",
        "a//b.pdf",
    ],
)
def test_only_plain_names_are_taken(name):
    with pytest.raises(ValueError, match="Not a name"):
        made((name, b"", DAY))


def test_a_name_is_given_once():
    with pytest.raises(ValueError, match="Not a name"):
        made(("a.pdf", b"1", DAY), ("a.pdf", b"2", DAY))


def test_times_are_those_of_the_papers_on_the_clock_of_the_house():
    later = DAY + timedelta(days=1)
    with timezone.override("America/New_York"):
        folder = ZipFile(BytesIO(made(("a.pdf", b"1", later), ("b.pdf", b"2", DAY))))

    times = {info.filename: info.date_time for info in folder.infolist()}
    assert times["a.pdf"] == (2026, 10, 6, 15, 30, 14)
    assert times["b.pdf"] == (2026, 10, 5, 15, 30, 14)
    assert times["manifest-sha256.txt"] == times["a.pdf"]


def test_equal_papers_give_equal_bytes():
    members = [("a.pdf", b"1", DAY), ("b.pdf", b"2", DAY)]
    with time_machine.travel(DAY + timedelta(days=99)):
        later = made(*members)

    assert made(*members) == later


def test_a_bundle_does_not_fill_the_memory(progress):
    megabyte = 1024 * 1024

    def fill(bundle):
        for number in range(24):
            bundle.add(f"paper-{number}.pdf", bytes([number]) * megabyte, DAY)

    tracemalloc.start()
    try:
        kept = keep_bundle(progress, "papers.zip", fill)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert kept.size > 24 * megabyte
    assert peak < 6 * megabyte


def test_nothing_is_left_of_a_bundle_that_failed(progress, settings):
    before = set(Path(settings.MEDIA_ROOT).rglob("*"))

    def fill(bundle):
        bundle.add("a.pdf", b"1", DAY)
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        keep_bundle(progress, "papers.zip", fill)

    left = {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}
    assert left <= before
    assert not Attachment.objects.exists()


def test_a_bundle_is_withdrawn_first_and_erased_later(keep, progress):
    kept = keep(b"one")
    Progress.objects.update(url="/files/1/")
    path = Path(kept.file.path)
    now = timezone.now()

    assert withdraw_bundles(now - timedelta(days=7)) == 0
    assert withdraw_bundles(now + timedelta(minutes=1)) == 1
    assert withdraw_bundles(now + timedelta(minutes=1)) == 0
    progress.refresh_from_db()
    assert progress.url == ""
    assert path.is_file()

    assert erase_bundles(now - timedelta(days=1)) == 0
    assert erase_bundles(timezone.now() + timedelta(minutes=1)) == 1
    assert not path.exists()
    assert not Attachment.objects.exists()


def test_bytes_that_something_else_names_stay(keep, progress):
    old, young = keep(b"two"), keep(b"two")
    assert old.file.name == young.file.name
    Attachment.objects.filter(pk=old.pk).update(withdrawn_at=timezone.now())

    assert erase_bundles(timezone.now() + timedelta(minutes=1)) == 1

    assert Path(young.file.path).is_file()


def test_other_files_are_never_erased(keep, progress):
    bundle = keep(b"three")
    facts = {field.attname: getattr(bundle, field.attname) for field in bundle._meta.fields}
    old = timezone.now() - timedelta(days=99)
    talk = Attachment.objects.create(
        **facts | {"id": None, "kind": "talk", "withdrawn_at": old}
    )
    Attachment.objects.filter(pk=bundle.pk).update(withdrawn_at=old)

    assert erase_bundles(timezone.now()) == 1

    assert Attachment.objects.get() == talk
    assert Path(talk.file.path).is_file()
    for change in (
        talk.delete,
        lambda: Attachment.objects.filter(pk=talk.pk).update(kind="bundle"),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()


def test_a_bundle_does_not_become_another_file(keep):
    keep(b"four")

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Attachment.objects.update(kind="talk")
