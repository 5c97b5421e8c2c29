"""Files in the encodings people still have."""

import pytest

from services.policy_hosting.texts.importing.decoding import decoded
from shared.errors import Invalid

TEXT = "Politique de confidentialité – « été » à l’usage"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_each_encoding_gives_the_same_text(encoding: str) -> None:
    assert decoded(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("raw", [b"%PDF-1.7\0\1\2", b"PK\3\4\x81\x8d\0", b"\x81\x8d"])
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(Invalid, match="no text"):
        decoded(raw)
