"""Questions about rows whose keys are known, and about what is read besides them."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any

from django.db.models import Prefetch
from django.db.models.fields.related_descriptors import (
    ManyToManyDescriptor,
    ReverseManyToOneDescriptor,
)
from django.utils import timezone

from core.questions import Question


class KeysQuestion:
    """A question about some rows by their keys, which ``build`` takes first, as a list.

    It is written once a day for two, four, eight … keys: the last one is named again until
    there are so many. What else changes its words follows as ``fixed``, without a name.
    """

    MOST = 200

    def __init__(self, build: Callable[..., Any], **stand_ins: Any) -> None:
        self.build, self.stand_ins = build, stand_ins
        self.day = date.min
        self.written: dict[Any, Question] = {}

    def ask(self, keys: Collection[int], *fixed: Any, **values: Any) -> list[Any]:
        """Return the rows; of no keys there are none."""
        if not keys:
            return []
        told = sorted(keys)
        told += told[-1:] * (size_for(len(told)) - len(told))
        question = self._for_today((len(told), *fixed))
        return question.ask(**{f"key{n}": key for n, key in enumerate(told)}, **values)

    def _for_today(self, kind: Any) -> Question:
        """Words of yesterday may hold a date."""
        today = timezone.localdate()
        if self.day != today or len(self.written) >= self.MOST:
            self.day, self.written = today, {}
        if kind not in self.written:
            size, *fixed = kind
            keys: dict[str, Any] = {f"key{n}": -3000 - n for n in range(size)}
            build = partial(self._ask_of, set(keys), fixed)
            self.written[kind] = Question(build, **keys, **self.stand_ins)
        return self.written[kind]

    def _ask_of(self, names: set[str], fixed: list[Any], **values: Any) -> Any:
        keys = [value for name, value in values.items() if name in names]
        rest = {name: value for name, value in values.items() if name not in names}
        return self.build(keys, *fixed, **rest)


class Besides:
    """A ``Prefetch`` into an attribute, asked with words that are written once a day."""

    def __init__(self, model: Any, lookup: Prefetch) -> None:
        self.model, self.lookup = model, lookup
        self.of_row: Callable[[Any], Any]
        self.of_owner: Callable[[Any], Any]
        self.question = KeysQuestion(self._build)

    @classmethod
    def can(cls, model: Any, lookup: Any) -> bool:
        into_attribute = isinstance(lookup, Prefetch) and lookup.to_attr
        if not into_attribute or lookup.queryset is None:
            return False
        return isinstance(
            getattr(model, lookup.prefetch_through, None), ReverseManyToOneDescriptor
        )

    def _build(self, keys: list[int]) -> Any:
        if field := self.field:
            self.of_row, self.of_owner = attrgetter(field.attname), attrgetter("pk")
            rows: Any = self.lookup.queryset
            return rows.filter(**{f"{field.name}__in": keys})
        owners = [self.model(pk=key) for key in keys]
        manager = getattr(owners[0], self.lookup.prefetch_through)
        rows, self.of_row, self.of_owner, *_more = manager.get_prefetch_querysets(
            owners, [self.lookup.queryset]
        )
        return rows

    @property
    def field(self) -> Any:
        """The key by which the rows name their owner; None if there are many on both sides."""
        descriptor = getattr(self.model, self.lookup.prefetch_through)
        return None if isinstance(descriptor, ManyToManyDescriptor) else descriptor.field

    def fill(self, owners: Sequence[Any]) -> None:
        found: dict[Any, list[Any]] = {}
        for row in self.question.ask({owner.pk for owner in owners}):
            found.setdefault(self.of_row(row), []).append(row)
        field = self.field
        for owner in owners:
            rows = found.get(self.of_owner(owner), [])
            setattr(owner, self.lookup.prefetch_to, rows)
            for row in rows if field else ():
                field.set_cached_value(row, owner)


def size_for(number: int) -> int:
    """The next power of two."""
    return 1 << (number - 1).bit_length()
