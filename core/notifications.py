"""Telling people: on their desk now, by mail in the morning; at once what cannot wait."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils import translation

from core.letters import post_after_commit, write_letter
from core.models import Letter, Notification

Note = tuple[Callable[[], str], Any]  # what is written, and about what


def tell(
    people: Iterable[Any], write: Callable[[], str], *, about: Any, urgent: bool = False
) -> None:
    """Tell each person in their own language; ``write`` is called once per reader.

    The morning letter brings what was not seen on the desk before; ``urgent`` is for what
    would come too late with it.
    """
    for person in people:
        tell_together(person, [(write, about)], urgent=urgent)


def tell_together(person: Any, notes: Sequence[Note], *, urgent: bool = False) -> None:
    """Tell one person several things; what is urgent of them leaves in one letter."""
    with translation.override(person.language):
        told = [_lay(person, write(), about, urgent=urgent) for write, about in notes]
    if told and urgent and person.email:
        _mail(person, told)


def _lay(person: Any, text: str, about: Any, *, urgent: bool) -> Notification:
    url = about.get_absolute_url()
    return Notification.objects.create(
        to=person, scope=about.scope, text=text, url=url, urgent=urgent
    )


def _mail(person: Any, told: Sequence[Notification]) -> None:
    body = "\n".join(f"{notice.text}\n\n{settings.BASE_URL}{notice.url}\n" for notice in told)
    kind, key = Letter.Kind.URGENT, f"urgent:{told[0].pk}"
    letter = write_letter(person, kind, key, (told[0].text, body))
    if letter:
        keys = [notice.pk for notice in told]
        Notification.objects.filter(pk__in=keys).update(letter=letter)
        post_after_commit(letter)
