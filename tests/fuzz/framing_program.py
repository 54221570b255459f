"""Fuzz framing: `python -m tests.fuzz.framing_program [libFuzzer options] [CORPUS…]`.

Any bytes in any chunking give the same frames, none lost, none merged, as a machine that takes one byte at a time.
"""

import sys

import atheris  # type: ignore[import-untyped]  # ships no types

with atheris.instrument_imports(include=["station.profiles.framing"]):
    from station.profiles.framing import Check, Frame, FrameEnd, Framer, Framing

_STX, _ETX = 2, 3
_FRAMINGS = tuple(
    Framing(terminators=terminators, stx_etx=stx_etx, max_length=max_length, check=check)
    for terminators in ("\r\n", "\r", "\t;", "")
    for stx_etx in (False, True)
    for max_length in (4, 8192)
    for check in Check
    if stx_etx or check is not Check.LRC
)


def examine(data: bytes) -> None:
    """Feed bytes whole and in chunks. Raises AssertionError."""
    provider = atheris.FuzzedDataProvider(data)
    framing = _FRAMINGS[provider.ConsumeIntInRange(0, len(_FRAMINGS) - 1)]
    chunks = [
        provider.ConsumeBytes(provider.ConsumeIntInRange(0, 9))
        for _ in range(provider.ConsumeIntInRange(0, 20))
    ]
    chunks.append(provider.ConsumeBytes(provider.remaining_bytes()))
    stream = b"".join(chunks)
    frames = _frames(framing, [stream])
    assert _frames(framing, chunks) == frames
    assert _frames(framing, [bytes([byte]) for byte in stream]) == frames
    assert all(frame.data for frame in frames)
    assert not any(frame.complete for frame in frames if frame.end is not FrameEnd.MARK)
    if framing.check is Check.NONE:
        assert [frame.data for frame in frames] == _one_by_one(framing, stream)


def _frames(framing: Framing, chunks: list[bytes]) -> list[Frame]:
    """What a device that never falls silent and then goes away gives."""
    framer = Framer(framing)
    return [frame for chunk in chunks for frame in framer.feed(chunk, 0)] + framer.disconnect()


def _one_by_one(framing: Framing, stream: bytes) -> list[bytes]:
    """What the frames of `stream` hold, found without any buffer but the open frame."""
    found, begun, inside = list[bytes](), b"", False
    for byte in stream:
        outside_mark = chr(byte) in framing.terminators or (framing.stx_etx and byte == _STX)
        if byte in (_STX, _ETX) if inside else outside_mark:
            found.append(begun)
            begun, inside = b"", framing.stx_etx and byte == _STX
            continue
        if len(begun) == framing.max_length:
            found.append(begun)
            begun = b""
        begun += bytes([byte])
    return [data for data in (*found, begun) if data]


if __name__ == "__main__":
    atheris.Setup(sys.argv, examine)
    atheris.Fuzz()
