"""What is said at a meeting: the shape of a script."""

from dataclasses import dataclass, field
from typing import Any

ALL = ("all",)


@dataclass(frozen=True, slots=True)
class R:
    """A resolution. ``who``: surnames, or ALL; ``due``: (month, day), or a kind of deadline."""

    text: str
    who: tuple[str, ...] = ()
    due: Any = None
    votes: tuple[int, int, int] | None = None
    kind: str = "task"


@dataclass(frozen=True, slots=True)
class Item:
    """A question: who reports, for how long, what is heard, who speaks, what is decided."""

    title: str
    who: str
    minutes: int
    heard: str
    spoke: tuple[tuple[str, str], ...] = ()
    decided: tuple[R, ...] = ()
    kind: str = "discussion"


@dataclass(frozen=True, slots=True)
class Script:
    """A meeting. People are named by surname, or by their place: «head», «secretary», «1»…"""

    topic: str
    month: int
    day: int
    items: tuple[Item, ...]
    room: str = ""
    hour: int = 14
    absent: dict[str, str] = field(default_factory=dict)
    invited: tuple[str, ...] = ()
    annex: str = ""
