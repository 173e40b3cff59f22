"""What a paper may use: memory, time, no network, no writing."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from pathlib import Path
from typing import Any

MEMORY = 768 * 1024 * 1024
CPU_SECONDS = 20
WALL_SECONDS = 25.0
PAPERS = 300
CLONE_NEWNET = 0x40000000
CLONE_NEWUSER = 0x10000000


class OutOfTime(BaseException):
    """The paper used up its processor time; nothing in the layout may swallow this."""


def confine() -> None:
    """Close this process in for the rest of its life."""
    leave_network()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if base := address_space():
        resource.setrlimit(resource.RLIMIT_AS, (base + MEMORY, base + MEMORY))
    signal.signal(signal.SIGXCPU, _out_of_time)


def allow_one_paper() -> None:
    """Give the next paper its processor time, counted from now."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime) + 1
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (used + CPU_SECONDS, hard))


def leave_network() -> bool:
    """Move into an empty network where the system allows it; the fetcher refuses anyway."""
    try:
        unshare = ctypes.CDLL(None, use_errno=True).unshare
    except (OSError, AttributeError):
        return False
    return unshare(CLONE_NEWNET) == 0 or unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0


def address_space() -> int:
    """Return the size of this process, or nothing where the system does not say."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _out_of_time(_signal: int, _frame: Any) -> None:
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)  # said once; the answer needs a moment too
    raise OutOfTime
