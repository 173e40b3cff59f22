"""Ears for tests: what a page says to a reader, and which of its words are foreign."""

import re
from html.parser import HTMLParser

import pytest
from django.core.management import call_command
from django.utils.translation import trans_real

SAID = ("alt", "title", "aria-label", "placeholder", "aria-description", "label")
SILENT = {"script", "style", "template"}
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "use", "wbr"}

# Names of things that are written so in every language.
KNOWN = {
    "birikme", "english", "pdf", "png", "jpeg", "heic", "docx", "xlsx", "excel", "word", "sha",
    "whatsapp", "telegram", "chrome", "linux", "zip", "digest",
}  # fmt: skip
# Addresses, check codes, names of hidden fields and figures of Rome are no words.
DATA = re.compile(
    r"\S+@\S+|[A-Z]+_FORMS|\{time\}|\b(?:талаа|поле) \w+\)"
    r"|https?://\S+|\S+\.pdf\b|\b[\w-]+\.(?:kg|com|org)\b|r\.abazbek-uulu"
    r"|\b[0-9A-Z]{3,}(?:-[0-9A-Z]{3,})+\b|\b[0-9a-f]{16,}\b|\b[IVX]+\b"
)
LATIN = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture(scope="session")
def compiled():
    """The catalogues as Django reads them, those of now."""
    call_command("compile_languages", verbosity=0)
    trans_real._translations = {}
    trans_real._default = None


class Ear(HTMLParser):
    """Hears what is shown or read aloud: texts, names, hints, what buttons say."""

    def __init__(self):
        super().__init__()
        self.heard, self.silent = [], []

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if told.get("lang") == "en" or tag in SILENT or self.silent:
            if tag not in VOID:
                self.silent.append(tag)
            return
        for name, value in attrs:
            if value and (name in SAID or name.startswith("data-word")):
                self.heard.append(value)
        if tag == "input" and told.get("type", "text") in {"text", "search", "submit"}:
            self.heard.append(told.get("value") or "")

    def handle_startendtag(self, tag, attrs):
        if tag in VOID:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if self.silent and tag in self.silent:
            while self.silent.pop() != tag:
                pass

    def handle_data(self, data):
        if not self.silent:
            self.heard.append(data)


def heard(html):
    ear = Ear()
    ear.feed(html)
    return " \n".join(" ".join(text.split()) for text in ear.heard if text.strip())


def foreign_words(html):
    """Runs of Latin letters that a reader of Cyrillic has no use for."""
    found = LATIN.findall(DATA.sub(" ", heard(html)))
    return sorted({word for word in found if word.lower() not in KNOWN})


def cyrillic_words(text):
    return {word.lower() for word in re.findall(r"[^\W\d_A-Za-z]{3,}", text)}
