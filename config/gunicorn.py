"""The web server: a few plain workers that hold nothing between requests."""

import fcntl
import gc
import multiprocessing
import os
import sys
from pathlib import Path
from typing import Any

import gunicorn.http.wsgi

bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "0")) or min(2 * multiprocessing.cpu_count(), 4)
worker_class = "sync"
preload_app = True
if Path("/dev/shm").is_dir():  # noqa: S108 -- heartbeats belong in memory, not on a busy disk
    worker_tmp_dir = "/dev/shm"  # noqa: S108
timeout = 60
graceful_timeout = 6
max_requests = 5000
max_requests_jitter = 500
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
# Only a proxy on this machine (or the one named) may say where a request came from.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")
control_socket_disable = True  # else it opens one in the home of the service's user
accesslog = None
loglevel = "warning"


def on_starting(server: Any) -> None:
    """Hold a lock for life, so that nobody restores a backup under a running server."""
    folder = Path(os.environ.get("BIRIKME_DATA", "var"))
    folder.mkdir(parents=True, exist_ok=True)
    server.serving = (folder / "serving.lock").open("w")
    fcntl.flock(server.serving, fcntl.LOCK_SH)


def when_ready(_server: Any) -> None:
    """Open the address book once for all workers: what is broken stops the start.

    What is loaded by then stays for good: the collector need not walk through it again.
    """
    from django.urls import get_resolver  # noqa: PLC0415 -- settings are there after preload

    get_resolver().url_patterns  # noqa: B018 -- reading them imports every page
    gc.collect()
    gc.freeze()


def post_fork(_server: Any, _worker: Any) -> None:
    """No worker inherits a connection."""
    from django.db import connections  # noqa: PLC0415 -- settings are there after preload

    connections.close_all()


def worker_exit(_server: Any, _worker: Any) -> None:
    """Go at once: taking every imported module apart costs seconds on a busy machine."""
    from django.db import connections  # noqa: PLC0415 -- settings are there after preload

    connections.close_all()
    sys.stderr.flush()
    os._exit(0)


# Nobody outside needs to know which server this is.
class _Response(gunicorn.http.wsgi.Response):
    def default_headers(self) -> list[str]:
        return [line for line in super().default_headers() if not line.startswith("Server:")]


gunicorn.http.wsgi.Response = _Response  # there is no setting for it
