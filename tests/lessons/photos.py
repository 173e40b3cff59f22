"""Photos for tests, as telephones make them."""

from io import BytesIO

from PIL import Image


def a_photo():
    """Turned on its side, with the place where it was taken."""
    notes = Image.Exif()
    notes[0x0112], notes[0x010F] = 6, "Samsung"
    notes[0x8825] = {1: "N", 2: (41.0, 26.0, 0.0), 3: "E", 4: (76.0, 0.0, 0.0)}
    file = BytesIO()
    picture = Image.effect_noise((64, 48), 50).convert("RGB")
    picture.save(file, "JPEG", exif=notes, comment=b"Naryn")
    return file.getvalue()
