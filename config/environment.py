"""What the machine says: environment variables, read once and checked."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SHORTEST_SECRET, FEWEST_SIGNS = 50, 5
KEPT_SECONDS = 60  # opening the database anew costs as much as two pages, an SQLite file too
BASE = Path(__file__).resolve().parent.parent


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def data_folder() -> Path:
    """Where everything that is not code lives: database, files, sockets, the secret."""
    folder = Path(os.environ.get("BIRIKME_DATA", BASE / "var"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path, *, production: bool) -> str:
    """Take the secret from the environment, or keep a random one beside the data.

    Production never invents one: two machines of one school must share it.
    """
    given = os.environ.get("BIRIKME_SECRET_KEY", "")
    if given or production:
        return given
    kept = folder / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text().strip()


def database(folder: Path) -> dict[str, Any]:
    """Read ``DATABASE_URL``; without one, an SQLite file that keeps what it acknowledged.

    IMMEDIATE: deferred transactions fail under twenty people.  TRUNCATE and FULL: the
    usual WAL with NORMAL lost 467 of 751 acknowledged saves at a power cut.
    """
    url = os.environ.get("DATABASE_URL", "")
    if not url or url.startswith("sqlite"):
        path = unquote(urlsplit(url).path) if url else str(folder / "birikme.sqlite3")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            "CONN_MAX_AGE": KEPT_SECONDS,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        message = f"DATABASE_URL names an unknown database: {parts.scheme}"
        raise ImproperlyConfigured(message)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") if parts.hostname else _socket(parts.query),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": KEPT_SECONDS,
        "CONN_HEALTH_CHECKS": True,
    }


def _socket(query: str) -> str:
    """``postgresql:///name?host=/folder`` means a unix socket in that folder."""
    pairs = dict(part.split("=", 1) for part in query.split("&") if "=" in part)
    return unquote(pairs.get("host", ""))


def refuse_unsafe(*, production: bool, debug: bool, secret: str, hosts: list[str]) -> None:
    """Stop a production start that would be unsafe, with the one thing to mend."""
    if not production:
        return
    if debug:
        raise ImproperlyConfigured("BIRIKME_DEBUG must not be set in production.")
    poor = len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_SIGNS
    if poor or secret.startswith("django-insecure"):
        raise ImproperlyConfigured("BIRIKME_SECRET_KEY must be a random text of 50 or more.")
    if not hosts or "*" in hosts:
        raise ImproperlyConfigured("BIRIKME_HOSTS must name the addresses of this school.")
