"""Questions that every page asks: their SQL is written once, only the values in it change."""

from collections.abc import Callable, Sequence
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
    first: int
    parts: Any


class Question:
    """A query of whole rows, built from a stand-in for each value that changes.

    Building and compiling takes Django some five times as long as the database takes to
    answer. A stand-in is a value that stands nowhere else in the query.
    """

    def __init__(self, build: Callable[..., Any], **stand_ins: Any) -> None:
        self.build = build
        self.stand_ins = stand_ins

    @cached_property
    def written(self) -> Written:
        # (The types are of Django 6, whose populators take a word more.)
        queryset = self.build(**self.stand_ins)
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        about, select = compiler.klass_info, compiler.select
        first, last = about["select_fields"][0], about["select_fields"][-1]
        return Written(
            sql,
            params,
            compiler,
            compiler.get_converters([column for column, _sql, _name in select]),
            [column.target.attname for column, _sql, _name in select[first : last + 1]],
            first,
            get_related_populators(about, select, connection.alias),  # type: ignore[call-arg]
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
            rows = cursor.fetchall()
        return self._read(rows)

    def _read(self, rows: Sequence[Sequence[Any]]) -> list[Any]:
        how, found = self.written, []
        model = how.compiler.klass_info["model"]
        if how.converters:
            rows = how.compiler.apply_converters(rows, how.converters)
        for row in map(tuple, rows):
            one = model.from_db(
                connection.alias, how.columns, row[how.first : how.first + len(how.columns)]
            )
            for part in how.parts:
                part.populate(row, one)
            found.append(one)
        return found


def _said(value: Any) -> Any:
    """Tell a value as this database's parameters carry it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
