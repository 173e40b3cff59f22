"""Commands as they are typed, on an installation of their own."""

import shutil
from pathlib import Path

import polib
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.installation import Manage

MAKE_A_SCHOOL = """
from tests import factories as make
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
make.a_person(make.a_school(), username="bakyt")
print(default_storage.save("x", ContentFile(b"a talk")))
"""
WRECK = """
from associations.models import User
from tests import factories as make
User.objects.filter(username="bakyt").update(username="nobody")
make.a_person(make.a_school(), username="stranger")
"""
PEOPLE = """
from associations.models import User
print(",".join(sorted(User.objects.values_list("username", flat=True))))
"""


@pytest.mark.slow
def test_a_backup_brings_everything_back(manage: Manage, tmp_path: Path) -> None:
    target = tmp_path / "out" / "birikme.tar"
    kept = manage("shell", "-v0", "-c", MAKE_A_SCHOOL).split()[1]
    assert "1 files" in manage("backup", str(target))
    assert manage("verify_backup", str(target)).startswith("0 Whole: ")
    manage("shell", "-v0", "-c", WRECK)
    (tmp_path / "data" / "files" / kept).unlink()

    assert "--replace" in manage("restore", str(target))
    restored = manage("restore", str(target), "--replace")

    assert restored.startswith("0 Restored")
    assert manage("shell", "-v0", "-c", PEOPLE).split() == ["0", "bakyt"]
    assert (tmp_path / "data" / "files" / kept).read_bytes() == b"a talk"
    aside = [p.name for p in (tmp_path / "data").iterdir() if ".before-" in p.name]
    assert any(name.startswith("files.before-") for name in aside)


@pytest.mark.slow
def test_a_backup_is_restored_on_an_empty_machine(manage: Manage, tmp_path: Path) -> None:
    target = tmp_path / "out" / "birikme.tar"
    manage("shell", "-v0", "-c", MAKE_A_SCHOOL)
    manage("backup", str(target))
    if connection.vendor == "sqlite":
        shutil.rmtree(tmp_path / "data")
    else:
        manage("flush", "--no-input")
        shutil.rmtree(tmp_path / "data" / "files")

    assert manage("restore", str(target)).startswith("0 Restored")
    assert manage("shell", "-v0", "-c", PEOPLE).split() == ["0", "bakyt"]


@pytest.mark.either
@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ({"BIRIKME_DEBUG": "1"}, "BIRIKME_DEBUG must not be set"),
        ({"BIRIKME_SECRET_KEY": ""}, "BIRIKME_SECRET_KEY must be"),
        ({"BIRIKME_SECRET_KEY": "django-insecure-" + "ab1" * 30}, "BIRIKME_SECRET_KEY must be"),
        ({"BIRIKME_HOSTS": ""}, "BIRIKME_HOSTS must name"),
        ({"BIRIKME_HOSTS": "*"}, "BIRIKME_HOSTS must name"),
        ({"BIRIKME_BASE_URL": "http://school.example"}, "must begin with https"),
        ({"BIRIKME_BASE_URL": "https://other.example"}, "must be one of BIRIKME_HOSTS"),
        ({"BIRIKME_DEMO": "1"}, "BIRIKME_DEMO shows accounts"),
    ],
)
def test_an_unsafe_production_does_not_start(
    manage: Manage, setting: dict[str, str], sentence: str
) -> None:
    production = {
        "BIRIKME_PRODUCTION": "1",
        "BIRIKME_SECRET_KEY": "kyzyl-alma-1234567890-qwertyuiop-asdfghjkl-zxcvbnm-ok",
        "BIRIKME_HOSTS": "school.example",
        "BIRIKME_BASE_URL": "https://school.example",
    }
    answer = manage("prepare", **{**production, **setting})

    assert not answer.startswith("0 ")
    assert sentence in answer


def test_languages_are_compiled_when_they_are_older(settings, tmp_path: Path) -> None:
    folder = tmp_path / "ky" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="meeting", msgstr="жыйын"))
    catalogue.append(polib.POEntry(msgid="half", msgstr="жарым", flags=["fuzzy"]))
    catalogue.save(str(folder / "django.po"))
    settings.LOCALE_PATHS = [tmp_path]

    call_command("compile_languages", verbosity=0)
    compiled = polib.mofile(str(folder / "django.mo"))

    assert [(entry.msgid, entry.msgstr) for entry in compiled] == [("meeting", "жыйын")]
    made = (folder / "django.mo").stat().st_mtime_ns
    call_command("compile_languages", verbosity=0)
    assert (folder / "django.mo").stat().st_mtime_ns == made


@pytest.mark.django_db(transaction=True)
def test_old_backups_go_when_told_how_many_to_keep(tmp_path: Path) -> None:
    for day in range(1, 6):
        (tmp_path / f"birikme-2019110{day}-020000.tar").write_text("old")

    call_command("backup", str(tmp_path), keep=2, verbosity=0)

    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept[0] == "birikme-20191105-020000.tar"
    assert len(kept) == 2
    call_command("verify_backup", str(tmp_path / kept[1]))
    with pytest.raises(CommandError, match="damaged"):
        call_command("verify_backup", str(tmp_path / kept[0]))
