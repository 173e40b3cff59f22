"""What the clock does for meetings and resolutions."""

from collections.abc import Callable, Iterator

from meetings.services import reminding
from meetings.services.finding import remember_forgotten

CHORES: dict[str, Callable[[], int]] = {
    **reminding.CHORES,
    "meetings and proposals made findable": remember_forgotten,
}

# What the doctor asks of them.
EXAMINATIONS: dict[str, Callable[[], Iterator[str]]] = reminding.EXAMINATIONS
