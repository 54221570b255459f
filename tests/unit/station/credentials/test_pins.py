import hashlib
import hmac

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError
from argon2.low_level import Type, hash_secret

from station.credentials.pins import PinCheck
from traceability.pins import peppered

PEPPER = bytes(range(32))


def verifier(pin: str, pepper: bytes = PEPPER) -> str:
    """A verifier by the scheme's own words, made without our code; cheap, since the parameters stand in it."""
    secret = hmac.new(pepper, pin.encode(), hashlib.sha256).digest()
    return hash_secret(secret, b"salt" * 4, 1, 64, 1, 32, Type.ID).decode()


def test_the_right_pin_fits_and_others_do_not() -> None:
    check = PinCheck(lambda: PEPPER)
    assert check.pin_is_right(verifier("4711"), "4711")
    assert not check.pin_is_right(verifier("4711"), "4712")
    assert not check.pin_is_right(verifier("4711"), "")


def test_a_verifier_is_worth_nothing_without_the_plants_pepper() -> None:
    assert not PinCheck(lambda: bytes(32)).pin_is_right(verifier("4711"), "4711")


def test_central_s_ordinary_parameters_fit() -> None:
    made = PasswordHasher().hash(peppered(PEPPER, "4711"))
    assert made.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert PinCheck(lambda: PEPPER).pin_is_right(made, "4711")


def test_what_is_no_verifier_is_a_mistake_not_a_wrong_pin() -> None:
    with pytest.raises(InvalidHashError):
        PinCheck(lambda: PEPPER).pin_is_right("4711", "4711")


def test_a_short_pepper_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least 16 bytes"):
        peppered(b"short", "4711")
