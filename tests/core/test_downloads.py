"""How a file leaves: to be saved, not to be run."""

import pytest
from django.core.files.base import ContentFile
from django.http import Http404

from core.downloads import TYPES, file_response
from core.storage import DurableStorage

# A response that is closed looks after the connection, as at the end of a request.
pytestmark = pytest.mark.django_db

DOCX = TYPES[".docx"]


class Stored:
    """As much of a file field as a download needs."""

    def __init__(self, storage, name):
        self.storage, self.name = storage, name

    def open(self, mode):
        return self.storage.open(self.name, mode)


@pytest.fixture
def stored(tmp_path):
    storage = DurableStorage(location=tmp_path)
    return Stored(storage, storage.save("a", ContentFile(b"%PDF-1.4 words")))


def content(response):
    data = b"".join(response.streaming_content)
    response.close()
    return data


def test_a_file_is_saved_under_its_own_name_and_never_run(stored):
    response = file_response(stored, "План на 2026–2027.docx", DOCX)

    assert response["Content-Type"] == DOCX
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%D0%9F")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"
    assert content(response) == b"%PDF-1.4 words"


@pytest.mark.parametrize(
    ("name", "content_type", "told"),
    [
        ("a.pdf", "application/pdf", "application/pdf"),
        ("a.JPG", "image/jpeg", "image/jpeg"),
        ("a.html", "text/html", "application/octet-stream"),
        ("a.svg", "image/svg+xml", "application/octet-stream"),
        ("a.html", "application/pdf", "application/octet-stream"),
        ("a.pdf", "text/html", "application/octet-stream"),
        ("a", "", "application/octet-stream"),
    ],
)
def test_the_type_is_told_from_our_own_table(stored, name, content_type, told):
    response = file_response(stored, name, content_type)

    assert response["Content-Type"] == told
    response.close()


@pytest.mark.parametrize(
    ("content_type", "disposition"),
    [("application/pdf", "inline"), ("image/png", "attachment"), ("text/html", "attachment")],
)
def test_only_a_pdf_of_ours_is_shown_at_once(stored, content_type, disposition):
    response = file_response(stored, "a.pdf", content_type, inline=True)

    assert response["Content-Disposition"].startswith(disposition)
    assert ("sandbox" in response["Content-Security-Policy"]) == (disposition == "attachment")
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    response.close()


@pytest.mark.parametrize("name", ['a"; filename=b.exe', "a\r\nSet-Cookie: b=c.pdf", "a;b.pdf"])
def test_a_name_adds_no_header(stored, name):
    response = file_response(stored, name, "application/pdf")

    assert "\r" not in response["Content-Disposition"]
    assert "\n" not in response["Content-Disposition"]
    assert "Set-Cookie" not in response.headers
    response.close()


def test_a_file_that_is_gone_is_a_page_that_says_so(stored, caplog):
    gone = Stored(stored.storage, "ab/cd/" + "0" * 64)

    with pytest.raises(Http404):
        file_response(gone, "a.pdf", "application/pdf")

    assert "gone" in caplog.text
