"""Long work: done once, watched by one person, never stuck."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from core import background, bundles
from core.background import CannotError, Work
from core.models import Attachment, AuditEntry, Progress, StaleError
from core.permissions import Refused
from core.renderer.client import BusyError
from tests.support import at_once

State = Progress.State
did = []


def count(work, *, to):
    """A job: counts, and tells how far it is."""
    for number in range(1, to + 1):
        work.advance(number, "counting")
        did.append((number, Progress.objects.get(pk=work.progress.pk).done))
    return "/somewhere/"


def pack(work):
    def fill(bundle):
        bundle.add("a/one.pdf", b"%PDF one", timezone.now())

    return bundles.keep_bundle(work.progress, "papers.zip", fill)


class Trouble:
    error: Exception | None = None


def stumble(work):
    if Trouble.error:
        raise Trouble.error
    return "/somewhere/"


def broken(work):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")


def idle(work):
    """A job that is never come to, because nothing is committed."""


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    did.clear()
    monkeypatch.setattr(Work, "PAUSE", 0)
    monkeypatch.setattr(Trouble, "error", None)


@pytest.fixture
def begin(director, django_capture_on_commit_callbacks):
    def begin(job, by=director, **said):
        with django_capture_on_commit_callbacks(execute=True):
            progress = background.begin(job, by=by, title="Counting", **said)
        progress.refresh_from_db()
        return progress

    return begin


@pytest.fixture
def page(client, director):
    client.force_login(director)
    return lambda progress, **more: client.get(progress.get_absolute_url(), **more)


def state_of(progress):
    progress.refresh_from_db()
    return progress.state


def test_work_tells_how_far_it_is_and_ends_with_what_came_of_it(begin):
    progress = begin(count, total=3, to=3)

    assert did == [(1, 1), (2, 2), (3, 3)]
    assert (progress.state, progress.done, progress.url) == (State.DONE, 3, "/somewhere/")


def test_nothing_begins_before_the_commit(begin, director):
    progress = background.begin(count, by=director, title="Counting", to=2)

    assert did == []
    assert progress.state == State.WAITING


def test_the_beginning_stands_in_the_record(begin, director):
    progress = begin(count, total=3, to=3)

    line = AuditEntry.objects.latest("pk")
    assert (line.verb, line.actor, line.object_id) == ("begin", director, progress.pk)


def test_asked_for_twice_it_is_done_once(director, deputy):
    first = background.begin(idle, by=director, title="Counting", to=1)

    assert background.begin(idle, by=director, title="Counting", to=1) == first
    assert background.begin(idle, by=director, title="Counting", to=2) != first
    assert background.begin(idle, by=deputy, title="Counting", to=1) != first


def test_what_is_done_or_dead_is_begun_anew(begin, director):
    done = begin(count, to=1)
    assert begin(count, to=1) != done

    silent = background.begin(idle, by=director, title="Counting")
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert background.begin(idle, by=director, title="Counting") != silent


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (CannotError("Protocol 3 is damaged."), "Protocol 3 is damaged."),
        (ValidationError("Choose at least one."), "Choose at least one."),
        (BusyError(), "Many papers are being made just now."),
        (KeyError("secret insides"), "Something went wrong in the program."),
    ],
)
def test_a_failure_is_said_in_words_and_can_be_tried_again(
    begin, page, client, director, error, words, caplog, django_capture_on_commit_callbacks
):
    Trouble.error = error
    progress = begin(stumble)

    text = page(progress).text
    assert words in text
    assert "insides" not in text
    assert ("insides" in caplog.text) == isinstance(error, KeyError)
    assert "hx-trigger" not in text

    Trouble.error = None
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("progress_retry", args=[progress.pk]))
    assert answer["Location"] == progress.get_absolute_url()
    assert state_of(progress) == State.DONE


def test_a_failure_speaks_the_language_of_its_person(begin, director):
    director.language = "ru"
    director.save()
    Trouble.error = BusyError()

    message = begin(stumble).message

    assert message.startswith("Сейчас готовится много")


def test_a_program_that_breaks_in_a_transaction_still_says_so(begin, caplog):
    assert begin(broken).state == State.FAILED


def test_a_task_whose_worker_died_is_not_stuck(director, page):
    progress = background.begin(idle, by=director, title="Counting")
    Progress.objects.update(state=State.RUNNING)
    progress.refresh_from_db()
    assert not progress.has_failed
    assert 'hx-trigger="every 2s"' in page(progress).text

    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert progress.has_failed
        text = page(progress).text

    assert "The program stopped before this was finished." in text
    assert "Try again" in text
    assert "hx-trigger" not in text


def test_an_attempt_that_was_given_up_changes_nothing_any_more(director):
    progress = background.begin(idle, by=director, title="Counting", total=5)
    Progress.objects.update(state=State.RUNNING)
    progress.refresh_from_db()
    old = Work(progress)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        background.retry(Progress.objects.get(), by=director)

    with pytest.raises(background.SupersededError):
        old.advance(3)
    old.finish("/wrong/")
    old.fail("Wrong.")
    background.run.call(progress.pk, 1)

    progress.refresh_from_db()
    assert (progress.attempt, progress.state, progress.done) == (2, State.WAITING, 0)
    assert (progress.url, progress.message) == ("", "")


def test_only_what_failed_is_tried_again_and_only_once(director, begin):
    done = begin(count, to=1)
    with pytest.raises(Refused):
        background.retry(done, by=director)

    Trouble.error = CannotError("No.")
    failed = begin(stumble)
    seen_earlier = Progress.objects.get(pk=failed.pk)
    background.retry(failed, by=director)
    with pytest.raises(StaleError):
        background.retry(seen_earlier, by=director)


def test_a_worker_that_comes_twice_finds_it_done(begin):
    progress = begin(count, to=2)
    did.clear()

    background.run.call(progress.pk, progress.attempt)

    assert did == []


def test_writes_are_not_more_frequent_than_people_look(begin, monkeypatch):
    monkeypatch.setattr(Work, "PAUSE", 60)

    begin(count, total=3, to=3)

    assert did == [(1, 1), (2, 1), (3, 1)]


@pytest.mark.parametrize(
    ("error", "words"),
    [(None, "Ready: Counting"), (CannotError("No."), "This could not be done: Counting")],
)
def test_who_waited_for_long_is_called_back(begin, director, error, words):
    Trouble.error = error
    begin(stumble)
    assert not director.notifications.exists()

    progress = background.begin(stumble, by=director, title="Counting")
    with time_machine.travel(timezone.now() + timedelta(seconds=30)):
        background.run.call(progress.pk, 1)

    notice = director.notifications.get()
    assert (notice.text, notice.url) == (words, progress.get_absolute_url())


# The page


def test_the_page_says_how_far_it_is(director, page):
    progress = background.begin(idle, by=director, title="Counting", total=1500)
    assert "waits for its turn" in page(progress).text

    Progress.objects.update(state=State.RUNNING, done=1200, message="half way")
    text = page(progress).text

    assert "1200 of 1500 done" in text.replace(",", "").replace("\xa0", "")
    assert 'value="1200"' in text
    assert 'max="1500"' in text
    assert "half way" in text
    assert f'href="{progress.get_absolute_url()}"' in text


def test_htmx_gets_the_part_and_nothing_when_nothing_moved(director, page):
    progress = background.begin(idle, by=director, title="Counting")
    htmx = {"headers": {"HX-Request": "true"}}
    mark = page(progress).context["mark"]

    assert page(progress, data={"seen": mark}, **htmx).status_code == 204
    Progress.objects.update(state=State.RUNNING)
    part = page(progress, data={"seen": mark}, **htmx).text
    assert "<html" not in part
    assert "<progress" in part


def test_a_file_that_came_of_it_is_for_that_person_only(
    begin, page, client, deputy, foreigner, director
):
    progress = begin(pack)
    kept = Attachment.objects.get()

    text = page(progress).text
    assert f'href="{progress.url}"' in text
    assert "papers.zip" in text
    answer = client.get(progress.url)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == 'attachment; filename="papers.zip"'
    assert b"%PDF one" in b"".join(answer)
    assert (kept.by, kept.scope) == (director, director.scope)
    for person in (deputy, foreigner):
        client.force_login(person)
        for url in (progress.url, progress.get_absolute_url()):
            assert client.get(url).status_code == 404
        retry = reverse("progress_retry", args=[progress.pk])
        assert client.post(retry).status_code == 404


def test_a_file_that_is_no_longer_kept_is_not_offered(begin, page):
    progress = begin(pack)
    bundles.withdraw_bundles(timezone.now())

    text = page(progress).text

    assert "no longer there" in text
    assert "/files/" not in text


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_the_same_moment_begin_it_once(director, monkeypatch):
    monkeypatch.setattr(background, "_enqueue", lambda progress: None)

    def ask():
        return background.begin(idle, by=director, title="Counting").pk

    first, second = at_once(ask, ask)

    assert first == second == Progress.objects.get().pk
