"""The sentence for every reason against a reading, by its key: a thing and a fact, without a full stop.

Places are the fields of `ReadingError`: {identifier}, {value}, {other}.
"""

from collections.abc import Mapping
from typing import Final

from traceability.language import Language, Text

_PLACES: Final = frozenset(("identifier", "value", "other"))

SENTENCES: Mapping[str, Text] = {
    # element strings
    "association-missing": Text(
        "AI ({identifier}) 要和 AI ({other}) 一起出现", "AI ({identifier}) needs AI ({other}) beside it"
    ),
    "invalid-pair": Text(
        "AI ({identifier}) 与 AI ({other}) 不能并存", "AI ({identifier}) and AI ({other}) exclude each other"
    ),
    "no-element-strings": Text("GS1 条码里没有数据", "The GS1 symbol holds no data"),
    "not-bracketed": Text("“{value}”前面没有括号里的 AI", '"{value}" lacks an AI in brackets'),
    "repeated-with-another-value": Text(
        "AI ({identifier}) 出现两次，值不同", "AI ({identifier}) comes twice with different values"
    ),
    "separator-missing": Text(
        "AI ({identifier}) 后面缺分隔符", "The separator after AI ({identifier}) is missing"
    ),
    "serial-component-missing": Text(
        "AI ({identifier}) 缺少序列号，不能签名", "AI ({identifier}) needs its serial number to be signed"
    ),
    "unknown-identifier": Text(
        "“{identifier}{value}”的开头不是已知的 AI", '"{identifier}{value}" starts with no known AI'
    ),
    "value-too-long": Text(
        "AI ({identifier}) 的值太长，可能缺分隔符",
        "AI ({identifier}) is too long; a separator may be missing",
    ),
    "value-too-short": Text("AI ({identifier}) 的值太短", "AI ({identifier}) is too short"),
    # Digital Link
    "invalid-domain": Text("“{value}”不是域名", '"{value}" is no domain'),
    "invalid-uri-character": Text("网址里不能有“{value}”", '"{value}" is not permitted in a web address'),
    "misplaced-qualifier": Text(
        "AI ({identifier}) 不能跟在 AI ({other}) 后面",
        "AI ({identifier}) may not stand there after AI ({other})",
    ),
    "no-link-attribute": Text(
        "AI ({identifier}) 不能放在网址的查询部分", "AI ({identifier}) may not stand in the query"
    ),
    "qualifier-in-query": Text(
        "AI ({identifier}) 要放在路径里 AI ({other}) 后面",
        "AI ({identifier}) must follow AI ({other}) in the path",
    ),
    "repeated-in-link": Text(
        "AI ({identifier}) 在网址里出现两次", "AI ({identifier}) comes twice in the link"
    ),
    # characters
    "invalid-cset39-character": Text(
        "AI ({identifier}) 里不能有“{value}”", '"{value}" is not permitted in AI ({identifier})'
    ),
    "invalid-cset64-character": Text(
        "AI ({identifier}) 里不能有“{value}”", '"{value}" is not permitted in AI ({identifier})'
    ),
    "invalid-cset64-padding": Text(
        "AI ({identifier}) 的填充字符不对", "The padding of AI ({identifier}) is wrong"
    ),
    "invalid-cset82-character": Text(
        "AI ({identifier}) 里不能有“{value}”", '"{value}" is not permitted in AI ({identifier})'
    ),
    "invalid-percent-sequence": Text(
        "AI ({identifier}) 里的“{value}”没有对应的字符", '"{value}" in AI ({identifier}) encodes no character'
    ),
    "non-digit-character": Text(
        "AI ({identifier}) 里的“{value}”不是数字", '"{value}" in AI ({identifier}) is no digit'
    ),
    "not-hyphen": Text("AI ({identifier}) 要以连字符结尾", "AI ({identifier}) must end with a hyphen"),
    "requires-non-digit-character": Text(
        "AI ({identifier}) 不能全是数字", "AI ({identifier}) needs a character beside digits"
    ),
    # check digits
    "incorrect-check-digit": Text(
        "AI ({identifier}) 的校验码不对", "The check digit of AI ({identifier}) is wrong"
    ),
    "incorrect-check-digit-of-number": Text("号码的校验码不对", "The check digit of the number is wrong"),
    "incorrect-check-pair": Text(
        "AI ({identifier}) 的校验字符不对", "The check characters of AI ({identifier}) are wrong"
    ),
    "incorrect-iban-checksum": Text(
        "银行账号的校验码不对", "The check digits of the account number are wrong"
    ),
    "too-long-for-check-pair-implementation": Text(
        "AI ({identifier}) 太长，算不了校验字符", "AI ({identifier}) is too long for check characters"
    ),
    "too-short-for-check-digit": Text(
        "AI ({identifier}) 太短，没有校验码", "AI ({identifier}) is too short for a check digit"
    ),
    "too-short-for-check-pair": Text(
        "AI ({identifier}) 太短，没有校验字符", "AI ({identifier}) is too short for check characters"
    ),
    # company prefixes
    "invalid-gcp-prefix": Text(
        "AI ({identifier}) 的开头不是厂商识别代码", "AI ({identifier}) starts with no company prefix"
    ),
    "too-short-for-gcp": Text(
        "AI ({identifier}) 太短，没有厂商识别代码", "AI ({identifier}) is too short for a company prefix"
    ),
    # dates and times
    "date-too-long": Text("AI ({identifier}) 的日期位数太多", "The date in AI ({identifier}) is too long"),
    "date-too-short": Text("AI ({identifier}) 的日期位数太少", "The date in AI ({identifier}) is too short"),
    "hour-too-long": Text("AI ({identifier}) 的小时位数太多", "The hour in AI ({identifier}) is too long"),
    "hour-too-short": Text("AI ({identifier}) 的小时位数太少", "The hour in AI ({identifier}) is too short"),
    "hour-with-minute-too-long": Text(
        "AI ({identifier}) 的时间位数太多", "The time in AI ({identifier}) is too long"
    ),
    "hour-with-minute-too-short": Text(
        "AI ({identifier}) 的时间位数太少", "The time in AI ({identifier}) is too short"
    ),
    "illegal-day": Text(
        "AI ({identifier}) 里的 {value} 日不存在", "There is no day {value} in AI ({identifier})"
    ),
    "illegal-hour": Text(
        "AI ({identifier}) 里的 {value} 时不存在", "There is no hour {value} in AI ({identifier})"
    ),
    "illegal-minute": Text(
        "AI ({identifier}) 里的 {value} 分不存在", "There is no minute {value} in AI ({identifier})"
    ),
    "illegal-month": Text(
        "AI ({identifier}) 里的 {value} 月不存在", "There is no month {value} in AI ({identifier})"
    ),
    "illegal-second": Text(
        "AI ({identifier}) 里的 {value} 秒不存在", "There is no second {value} in AI ({identifier})"
    ),
    "minute-too-long": Text(
        "AI ({identifier}) 的分钟位数太多", "The minute in AI ({identifier}) is too long"
    ),
    "minute-too-short": Text(
        "AI ({identifier}) 的分钟位数太少", "The minute in AI ({identifier}) is too short"
    ),
    "second-too-long": Text("AI ({identifier}) 的秒位数太多", "The second in AI ({identifier}) is too long"),
    "second-too-short": Text(
        "AI ({identifier}) 的秒位数太少", "The second in AI ({identifier}) is too short"
    ),
    # numbers
    "illegal-zero-prefix": Text(
        "AI ({identifier}) 里的“{value}”不能以 0 开头", '"{value}" in AI ({identifier}) may not start with 0'
    ),
    "illegal-zero-value": Text("AI ({identifier}) 不能为零", "AI ({identifier}) may not be zero"),
    "not-zero": Text("AI ({identifier}) 里的“{value}”应该是 0", '"{value}" in AI ({identifier}) must be 0'),
    "not-zero-or-one": Text(
        "AI ({identifier}) 里的“{value}”不是 0 或 1", '"{value}" in AI ({identifier}) is neither 0 nor 1'
    ),
    "invalid-length-for-piece-of-total": Text(
        "AI ({identifier}) 不是件号加总件数", "AI ({identifier}) is no piece of a total"
    ),
    "piece-number-exceeds-total": Text(
        "AI ({identifier}) 的件号大于总件数", "The piece in AI ({identifier}) exceeds the total"
    ),
    "zero-piece-number": Text("AI ({identifier}) 的件号是 0", "The piece in AI ({identifier}) is 0"),
    "zero-total-pieces": Text("AI ({identifier}) 的总件数是 0", "The total in AI ({identifier}) is 0"),
    "position-exceeds-end": Text(
        "AI ({identifier}) 的位置超过了末尾", "The position in AI ({identifier}) exceeds the end"
    ),
    "position-in-sequence-malformed": Text(
        "“{value}”不是序列中的位置", '"{value}" is no position in a sequence'
    ),
    "invalid-latitude": Text("“{value}”不是纬度", '"{value}" is no latitude'),
    "invalid-longitude": Text("“{value}”不是经度", '"{value}" is no longitude'),
    "latitude-invalid-length": Text(
        "AI ({identifier}) 的纬度要有 10 位数字", "The latitude in AI ({identifier}) needs 10 digits"
    ),
    "longitude-invalid-length": Text(
        "AI ({identifier}) 的经度要有 10 位数字", "The longitude in AI ({identifier}) needs 10 digits"
    ),
    # code lists
    "iban-too-long": Text("银行账号太长", "The account number is too long"),
    "iban-too-short": Text("银行账号太短", "The account number is too short"),
    "illegal-iban-country-code": Text(
        "银行账号的开头不是国家代码", "The account number starts with no country"
    ),
    "importer-idx-must-be-one-character": Text(
        "进口商索引只能是一个字符", "The importer index must be one character"
    ),
    "invalid-biological-sex-code": Text("“{value}”不是性别代码", '"{value}" is no sex code'),
    "invalid-iban-character": Text(
        "银行账号里不能有“{value}”", '"{value}" is not permitted in an account number'
    ),
    "invalid-import-idx-character": Text("“{value}”不是进口商索引", '"{value}" is no importer index'),
    "invalid-media-type": Text("“{value}”不是载体类型", '"{value}" is no media type'),
    "invalid-package-type": Text("“{value}”不是包装类型", '"{value}" is no package type'),
    "invalid-winding-direction": Text("“{value}”不是卷绕方向", '"{value}" is no winding direction'),
    "not-iso3166": Text("“{value}”不是国家数字代码", '"{value}" is no country number'),
    "not-iso3166-alpha2": Text("“{value}”不是国家代码", '"{value}" is no country'),
    "not-iso3166-or-999": Text("“{value}”不是国家数字代码", '"{value}" is no country number'),
    "not-iso4217": Text("“{value}”不是货币数字代码", '"{value}" is no currency number'),
    "coupon": Text("AI ({identifier}) 的优惠券数据不合规范", "The coupon in AI ({identifier}) is not valid"),
    # ISO/IEC 15434 messages
    "data-after-message": Text("标签结尾后面还有“{value}”", '"{value}" follows where the message should end'),
    "empty-field": Text("标签有一栏是空的", "A field of the label is empty"),
    "message-header-incomplete": Text("标签开头缺分隔符", "The header of the label lacks its separator"),
    "message-separators-lost": Text(
        "分隔符丢了或变成了别的字符：“{value}”",
        'Separators are missing or arrived as other characters: "{value}"',
    ),
    "message-trailer-damaged": Text("标签的结尾符写法不对", "The end of the label is miswritten"),
    "message-trailer-missing": Text("标签缺结尾符", "The end of the label is missing"),
    "no-data-identifier": Text("“{value}”的开头不是数据标识符", '"{value}" starts with no data identifier'),
    "no-text-element-identifier": Text(
        "“{value}”的开头不是文本元素标识符", '"{value}" starts with no text element identifier'
    ),
    "text-element-space-missing": Text("{value} 后面缺空格", "The space after {value} is missing"),
    "unassigned-data-identifier": Text(
        "数据标识符 {value} 还没有定义", "The data identifier {value} is not assigned"
    ),
    "unknown-format": Text("“{value}”不是 ISO/IEC 15434 的格式", '"{value}" is no format of ISO/IEC 15434'),
    # supplier labels of the health industry
    "hibc-character": Text("HIBC 标签里不能有“{value}”", '"{value}" is not permitted in a HIBC label'),
    "hibc-check-character": Text("校验字符“{value}”不对", 'The check character "{value}" is wrong'),
    "hibc-date-format": Text("“{value}”不是 HIBC 的日期格式", '"{value}" is no date format of a HIBC label'),
    "hibc-link-character": Text("连接字符“{value}”指向另一张标签", 'The link "{value}" names another label'),
    "hibc-lot-or-serial": Text("“{value}”不是批号或序列号", '"{value}" is no lot or serial number'),
    "illegal-date": Text("“{value}”不是日期", '"{value}" is no date'),
    "not-a-quantity": Text("“{value}”不是数量", '"{value}" is no quantity'),
    # Chinese codes
    "ma-field": Text("“{value}”不是厂商代码或产品代码", '"{value}" is no registrant and no product'),
    "ma-length": Text("“{value}”的长度不常见", '"{value}" has an unusual length'),
    "ma-part": Text("“{value}”不是 MA 码已知的部分", '"{value}" is no known part of an MA code'),
    "said-otherwise": Text(
        "“{value}”与标签前面写的不一致", '"{value}" differs from what the label says before it'
    ),
    # bare numbers and text
    "gtin-length": Text("“{value}”的位数不是 GTIN 的位数", '"{value}" is not as long as a GTIN'),
    "not-utf-8": Text("数据不是 UTF-8 文字", "The data is not UTF-8 text"),
    # whatever the kind of code
    "incomplete": Text("这次扫描没有收全", "The scan did not arrive whole"),
    "odd-label": Text("标签内容太长或有看不见的字符", "The label is too long or has hidden characters"),
}

_LONGEST = 20
"""Characters of a value that a sentence quotes."""


def reason(code: str, facts: Mapping[str, str], language: Language) -> str:
    """The sentence for an error code in a language; empty for a code of another release, or without its facts."""
    text = SENTENCES.get("coupon" if code.startswith("coupon-") else code)
    if text is None or not facts.keys() >= _PLACES:
        return ""
    value = facts["value"]
    more = "…" if language is Language.CHINESE else "..."
    quoted = value if len(value) <= _LONGEST else value[:_LONGEST] + more
    shown = {place: _visible(quoted if place == "value" else facts[place]) for place in _PLACES}
    return text.in_language(language, shown)


def _visible(fact: str) -> str:
    r"""A fact with the characters nobody sees as \xNN or \uNNNN."""
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode("ascii") for each in fact
    )
