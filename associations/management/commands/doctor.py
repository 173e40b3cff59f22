"""Examines an installation and names everything that is not as it must be."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import WARNING, run_checks
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.models import F
from django.utils.module_loading import module_has_submodule

from core import audit
from core.digests import without_letter
from core.models import ChainHead
from core.triggers import FROZEN, Forbid, missing

ENOUGH_ROOM = 500 * 1024 * 1024
POSTGRESQL_SINCE = 150000
KEPT_PROMISES = {"fsync": "on", "full_page_writes": "on"}


class Command(BaseCommand):
    help = "Examine settings, database, schools' borders, files, record and fonts."
    requires_system_checks: list[str] = []

    def handle(self, **options: object) -> None:
        found = 0
        for name, examine in examinations():
            faults = list(examine())
            found += len(faults)
            self.stdout.write(f"{'WRONG' if faults else 'right'}  {name}")
            for fault in faults:
                self.stdout.write(f"       {fault}")
        if found:
            raise CommandError(f"{found} things are not right.")


def of_settings() -> Iterator[str]:
    for message in run_checks(include_deployment_checks=settings.PRODUCTION):
        if message.level >= WARNING and not message.is_silenced():
            yield f"{message.id}: {message.msg}"


def of_migrations() -> Iterator[str]:
    executor = MigrationExecutor(connection)
    for migration, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield f"{migration} is not applied: run migrate"


def of_database() -> Iterator[str]:
    return _of_sqlite() if connection.vendor == "sqlite" else _of_postgresql()


def _of_sqlite() -> Iterator[str]:
    with connection.cursor() as cursor:
        for (word,) in cursor.execute("PRAGMA integrity_check(20)").fetchall():
            if word != "ok":
                yield word
        for table, row, parent, _number in cursor.execute("PRAGMA foreign_key_check"):
            yield f"{table}, row {row}: its {parent} is not there"
        if cursor.execute("PRAGMA synchronous").fetchone()[0] < 2:  # noqa: PLR2004 -- FULL
            yield "synchronous is not FULL"


def _of_postgresql() -> Iterator[str]:
    with connection.cursor() as cursor:
        for name, wanted in KEPT_PROMISES.items():
            cursor.execute("SELECT current_setting(%s)", [name])
            if (is_ := cursor.fetchone()[0]) != wanted:
                yield f"{name} is {is_}, must be {wanted}"
        cursor.execute("SELECT current_setting('synchronous_commit')")
        if cursor.fetchone()[0] == "off":
            yield "synchronous_commit is off"
        cursor.execute("SELECT current_setting('server_version_num')::int")
        if cursor.fetchone()[0] < POSTGRESQL_SINCE:
            yield "PostgreSQL is older than 15"


def of_frozen() -> Iterator[str]:
    """The database itself keeps what is frozen: every rule of every app is in it."""
    for rules in frozen_rules():
        for name in missing(connection, rules):
            yield f"{name} is missing: the database would let frozen rows be changed"


def frozen_rules() -> Iterator[Iterable[Forbid]]:
    """The ground's, and those of every app that has a room for them."""
    yield FROZEN
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "freezing"):
            yield import_module(f"{app.name}.freezing").FROZEN


def of_borders() -> Iterator[str]:
    """No row points into another school: over every pair of tables in the schema."""
    for model in apps.get_models():
        owner = _owner(model)
        if owner:
            yield from _across(model, owner)
        yield from _across_many(model)


def _owner(model: type[models.Model]) -> str:
    """The column that says whose a row is; the ground calls it ``scope``."""
    columns = {field.attname for field in model._meta.concrete_fields}
    return next((name for name in ("school_id", "scope") if name in columns), "")


def _across(model: type[models.Model], owner: str) -> Iterator[str]:
    for field in model._meta.concrete_fields:
        related: Any = field.related_model
        if not field.is_relation or not hasattr(related, "_meta") or not _owner(related):
            continue
        rows = model._base_manager.filter(**{f"{field.name}__isnull": False})
        for pk in _foreign(rows, f"{field.name}__{_owner(related)}", owner):
            yield f"{model._meta.label} {pk}: its {field.name} belongs to another school"


def _across_many(model: type[models.Model]) -> Iterator[str]:
    for field in model._meta.local_many_to_many:
        through: Any = field.remote_field.through
        there: Any = field.related_model
        if _owner(model) and _owner(there):
            near, far = field.m2m_field_name(), field.m2m_reverse_field_name()
            rows = through._base_manager.all()
            for pk in _foreign(rows, f"{far}__{_owner(there)}", f"{near}__{_owner(model)}"):
                yield f"{through._meta.label} {pk}: joins two schools"


def _foreign(rows: models.QuerySet, there: str, here: str) -> list[Any]:
    return list(rows.exclude(**{there: F(here)}).values_list("pk", flat=True)[:20])


def of_files() -> Iterator[str]:
    """Every file a row names is there, and is still what it was."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField):
                yield from _damaged(model, field.name)


def _damaged(model: type[models.Model], name: str) -> Iterator[str]:
    rows = model._base_manager.exclude(**{name: ""}).values_list("pk", name)
    for pk, file in rows.iterator():
        if file and not default_storage.is_whole(file):  # type: ignore[attr-defined]  # ours
            yield f"{model._meta.label} {pk}: {file} is missing or damaged"


def of_record() -> Iterator[str]:
    for scope in ChainHead.objects.values_list("scope", flat=True).order_by("scope"):
        yield from audit.verify(scope)


def of_letters() -> Iterator[str]:
    """Nobody's morning letter is left unwritten for long."""
    if people := without_letter():
        keys = ", ".join(str(person.pk) for person in people[:20])
        words = "still wait for their morning letter; if the clock has run, its log says why"
        yield f"{len(people)} people ({keys}) {words}"


def examinations() -> Iterator[tuple[str, Callable[[], Iterable[str]]]]:
    """Begin with the ground; an app names its own ones ``EXAMINATIONS`` in its services."""
    yield from EXAMINATIONS.items()
    for app in apps.get_app_configs():
        if app.module and module_has_submodule(app.module, "services"):
            services = import_module(f"{app.name}.services")
            yield from getattr(services, "EXAMINATIONS", {}).items()


def of_room() -> Iterator[str]:
    free = shutil.disk_usage(settings.DATA).free
    if free < ENOUGH_ROOM:
        yield f"only {free // 1024**2} MB are free in {settings.DATA}"


EXAMINATIONS = {
    "settings and fonts": of_settings,
    "migrations": of_migrations,
    "database": of_database,
    "frozen rows": of_frozen,
    "borders between schools": of_borders,
    "files": of_files,
    "record": of_record,
    "morning letters": of_letters,
    "room on the disk": of_room,
}
