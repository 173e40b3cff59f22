"""One measured goal: what was found, what is allowed, and the verdict."""

from dataclasses import dataclass


@dataclass
class Found:
    """One measured goal; ``limit`` is the most allowed, negative: the least wanted."""

    goal: str
    what: str
    value: float | None
    limit: float | None
    shown: str
    target: str = ""

    @property
    def verdict(self) -> str:
        if self.limit is None or self.value is None:
            return "" if self.value is not None else "n/a"
        right = self.value <= self.limit if self.limit >= 0 else self.value >= -self.limit
        return "PASS" if right else "over"


def yes(right: object) -> str:
    return "yes" if right else "no"
