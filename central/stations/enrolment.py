"""How a new PC becomes a station: a one-time code that a technician carries there, typed or scanned."""

import secrets
from hashlib import sha256
from io import BytesIO

import msgspec
import qrcode  # type: ignore[import-untyped]  # ships no types
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]  # ships no types

from central.ingest.context import Context
from central.ingest.numbers import reserve_missing
from central.ingest.records import change
from central.stations.define import Unknown
from central.store import log, sightings
from central.store.database import Connection
from central.store.records import newest
from traceability.process.model import Pack
from traceability.process.read import read_pack
from traceability.records import PackRelease, Station, Writer
from traceability.wire import Enrolled, Enrolment, Refused

LIFETIME_MS = 60 * 60 * 1000
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No characters that look alike on a bad screen."""
_LENGTH = 12
_HEX_ID = 32
_HEX_KEY = 64


class EnrolmentCode(msgspec.Struct, frozen=True, kw_only=True):
    """A new one-time code, grouped for reading (`ABCD-EFGH-JKMN`), for an hour; central keeps its hash only."""

    station: str
    code: str
    expires_ms: int


def new_code(context: Context, station: str) -> EnrolmentCode | Unknown:
    """Make a one-time code for a defined station."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    code = "-".join(letters[start : start + 4] for start in range(0, _LENGTH, 4))
    expires_ms = context.now_ms() + LIFETIME_MS
    with context.writing() as connection:
        if not isinstance(newest(connection, "station", station), Station):
            return Unknown("station", station)
        sightings.add_code(
            connection, sightings.Code(code=_hash(code), station=station, expires_ms=expires_ms)
        )
    return EnrolmentCode(station=station, code=code, expires_ms=expires_ms)


def enrolment_link(address: str, code: str) -> str:
    """What the QR code says: central's address with the code, which no server ever sees behind the `#`."""
    return f"{address.rstrip('/')}/#enrol={code}"


def enrolment_qr(address: str, code: str) -> str:
    """The link as an SVG drawing of a QR code."""
    drawing = BytesIO()
    qrcode.make(enrolment_link(address, code), image_factory=SvgPathFillImage).save(drawing)
    return drawing.getvalue().decode()


def enrol(context: Context, asked: Enrolment) -> Enrolled | Refused:
    """Make a writer known under a code, once; the very same enrolment may be repeated (its answer was lost)."""
    if not _is_hex(asked.writer, _HEX_ID) or not _is_hex(asked.public_key, _HEX_KEY):
        return Refused(reason="malformed", detail="writer: 32 hex digits, public key: 64 hex digits")
    hashed = _hash(asked.code)
    with context.writing() as connection:
        code = sightings.code(connection, hashed)
        known = log.writer(connection, asked.writer)
        if code is None or (code.writer is None and code.expires_ms < context.now_ms()):
            return Refused(reason="bad-code", detail="this code is unknown or out of date; ask for a new one")
        if known is None and code.writer is None:
            sightings.use_code(connection, hashed, asked.writer)
            _make_known(context, connection, asked, code.station)
        elif known is None or code.writer != known.id or known.public_key.hex() != asked.public_key:
            # A writer belongs to one station for ever: under a code for another it needs a new writer.
            return Refused(reason="bad-code", detail="this code or this writer was used already")
    return Enrolled(
        station=code.station,
        central_key=context.key.public_key().public_bytes_raw().hex(),
        pepper=context.pepper,
    )


def _make_known(context: Context, connection: Connection, asked: Enrolment, station: str) -> None:
    log.add_writer(connection, asked.writer, station, bytes.fromhex(asked.public_key))
    stated = Writer(id=asked.writer, version=0, station=station, public_key=asked.public_key)
    change(connection, context.journal, stated)
    defined = newest(connection, "station", station)
    release = newest(connection, "pack", defined.pack) if isinstance(defined, Station) else None
    pack = read_pack(release.content) if isinstance(release, PackRelease) else None
    if isinstance(pack, Pack):
        reserve_missing(connection, context.journal, asked.writer, pack.series)


def _hash(code: str) -> bytes:
    return sha256(code.upper().replace("-", "").replace(" ", "").encode()).digest()


def _is_hex(text: str, digits: int) -> bool:
    return len(text) == digits and all(character in "0123456789abcdef" for character in text)
