import pytest

from traceability.pins import peppered


def test_a_pin_is_peppered_by_hmac_sha_256() -> None:
    """RFC 4231, section 4.2 (test case 1)."""
    expected = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    assert peppered(b"\x0b" * 20, "Hi There").hex() == expected


@pytest.mark.parametrize("length", [0, 15])
def test_too_short_a_pepper_protects_nothing_and_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match=f"not {length}"):
        peppered(bytes(length), "1234")


def test_the_shortest_pepper_is_taken() -> None:
    assert len(peppered(bytes(16), "1234")) == 32
