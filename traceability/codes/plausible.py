"""Which of all interpretations are plausible, and their order."""

from collections.abc import Sequence

from traceability.codes import plain
from traceability.codes.aim import Symbology
from traceability.codes.gs1 import element_strings
from traceability.codes.gs1.composite import read_ean_upc_composite
from traceability.codes.patterns import OwnPattern, read_patterns
from traceability.codes.scan import Interpretation


def interpretations(
    text: str, start: int, symbology: Symbology | None, patterns: Sequence[OwnPattern]
) -> tuple[Interpretation, ...]:
    """What `text` from `start` can mean, best first, text always among them.

    Where the reader says the symbol holds GS1 element strings or a GTIN, that is the only meaning beside text.
    """
    as_text = plain.read_text(text, start)
    if symbology is not None and symbology.gtin_lengths:
        composite = read_ean_upc_composite(text, start, symbology.gtin_lengths)
        return composite or plain.read_gtin(text, start, symbology.gtin_lengths), as_text
    if (symbology is not None and symbology.carries_gs1) or text.startswith(element_strings.SEPARATOR, start):
        return element_strings.read_element_strings(text, start), as_text
    before, after = _gs1(text, start)
    numbers = (plain.read_gtin(text, start, plain.GTIN_LENGTHS), plain.read_sscc(text, start))
    right = [number for number in numbers if number is not None and number.ok]
    return (*before, *right, *read_patterns(text, start, patterns), as_text, *after)


def _gs1(text: str, start: int) -> tuple[list[Interpretation], list[Interpretation]]:
    """Element strings in data of unknown kind: to come before text, or after it.

    Check digits and separators convince before text does. Element strings with neither, such as `10…`, come
    after it, as do those whose values break a rule.
    """
    bracketed = text.startswith("(", start)
    read_gs1 = element_strings.read_bracketed if bracketed else element_strings.read_element_strings
    gs1 = read_gs1(text, start)
    distinctive = element_strings.distinctive(gs1, text[start:])
    if gs1.ok and distinctive:
        return [gs1], []
    return [], [gs1] if gs1.ok or (distinctive and element_strings.well_formed(gs1)) else []
