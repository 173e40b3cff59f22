"""Telling people: on their desk now, by mail in the morning; at once what cannot wait."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.utils import translation

from core.letters import post_after_commit, write_letter
from core.models import Letter, Notification


def tell(
    people: Iterable[Any], write: Callable[[], str], *, about: Any, urgent: bool = False
) -> None:
    """Tell each person in their own language; ``write`` is called once per reader.

    The morning letter brings what was not seen on the desk before; ``urgent`` is for what
    would come too late with it.
    """
    url = about.get_absolute_url()
    for person in people:
        with translation.override(person.language):
            text = write()
        notice = Notification.objects.create(
            to=person, scope=about.scope, text=text, url=url, urgent=urgent
        )
        if urgent and person.email:
            _mail(notice, person)


def _mail(notice: Notification, person: Any) -> None:
    words = notice.text, f"{notice.text}\n\n{settings.BASE_URL}{notice.url}\n"
    letter = write_letter(person, Letter.Kind.URGENT, f"urgent:{notice.pk}", words)
    if letter:
        Notification.objects.filter(pk=notice.pk).update(letter=letter)
        post_after_commit(letter)
