"""A backup is whole or it is refused, before anything is touched."""

import json
import random
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from associations.models import School, User
from core import backups
from core.backups import databases
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
NASTY = "Өмүр\tүй\n\\.\n«Ң» \\N"


@pytest.fixture
def house(settings, tmp_path):
    """A school with a nasty name, a person, and a kept file."""
    settings.DATA = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA / "files"
    settings.DATA.mkdir()
    make.a_person(make.a_school(superior_ky=NASTY), username="bakyt")
    default_storage.save("x", ContentFile(b"a talk" * 5000))
    return settings.DATA


@pytest.fixture
def backup(house, tmp_path):
    target = tmp_path / "out" / "birikme.tar"
    backups.make(target)
    return target


def test_a_backup_holds_every_row_and_file_and_reads_back(house, backup):
    manifest = backups.verify(backup)

    assert manifest.rows["associations_school"] == School.objects.count() == 1
    assert manifest.rows["associations_user"] == 1
    assert manifest.engine == connection.vendor
    kept = {f"files/{p.relative_to(house / 'files').as_posix()}" for p in files(house)}
    assert set(manifest.members) == kept | {manifest.database}
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]


def files(house: Path) -> list[Path]:
    return [path for path in (house / "files").rglob("*") if path.is_file()]


def test_its_list_is_checked_with_sha256sum(backup, tmp_path):
    with tarfile.open(backup) as tar:
        for name in ["manifest.json", "manifest.sha256"]:
            (tmp_path / name).write_bytes(tar.extractfile(name).read())
    checked = subprocess.run(
        ["sha256sum", "--check", "manifest.sha256"], cwd=tmp_path, check=False
    )
    assert checked.returncode == 0


def test_a_changed_or_cut_backup_is_refused(backup, tmp_path):
    whole, found = backup.read_bytes(), 0
    with tarfile.open(backup) as tar:
        places = [(m.offset_data, m.size) for m in tar.getmembers()]
    dice = random.Random(7)
    for round_ in range(30):
        broken = bytearray(whole)
        begin, size = places[round_ % len(places)]
        if round_ % 3:
            broken[begin + dice.randrange(size)] ^= 1 << dice.randrange(8)
        else:
            del broken[begin + dice.randrange(size) :]
        other = tmp_path / "broken.tar"
        other.write_bytes(broken)
        with pytest.raises(backups.BackupError):
            backups.verify(other)
        found += 1
    assert found == 30


def test_a_file_that_was_not_listed_or_is_no_file_is_refused(backup, tmp_path):
    (tmp_path / "stowaway").write_bytes(b"x")
    with tarfile.open(backup, "a") as tar:
        tar.add(tmp_path / "stowaway", "../../stowaway")
    with pytest.raises(backups.BackupError, match="missing or foreign"):
        backups.verify(backup)


def test_anything_else_is_no_backup(tmp_path):
    letter = tmp_path / "letter.tar"
    letter.write_text("Dear director")
    with pytest.raises(backups.BackupError, match="damaged"):
        backups.verify(letter)
    with pytest.raises(backups.BackupError, match="cannot be read"):
        backups.verify(tmp_path / "nothing.tar")


def sealed(backup: Path, target: Path, **changes: object) -> Path:
    """The same backup with another list, sealed again: what a forger would do."""
    from core.backups import archive

    with tarfile.open(backup) as old, tarfile.open(target, "w") as new:
        for member in old.getmembers():
            if not member.name.startswith("manifest."):
                new.addfile(member, old.extractfile(member))
        facts = {**json.loads(old.extractfile("manifest.json").read()), **changes}
        words = json.dumps(facts).encode()
        archive._write(new, archive.MANIFEST, words)
        archive._write(new, archive.SEAL, archive._seal(words))
    return target


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"app": "another"}, "not a backup of this program"),
        ({"engine": "oracle"}, "not a backup of this program"),
        ({"surprise": 1}, "not a backup of this program"),
        ({"format": 99}, "newer version"),
        ({"rows": {"associations_user": 7}}, "other rows than promised"),
    ],
)
def test_a_foreign_backup_is_refused(backup, tmp_path, changes, sentence):
    with pytest.raises(backups.BackupError, match=sentence):
        backups.verify(sealed(backup, tmp_path / "forged.tar", **changes))


def test_a_backup_of_a_newer_version_is_refused_with_everything_as_it_was(backup, tmp_path):
    newer = sealed(backup, tmp_path / "n.tar", migrations=["core.9999_hover"], version="9.9")
    with pytest.raises(backups.BackupError, match=r"newer version \(9.9\): core.9999_hover"):
        backups.restore(newer, replace=True)
    assert User.objects.filter(username="bakyt").exists()


def test_a_backup_of_the_other_database_is_refused(backup, monkeypatch):
    monkeypatch.setattr(databases, "engine", lambda: "another")
    with pytest.raises(backups.BackupError, match="and here is another"):
        backups.restore(backup, replace=True)


def test_data_that_is_there_is_not_replaced_unasked(backup):
    with pytest.raises(backups.BackupError, match="--replace"):
        backups.restore(backup)


def test_nothing_is_restored_under_a_running_server(house, backup):
    import fcntl

    with (house / "serving.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        with pytest.raises(backups.BackupError, match="The server is running"):
            backups.restore(backup, replace=True)
    assert User.objects.filter(username="bakyt").exists()


@pytest.mark.skipif(not shutil.which("age"), reason="the age program is not here")
def test_an_encrypted_backup_opens_with_its_key_only(house, tmp_path):
    key = tmp_path / "key.txt"
    subprocess.run(["age-keygen", "-o", key], check=True, capture_output=True)
    public = next(line for line in key.read_text().splitlines() if "public key" in line)
    (tmp_path / "recipients.txt").write_text(public.split(": ")[1])
    target = tmp_path / "birikme.tar.age"

    backups.make(target, tmp_path / "recipients.txt")

    with pytest.raises(backups.BackupError, match="--identity"):
        backups.verify(target)
    assert backups.verify(target, key).rows["associations_user"] == 1


def test_without_the_age_program_nothing_is_left_behind(house, tmp_path, monkeypatch):
    if connection.vendor == "postgresql":
        pytest.skip("pg_dump is looked for in the same place")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(backups.BackupError, match="age is not installed"):
        backups.make(tmp_path / "out" / "b.tar.age", tmp_path / "recipients.txt")
    assert list((tmp_path / "out").iterdir()) == []
