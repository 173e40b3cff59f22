"""Telling people: on their desk now, by mail once the change is safe."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django_tasks import task

from core.models import Notification


def tell(people: Iterable[Any], write: Callable[[], str], *, about: Any) -> None:
    """Tell each person in their own language; ``write`` is called once per reader."""
    url = about.get_absolute_url()
    for person in people:
        with translation.override(person.language):
            text = write()
        Notification.objects.create(to=person, scope=about.scope, text=text, url=url)
        if person.email:
            _mail_after_commit(text, settings.BASE_URL + url, person.email)


def _mail_after_commit(text: str, link: str, address: str) -> None:
    transaction.on_commit(lambda: send_notice.enqueue(text, link, address))


@task()
def send_notice(text: str, link: str, address: str) -> None:
    """Mail one notice. The worker does it, so that a slow server slows nobody."""
    EmailMessage(text[:100], f"{text}\n\n{link}\n", to=[address]).send()
