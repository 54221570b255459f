"""Which of all interpretations are plausible, and their order."""

import datetime as dt
from collections.abc import Iterator, Sequence

from traceability.codes import plain
from traceability.codes.aim import Symbology
from traceability.codes.chinese import read_drug_code, read_handle, read_ma
from traceability.codes.gs1 import element_strings
from traceability.codes.gs1.composite import read_ean_upc_composite
from traceability.codes.gs1.digital_link import read_digital_link
from traceability.codes.hibc import read_hibc
from traceability.codes.iso15434.messages import read_message
from traceability.codes.patterns import OwnPattern, read_patterns
from traceability.codes.scan import Interpretation


def interpretations(
    text: str, start: int, today: dt.date, symbology: Symbology | None, patterns: Sequence[OwnPattern]
) -> tuple[Interpretation, ...]:
    """What `text` from `start` can mean, best first, text always among them.

    Where the reader says the symbol holds GS1 element strings or a GTIN, that is the only meaning beside text.
    """
    as_text = plain.read_text(text, start)
    if symbology is not None and symbology.gtin_lengths:
        return *_items(text, start, symbology), as_text
    if (symbology is not None and symbology.carries_gs1) or text.startswith(element_strings.SEPARATOR, start):
        return element_strings.read_element_strings(text, start), as_text
    return _guessed(text, start, today, patterns, as_text)


def _items(text: str, start: int, symbology: Symbology) -> Iterator[Interpretation]:
    """What an EAN/UPC symbol can mean."""
    composite = read_ean_upc_composite(text, start, symbology.gtin_lengths)
    if composite is not None:
        yield composite
        return
    upc_e = plain.read_upc_e(text, start)
    item = plain.read_gtin(text, start, symbology.gtin_lengths)
    if upc_e is None or symbology.modifier != "0":
        yield item
    else:
        yield from [one for one in (upc_e, item) if one.ok] or [upc_e]


def _guessed(
    text: str, start: int, today: dt.date, patterns: Sequence[OwnPattern], as_text: Interpretation
) -> tuple[Interpretation, ...]:
    """What data of unknown kind can mean.

    First what its own form shows and is right, then own labels, then what the form shows with something wrong in
    it. Check digits, separators and brackets show GS1; element strings with none of them, such as `10…`, and those
    and numbers whose check digit is wrong come after text. Where a number is right, wrong element strings are not
    plausible.
    """
    shown = [reading for reading in _by_form(text, start, today) if reading is not None]
    after: list[Interpretation] = []
    numbers = [found for found in (plain.read_item(text, start), plain.read_sscc(text, start)) if found]
    bracketed = text.startswith("(", start)
    gs1 = (element_strings.read_bracketed if bracketed else element_strings.read_element_strings)(text, start)
    credible = element_strings.credible(gs1, text[start:])
    if (credible and gs1.ok) or (bracketed and (credible or gs1.ok)):
        shown.append(gs1)
    elif gs1.ok or (credible and not any(number.ok for number in numbers)):
        after.append(gs1)
    for number in numbers:
        (shown if number.ok else after).append(number)
    right = [reading for reading in shown if reading.ok]
    wrong = [reading for reading in shown if not reading.ok]
    return *right, *read_patterns(text, start, patterns), *wrong, as_text, *after


def _by_form(text: str, start: int, today: dt.date) -> Iterator[Interpretation | None]:
    """Readings whose first characters tell what they are."""
    yield read_digital_link(text, start)
    yield read_message(text, start)
    yield read_hibc(text, start, today)
    yield read_ma(text, start, today)
    yield read_handle(text, start)
    yield read_drug_code(text, start)
