"""Days on which a school rests: its holidays, and the vacations between its quarters."""

from datetime import date

from associations.models import Holiday, Quarter


def is_at_rest(school: int, day: date) -> bool:
    """Whether nobody is to be reminded of anything on that day."""
    off = Holiday.objects.filter(school=school, start__lte=day, end__gte=day)
    return off.exists() or _between_quarters(school, day)


def _between_quarters(school: int, day: date) -> bool:
    """After one has ended and before the next begins. The summer is no such gap."""
    years = {"year__start__lte": day, "year__end__gte": day}
    rows = Quarter.objects.filter(school=school, **years).values_list("start", "end")
    ended = any(end < day for _start, end in rows)
    coming = any(start > day for start, _end in rows)
    return ended and coming and not any(start <= day <= end for start, end in rows)
