"""Help for tests that must do what the house forbids."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

from django.db import connection as own_connection
from django.db.backends.sqlite3 import base


@contextmanager
def triggers_off(connection: Any) -> Iterator[None]:
    """Let frozen rows be changed for a while; the rules are back afterwards, come what may."""
    with connection.cursor() as cursor:
        cursor.execute(_FROZEN[connection.vendor])
        found = cursor.fetchall()
        _run(cursor, [*_BEFORE[connection.vendor], *(off for off, _ in found)])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            _run(cursor, [*_BEFORE[connection.vendor], *(on for _, on in found)])


def allow_flush() -> None:
    """Let Django empty the tables between transactional tests; call it once, in conftest.

    On SQLite it does so by DELETE, which the triggers of frozen rows would refuse.
    (PostgreSQL truncates, and no trigger of a row hears of that.)
    """
    operations = base.DatabaseWrapper.ops_class
    flush = operations.execute_sql_flush
    if getattr(flush, "lifts_triggers", False):
        return

    def flush_frozen_too(self: Any, sql_list: list[str]) -> None:
        with triggers_off(self.connection):
            flush(self, sql_list)

    flush_frozen_too.lifts_triggers = True
    operations.execute_sql_flush = flush_frozen_too


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do these at the same moment, each on a connection of its own; give back what came out."""
    barrier = Barrier(len(acts))

    def go(act: Callable[[], Any]) -> Any:
        try:
            barrier.wait(timeout=20)
            return act()
        except Exception as error:  # noqa: BLE001 -- what went wrong is what came out
            return error
        finally:
            own_connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(go, acts))


def _run(cursor: Any, statements: list[str]) -> None:
    for statement in statements:
        cursor.execute(statement)


# PostgreSQL alters no table while checks of foreign keys are put off to the commit.
_BEFORE = {"sqlite": [], "postgresql": ["SET CONSTRAINTS ALL IMMEDIATE"]}

_FROZEN = {
    "sqlite": """
        SELECT 'DROP TRIGGER "' || name || '"', sql FROM sqlite_master
        WHERE type = 'trigger' AND sql LIKE '%''frozen: %'
        """,
    "postgresql": """
        SELECT
            format('ALTER TABLE %s DISABLE TRIGGER %I', tgrelid::regclass, tgname),
            format('ALTER TABLE %s ENABLE TRIGGER %I', tgrelid::regclass, tgname)
        FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
        WHERE NOT tgisinternal AND prosrc LIKE '%''frozen: %'
        """,
}
