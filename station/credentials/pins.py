"""PINs against argon2id verifiers made as `traceability.pins` says."""

from collections.abc import Callable

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from traceability.pins import peppered


class PinCheck:
    """The `Credentials` port. `pepper` is asked at every check, for it may come with a later enrolment."""

    def __init__(self, pepper: Callable[[], bytes]) -> None:
        self._pepper = pepper
        self._argon2 = PasswordHasher()

    def pin_is_right(self, verifier: str, pin: str) -> bool:
        """Whether a PIN fits a verifier, in a time that does not tell how nearly.

        Raises argon2.exceptions.InvalidHashError for what is no verifier, and Problem where there is no pepper.
        """
        try:
            return self._argon2.verify(verifier, peppered(self._pepper(), pin))
        except VerifyMismatchError:
            return False
