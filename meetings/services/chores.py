"""What the clock does for meetings and resolutions."""

from collections.abc import Callable

from meetings.services import reminding
from meetings.services.finding import remember_forgotten

CHORES: dict[str, Callable[[], int]] = {
    **reminding.CHORES,
    "meetings made findable by their parts": remember_forgotten,
}
