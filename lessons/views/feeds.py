"""Secret addresses of calendars: their page, and what telephones read there."""

import hashlib
from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_POST, require_safe

from associations.models import Association
from core.forms import number_in
from core.once import once
from core.permissions import can
from core.views import ActionView, guarded
from lessons import services
from lessons.documents.calendar import calendar_file
from lessons.figures.calendar import Asked, entries
from lessons.models import CalendarFeed

PAST, COMING = timedelta(days=90), timedelta(days=366)
Of = CalendarFeed.Of


@require_safe
@guarded("lessons.view_calendarfeed")
def calendarfeed_list(request: HttpRequest) -> HttpResponse:
    """Which calendars one may take along, and the addresses one has."""
    user = request.user
    feeds = CalendarFeed.objects.visible_to(user).select_related("association")
    have = {(row.of, row.association_id): row for row in feeds}
    unions = Association.objects.visible_to(user).active().with_member(user).in_order()
    wanted: list[Any] = [(Of.MINE, None), *((Of.ASSOCIATION, row) for row in unions)]
    wanted.append((Of.SCHOOL, None))
    known = {(of, union.pk if union else None) for of, union in wanted}
    rows = [(*pair, have.get((pair[0], pair[1].pk if pair[1] else None))) for pair in wanted]
    rows += [(row.of, row.association, row) for key, row in have.items() if key not in known]
    return render(
        request,
        "lessons/calendarfeed_list.html",
        {"calendars": [_shown(request, *row) for row in rows]},
    )


def _shown(request: HttpRequest, of: str, union: Any, feed: CalendarFeed | None) -> Any:
    url = reverse("lessons:calendar_feed", args=[feed.code]) if feed else ""
    return {
        "of": of,
        "association": union,
        "label": union or Of(of).label,
        "feed": feed,
        "url": request.build_absolute_uri(url) if feed else "",
    }


@require_POST
@guarded("lessons.make_feed")
def calendarfeed_create(request: HttpRequest) -> HttpResponse:
    """A press of the button; sent twice, there is one address."""
    said = request.POST
    of = said.get("of", "") if said.get("of", "") in Of.values else Of.MINE
    unions = Association.objects.visible_to(request.user)
    union = unions.filter(pk=number_in(said.get("association", ""))).first()
    if (of == Of.ASSOCIATION) != (union is not None):
        raise Http404

    def act() -> str:
        services.make_feed(by=request.user, of=of, association=union)
        return reverse("lessons:calendarfeed_list")

    return redirect(once(request.user, said.get("form_token", ""), act))


class FeedAction(ActionView):
    """Renewing an address, taking it back."""

    model = CalendarFeed
    queryset = CalendarFeed.objects.select_related("association")

    def leads_to(self, thing: Any) -> str:
        return reverse("lessons:calendarfeed_list")


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, code: str) -> HttpResponse:
    """What the owner of the address may see, to whoever has it; nothing undecided."""
    feeds = CalendarFeed.objects.select_related("person__school", "association")
    feed = feeds.filter(code=code, person__is_active=True).first()
    if feed is None or not can(feed.person, "lessons.make_feed", feed):
        raise Http404
    today = timezone.localdate()
    asked = Asked(
        feed.person, today - PAST, today + COMING, feed.of, feed.association, feed=True
    )
    with translation.override(feed.person.language):
        text = calendar_file(str(feed), entries(asked))
    etag = f'"{hashlib.sha256(text).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    return HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8",
        headers={"ETag": etag, "Cache-Control": "private, no-store"},
    )
