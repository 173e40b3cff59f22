"""How the demo's people do what was resolved: they report, and the controller answers."""

from datetime import date, timedelta

from django.utils import timezone

from associations.models import User
from meetings import services
from meetings.models import Resolution
from meetings.permissions.doers import controller_of
from reports.management.demo.story import Troupe, afresh, on

LATE_EACH, RETURNED_EACH = 9, 7
FRESH = timedelta(days=30)  # answered within a month, so that some still wait
REPORTS = {
    "ky": "Аткарылды: материалдар методкабинетте.",
    "ru": "Выполнено: материалы в методкабинете.",
}
MISSING = {
    "ky": "Натыйжасынын саны менен толуктап бериңиз.",
    "ru": "Дополните, пожалуйста, результатами в цифрах.",
}


def do_tasks(troupe: Troupe, day: date) -> None:
    """Most of what was due before the day is done by its own; here and there one is late."""
    rows = Resolution.objects.in_force().filter(
        item__meeting__association=troupe.association, due_now__lt=day
    )
    fresh = timezone.localdate() - FRESH
    for row in rows.select_related("item__meeting__association").order_by("pk"):
        if row.pk % LATE_EACH:
            with on(row.due_now):
                do(row, troupe, waits=row.due_now > fresh)


def do(row: Resolution, troupe: Troupe, *, waits: bool) -> None:
    """The one who answers for it reports; what nobody is named for, the head marks."""
    doer = row.lead or row.responsible.order_by("pk").first()
    if row.all_members or doer is None:
        services.finish_resolution(row, by=afresh(troupe.head))
        return
    doer = afresh(doer)
    language = doer.language
    if row.pk % RETURNED_EACH == 0:
        answerer = report(row, doer)
        services.return_resolution(row, by=answerer, text=MISSING.get(language, MISSING["ky"]))
    answerer = report(row, doer)
    if not waits:
        services.accept_resolution(row, by=answerer)


def report(row: Resolution, doer: User) -> User:
    """Say it is done; the person who answers is returned."""
    words = REPORTS.get(doer.language, REPORTS["ky"])
    services.report_resolution(row, by=doer, text=words)
    found = Resolution.objects.select_related("item__meeting__association").get(pk=row.pk)
    return afresh(controller_of(found).people[0])
