"""What the clock does, any time and any often."""

import os
from datetime import timedelta
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from associations.models import ArchivedDocument
from associations.services import tidying as accounts
from core import background, tidying
from core.management.commands import tick
from core.models import FormToken, Progress, Session
from tests import factories as make

NOW = timezone.now()


def ticked():
    words = StringIO()
    call_command("tick", stdout=words)
    return words.getvalue().splitlines()


@pytest.fixture
def later():
    """Time stands still, some days from now."""

    def later(**ahead):
        return time_machine.travel(timezone.now() + timedelta(**ahead), tick=False)

    return later


def idle(work):
    """A job that nobody comes to."""


@pytest.mark.django_db
def test_where_nothing_is_due_nothing_is_said():
    assert ticked() == []


@pytest.mark.django_db
def test_every_floor_has_its_chores():
    names = [words for words, _ in tick.chores()]

    assert set(names) >= set(tidying.CHORES) | set(accounts.CHORES)
    assert len(names) == len(set(names))


def test_ended_sessions_go_and_living_ones_stay(client, director, deputy, later):
    client.force_login(director)
    ended = client.session.session_key
    with later(hours=11):
        client.logout()
        client.force_login(deputy)
        living = client.session.session_key
    Session.objects.create(
        session_key=ended, session_data="x", expire_date=timezone.now() + timedelta(hours=12)
    )

    with later(hours=13):
        assert ticked() == ["ended sessions removed: 1"]
        assert ticked() == []

    assert list(Session.objects.values_list("pk", flat=True)) == [living]


def test_forms_are_remembered_for_a_week(director, later):
    FormToken.objects.create(token="a" * 43, by=director, url="/")
    with later(days=6, hours=23):
        FormToken.objects.create(token="b" * 43, by=director, url="/")
        assert ticked() == []

    with later(days=7, minutes=1):
        assert ticked() == ["sent forms forgotten: 1"]
    assert FormToken.objects.get().token == "b" * 43


@pytest.mark.django_db
def test_half_written_files_go_after_a_day(settings, later):
    folder = Path(settings.MEDIA_ROOT) / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    old, new, kept = folder / "old", folder / "new", folder.with_name("kept")
    for path in (old, new, kept):
        path.write_bytes(b"half")
    day = timezone.now().timestamp() - 25 * 3600
    for path in (old, kept):
        os.utime(path, (day, day))

    assert ticked() == ["half-written files removed: 1"]
    assert [path.exists() for path in (old, new, kept)] == [False, True, True]
    new.unlink()
    kept.unlink()


def test_silent_work_is_given_up_and_can_be_tried_again(director, later):
    waiting = background.begin(idle, by=director, title="One", number=1)
    running = background.begin(idle, by=director, title="Two", number=2)
    Progress.objects.filter(pk=running.pk).update(state="running", message="half")

    with later(minutes=4):
        assert ticked() == []
    with later(minutes=6):
        assert ticked() == ["long tasks given up: 1"]
        running.refresh_from_db()
        assert (running.state, running.message) == ("failed", "")
        assert background.retry(running, by=director).state == "waiting"
    with later(minutes=31):
        assert ticked() == ["long tasks given up: 1"]
        waiting.refresh_from_db()
        assert waiting.state == "failed"


def test_long_work_is_forgotten_after_a_month(director, later):
    background.begin(idle, by=director, title="One")
    with later(days=31):
        ticked()
    assert not Progress.objects.exists()


@pytest.mark.django_db
def test_sign_ins_are_remembered_for_half_a_year(later):
    facts = {"username": "aigul", "ip_address": "10.0.0.1"}
    AccessAttempt.objects.create(**facts, failures_since_start=1)
    AccessFailureLog.objects.create(**facts)
    AccessLog.objects.create(**facts)

    with later(days=179):
        assert ticked() == []
    with later(days=181):
        AccessLog.objects.create(**facts)
        assert ticked() == ["old sign-ins forgotten: 3"]
    assert AccessLog.objects.count() == 1


@pytest.mark.django_db
def test_the_workers_notes_are_forgotten_after_two_weeks(later):
    facts = {
        "args_kwargs": {},
        "queue_name": "default",
        "task_path": "a.b",
        "backend_name": "default",
    }
    with time_machine.travel(NOW):
        for status in ("SUCCESSFUL", "FAILED", "READY"):
            DBTaskResult.objects.create(**facts, status=status, finished_at=timezone.now())

    with later(days=15):
        assert ticked() == ["worker's notes forgotten: 2"]
    assert DBTaskResult.objects.get().status == "READY"


def test_papers_that_were_left_unmade_are_made(
    director, school, association, later, monkeypatch
):
    sent = []
    monkeypatch.setattr(accounts, "render_paper", SimpleNamespace(enqueue=sent.append))
    paper = ArchivedDocument.objects.create(
        school=school,
        association=association,
        year=make.a_year(school),
        kind="protocol",
        title="One",
        day=timezone.localdate(),
        subject=association,
        language="ky",
        snapshot="{}",
        digest="0" * 64,
        template="x@1",
        filed_by=director,
        filed_at=timezone.now(),
    )

    assert ticked() == []
    with later(minutes=11):
        assert ticked() == ["papers left unmade sent to the worker: 1"]
    assert sent == [paper.pk]


def test_one_chore_that_fails_does_not_keep_the_others(director, later, monkeypatch, caplog):
    def broken():
        raise OSError("no disk")

    FormToken.objects.create(token="a" * 43, by=director, url="/")
    monkeypatch.setitem(tidying.CHORES, "ended sessions removed", broken)
    words = StringIO()

    with later(days=8), pytest.raises(CommandError, match="ended sessions removed"):
        call_command("tick", stdout=words)

    assert words.getvalue() == "sent forms forgotten: 1\n"
    assert "no disk" in caplog.text
