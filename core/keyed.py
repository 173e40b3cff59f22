"""Questions about rows whose keys are known, their SQL written once."""

from collections.abc import Callable, Collection
from datetime import date
from functools import partial
from typing import Any

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


def size_for(number: int) -> int:
    """The next power of two."""
    return 1 << (number - 1).bit_length()
