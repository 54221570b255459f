"""EAN/UPC symbols with a composite component: the GTIN of the linear symbol and what the 2D component adds to it.

GS1 General Specifications, “GS1 Composite symbology”: the linear part is sent like any EAN/UPC, then the component as
a message of its own under ]e0. Readers send both as one, some with `|` between them. Components on GS1-128 and GS1
DataBar come as one message of element strings and need nothing here.
"""

import re
from collections.abc import Mapping

from traceability.codes.gs1.element_strings import split_elements
from traceability.codes.gs1.judgement import error_of, fault_of, interpretation_of
from traceability.codes.gs1.rules import RULES
from traceability.codes.scan import Element, Interpretation, Kind, ReadingError

_LINEAR = re.compile(r"([0-9]*)\|?\]e0")
_GTIN = "01"


def read_ean_upc_composite(text: str, start: int, lengths: Mapping[int, int]) -> Interpretation | None:
    """The item as element strings, its GTIN first as AI (01); None: no composite component follows.

    `lengths` are as for a bare GTIN.
    """
    match = _LINEAR.match(text, start)
    if match is None:
        return None
    elements, errors, starts = split_elements(text, match.end())
    number = match[1][: lengths.get(len(match[1]), 0)]
    gtin = number.zfill(14)
    rule = RULES[_GTIN]
    fault = rule and fault_of(rule, gtin)
    if not number:
        errors.append(ReadingError("gtin-length", start, _GTIN, match[1]))
        gtin = match[1]
    elif fault:
        errors.append(error_of(fault, _GTIN, gtin, start + len(number) - len(gtin)))
    return interpretation_of(Kind.GS1, [Element(_GTIN, gtin), *elements], errors, [start, *starts])
