"""Questions that every page asks: their SQL is written once, only the values in it change."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connection
from django.db.models.query import get_related_populators


class Written(NamedTuple):
    """A question as the database hears it, and how to read the answer."""

    sql: str
    params: tuple[Any, ...]
    compiler: Any
    converters: Any
    columns: list[str]
    own: slice
    parts: Any


class Question:
    """A query of whole rows, built from a stand-in for each value that changes.

    Building and compiling takes Django some five times as long as the database takes to
    answer. A stand-in is a value that stands nowhere else in the query.

    ``gather`` names what was joined to the rows by a ``FilteredRelation``, and as what the
    row shall have it: each row comes once, with all of its parts, as if they were prefetched.
    """

    def __init__(
        self,
        build: Callable[..., Any],
        *,
        gather: Mapping[str, str] | None = None,
        **stand_ins: Any,
    ) -> None:
        self.build = build
        self.gather = gather or {}
        self.stand_ins = stand_ins

    @cached_property
    def written(self) -> Written:
        # (The types are of Django 6, whose populators take a word more.)
        compiler = self.build(**self.stand_ins).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        select = [column for column, _sql, _name in compiler.select]
        fields = compiler.klass_info["select_fields"]
        own = slice(fields[0], fields[-1] + 1)
        return Written(
            sql,
            params,
            compiler,
            compiler.get_converters(select),
            [column.target.attname for column in select[own]],
            own,
            get_related_populators(compiler.klass_info, compiler.select, connection.alias),  # type: ignore[call-arg]
        )

    @cached_property
    def places(self) -> list[tuple[int, str]]:
        """Which value stands where among the parameters."""
        names = {_said(value): name for name, value in self.stand_ins.items()}
        found = [(n, names[p]) for n, p in enumerate(self.written.params) if p in names]
        if {name for _place, name in found} != set(self.stand_ins):
            message = f"Some of {sorted(self.stand_ins)} stand nowhere in the question."
            raise ValueError(message)
        return found

    def ask(self, **values: Any) -> list[Any]:
        """Return the rows for these values, as the queryset would."""
        told = {name: _said(value) for name, value in values.items()}
        params = list(self.written.params)
        for place, name in self.places:
            params[place] = told[name]
        with connection.cursor() as cursor:
            cursor.execute(self.written.sql, params)
            rows: Sequence[Any] = cursor.fetchall()
        if self.written.converters:
            rows = self.written.compiler.apply_converters(rows, self.written.converters)
        found = [self._read(row) for row in map(tuple, rows)]
        return self._gathered(found) if self.gather else found

    def _read(self, row: tuple[Any, ...]) -> Any:
        how = self.written
        one = how.compiler.klass_info["model"].from_db(
            connection.alias, how.columns, row[how.own]
        )
        for part in how.parts:
            part.populate(row, one)
        for name, place in how.compiler.annotation_col_map.items():
            setattr(one, name, row[place])
        return one

    def _gathered(self, rows: Iterable[Any]) -> list[Any]:
        found: dict[Any, Any] = {}
        parts: dict[tuple[Any, str], dict[Any, Any]] = {}
        for row in rows:
            found.setdefault(row.pk, row)
            for name in self.gather:
                kept = parts.setdefault((row.pk, name), {})
                if part := getattr(row, name, None):
                    kept.setdefault(part.pk, part)
        for (pk, name), kept in parts.items():
            found[pk].__dict__.setdefault("_prefetched_objects_cache", {})[
                self.gather[name]
            ] = list(kept.values())
        return list(found.values())


def _said(value: Any) -> Any:
    """Tell a value as this database's parameters carry it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
