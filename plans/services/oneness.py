"""Things of which there is one each: who is slower at the same moment is told in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction


@contextmanager
def only_one(words: Any) -> Iterator[None]:
    """Write down what the check found missing; ``words``: what the check would have said."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise ValidationError(words) from None
