"""A form that is sent five times has one effect."""

import re
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction

from core.models import FormToken

SHAPE = re.compile(r"[\w-]{20,43}")


def once(by: Any, token: str, act: Callable[[], str]) -> str:
    """Do it, unless this form was sent before; return the address to go to either way.

    The token's row is written first, in the same transaction: whoever sends the same form
    at the same time waits for it, finds it there and is led to the first one's result.
    """
    if not SHAPE.fullmatch(token):
        with transaction.atomic():
            return act()
    try:
        with transaction.atomic():
            FormToken.objects.create(token=token, by=by)
            url = act()
            FormToken.objects.filter(pk=token).update(url=url)
    except IntegrityError:
        sent = FormToken.objects.filter(pk=token, by=by).first()
        if sent is None:
            raise
        return sent.url
    return url


def sent_before(by: Any, token: str) -> str:
    """Say where this form led when it was sent the first time; "" if it never was."""
    sent = FormToken.objects.filter(pk=token, by=by).first() if SHAPE.fullmatch(token) else None
    return sent.url if sent else ""
