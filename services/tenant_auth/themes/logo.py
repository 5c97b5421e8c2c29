"""Logos: whatever raster image is given is decoded, bounded and written anew as PNG, so nothing rides along."""

import hashlib
import struct
import warnings
import zlib
from io import BytesIO
from typing import Any, Self

from PIL import Image, ImageOps, UnidentifiedImageError
from tortoise import fields

from shared.errors import Invalid, Problem
from shared.phrase import phrase
from shared.sites import Page
from shared.tenancy.model import TenantModel

LARGEST_FILE = 2_000_000
WIDEST, TALLEST = 800, 200
SHADES = ("light", "dark")
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


def redraw(body: bytes) -> tuple[bytes, int, int]:
    """The image as a fresh PNG of at most 800 by 200 pixels, with its width and height; raises Invalid."""
    if len(body) > LARGEST_FILE:
        raise _wrong(phrase("is larger than 2 MB"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's limit is higher than ours, and what lies beside the pixels stays
        upright = _decoded(body)
    upright.thumbnail((WIDEST, TALLEST))
    drawn = Image.new("RGBA", upright.size)  # of its own: what was written beside the pixels stays behind
    drawn.paste(upright)
    out = BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return out.getvalue(), drawn.width, drawn.height


def _decoded(body: bytes) -> Image.Image:
    try:
        with Image.open(BytesIO(body), formats=_FORMATS) as image:
            if image.width * image.height > 40_000_000:  # noqa: PLR2004  a bomb unpacks in memory
                raise _wrong(phrase("has more than 40 million pixels"))
            image.load()
            return ImageOps.exif_transpose(image).convert("RGBA")
    except Image.DecompressionBombError:
        raise _wrong(phrase("has more than 40 million pixels")) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error):
        raise _wrong(phrase("is not a PNG, JPEG, WebP or GIF image")) from None


class Logos(TenantModel):
    """A tenant's logo for light or for dark paper."""

    shade = fields.CharField(5)
    body = fields.BinaryField()
    width = fields.IntField()
    height = fields.IntField()

    class Meta:
        table = "logos"

    @classmethod
    async def keep(cls, shade: str, drawn: bytes, width: int, height: int) -> Self:
        """Store a logo that was drawn anew; replaces the one of the same shade."""
        await cls.filter(shade=shade).delete()
        return await cls.create(shade=shade, body=drawn, width=width, height=height)

    @property
    def address(self) -> str:
        """Where it is published: the name holds the content, so browsers may keep it."""
        return f"/logo-{self.shade}.{hashlib.sha256(self.body).hexdigest()[:12]}.png"

    @classmethod
    async def theme_fields(cls) -> dict[str, Any] | None:
        """The `logo` of a theme: both addresses (one image serves for both where there is no other)."""
        by_shade = {logo.shade: logo for logo in await cls.all()}
        light = by_shade.get("light") or by_shade.get("dark")
        if light is None:
            return None
        dark = by_shade.get("dark") or light
        return {
            "light": light.address,
            "dark": dark.address,
            "width": light.width,
            "height": light.height,
        }

    @classmethod
    async def pages(cls) -> dict[str, Page]:
        """What is published of them."""
        return {logo.address: Page(bytes(logo.body), "image/png") for logo in await cls.all()}


def _wrong(reason: str) -> Invalid:
    return Invalid(f"logo: {reason}", problems=[Problem("logo", reason)])
