"""A protocol gets its second signature while others work on what it decides."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from core.moves import move
from core.permissions import Refused
from meetings import services
from meetings.documents.snapshot import protocol_data, text_digest
from meetings.models import Meeting, Resolution
from meetings.services.controlling import fill_control
from tests import factories as make
from tests.support import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_report_and_the_protocol_that_closes_it_wait_but_do_not_block(
    association, head, secretary, teacher, monkeypatch
):
    """Each of them takes the resolution first, the record after it."""
    earlier = make.a_meeting(
        association, status="held", number=1, date=timezone.localdate() - timedelta(days=9)
    )
    first = make.an_item(earlier)
    tasks = [
        make.a_resolution(first, responsible=[teacher], status="in_force", position=n)
        for n in range(1, 6)
    ]
    meeting = make.a_meeting(association)
    meeting.attendance.update(status="present")
    item = make.an_item(meeting, kind="control", state="decided")
    fill_control(meeting, by=head)
    item.control_rows.update(outcome="done")
    make.a_resolution(make.an_item(meeting, state="decided"))
    Meeting.objects.filter(pk=meeting.pk).update(status="held", number=2)
    seen = text_digest(protocol_data(meeting := Meeting.objects.get(pk=meeting.pk)))
    services.sign_meeting(meeting, by=head, digest=seen)
    waiting = meeting.protocols.get()

    def slowly(*args, **said):
        move(*args, **said)
        time.sleep(0.5)  # the record is written, and held until the end

    monkeypatch.setattr("meetings.services.signing.move", slowly)

    def countersign():
        services.countersign_meeting(
            Meeting.objects.get(pk=meeting.pk), by=secretary, digest=waiting.digest
        )

    def report(task):
        services.report_resolution(
            Resolution.objects.get(pk=task.pk), by=teacher, text="Бүттү."
        )

    reports = [lambda task=task: report(task) for task in reversed(tasks)]
    [signed, *others] = at_once(countersign, *reports)

    assert signed is None
    assert all(error is None or isinstance(error, Refused) for error in others), others
    assert {row.status for row in Resolution.objects.filter(item=first)} == {"done"}
