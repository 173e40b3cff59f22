"""The program does not start on a database, a storage or settings that break its promises."""

import sqlite3
from importlib.metadata import PackageNotFoundError

import pytest

from core import checks

GOOD = {
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL;",
}


@pytest.fixture
def sqlite(monkeypatch):
    """Ask about an SQLite database with these options (Django warns when settings change)."""

    def ask(**options):
        place = {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": {**GOOD, **options}}
        monkeypatch.setattr(checks.settings, "DATABASES", {"default": place})
        return [message.msg for message in checks.sqlite_keeps_its_word()]

    return ask


def test_the_decided_database_passes(sqlite):
    assert sqlite() == []


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"transaction_mode": "DEFERRED"}, "IMMEDIATE"),
        ({"init_command": "PRAGMA journal_mode=TRUNCATE;"}, "synchronous=FULL"),
        ({"init_command": "PRAGMA synchronous=FULL;"}, "journal mode"),
        (
            {"init_command": "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous = NORMAL"},
            "synchronous=FULL",
        ),
    ],
)
def test_a_database_that_forgets_is_refused(sqlite, options, word):
    [message] = sqlite(**options)
    assert word in message


@pytest.mark.parametrize(("library", "refused"), [((3, 40, 1), True), ((3, 51, 3), False)])
def test_wal_is_refused_where_the_library_corrupts_it(sqlite, monkeypatch, library, refused):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", library)
    wal = {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"}
    assert bool(sqlite(**wal)) is refused


def test_postgresql_is_not_asked_for_pragmas(monkeypatch):
    place = {"default": {"ENGINE": "django.db.backends.postgresql"}}
    monkeypatch.setattr(checks.settings, "DATABASES", place)
    assert checks.sqlite_keeps_its_word() == []


def test_files_that_a_power_cut_empties_are_refused(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }
    assert [m.id for m in checks.files_are_durable_and_private()] == ["birikme.E002"]


@pytest.mark.parametrize("media", ["static", "static/files", "."])
def test_files_never_lie_among_the_public_ones(settings, tmp_path, media):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.MEDIA_ROOT = tmp_path / media
    assert [m.id for m in checks.files_are_durable_and_private()] == ["birikme.E003"]


@pytest.mark.parametrize(("number", "refused"), [("69.9", True), ("70.0", False)])
def test_an_old_renderer_is_refused(monkeypatch, number, refused):
    monkeypatch.setattr(checks, "version", lambda _name: number)
    assert bool(checks.renderer_is_recent()) is refused


def test_a_missing_renderer_is_refused(monkeypatch):
    def nothing(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr(checks, "version", nothing)
    assert [message.id for message in checks.renderer_is_recent()] == ["birikme.E004"]


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("BASE_URL", "http://school.example", "https://"),
        ("BASE_URL", "https://other.example", "BIRIKME_HOSTS"),
        ("PASSWORD_HASHERS", ["django.contrib.auth.hashers.MD5PasswordHasher"], "Passwords"),
        ("DEMO", True, "BIRIKME_DEMO"),
        ("USE_TZ", False, "UTC"),
    ],
)
def test_a_production_that_is_not_whole_is_refused(settings, name, value, word):
    settings.BASE_URL = "https://school.example"
    settings.ALLOWED_HOSTS = ["school.example"]
    settings.PASSWORD_HASHERS = ["core.hashers.Ours"]
    settings.DEMO = False
    assert checks.production_is_whole() == []

    setattr(settings, name, value)

    [message] = checks.production_is_whole()
    assert word in message.msg
