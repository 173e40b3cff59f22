"""How the renderer's process is started: its command, and an environment without secrets."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from django.conf import settings

KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "XDG_CACHE_HOME")
KEPT_BEGINNINGS = ("FONTCONFIG_", "COV_CORE_", "COVERAGE_")
BASE = Path(__file__).resolve().parents[2]
IDLE_SECONDS = 900


def socket_path() -> str:
    return str(settings.RENDERER_SOCKET)


def command(*options: str) -> list[str]:
    children = str(getattr(settings, "RENDERER_CHILDREN", 2))
    start = [sys.executable, "-m", "core.renderer", "--socket", socket_path()]
    return [*start, "--children", children, *options]


def environment() -> dict[str, str]:
    """Leave out the database's address and the secret key: a paper must not meet them."""
    return {
        name: value
        for name, value in os.environ.items()
        if name in KEPT or name.startswith(KEPT_BEGINNINGS)
    }


def own_options() -> list[str]:
    """Choose how long a renderer lives that was started by a caller, not by the operator."""
    if getattr(settings, "RENDERER_WITH_PARENT", False):
        return ["--with-parent"]
    return ["--idle", str(IDLE_SECONDS)]
