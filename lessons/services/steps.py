"""What services of lessons do alike: ask for words, write a few fields, file a paper anew."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from associations.archive import file_away, replace_paper
from associations.models import ArchivedDocument, User
from core.pdf import Document


def say(words: str, fault: str, field: str = "text") -> str:
    """Words that may not be missing, without blanks around them; else ``field`` hears it."""
    if not words.strip():
        raise ValidationError({field: fault})
    return words.strip()


def put(thing: Any, **facts: Any) -> None:
    """Write these fields of a row that is held."""
    for name, value in facts.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(facts))


def file_anew(
    thing: Any, place: str, kind: type[Document], *, by: User, day: date | None = None
) -> None:
    """File the paper of what is in a final state; an earlier one is marked as replaced.

    ``place``: the field that leads to it. It lies with the association and year of the thing.
    """
    before: ArchivedDocument | None = getattr(thing, place)
    paper = file_away(
        kind(thing, language=thing.school.paper_language),
        association=thing.association,
        year=thing.year,
        by=by,
        day=day,
    )
    put(thing, **{place: paper})
    if before is not None:
        replace_paper(before, by=by)
