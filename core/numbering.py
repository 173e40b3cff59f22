"""Numbers without gaps."""

from django.db import transaction

from core.models import Series


@transaction.atomic
def next_number(name: str, *, scope: int) -> int:
    """Take the next number of the series; whoever asks second waits for the first."""
    Series.objects.get_or_create(scope=scope, name=name)
    series = Series.objects.select_for_update().get(scope=scope, name=name)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last
