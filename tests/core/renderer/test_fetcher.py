"""A paper fetches nothing: hostile texts get no file and no connection."""

import base64
import contextlib
import socket
import struct
import threading
import zlib
from dataclasses import dataclass
from io import BytesIO

import pypdf
import pytest

from core.renderer import client
from tests.renderers import paper

pytestmark = pytest.mark.either

SECRET = "the-pin-of-the-safe-is-4711"


def everything_in(pdf):
    """The text, and every stream unpacked: where a stolen file could hide."""
    reader = pypdf.PdfReader(BytesIO(pdf))
    found = [page.extract_text().encode() for page in reader.pages]
    for number in range(1, int(reader.trailer["/Size"])):
        thing = reader.get_object(number)
        found.append(thing.get_data() if hasattr(thing, "get_data") else repr(thing).encode())
    return b"\n".join(found)


@dataclass
class Listener:
    port: int
    seen: list


@pytest.fixture
def listener():
    """A server on the loopback that only counts who comes."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.1)
    seen = []
    done = threading.Event()

    def count():
        while not done.is_set():
            with contextlib.suppress(TimeoutError):
                seen.append(server.accept())

    thread = threading.Thread(target=count, daemon=True)
    thread.start()
    yield Listener(server.getsockname()[1], seen)
    done.set()
    thread.join()
    server.close()


FETCHES = [
    "<img src='{a}'>",
    "<img srcset='{a} 1x' src='{a}'>",
    "<link rel=stylesheet href='{a}'>x",
    "<style>@import url('{a}');</style>x",
    "<style>@import '{a}' print;</style>x",
    "<p style='background: url({a})'>x",
    "<p style='background-image: image-set(\"{a}\" 1x)'>x",
    "<p style='list-style: url({a}); display: list-item'>x",
    "<style>p::before {{ content: url({a}) }}</style><p>x",
    "<style>@font-face {{ font-family: f; src: url({a}) }} p {{ font-family: f }}</style><p>x",
    "<p style='border-image: url({a}) 1'>x",
    "<p style='cursor: url({a}), auto'>x",
    "<style>@page {{ @top-left {{ content: url({a}) }} background: url({a}) }}</style>x",
    "<style>@color-profile --c {{ src: url({a}) }} p {{ color: color(--c 1 0 0) }}</style><p>x",
    "<object data='{a}'></object>",
    "<embed src='{a}'>",
    "<iframe src='{a}'></iframe>",
    "<video poster='{a}'></video><audio src='{a}'></audio>",
    "<svg width=9 height=9><image href='{a}' width=9 height=9 /></svg>",
    "<svg width=9 height=9><image xlink:href='{a}' width=9 height=9 /></svg>",
    "<svg width=9 height=9><use href='{a}#x' /></svg>",
    "<svg width=9 height=9><style>@import url('{a}');</style><rect fill='url({a}#g)' /></svg>",
    "<link rel=attachment href='{a}'>x",
    "<a rel=attachment href='{a}'>x</a>",
    "<base href='{a}'><img src=x.png><link rel=stylesheet href=y.css>x",
    "<input type=image src='{a}'>",
    "<link rel=icon href='{a}'><meta http-equiv=refresh content='0; url={a}'>x",
    "<img src=\"data:image/svg+xml,<svg xmlns='x'><image href='{a}'/></svg>\">",
]


@pytest.mark.parametrize("payload", FETCHES)
def test_a_hostile_text_gets_no_file_and_no_connection(payload, listener, tmp_path):
    stolen = tmp_path / "secret.txt"
    stolen.write_text(SECRET)
    port = listener.port
    addresses = [
        f"http://127.0.0.1:{port}/x.png",
        f"ftp://127.0.0.1:{port}/x",
        f"//127.0.0.1:{port}/x",
        f"file://{stolen}",
        f"FILE://{stolen}",
        str(stolen),
    ]

    for address in addresses:
        with contextlib.suppress(client.RenderError):
            assert SECRET.encode() not in everything_in(paper(payload.format(a=address)))

    assert listener.seen == []


def test_a_hostile_stylesheet_gets_nothing_either(listener):
    address = f"http://127.0.0.1:{listener.port}/"

    paper("<p>x", css=f"@import url('{address}'); p {{ background: url({address}) }}")

    assert listener.seen == []


def test_a_blocked_resource_is_skipped_and_written_down(caplog):
    pdf = paper("<p>before<img src='file:///etc/passwd'>after")

    assert "after" in pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert "file:///etc/passwd" in caplog.text


def a_png(width=1, height=1, filler=0):
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\0" + b"\xaa" * (width * 3)) * height if width < 999 else b""
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"tEXt", b"x\0" + b"y" * filler)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def pictures_in(html):
    reader = pypdf.PdfReader(BytesIO(paper(html)))
    objects = (reader.get_object(number) for number in range(1, int(reader.trailer["/Size"])))
    return sum(1 for o in objects if isinstance(o, dict) and o.get("/Subtype") == "/Image")


@pytest.mark.parametrize(
    ("kind", "picture", "shown"),
    [
        ("image/png", a_png(), 1),
        ("image/jpeg", a_png(), 0),
        ("image/png", b"GIF89a", 0),
        ("image/gif", a_png(), 0),
        ("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>", 0),
        ("image/png", a_png(filler=2_100_000), 0),
        ("image/png", a_png(30_000, 30_000), 0),
    ],
    ids=["png", "liar", "gif inside", "gif", "svg", "heavy", "bomb"],
)
def test_only_small_pictures_inside_the_text_are_shown(kind, picture, shown):
    data = base64.b64encode(picture).decode()

    assert pictures_in(f"<img src='data:{kind};base64,{data}' width=9 height=9 alt=x>") == shown
