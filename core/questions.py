"""Questions that every page asks: their SQL is written once, only the values in it change."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import cached_property, partial
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import prefetch_related_objects
from django.db.models.query import ModelIterable, get_related_populators
from django.utils import timezone


class Written(NamedTuple):
    """A question as the database hears it, and how to read the answer."""

    sql: str
    params: tuple[Any, ...]
    compiler: Any
    converters: Any
    own: slice | None = None
    columns: Sequence[str] = ()
    parts: Any = ()
    prefetched: tuple[Any, ...] = ()


class Question:
    """A query of whole rows or plain values, built from a stand-in for each value that changes.

    Building and compiling takes Django some five times as long as the database takes to
    answer. A stand-in is a value that stands nowhere else in the query, and stands in it as
    it is: what was computed from it (the first of its month, a week later) would stay as it
    was written. The suite asks every question of the house for that.

    ``gather`` names what was joined to the rows by a ``FilteredRelation``, and as what the
    row shall have it: each row comes once, with all of its parts, as if they were prefetched.
    """

    def __init__(
        self,
        build: Callable[..., Any],
        *,
        gather: Mapping[str, str] | None = None,
        spare: Iterable[str] = (),
        **stand_ins: Any,
    ) -> None:
        self.build = build
        self.gather = gather or {}
        self.spare = set(spare)  # stand-ins that the question may do without
        self.stand_ins = stand_ins

    @cached_property
    def written(self) -> Written:
        return self._write(self.build(**self.stand_ins))

    def _write(self, queryset: Any) -> Written:
        # (The types are of Django 6, whose populators take a word more.)
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        select = [column for column, _sql, _name in compiler.select]
        converters = compiler.get_converters(select)
        if queryset._iterable_class is not ModelIterable:  # plain values
            return Written(sql, params, compiler, converters)
        fields = compiler.klass_info["select_fields"]
        own = slice(fields[0], fields[-1] + 1)
        return Written(
            sql,
            params,
            compiler,
            converters,
            own,
            [column.target.attname for column in select[own]],
            get_related_populators(compiler.klass_info, compiler.select, connection.alias),  # type: ignore[call-arg]
            queryset._prefetch_related_lookups,
        )

    @cached_property
    def is_idle(self) -> bool:
        """Nothing can answer it, whatever the values: the database need not be asked."""
        try:
            return not self.written
        except EmptyResultSet:
            return True

    @cached_property
    def places(self) -> list[tuple[int, str]]:
        """Which value stands where among the parameters."""
        names = {_said(value): name for name, value in self.stand_ins.items()}
        found = [(n, names[p]) for n, p in enumerate(self.written.params) if p in names]
        places, texts = {n for n, _name in found}, set(map(str, self.stand_ins.values()))
        lost = any(
            str(p) in texts for n, p in enumerate(self.written.params) if n not in places
        )
        if lost or {name for _place, name in found} | self.spare != set(self.stand_ins):
            message = f"Some of {sorted(self.stand_ins)} stand nowhere in the question."
            raise ValueError(message)
        return found

    def ask(self, **values: Any) -> list[Any]:
        """Return the rows for these values, as the queryset would."""
        if self.is_idle:
            return []
        told = {name: _said(value) for name, value in values.items()}
        params = list(self.written.params)
        for place, name in self.places:
            params[place] = told[name]
        with connection.cursor() as cursor:
            cursor.execute(self.written.sql, params)
            rows: Sequence[Any] = cursor.fetchall()
        if self.written.converters:
            rows = self.written.compiler.apply_converters(rows, self.written.converters)
        database = connection.alias
        found = [self._read(row, database) for row in map(tuple, rows)]
        if self.gather:
            found = self._gathered(found)
        for prefetch in self.besides:
            prefetch(found)
        return found

    @cached_property
    def besides(self) -> list[Callable[[list[Any]], None]]:
        """What is prefetched for the rows, as far as it can be in words written once."""
        from core.keyed import Besides  # noqa: PLC0415 -- it asks a question itself

        def prefetching(lookup: Any) -> Callable[[list[Any]], None]:
            model = self.written.compiler.klass_info["model"]
            if Besides.can(model, lookup):
                return Besides(model, lookup).fill
            return lambda rows: prefetch_related_objects(rows, lookup)

        return [prefetching(lookup) for lookup in self.written.prefetched]

    def _read(self, row: tuple[Any, ...], database: str) -> Any:
        how = self.written
        if how.own is None:
            return row
        one = how.compiler.klass_info["model"].from_db(database, how.columns, row[how.own])
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


class Lists(Question):
    """Several lists of rows of one kind, asked at once: ``build`` returns all of them.

    Each row knows in its ``list`` in which it stands, by number; it comes once for each.
    The order is the lists' own only as long as the database sees no reason for another.
    """

    @cached_property
    def written(self) -> Written:
        parts: list[tuple[int, Written]] = []
        for place, queryset in enumerate(self.build(**self.stand_ins)):
            with suppress(EmptyResultSet):
                parts.append((place, self._write(queryset)))
        if not parts:
            raise EmptyResultSet
        each = "SELECT part.*, {} FROM ({}) part"
        sql = " UNION ALL ".join(each.format(place, part.sql) for place, part in parts)
        params = tuple(value for _place, part in parts for value in part.params)
        return parts[0][1]._replace(sql=sql, params=params)

    def _read(self, row: tuple[Any, ...], database: str) -> Any:
        one = super()._read(row, database)
        one.list = row[-1]
        return one


class ReadersQuestion:
    """A question whose words depend on what the reader is in the school.

    ``build`` takes a reader first. It is written once a day for each kind of reader: people
    of the same posts and as many memberships of the same roles ask with the same words.
    What is prefetched must not depend on the reader: it is asked for as it was written.
    """

    MOST = 200

    def __init__(
        self, build: Callable[..., Any], *, kind: type[Question] = Question, **more: Any
    ) -> None:
        self.build, self.kind, self.more = build, kind, more
        self.day = date.min
        self.written: dict[Any, Question] = {}

    def ask(self, reader: Any, **values: Any) -> list[Any]:
        kind, numbers = reader.kind_of_reader()
        question = self._for_today().get(kind)
        if question is None:
            like = reader.stand_in(kind)
            stand_ins = like.kind_of_reader()[1]
            question = self.written[kind] = self.kind(
                partial(self._ask_as, like, set(stand_ins)),
                spare=stand_ins,
                **stand_ins,
                **self.more,
            )
        return question.ask(**numbers, **values)

    def _ask_as(self, like: Any, numbers: set[str], **values: Any) -> Any:
        return self.build(like, **{k: v for k, v in values.items() if k not in numbers})

    def _for_today(self) -> dict[Any, Question]:
        """Words of yesterday may hold a date."""
        today = timezone.localdate()
        if self.day != today or len(self.written) >= self.MOST:
            self.day, self.written = today, {}
        return self.written


def _said(value: Any) -> Any:
    """Tell a value as this database's parameters carry it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
