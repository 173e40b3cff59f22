"""Files that survive a power cut."""

import hashlib
import os
import stat
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from core.models import Attachment
from core.storage import DurableStorage, ImmutableFileError

WORDS = "протокол № 1".encode()
DIGEST = hashlib.sha256(WORDS).hexdigest()
NAME = f"{DIGEST[:2]}/{DIGEST[2:4]}/{DIGEST}"


@pytest.fixture
def storage(tmp_path):
    return DurableStorage(location=tmp_path / "files")


@pytest.fixture
def calls(monkeypatch):
    """Every write, sync and rename, in order, with the path it was for."""
    seen = []
    fsync, rename, write = os.fsync, os.rename, os.write

    def path_of(handle):
        return Path(f"/proc/self/fd/{handle}").readlink()

    def watched_fsync(handle):
        seen.append(("fsync", path_of(handle)))
        fsync(handle)

    def watched_write(handle, data):
        seen.append(("write", path_of(handle)))
        return write(handle, data)

    def watched_rename(old, new, **options):
        seen.append(("rename", Path(new)))
        rename(old, new, **options)

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(os, "write", watched_write)
    monkeypatch.setattr(os, "rename", watched_rename)
    return seen


def test_a_file_is_named_by_its_content_and_nothing_else(storage):
    name = storage.save("../../etc/паспорт\x00.pdf", ContentFile(WORDS))

    assert name == NAME
    with storage.open(name) as kept:
        assert kept.read() == WORDS


def test_the_same_content_is_kept_once(storage, tmp_path):
    first = storage.save("a", ContentFile(WORDS))
    second = storage.save("b", ContentFile(WORDS))

    assert first == second
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [
        tmp_path / "files" / NAME
    ]


def test_content_folder_and_their_parents_are_on_disk_before_the_name_is_given(
    storage, calls, tmp_path
):
    storage.save("a", ContentFile(WORDS))

    files = tmp_path / "files"
    incoming = next(path for call, path in calls if call == "write")
    told = [call for call in calls if call != ("fsync", files)]
    assert told == [
        ("write", incoming),
        ("fsync", incoming),
        ("fsync", files / DIGEST[:2]),
        ("rename", files / NAME),
        ("fsync", (files / NAME).parent),
    ]
    assert calls.count(("fsync", files)) == 2  # for incoming, and for the first of the two
    assert calls.index(("fsync", files), 1) < calls.index(("rename", files / NAME))


def test_a_file_that_is_there_already_is_synced_too(storage, calls, tmp_path):
    storage.save("a", ContentFile(WORDS))
    calls.clear()

    storage.save("a", ContentFile(WORDS))

    assert "rename" not in [call for call, path in calls]
    assert calls[-1] == ("fsync", (tmp_path / "files" / NAME).parent)


def test_only_the_owner_reads_whatever_the_umask(storage, tmp_path):
    before = os.umask(0)
    try:
        storage.save("a", ContentFile(WORDS))
    finally:
        os.umask(before)

    path = tmp_path / "files" / NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_torn_file_is_seen_and_mended_by_the_same_content(storage, tmp_path):
    storage.save("a", ContentFile(WORDS))
    path = tmp_path / "files" / NAME
    path.write_bytes(b"")

    assert not storage.is_whole(NAME)
    storage.save("a", ContentFile(WORDS))
    assert storage.is_whole(NAME)


def test_a_changed_or_absent_file_is_not_whole(storage, tmp_path):
    assert not storage.is_whole(NAME)
    storage.save("a", ContentFile(WORDS))
    (tmp_path / "files" / NAME).write_bytes(WORDS.replace(b"1", b"2"))

    assert not storage.is_whole(NAME)


def test_kept_files_are_not_removed_changed_or_shown_openly(storage):
    name = storage.save("a", ContentFile(WORDS))

    for harm in (storage.delete, storage.url, lambda name: storage.open(name, "r+b")):
        with pytest.raises(ImmutableFileError):
            harm(name)
    assert storage.is_whole(name)


def test_nothing_is_read_outside_the_folder(storage):
    with pytest.raises(SuspiciousFileOperation):
        storage.open("../../etc/passwd")


def test_a_failed_write_leaves_nothing_behind(storage, tmp_path):
    class Broken(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"half"
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        storage.save("a", Broken(b""))

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("content", [b"", "сөз", WORDS])
def test_bytes_and_words_are_kept_as_files_are(storage, content):
    name = storage.save(None, content)

    data = content.encode() if isinstance(content, str) else content
    assert name.endswith(hashlib.sha256(data).hexdigest())
    assert storage.size(name) == len(data)


@pytest.mark.parametrize("name", ["план.pdf", "a" * 300 + ".exe", "cod\u202efdp.exe"])
def test_a_field_keeps_the_digest_for_a_name(storage, name, monkeypatch):
    field = Attachment._meta.get_field("file")
    monkeypatch.setattr(field, "storage", storage)
    attachment = Attachment(file=SimpleUploadedFile(name, WORDS))

    assert field.pre_save(attachment, add=True).name == NAME
    assert len(NAME) <= field.max_length
