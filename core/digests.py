"""The morning letter: everything since the last one, once a day, by what it is about."""

import logging
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import letters
from core.dates import day_month
from core.models import Letter, Notification

log = logging.getLogger(__name__)
PATIENCE = timedelta(hours=2)  # in which the clock comes by at least once
REACH = timedelta(days=14)  # what is older, nobody wants to learn by mail
SHOWN = 5  # sentences about one thing; the rest of them is on the desk


class PartlyDoneError(Exception):
    """It was done for these many; for others it failed, and the log says why."""

    def __init__(self, done: int, failed: int) -> None:
        super().__init__(f"{done}, but {failed} failed")
        self.done, self.failed = done, failed


def for_each(rows: Iterable[Any], do: Callable[[Any], int]) -> int:
    """Do it for each alone: what is wrong with one keeps no other from it."""
    done = failed = 0
    for row in rows:
        try:
            done += do(row)
        except PartlyDoneError as partly:  # of many things again
            done, failed = done + partly.done, failed + partly.failed
        except Exception:
            log.exception("It failed for %r", getattr(row, "pk", row))
            failed += 1
    if failed:
        raise PartlyDoneError(done, failed)
    return done


def morning() -> date | None:
    """Which day it is, once its morning has come; before that None."""
    now = timezone.localtime()
    return now.date() if now.hour >= settings.MORNING else None


def overdue_morning() -> date | None:
    """The day, once all that belongs to its morning should have been done."""
    day = morning()
    return day if day and timezone.localtime() >= _hour() + PATIENCE else None


def write_digests() -> int:
    """Write to everybody who has an address and unseen notices from before this morning."""
    day = morning()
    if day is None:
        return 0
    return for_each(_readers(day).iterator(), partial(write_digest, day=day))


def without_letter() -> list[Any]:
    """Whose morning letter should be there by now, and could not be written."""
    day = overdue_morning()
    return list(_readers(day)) if day else []


@transaction.atomic
def write_digest(person: Any, day: date) -> bool:
    """Put what waits into one letter. Asked for again on the same day, nothing happens.

    Whoever tells something in the morning itself asks for it, so that it is not left over.
    """
    notices = list(_waiting().filter(to=person).order_by("-pk"))
    if not notices:
        return False
    with translation.override(person.language):
        words = _subject(len(notices), day), _text(notices, day)
    letter = letters.write_letter(person, Letter.Kind.DIGEST, _key(person.pk, day), words)
    if letter is None:
        return False
    told = Notification.objects.filter(to=person, pk__lte=notices[0].pk)
    told.filter(pk__in=_waiting()).update(letter=letter)
    return True


def _key(person: int, day: date) -> str:
    return f"digest:{person}:{day}"


def _waiting() -> Any:
    since = timezone.now() - REACH
    return Notification.objects.filter(seen_at=None, letter=None, made_at__gte=since)


def _readers(day: date) -> Any:
    had = Letter.objects.filter(
        to=OuterRef("pk"), kind=Letter.Kind.DIGEST, key__endswith=f":{day}"
    )
    people = get_user_model()._default_manager.filter(is_active=True).exclude(email="")
    waiting = _waiting().filter(to=OuterRef("pk"), made_at__lt=_hour())
    return people.filter(Exists(waiting), ~Exists(had)).order_by("pk")


def _hour() -> datetime:
    return timezone.localtime().replace(hour=settings.MORNING, minute=0, second=0)


def _subject(count: int, day: date) -> str:
    words = ngettext("%(day)s: %(count)s notice", "%(day)s: %(count)s notices", count)
    return words % {"count": count, "day": _day(day)}


def _text(notices: Iterable[Notification], day: date) -> str:
    """The newest comes first; what is about the same thing stands together, with its link."""
    by_url: dict[str, dict[str, None]] = {}
    for notice in notices:
        by_url.setdefault(notice.url, {})[notice.text] = None
    parts = [_about(url, list(texts)) for url, texts in by_url.items()]
    head = _("%(day)s. What is new for you:") % {"day": _day(day)}
    foot = _("All of it is on your desk: %(link)s") % {"link": f"{settings.BASE_URL}/"}
    why = _("This letter comes once in the morning, with what you have not seen yet.")
    return "\n\n".join([head, *parts, f"-- \n{foot}\n{why}"]) + "\n"


def _about(url: str, texts: list[str]) -> str:
    lines = [f"* {text}" for text in texts[:SHOWN]]
    if more := max(0, len(texts) - SHOWN):
        words = ngettext("and %(count)s more", "and %(count)s more", more)
        lines.append("  " + words % {"count": more})
    return "\n".join([*lines, f"  {settings.BASE_URL}{url}"])


def _day(day: date) -> str:
    return day_month(day, translation.get_language() or "ky")


# Done after all other chores: what those have written leaves in the same hour.
CHORES: dict[str, Callable[[], int]] = {
    "morning letters written": write_digests,
    "letters sent": letters.send_due,
    "letters given up": letters.give_up,
    "old letters forgotten": letters.forget_letters,
}
