"""Zstandard on the wire, with a limit on what a few bytes may grow to."""

import zstandard

MOST_COMPRESSED = 1024 * 1024
"""Bytes of a request body: twice a batch, since the station halves batches that turn out too large."""

MOST_PLAIN = 32 * 1024 * 1024
"""Bytes a compressed body may grow to."""

_WINDOW = 8 * 1024 * 1024
_LEVEL = 3


class TooLarge(Exception):  # noqa: N818 -- says what the body is
    """The body grows beyond the limit."""


class NotZstandard(Exception):  # noqa: N818 -- says what the body is
    """The body is no Zstandard frame."""


def decompressed(body: bytes) -> bytes:
    """The plain bytes. Raises TooLarge or NotZstandard; never holds more than the limit."""
    reader = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(body)
    try:
        plain = reader.read(MOST_PLAIN + 1)
    except zstandard.ZstdError as error:
        raise NotZstandard(str(error)) from error
    if len(plain) > MOST_PLAIN:
        raise TooLarge
    return plain


def compressed(plain: bytes) -> bytes:
    """One Zstandard frame that says its size."""
    return zstandard.ZstdCompressor(level=_LEVEL).compress(plain)
