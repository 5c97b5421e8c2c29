"""One-time codes from an app (RFC 6238): six digits, thirty seconds, one step of grace, each code once."""

import hmac
import time
from io import BytesIO

import pyotp
import segno
from markupsafe import Markup

_SECONDS, _DIGITS, _GRACE = 30, 6, 1


def new_secret() -> str:
    """160 random bits in base 32 (RFC 4226, 4)."""
    return pyotp.random_base32()


def could_be(code: str) -> bool:
    """Whether it looks like the code of an app."""
    typed = "".join(code.split())
    return len(typed) == _DIGITS and typed.isascii() and typed.isdecimal()


def step_of(secret: str, code: str, last: int, *, at: float | None = None) -> int | None:
    """The step whose code this is, if it is later than the last one used; None for a wrong, old or used code."""
    typed = "".join(code.split())
    if not could_be(code):
        return None
    present = int(time.time() if at is None else at) // _SECONDS
    app = pyotp.TOTP(secret, digits=_DIGITS, interval=_SECONDS)
    fitting = [
        step
        for step in range(present - _GRACE, present + _GRACE + 1)
        if hmac.compare_digest(app.generate_otp(step), typed) and step > last
    ]
    return fitting[0] if fitting else None


def address(secret: str, email: str, issuer: str) -> str:
    """What an app reads from the square: `otpauth://totp/…`."""
    return pyotp.TOTP(secret, digits=_DIGITS, interval=_SECONDS).provisioning_uri(name=email, issuer_name=issuer)


def square(text: str) -> Markup:
    """A QR code to stand in our own page, so that the secret is in no image anybody could keep."""
    drawn = BytesIO()
    segno.make(text, error="m", micro=False).save(  # dark on light in a dark page too
        drawn,
        kind="svg",
        light="#fff",
        xmldecl=False,
        svgns=False,
        scale=4,
        border=4,
        svgclass="square",
        lineclass=None,
    )
    return Markup(drawn.getvalue().decode())  # noqa: S704  drawn here; the text became dots
