"""Long work: begun by a person, done by the worker, watched on its own page."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_tasks import task

from core.audit import record
from core.models import Attachment, Progress, StaleError
from core.notifications import tell
from core.permissions import can
from core.renderer.client import RenderError

log = logging.getLogger(__name__)
State = Progress.State
LONG = timedelta(seconds=20)

# A job is a function of a module: ``def job(work, **arguments)``. Its arguments are plain
# values. It tells ``work`` how far it is, and returns the file or the address that came of it.
Job = Callable[..., Attachment | str]


class CannotError(Exception):
    """The work cannot be done. The message is a sentence for the person who waits."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))


class SupersededError(Exception):
    """This attempt was given up, and perhaps another one began."""


@dataclass
class Work:
    """One attempt, as its job sees it."""

    PAUSE: ClassVar[float] = 1.0  # seconds between two writes: a write waits for the disk

    progress: Progress
    written_at: float = 0.0

    @property
    def by(self) -> Any:
        return self.progress.by

    def advance(self, done: int, message: str = "") -> None:
        """Say how far it is; raises when nobody waits for this attempt any more."""
        if time.monotonic() - self.written_at < self.PAUSE:
            return
        self.written_at = time.monotonic()
        if not self.write(done=done, message=message):
            raise SupersededError

    def finish(self, result: Attachment | str) -> None:
        url = result if isinstance(result, str) else reverse("attachment", args=[result.pk])
        if self.write(state=State.DONE, done=self.progress.total, message="", url=url):
            self.call_back(_("Ready: %(title)s"))

    def fail(self, sentence: str) -> None:
        if self.write(state=State.FAILED, message=sentence):
            self.call_back(_("This could not be done: %(title)s"))

    def call_back(self, words: str) -> None:
        """Whoever has waited for long may have left the page."""
        if timezone.now() - self.progress.at > LONG:
            text = words % {"title": self.progress.title}
            tell([self.by], lambda: text, about=self.progress)

    def write(self, **said: Any) -> bool:
        ours = Progress.objects.filter(
            pk=self.progress.pk, attempt=self.progress.attempt, state=State.RUNNING
        )
        return bool(ours.update(touched_at=timezone.now(), **said))


@transaction.atomic
def begin(job: Job, *, by: Any, title: str, total: int = 1, **arguments: Any) -> Progress:
    """Have it done by the worker after the commit. Asked for twice at once, it is done once."""
    people = get_user_model()._default_manager
    people.select_for_update(of=("self",)).get(pk=by.pk)
    path = f"{job.__module__}.{job.__qualname__}"
    for other in Progress.objects.visible_to(by).unfinished().filter(job=path):
        if other.arguments == arguments and not other.is_silent:
            return other
    progress = Progress.objects.create(
        scope=by.scope, by=by, title=title[:200], job=path, arguments=arguments, total=total
    )
    record(by, "begin", progress, job=path, total=total)
    _enqueue(progress)
    return progress


@transaction.atomic
def retry(progress: Progress, *, by: Any) -> Progress:
    """Try again what has failed, from its beginning."""
    can(by, "core.retry_progress", progress).enforce()
    same = Progress.objects.filter(
        pk=progress.pk, attempt=progress.attempt, state=progress.state
    )
    now = timezone.now()
    if not same.update(
        state=State.WAITING, attempt=F("attempt") + 1, done=0, message="", touched_at=now
    ):
        raise StaleError
    progress.refresh_from_db()
    record(by, "retry", progress, attempt=progress.attempt)
    _enqueue(progress)
    return progress


def _enqueue(progress: Progress) -> None:
    pk, attempt = progress.pk, progress.attempt
    transaction.on_commit(lambda: run.enqueue(pk, attempt))


@task()
def run(pk: int, attempt: int) -> None:
    """Do the work, unless this attempt was given up before it began."""
    waiting = Progress.objects.filter(pk=pk, attempt=attempt, state=State.WAITING)
    if not waiting.update(state=State.RUNNING, touched_at=timezone.now()):
        return
    progress = Progress.objects.select_related("by").get(pk=pk)
    with translation.override(progress.by.language):
        _run(Work(progress))


def _run(work: Work) -> None:
    progress = work.progress
    job: Job = import_string(progress.job)
    try:
        work.finish(job(work, **progress.arguments))
    except SupersededError:
        log.warning("Long task %s was given up meanwhile", progress.pk)
    except ValidationError as error:
        work.fail(" ".join(error.messages))
    except (CannotError, RenderError) as error:
        work.fail(str(error))
    except Exception:
        log.exception("Long task %s failed", progress.pk)
        work.fail(_("Something went wrong in the program. It is written in its log."))
