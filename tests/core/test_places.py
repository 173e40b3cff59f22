"""Pictures lose what a camera notes beside them, and not a pixel."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from core.uploads import accept
from core.uploads.images import check_jpeg, check_png
from core.uploads.places import clean_jpeg, clean_png, without_place

PLACE = {1: "N", 2: (41.0, 26.0, 0.0), 3: "E", 4: (76.0, 0.0, 0.0)}


def a_picture():
    return Image.effect_noise((60, 40), 50).convert("RGB")


def a_jpeg(turned=6, **options):
    notes, file = Image.Exif(), BytesIO()
    notes[0x010F] = "Samsung"
    if turned:
        notes[0x0112] = turned
    notes[0x8825] = PLACE
    a_picture().save(file, "JPEG", exif=notes, comment=b"Naryn", **options)
    return file.getvalue()


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("turned", [None, 1, 6])
def test_a_photo_keeps_its_pixels_and_which_side_is_up(progressive, turned):
    before = a_jpeg(turned, progressive=progressive, icc_profile=b"colours")
    after = clean_jpeg(before)

    check_jpeg(after)
    old, new = (Image.open(BytesIO(data)) for data in (before, after))
    assert new.tobytes() == old.tobytes()
    assert new.info["icc_profile"] == b"colours"
    assert new.getexif().get_ifd(0x8825) == {}
    assert new.getexif().get(0x0112) == (6 if turned == 6 else None)
    for words in (b"Samsung", b"Naryn"):
        assert words in before
        assert words not in after


def test_what_telephones_put_behind_a_photo_is_gone():
    moving = a_jpeg() + b"\x00\x00\x00\x18ftypmp42 +41.4+076.0/"

    assert b"41.4" not in clean_jpeg(moving)


@pytest.mark.parametrize("notes", [b"II*\x00", b"MM\x00*\xff\xff\xff\xff", b"??", b""])
def test_notes_that_cannot_be_read_are_gone_too(notes):
    body = b"Exif\0\0" + notes
    plain = a_jpeg(None)
    odd = plain[:2] + b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body + plain[2:]
    after = clean_jpeg(odd)

    check_jpeg(after)
    assert b"Exif" not in after


def test_a_png_loses_its_texts():
    told, file = PngImagePlugin.PngInfo(), BytesIO()
    told.add_text("GPS", "41.4")
    told.add_itxt("XML", "Naryn")
    picture = a_picture()
    picture.save(file, "PNG", pnginfo=told)
    after = clean_png(file.getvalue())

    check_png(after)
    assert b"41.4" not in after
    assert b"Naryn" not in after
    assert Image.open(BytesIO(after)).tobytes() == picture.tobytes()


def test_a_file_that_is_no_picture_stays_as_it_is():
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.4\n", "application/pdf")
    kept = type("Kept", (), {"content_type": "application/pdf", "file": file})

    assert without_place(kept) is kept


def test_the_digest_is_that_of_what_is_kept():
    before = accept(SimpleUploadedFile("a.jpg", a_jpeg(), "image/jpeg"))
    after = without_place(before)

    assert after.digest != before.digest
    assert after.size < before.size
    assert after.digest == accept(after.file).digest
