"""Which moves a document may make: a table, no code."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Move:
    """One step of a document's life. ``asks``: the mover says something with it.

    ``follows``: it follows from another document, so it has neither button nor address.
    """

    verb: str
    sources: frozenset[str]
    target: str
    label: str | Promise
    asks: bool = False
    confirm: str | Promise = field(default="", kw_only=True)
    plain: bool = field(default=False, kw_only=True)
    follows: bool = field(default=False, kw_only=True)

    def __init__(  # noqa: PLR0913 -- a row of a table has as many cells as it has
        self,
        verb: str,
        sources: Iterable[str],
        target: str,
        label: str | Promise,
        *,
        asks: bool = False,
        confirm: str | Promise = "",
        plain: bool = False,
        follows: bool = False,
    ) -> None:
        values = (verb, frozenset(sources), target, label, asks, confirm, plain, follows)
        for name, value in zip(self.__dataclass_fields__, values, strict=True):
            object.__setattr__(self, name, value)


class Workflow:
    """All moves of one kind of document."""

    def __init__(self, *moves: Move) -> None:
        self._moves = {move.verb: move for move in moves}

    def __iter__(self) -> Iterator[Move]:
        return iter(self._moves.values())

    def __getitem__(self, verb: str) -> Move:
        return self._moves[verb]
