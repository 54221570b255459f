"""What is said of a camera's picture."""

import msgspec


class CameraWords(msgspec.Struct, frozen=True):
    """The words of a live picture.

    Attributes:
        title: what it is, read out to those who do not see it.
        nothing: said where no picture comes.
    """

    title: str = ""
    nothing: str = ""
