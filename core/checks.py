"""What must hold before a start: a database that keeps its word, files, renderer, address."""

import sqlite3
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

# Every older library can corrupt a WAL database when two connections write at once.
WAL_IS_SAFE_SINCE = (3, 51, 3)
STORAGE = "core.storage.DurableStorage"
HASHERS = "core.hashers."
RENDERER_SINCE = 70


@register(Tags.database)
def sqlite_keeps_its_word(**kwargs: Any) -> list[CheckMessage]:
    return [
        Error(sentence, id="birikme.E001")
        for database in settings.DATABASES.values()
        if database["ENGINE"].endswith("sqlite3")
        for sentence in _sqlite_faults(database.get("OPTIONS", {}))
    ]


def _sqlite_faults(options: dict[str, Any]) -> Iterator[str]:
    words = options.get("init_command", "").upper().replace(" ", "")
    if options.get("transaction_mode") != "IMMEDIATE":
        yield "SQLite needs transaction_mode IMMEDIATE: others fail under twenty people."
    if "SYNCHRONOUS=FULL" not in words:
        yield "SQLite needs synchronous=FULL: less loses saves at a power cut."
    if "JOURNAL_MODE=WAL" in words and sqlite3.sqlite_version_info < WAL_IS_SAFE_SINCE:
        yield f"SQLite {sqlite3.sqlite_version} can corrupt a WAL database; use TRUNCATE."
    if "JOURNAL_MODE=" not in words:
        yield "SQLite needs its journal mode named."


@register(Tags.files)
def files_are_durable_and_private(**kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if settings.STORAGES["default"]["BACKEND"] != STORAGE:
        found.append(Error(f"Files must be kept by {STORAGE}.", id="birikme.E002"))
    media, static = Path(settings.MEDIA_ROOT).resolve(), Path(settings.STATIC_ROOT).resolve()
    if media == static or static in media.parents or media in static.parents:
        found.append(Error("MEDIA_ROOT and STATIC_ROOT must lie apart.", id="birikme.E003"))
    return found


@register(Tags.compatibility)
def renderer_is_recent(**kwargs: Any) -> list[CheckMessage]:
    """Ask the package's papers: importing it costs seconds and belongs to the renderer."""
    try:
        number = version("weasyprint")
    except PackageNotFoundError:
        return [Error("WeasyPrint is not installed.", id="birikme.E004")]
    if int(number.split(".")[0]) < RENDERER_SINCE:
        return [Error(f"WeasyPrint {number} has known holes.", id="birikme.E004")]
    return []


@register(Tags.security, deploy=True)
def production_is_whole(**kwargs: Any) -> list[CheckMessage]:
    return [Error(sentence, id="birikme.E005") for sentence in _production_faults()]


def _production_faults() -> Iterator[str]:
    address = urlsplit(settings.BASE_URL)
    if address.scheme != "https":
        yield "BIRIKME_BASE_URL must begin with https://."
    if (address.hostname or "") not in settings.ALLOWED_HOSTS:
        yield "The host of BIRIKME_BASE_URL must be one of BIRIKME_HOSTS."
    if not settings.PASSWORD_HASHERS[0].startswith(HASHERS):
        yield f"Passwords must be kept by {HASHERS}, not by Django's default."
    if settings.DEMO:
        yield "BIRIKME_DEMO shows accounts with their passwords; it must not be set."
    if not settings.USE_TZ:
        yield "Times must be kept in UTC (USE_TZ)."
