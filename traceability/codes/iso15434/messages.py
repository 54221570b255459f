"""Read ISO/IEC 15434 messages: a header, one or more format envelopes, a trailer.

    [)> RS  06 GS P296-LM358 GS 1T4711 GS Q50 RS  EOT

What labels do badly is told: as a warning where the fields stay certain (an end cut off, a separator left out of
the header), as an error where they do not. Nothing is repaired.
"""

import re
from collections.abc import Callable, Mapping

from traceability.codes.gs1.element_strings import read_element_strings
from traceability.codes.iso15434.data_identifiers import TITLES
from traceability.codes.scan import Element, Interpretation, Kind, ReadingError

FORMAT = "format"
"""The identifier of the element that names a format."""

_HEADER = re.compile(r">?\[\)>")
_GS, _RS, _EOT = "\x1d", "\x1e", "\x04"
_DATA_IDENTIFIER = re.compile(r"[0-9]{0,3}[A-Z]|[-+&=!]")
_TEXT_ELEMENT_IDENTIFIER = re.compile(
    r"([A-Z][A-Z0-9]{1,3}) |(CAG|DUN|EUC|LOT|MFR|PNO|PNR|SEQ|SER|SPL|UCN|UID|USN|UST)"
)
_BINARY = re.compile(r"\x1d([^\x1d]*)\x1d([^\x1d]*)\x1d([0-9]+)\x1d")


def read_message(text: str, start: int) -> Interpretation | None:
    """Read the message that starts at `start`; None: it has no message header.

    Elements: `format` first for each envelope, then identifier and value. Formats without identifiers give their
    fields with an empty one.
    """
    header = _HEADER.match(text, start)
    return _Message(text, start, header.end()).read() if header else None


class _Message:
    """A message while it is read."""

    def __init__(self, text: str, start: int, at: int) -> None:
        self.text = text
        self.start = start
        self.at = at
        self.elements: list[Element] = []
        self.errors: list[ReadingError] = []
        self.warnings: list[ReadingError] = []

    def read(self) -> Interpretation:
        if self.text[self.start] == ">" or not self.text.startswith(_RS, self.at):
            self._warn("message-header-incomplete", self.start)
        if self.text.startswith(_RS, self.at):
            self.at += 1
        while self._envelope():
            pass
        return Interpretation(Kind.ISO15434, tuple(self.elements), tuple(self.errors), tuple(self.warnings))

    def _envelope(self) -> bool:
        """Read the envelope at hand; whether another one follows."""
        begin, name = self.at, self.text[self.at : self.at + 2]
        reader = _FORMATS.get(name)
        if reader is None:
            self._unknown_format(begin)
            return False
        self.elements.append(Element(FORMAT, name))
        end = self._binary_end() if name == "09" else self._end(self.at + 2)
        reader(self, begin + 2, end)
        self.at = end
        return self._trailer()

    def _unknown_format(self, begin: int) -> None:
        """What is here instead of a format: nothing, one we do not know, or a separator that arrived as something else."""
        replaced = self.text[begin + 1 : begin + 3] in _FORMATS and not self.text[begin].isalnum()
        code = "message-separators-lost" if replaced else "unknown-format"
        self._rest(code, begin, begin, len(self.text))

    def _end(self, begin: int) -> int:
        """Where the envelope's data ends: at RS, EOT, or with the text."""
        found = [place for mark in (_RS, _EOT) if (place := self.text.find(mark, begin)) >= 0]
        return min(found, default=len(self.text))

    def _trailer(self) -> bool:
        """Read what follows an envelope; whether it is another one."""
        rest = self.text[self.at :]
        if rest == _RS + _EOT:
            return False
        if rest[:1] == _RS and rest[1:3] in _FORMATS:
            self.at += 1
            return True
        if rest in {"", _RS}:
            self._warn("message-trailer-missing", len(self.text))
        elif rest in {_EOT, _RS + "EOT", _RS + "<EOT>"}:
            self._warn("message-trailer-damaged", self.at)
        else:
            self._rest("data-after-message", self.at, self.at, len(self.text))
        return False

    def _binary_end(self) -> int:
        """Where the data of a binary file ends: its length in bytes stands before it."""
        head = _BINARY.match(self.text, self.at + 2)
        if head is None:
            return self._end(self.at + 2)
        data = self.text[head.end() :].encode(errors="surrogateescape")[: int(head[3][:9])]
        return head.end() + len(data.decode(errors="surrogateescape"))

    def _warn(self, code: str, place: int, value: str = "") -> None:
        self.warnings.append(ReadingError(code, place, value=value))

    def _rest(self, code: str, place: int, begin: int, end: int) -> None:
        """Keep what is not understood as it stands."""
        value = self.text[begin:end]
        if value:
            self.elements.append(Element("", value))
        self.errors.append(ReadingError(code, place, value=value[:20]))

    def data_identifiers(self, begin: int, end: int) -> None:
        """Format 06, ANSI MH10.8.2: GS before each field; up to three digits and a letter, then the value."""
        self._fields(begin, end, self._data_identifier)

    def text_elements(self, begin: int, end: int) -> None:
        """Format 12, ATA Spec 2000 chapter 9: GS before each field; text element identifier, space, value.

        Labels leave the space out; behind the identifiers of MIL-STD-130 the value is certain all the same.
        """
        self._fields(begin, end, self._text_element)

    def application_identifiers(self, begin: int, end: int) -> None:
        """Format 05: GS1 element strings, judged by their own rules."""
        if not self._separated(begin, end):
            return
        gs1 = read_element_strings(self.text[:end], begin + 1)
        self.elements += gs1.elements
        self.errors += gs1.errors
        self.warnings += gs1.warnings

    def transport(self, begin: int, end: int) -> None:
        """Format 01, ANSI MH10.8.3: GS and a version of two digits, then fields known by their place."""
        if self._separated(begin, end):
            self.elements.append(Element("version", self.text[begin + 1 : begin + 3]))
            self.elements += [Element("", value) for value in self.text[begin + 3 : end].split(_GS)]

    def text_as_it_stands(self, begin: int, end: int) -> None:
        """Formats with their own syntax: one value."""
        self.elements.append(Element("", self.text[begin:end]))

    def _separated(self, begin: int, end: int) -> bool:
        if self.text.startswith(_GS, begin):
            return True
        if begin < end:
            self._rest("message-separators-lost", begin, begin, end)
        return False

    def _fields(self, begin: int, end: int, field: Callable[[str, int], None]) -> None:
        if not self._separated(begin, end):
            return
        at = begin + 1
        for value in self.text[at:end].split(_GS):
            if value:
                field(value, at)
            else:
                self._warn("empty-field", at)
            at += len(value) + 1

    def _data_identifier(self, field: str, place: int) -> None:
        found = _DATA_IDENTIFIER.match(field)
        if found is None:
            self._rest("no-data-identifier", place, place, place + len(field))
            return
        self.elements.append(Element(found[0], field[found.end() :]))
        if found[0] not in TITLES:
            self._warn("unassigned-data-identifier", place, found[0])

    def _text_element(self, field: str, place: int) -> None:
        found = _TEXT_ELEMENT_IDENTIFIER.match(field)
        if found is None:
            self._rest("no-text-element-identifier", place, place, place + len(field))
            return
        self.elements.append(Element(found[1] or found[2], field[found.end() :]))
        if found[2]:
            self._warn("text-element-space-missing", place + found.end(), found[2])


_FORMATS: Mapping[str, Callable[[_Message, int, int], None]] = {
    "01": _Message.transport,
    "02": _Message.text_as_it_stands,  # a complete message of electronic data interchange
    "03": _Message.text_as_it_stands,  # ANSI X12 segments
    "04": _Message.text_as_it_stands,  # UN/EDIFACT segments
    "05": _Message.application_identifiers,
    "06": _Message.data_identifiers,
    "07": _Message.text_as_it_stands,  # free text
    "08": _Message.text_as_it_stands,  # CII segments
    "09": _Message.text_as_it_stands,  # a binary file
    "12": _Message.text_elements,
    "14": _Message.text_as_it_stands,  # JSON
    "15": _Message.text_as_it_stands,  # ISO/IEC 20248 signatures
    "DD": _Message.text_elements,  # format 12 before it had a number
}
