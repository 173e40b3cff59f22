"""Addresses of single things, written without a walk through the address book each time."""

from functools import cache

from django.urls import reverse

_STAND_IN = 918273645


@cache
def _around(name: str) -> tuple[str, str]:
    before, _number, after = reverse(name, args=[_STAND_IN]).partition(str(_STAND_IN))
    return before, after


def address(name: str, pk: int) -> str:
    """Return what ``reverse`` would: a list of a hundred lines asks it a hundred times."""
    before, after = _around(name)
    return f"{before}{pk}{after}"
