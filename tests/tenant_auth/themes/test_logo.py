"""Logos: only pixels come through, and no more of them than a header can use."""

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from services.tenant_auth.themes.logo import LARGEST_FILE, redraw
from shared.errors import Invalid

MARKED = b"planted-4711"


def drawn(kind: str = "PNG", size: tuple[int, int] = (300, 100), mode: str = "RGB", **more: Any) -> bytes:
    out = BytesIO()
    Image.new(mode, size, 128 if mode in "LP" else "teal").save(out, kind, **more)
    return out.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is enormous."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
@pytest.mark.parametrize("mode", ["RGB", "L", "P"])
def test_whatever_raster_image_comes_a_png_goes(kind: str, mode: str) -> None:
    body, width, height = redraw(drawn(kind, mode="RGB" if (kind, mode) == ("JPEG", "P") else mode))
    assert body.startswith(b"\x89PNG")
    assert (width, height) == (300, 100)


@pytest.mark.parametrize(("size", "kept"), [((3000, 1000), (600, 200)), ((4000, 100), (800, 20)), ((1, 1), (1, 1))])
def test_a_large_one_is_made_smaller_in_its_proportions(size: tuple[int, int], kept: tuple[int, int]) -> None:
    assert redraw(drawn(size=size))[1:] == kept


@pytest.mark.parametrize("size", [(7000, 7000), (12_000, 12_000), (50_000, 50_000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_refused_before_it_unpacks(size: tuple[int, int]) -> None:
    with pytest.raises(Invalid) as caught:
        redraw(bomb(*size))
    assert caught.value.problems[0].field == "logo"


@pytest.mark.parametrize(
    "body",
    [
        b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><svg/>", b"%PDF-1.7", b"MZ" * 500, b"%!PS-Adobe-3.0 EPSF-3.0", bomb(10, 0), bomb(0, 10),
        drawn()[:60], drawn("JPEG")[:200], drawn("WEBP")[:40], drawn("GIF")[:30],
        drawn("BMP"), drawn("TIFF"), drawn("ICO"),
        b"\xff\xd8\xff\xe1" + b"\xff" * 100, b"x" * (LARGEST_FILE + 1),
    ],
)  # fmt: skip
def test_what_is_no_such_image_is_refused(body: bytes) -> None:
    with pytest.raises(Invalid, match="logo"):
        redraw(body)


def test_nothing_rides_along() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", MARKED.decode())
    words.add_itxt("XML:com.adobe.xmp", MARKED.decode())
    exif = Image.Exif()
    exif[0x010E] = MARKED.decode()
    png = drawn(pnginfo=words, exif=exif, icc_profile=MARKED * 20) + MARKED
    jpeg = drawn("JPEG", exif=exif, icc_profile=MARKED * 20, comment=MARKED) + MARKED
    webp = drawn("WEBP", exif=exif.tobytes(), icc_profile=MARKED * 20, xmp=MARKED)
    for given in (png, jpeg, webp):
        assert MARKED in given or b"iCCP" in given
        body, _, _ = redraw(given)
        with Image.open(BytesIO(body)) as kept:
            kept.load()
            assert kept.info == {}
        assert {body[at + 4 : at + 8] for at in chunks(body)} == {b"IHDR", b"IDAT", b"IEND"}


def chunks(body: bytes) -> list[int]:
    places, at = [], 8
    while at < len(body):
        places.append(at)
        at += 12 + int(struct.unpack(">I", body[at : at + 4])[0])
    return places


def test_a_photograph_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    assert redraw(drawn("JPEG", (300, 100), exif=exif))[1:] == (67, 200)


def test_transparency_is_kept() -> None:
    body, _, _ = redraw(drawn(mode="RGBA", size=(10, 10)))
    with Image.open(BytesIO(body)) as kept:
        assert kept.mode == "RGBA"


def test_of_an_animation_one_picture_is_kept() -> None:
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue")]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    body, _, _ = redraw(out.getvalue())
    with Image.open(BytesIO(body)) as kept:
        assert getattr(kept, "n_frames", 1) == 1
