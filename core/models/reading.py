"""Rows as they come from the database."""

from collections.abc import Collection, Sequence
from typing import Any, Self

from django.db import models
from django.db.models.base import ModelState


class ReadRow(models.Model):
    """A row whose values are put where they belong, all at once.

    Django hands them to ``__init__``, which tells two signals and sets one after another; a
    page reads hundreds of rows, and no model of the house listens or has an ``__init__``.
    """

    class Meta:
        abstract = True

    @classmethod
    def from_db(  # type: ignore[override]  # the types are of Django 6, which says a word more
        cls, db: str | None, field_names: Collection[str], values: Sequence[Any]
    ) -> Self:
        row = cls.__new__(cls)
        row.__dict__.update(zip(field_names, values, strict=True))
        row._state = state = ModelState()
        state.adding, state.db = False, db
        return row
