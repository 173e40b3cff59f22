"""The name a file is shown by: what the sender called it, without tricks."""

import re
import unicodedata

from django.utils.translation import gettext

from core.languages import clean_text

MOST_BYTES = 200

# Suffixes that a name may lose because its content says otherwise; «12.10» is none.
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")
_UNSAFE = re.compile(r'[<>:"|?*\n\t]+')
_ALIKE = {".jpg": {".jpg", ".jpeg", ".jpe"}}


def display_name(name: str, suffix: str) -> str:
    """Return the name as it is shown and offered for saving, ending as its content says."""
    name = re.split(r"[/\\]", name.replace("\x00", ""))[-1]
    name = "".join(" " if _is_trick(sign) else sign for sign in clean_text(name))
    stem, given = _split(" ".join(_UNSAFE.sub(" ", name).split()).rstrip(" ."))
    if given.lower() not in _ALIKE.get(suffix, {suffix}):
        stem, given = _without_suffixes(stem), suffix
    stem = _cut(stem, MOST_BYTES - len(given)) or gettext("file")
    return f"{stem}{given.lower()}"


def _is_trick(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn"}


def _split(name: str) -> tuple[str, str]:
    found = _SUFFIX.search(name)
    return (name[: found.start()], found.group()) if found else (name, "")


def _without_suffixes(stem: str) -> str:
    """Take «invoice.pdf» of «invoice.pdf.exe» for what it was, «invoice»."""
    while _SUFFIX.search(stem):
        stem = _SUFFIX.sub("", stem)
    return stem


def _cut(stem: str, most: int) -> str:
    return stem.encode()[:most].decode(errors="ignore").strip(" .")
