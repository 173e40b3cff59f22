"""Backups that count: one file with database and files, checked by reading it all back."""

from core.backups.archive import Manifest, make, verify
from core.backups.databases import BackupError
from core.backups.restoring import restore

__all__ = ["BackupError", "Manifest", "make", "restore", "verify"]
