"""The English sentence for every reason against an interpretation, by its key; translations use the same keys.

Placeholders are the fields of `ReadingError`: {identifier}, {value}, {other}.
"""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    # element strings
    "association-missing": "AI ({identifier}) needs AI ({other}) beside it.",
    "invalid-pair": "AI ({identifier}) and AI ({other}) exclude each other.",
    "no-element-strings": "The GS1 symbol holds no data.",
    "not-bracketed": "“{value}” lacks an AI in brackets.",
    "repeated-with-another-value": "AI ({identifier}) comes twice with different values.",
    "separator-missing": "The separator after AI ({identifier}) is missing.",
    "serial-component-missing": "AI ({identifier}) needs its serial number to be signed.",
    "unknown-identifier": "“{identifier}{value}” starts with no known AI.",
    "value-too-long": "AI ({identifier}) is too long; is a separator missing?",
    "value-too-short": "AI ({identifier}) is too short.",
    # Digital Link
    "invalid-domain": "“{value}” is no domain.",
    "invalid-uri-character": "“{value}” is not permitted in a web address.",
    "misplaced-qualifier": "AI ({identifier}) may not stand there after AI ({other}).",
    "no-link-attribute": "AI ({identifier}) may not stand in the query.",
    "qualifier-in-query": "AI ({identifier}) must follow AI ({other}) in the path.",
    "repeated-in-link": "AI ({identifier}) comes twice in the link.",
    # characters
    "invalid-cset39-character": "“{value}” is not permitted in AI ({identifier}).",
    "invalid-cset64-character": "“{value}” is not permitted in AI ({identifier}).",
    "invalid-cset64-padding": "The padding of AI ({identifier}) is wrong.",
    "invalid-cset82-character": "“{value}” is not permitted in AI ({identifier}).",
    "invalid-percent-sequence": "“{value}” in AI ({identifier}) encodes no character.",
    "non-digit-character": "“{value}” in AI ({identifier}) is no digit.",
    "not-hyphen": "AI ({identifier}) must end with a hyphen.",
    "requires-non-digit-character": "AI ({identifier}) needs a character beside digits.",
    # check digits
    "incorrect-check-digit": "The check digit of AI ({identifier}) is wrong.",
    "incorrect-check-digit-of-number": "The check digit of the number is wrong.",
    "incorrect-check-pair": "The check characters of AI ({identifier}) are wrong.",
    "incorrect-iban-checksum": "The check digits of the account number are wrong.",
    "too-long-for-check-pair-implementation": "AI ({identifier}) is too long for check characters.",
    "too-short-for-check-digit": "AI ({identifier}) is too short for a check digit.",
    "too-short-for-check-pair": "AI ({identifier}) is too short for check characters.",
    # company prefixes
    "invalid-gcp-prefix": "AI ({identifier}) starts with no company prefix.",
    "too-short-for-gcp": "AI ({identifier}) is too short for a company prefix.",
    # dates and times
    "date-too-long": "The date in AI ({identifier}) is too long.",
    "date-too-short": "The date in AI ({identifier}) is too short.",
    "hour-too-long": "The hour in AI ({identifier}) is too long.",
    "hour-too-short": "The hour in AI ({identifier}) is too short.",
    "hour-with-minute-too-long": "The time in AI ({identifier}) is too long.",
    "hour-with-minute-too-short": "The time in AI ({identifier}) is too short.",
    "illegal-day": "There is no day {value} in AI ({identifier}).",
    "illegal-hour": "There is no hour {value} in AI ({identifier}).",
    "illegal-minute": "There is no minute {value} in AI ({identifier}).",
    "illegal-month": "There is no month {value} in AI ({identifier}).",
    "illegal-second": "There is no second {value} in AI ({identifier}).",
    "minute-too-long": "The minute in AI ({identifier}) is too long.",
    "minute-too-short": "The minute in AI ({identifier}) is too short.",
    "second-too-long": "The second in AI ({identifier}) is too long.",
    "second-too-short": "The second in AI ({identifier}) is too short.",
    # numbers
    "illegal-zero-prefix": "“{value}” in AI ({identifier}) may not start with 0.",
    "illegal-zero-value": "AI ({identifier}) may not be zero.",
    "not-zero": "“{value}” in AI ({identifier}) must be 0.",
    "not-zero-or-one": "“{value}” in AI ({identifier}) is neither 0 nor 1.",
    "invalid-length-for-piece-of-total": "AI ({identifier}) is no piece of a total.",
    "piece-number-exceeds-total": "The piece in AI ({identifier}) exceeds the total.",
    "zero-piece-number": "The piece in AI ({identifier}) is 0.",
    "zero-total-pieces": "The total in AI ({identifier}) is 0.",
    "position-exceeds-end": "The position in AI ({identifier}) exceeds the end.",
    "position-in-sequence-malformed": "“{value}” is no position in a sequence.",
    "invalid-latitude": "“{value}” is no latitude.",
    "invalid-longitude": "“{value}” is no longitude.",
    "latitude-invalid-length": "The latitude in AI ({identifier}) needs 10 digits.",
    "longitude-invalid-length": "The longitude in AI ({identifier}) needs 10 digits.",
    # code lists
    "iban-too-long": "The account number is too long.",
    "iban-too-short": "The account number is too short.",
    "illegal-iban-country-code": "The account number starts with no country.",
    "importer-idx-must-be-one-character": "The importer index must be one character.",
    "invalid-biological-sex-code": "“{value}” is no sex code.",
    "invalid-iban-character": "“{value}” is not permitted in an account number.",
    "invalid-import-idx-character": "“{value}” is no importer index.",
    "invalid-media-type": "“{value}” is no media type.",
    "invalid-package-type": "“{value}” is no package type.",
    "invalid-winding-direction": "“{value}” is no winding direction.",
    "not-iso3166": "“{value}” is no country number.",
    "not-iso3166-alpha2": "“{value}” is no country.",
    "not-iso3166-or-999": "“{value}” is no country number.",
    "not-iso4217": "“{value}” is no currency number.",
    "coupon": "The coupon in AI ({identifier}) is not valid.",
    # ISO/IEC 15434 messages
    "data-after-message": "“{value}” follows where the message should end.",
    "empty-field": "A field of the label is empty.",
    "message-header-incomplete": "The header of the label lacks its separator.",
    "message-separators-lost": "Separators are missing or arrived as other characters: “{value}”.",
    "message-trailer-damaged": "The end of the label is not written as it should be.",
    "message-trailer-missing": "The end of the label is missing.",
    "no-data-identifier": "“{value}” starts with no data identifier.",
    "no-text-element-identifier": "“{value}” starts with no text element identifier.",
    "unassigned-data-identifier": "The data identifier {value} is not assigned.",
    "unknown-format": "“{value}” is no format of ISO/IEC 15434.",
    # supplier labels of the health industry
    "hibc-character": "“{value}” is not permitted in a HIBC label.",
    "hibc-check-character": "The check character “{value}” is wrong.",
    "hibc-date-format": "“{value}” is no date format of a HIBC label.",
    "hibc-link-character": "The label belongs to another one: link “{value}”.",
    "hibc-lot-or-serial": "“{value}” is no lot or serial number.",
    "illegal-date": "“{value}” is no date.",
    "not-a-quantity": "“{value}” is no quantity.",
    # Chinese codes
    "ma-field": "“{value}” names no {identifier}.",
    "ma-length": "“{value}” has an unusual length.",
    "ma-part": "“{value}” is no known part of an MA code.",
    # bare numbers and text
    "gtin-length": "“{value}” is no trade item number.",
    "not-utf-8": "The data is not UTF-8 text.",
}


def sentence_key(code: str) -> str:
    """The key of the sentence for an error code: the rules of coupons share one sentence."""
    return "coupon" if code.startswith("coupon-") else code
