"""Secret addresses of calendars: made, renewed, taken back."""

from django.db import transaction
from django.utils import timezone

from associations.models import Association, User
from core.audit import record
from core.permissions import can
from lessons.models import CalendarFeed
from lessons.models.calendar import feed_code


@transaction.atomic
def make_feed(*, by: User, of: str, association: Association | None = None) -> CalendarFeed:
    """Give the person an address; who has one for this calendar keeps it."""
    feed = CalendarFeed(person=by, of=of, association=association)
    can(by, "lessons.make_feed", feed).enforce()
    feed, made = CalendarFeed.objects.get_or_create(
        person=by,
        of=of,
        association=association,
        school=by.school,
        defaults={"made_at": timezone.now().replace(microsecond=0)},
    )
    if made:
        record(by, "create", feed)
    return feed


@transaction.atomic
def renew_calendarfeed(feed: CalendarFeed, *, by: User) -> None:
    """A new address; the old one leads nowhere from now on."""
    can(by, "lessons.renew_calendarfeed", feed).enforce()
    now = timezone.now().replace(microsecond=0)
    CalendarFeed.objects.filter(pk=feed.pk).update(code=feed_code(), made_at=now)
    record(by, "renew", feed)


@transaction.atomic
def remove_calendarfeed(feed: CalendarFeed, *, by: User) -> CalendarFeed:
    """Take the address back."""
    can(by, "lessons.remove_calendarfeed", feed).enforce()
    record(by, "remove", feed)
    feed.delete()
    return feed
