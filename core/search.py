"""Finding by words: every word of the question begins a word of what is found."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from django.db import DatabaseError, connection, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from core.languages import clean_text, fold
from core.search_models import SearchRow

LONGEST_TEXT = 200_000
LONGEST_WORD = 60
MOST_WORDS = 16


class Findable(Protocol):
    """What can be found: it knows whose it is."""

    pk: Any
    _meta: ClassVar[Any]

    @property
    def scope(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """What is found: by its title, its text, and words that are not shown (``also``)."""

    obj: Findable
    title: str
    text: str
    also: str = ""
    day: Any = None

    @property
    def kind(self) -> str:
        return str(self.obj._meta.label_lower)

    def row(self, whole: Findable | None = None, kind: str | None = None) -> SearchRow:
        obj, text = self.obj, self.text[:LONGEST_TEXT]
        words = f"{self.title}\n{text}\n{self.also}"[:LONGEST_TEXT]
        return SearchRow(
            scope=obj.scope,
            kind=kind or self.kind,
            object_id=obj.pk,
            whole_id=whole.pk if whole else None,
            title=clean_text(self.title),
            text=clean_text(text),
            folded=" ".join(_words(words)),
            day=self.day,
        )


def remember(
    obj: Findable, *, title: str, text: str, day: Any = None, kind: str | None = None
) -> None:
    """Make the object found by its title and text; new words replace the old."""
    _write([Entry(obj, title, text, day=day).row(kind=kind)])


def remember_whole(
    whole: Findable, entries: Iterable[Entry], *, kinds: Collection[str]
) -> None:
    """Make a whole and its parts found; parts of these kinds that are not named are forgotten.

    Parts are seen by whoever sees the whole: ``SearchRow.whole_id`` says which it is.
    """
    rows = [entry.row(whole) for entry in entries]
    _write(rows)
    kept = {(row.kind, row.object_id) for row in rows}
    known = SearchRow.objects.filter(scope=whole.scope, whole_id=whole.pk, kind__in=kinds)
    gone = [
        row.pk
        for row in known.only("kind", "object_id")
        if (row.kind, row.object_id) not in kept
    ]
    if gone:
        SearchRow.objects.filter(pk__in=gone).delete()


def _write(rows: list[SearchRow]) -> None:
    SearchRow.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["scope", "kind", "object_id"],
        update_fields=["whole_id", "title", "text", "folded", "day"],
    )


def forget(obj: Findable, *, kind: str | None = None) -> None:
    """Let the object be found no more."""
    SearchRow.objects.filter(
        scope=obj.scope, kind=kind or obj._meta.label_lower, object_id=obj.pk
    ).delete()


def found(scope: int, kind: str, words: str) -> models.QuerySet:
    """Return the ids of the objects that have all these words, or begin with them.

    No words, or signs only, narrow nothing; of very many only the first count.
    """
    if wanted_words(words):
        rows = rows_with(scope, words).filter(kind=kind)
    else:
        rows = SearchRow.objects.filter(scope=scope, kind=kind)
    return rows.values_list("object_id", flat=True)


def rows_with(scope: int, words: str) -> models.QuerySet:
    """Return the rows of any kind that have all these words; no words find nothing."""
    wanted = wanted_words(words)
    return rows_told(scope, told(wanted)) if wanted else SearchRow.objects.none()


def rows_told(scope: int, words: str) -> models.QuerySet:
    """Return the rows for words as the full-text index is told them."""
    return SearchRow.objects.filter(scope__searched=scope, folded__has_words=words)


def told(wanted: Iterable[str]) -> str:
    """Say the words as this database's full-text index hears them: all, or beginnings."""
    if connection.vendor == "sqlite":
        return " AND ".join(f'"{word}" *' for word in wanted)
    return " & ".join(f"'{word}':*" for word in wanted)


def wanted_words(words: str) -> list[str]:
    """The words of a question as they are compared; of very many the first."""
    return _words(words[:LONGEST_TEXT])[:MOST_WORDS]


def install(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Lay the full-text index beside the table, for a migration after the one that made it."""
    for statement in _INSTALL[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)
    if schema_editor.connection.vendor == "postgresql":
        _lay_index(schema_editor)


def uninstall(schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _UNINSTALL[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def lay_again(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Lay the indexes that searches walk along; what was laid before goes."""
    schema_editor.execute("DROP INDEX IF EXISTS core_searchrow_vector", params=None)
    if schema_editor.connection.vendor == "postgresql":
        _lay_index(schema_editor)
    else:
        schema_editor.execute(_NEWEST_FIRST, params=None)


def _words(text: str) -> list[str]:
    """Split as both databases are told to: neither parses anything, so their answers agree."""
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in fold(text).split()))


def _lay_index(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Index the words per scope; where the extension for that is refused, the words alone."""
    try:
        with transaction.atomic(using=schema_editor.connection.alias):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gin", params=None)
        columns = "(+scope), vector"
    except DatabaseError:
        columns = "vector"
    schema_editor.execute(
        f"CREATE INDEX core_searchrow_vector ON core_searchrow USING gin ({columns})",
        params=None,
    )


_NEWEST_FIRST = """
CREATE INDEX IF NOT EXISTS core_searchrow_newest
ON core_searchrow (scope, day DESC, whole_id DESC, kind, object_id)
"""

_INSTALL = {
    "sqlite": [
        """
        CREATE VIRTUAL TABLE core_searchrow_words USING fts5(
            folded, content='core_searchrow', content_rowid='id', tokenize='ascii'
        )
        """,
        """
        CREATE TRIGGER core_searchrow_added AFTER INSERT ON core_searchrow BEGIN
            INSERT INTO core_searchrow_words(rowid, folded) VALUES (NEW.id, NEW.folded);
        END
        """,
        """
        CREATE TRIGGER core_searchrow_removed AFTER DELETE ON core_searchrow BEGIN
            INSERT INTO core_searchrow_words(core_searchrow_words, rowid, folded)
            VALUES ('delete', OLD.id, OLD.folded);
        END
        """,
        """
        CREATE TRIGGER core_searchrow_changed AFTER UPDATE ON core_searchrow BEGIN
            INSERT INTO core_searchrow_words(core_searchrow_words, rowid, folded)
            VALUES ('delete', OLD.id, OLD.folded);
            INSERT INTO core_searchrow_words(rowid, folded) VALUES (NEW.id, NEW.folded);
        END
        """,
        "INSERT INTO core_searchrow_words(core_searchrow_words) VALUES ('rebuild')",
    ],
    "postgresql": [
        """
        ALTER TABLE core_searchrow ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(folded, ' '))) STORED
        """,
    ],
}

_UNINSTALL = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS core_searchrow_added",
        "DROP TRIGGER IF EXISTS core_searchrow_removed",
        "DROP TRIGGER IF EXISTS core_searchrow_changed",
        "DROP TABLE IF EXISTS core_searchrow_words",
    ],
    "postgresql": ["ALTER TABLE core_searchrow DROP COLUMN IF EXISTS vector"],
}
