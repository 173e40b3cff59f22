"""What the database itself refuses: changes of frozen rows, whoever asks and however."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import RunPython
from django.db.migrations.operations.base import Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Forbid:
    """Rows of a table that are not touched any more.

    ``allow_columns`` may still change. ``when`` narrows to some rows, in SQL that both
    databases read: ``OLD`` and ``NEW`` are the row before and after; ``{row}`` is the row
    before, after, or either of them, as the event has it. So a child of a frozen parent is
    ``(SELECT status FROM parent WHERE id = {row}.parent_id) = 'signed'``, and a row frozen
    by its own status is ``OLD.status = 'signed'``. Two rules for one table differ in ``name``.
    """

    table: str
    update: bool = True
    delete: bool = True
    insert: bool = False
    allow_columns: tuple[str, ...] = ()
    when: str = ""
    name: str = "frozen"

    @property
    def events(self) -> Iterator[str]:
        asked = {"insert": self.insert, "update": self.update, "delete": self.delete}
        return (event for event, wanted in asked.items() if wanted)

    @property
    def triggers(self) -> list[str]:
        return [self.trigger(event) for event in self.events]

    def trigger(self, event: str) -> str:
        return f"{self.table}_{self.name}_{event}"

    def condition(self, event: str) -> str:
        """Say in SQL for which rows the event is refused."""
        if not self.when:
            return "1 = 1"
        rows = {"insert": ["NEW"], "update": ["OLD", "NEW"], "delete": ["OLD"]}[event]
        return " OR ".join(f"({self.when.replace('{row}', row)})" for row in rows)


FROZEN = (
    Forbid(table="core_auditentry"),
    Forbid(table="core_chainhead", update=False),
    Forbid(
        table="core_chainhead",
        delete=False,
        when="NEW.number <= OLD.number",
        name="grows",
    ),
    Forbid(
        table="core_attachment",
        allow_columns=("withdrawn_at",),
        when="{row}.kind <> 'bundle'",
    ),
)
"""The ground's own rules.

The record is only added to, its end only moves on, and a file is kept as it came; only
bundles go again: they are made of what is kept.
"""


def install(schema_editor: BaseDatabaseSchemaEditor, rules: Iterable[Forbid]) -> None:
    """Put the rules into the database, for a migration; those there already are replaced.

    SQLite drops a table's triggers when a migration rebuilds the table, and refuses to
    rebuild one that another table's trigger asks: a later migration of such tables writes
    its operations as ``lifted(rules, ...)`` (``missing`` tells who forgot).
    """
    rules = list(rules)
    uninstall(schema_editor, rules)
    for rule in rules:
        for event in rule.events:
            for statement in _STATEMENTS[schema_editor.connection.vendor](
                rule, event, schema_editor.connection
            ):
                schema_editor.execute(statement, params=None)


def uninstall(schema_editor: BaseDatabaseSchemaEditor, rules: Iterable[Forbid]) -> None:
    """Take the rules out, as a migration must before it rebuilds what they name."""
    for rule in rules:
        for name in [*rule.triggers, rule.trigger("replace")]:
            for statement in _REMOVALS[schema_editor.connection.vendor]:
                schema_editor.execute(statement.format(name=name, table=rule.table), None)


def lifted(rules: Iterable[Forbid], *operations: Operation) -> list[Operation]:
    """Give a later migration's operations with the rules out of their way."""
    rules = list(rules)

    def put_in(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        install(schema_editor, rules)

    def take_out(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        uninstall(schema_editor, rules)

    return [RunPython(take_out, put_in), *operations, RunPython(put_in, take_out)]


def missing(connection: Any, rules: Iterable[Forbid]) -> list[str]:
    """Name the triggers that should be in the database and are not."""
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT[connection.vendor])
        present = {name for (name,) in cursor.fetchall()}
    return [name for rule in rules for name in rule.triggers if name not in present]


def _on_sqlite(rule: Forbid, event: str, connection: Any) -> list[str]:
    condition = rule.condition(event)
    if event == "update" and rule.allow_columns:
        condition = f"({condition}) AND ({_other_column_changed(rule, connection)})"
    statements = [_sqlite_trigger(rule.trigger(event), f"AFTER {event}", rule.table, condition)]
    if event == "delete":
        # REPLACE INTO removes a row without asking the trigger of DELETE.
        statements += [
            _sqlite_trigger(
                rule.trigger("replace"), "BEFORE INSERT", rule.table, _taken(rule, connection)
            )
        ]
    return statements


def _sqlite_trigger(name: str, moment: str, table: str, condition: str) -> str:
    return f"""
        CREATE TRIGGER "{name}" {moment} ON "{table}" FOR EACH ROW WHEN {condition}
        BEGIN SELECT RAISE(ABORT, 'frozen: {table}'); END
        """


def _taken(rule: Forbid, connection: Any) -> str:
    with connection.cursor() as cursor:
        key = connection.introspection.get_primary_key_column(cursor, rule.table)
    rows = f'SELECT 1 FROM "{rule.table}" AS kept WHERE kept."{key}" = NEW."{key}"'  # noqa: S608 -- our own names
    return f"EXISTS ({rows})"


def _other_column_changed(rule: Forbid, connection: Any) -> str:
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, rule.table)
    columns = [column.name for column in described if column.name not in rule.allow_columns]
    return " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)


def _on_postgresql(rule: Forbid, event: str, connection: Any) -> list[str]:
    condition = rule.condition(event)
    if event == "update" and rule.allow_columns:
        allowed = ", ".join(f"'{column}'" for column in rule.allow_columns)
        kept = f"- ARRAY[{allowed}]"
        condition = f"({condition}) AND to_jsonb(OLD) {kept} <> to_jsonb(NEW) {kept}"
    name = rule.trigger(event)
    return [
        f"""
        CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {condition} THEN
                RAISE EXCEPTION 'frozen: {rule.table}'
                USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NULL;
        END $$
        """,
        f"""
        CREATE TRIGGER "{name}" AFTER {event} ON "{rule.table}"
        FOR EACH ROW EXECUTE FUNCTION "{name}"()
        """,
    ]


_STATEMENTS = {"sqlite": _on_sqlite, "postgresql": _on_postgresql}

_REMOVALS = {
    "sqlite": ['DROP TRIGGER IF EXISTS "{name}"'],
    "postgresql": [
        'DROP TRIGGER IF EXISTS "{name}" ON "{table}"',
        'DROP FUNCTION IF EXISTS "{name}"()',
    ],
}

_PRESENT = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}
