"""What is said of every fault: what it looks like, what comes of it, why it is so, what to change.

The setting's own name on a device stands in its profile (`cures`); here is what holds for every vendor.
"""

from collections.abc import Mapping

import msgspec

from station.profiles.doctor.findings import Finding
from station.profiles.faults import Fault
from traceability.language import Text


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """The sentences of one way a fault appears; places are filled from `Finding.facts`.

    Attributes:
        title: the fault as a headline.
        symptom: what a person sees on a screen.
        consequence: what goes wrong with it in production.
        cause: why the device does so.
        cure: what to change, where the profile does not know the vendor's own name for it.
    """

    title: Text
    symptom: Text
    consequence: Text
    cause: Text
    cure: Text


def explanation_of(finding: Finding) -> Explanation:
    """What to say of a finding."""
    return EXPLANATIONS[finding.fault, finding.variant]


EXPLANATIONS: Mapping[tuple[Fault, str], Explanation] = {
    (Fault.SEPARATOR_LOST, ""): Explanation(
        title=Text("丢掉了分隔符 {separators}", "Separators are lost: {separators}"),
        symptom=Text("批次和序列号连在一起", "Lot and serial number run into one another"),
        consequence=Text("批次和序列号连在一起，读错批次", "Fields run together: a wrong lot is read"),
        cause=Text("控制字符没有发送", "The device does not send control characters"),
        cure=Text("打开“发送控制字符”", "Turn on sending of control characters"),
    ),
    (Fault.SEPARATOR_REPLACED, ""): Explanation(
        title=Text(
            "分隔符 {separators} 变成了 {replacement}", "{separators} arrives as {replacement} instead"
        ),
        symptom=Text("批次后面多出一个怪字符", "A strange character stands behind the lot"),
        consequence=Text("两个字段当成一个，被拒收", "Two fields look like one and are refused"),
        cause=Text("分隔符被设成替换或组合键方式", "The device replaces control characters"),
        cure=Text(
            "关掉替换，直接发送控制字符", "Turn the replacement off, send control characters as they are"
        ),
    ),
    (Fault.LAYOUT_WRONG, ""): Explanation(
        title=Text(
            "键盘布局不对：扫描枪是 {typed}，本站按 {configured}",
            "Keyboard layout: gun types {typed}, read as {configured}",
        ),
        symptom=Text("符号变了，Y 和 Z 或 A 和 Q 对调", "Symbols change; Y and Z or A and Q swap"),
        consequence=Text("批次读成另一个批次", "A lot is read as another lot"),
        cause=Text("扫描枪设成了另一国键盘", "The gun is set to another keyboard country"),
        cure=Text("把扫描枪键盘国家设为 {configured}", "Set the gun's keyboard country to {configured}"),
    ),
    (Fault.CASE_LOST, "upper"): Explanation(
        title=Text("小写字母都变成大写", "Lower-case letters arrive as capitals"),
        symptom=Text("全是大写字母", "All letters are capitals"),
        consequence=Text("只差大小写的批次分不清", "Lots that differ in case are confused"),
        cause=Text("扫描枪把字母转成大写", "The gun converts letters to upper case"),
        cure=Text("关掉大小写转换", "Turn case conversion off"),
    ),
    (Fault.CASE_LOST, "lower"): Explanation(
        title=Text("大写字母都变成小写", "Capitals arrive as lower-case letters"),
        symptom=Text("全是小写字母", "All letters are lower case"),
        consequence=Text("只差大小写的批次分不清", "Lots that differ in case are confused"),
        cause=Text("扫描枪把字母转成小写", "The gun converts letters to lower case"),
        cure=Text("关掉大小写转换", "Turn case conversion off"),
    ),
    (Fault.CASE_FLIPPED, ""): Explanation(
        title=Text("大小写颠倒了", "Upper and lower case are exchanged"),
        symptom=Text("大写变小写，小写变大写", "Capitals arrive small, small letters as capitals"),
        consequence=Text("找不到批次，或读成另一批次", "Lots are not found, or another is"),
        cause=Text("扫描枪开着大写锁定或反转", "The gun sends as if Caps Lock were on"),
        cure=Text("关掉扫描枪的大写锁定和反转", "Turn the gun's Caps Lock and case inversion off"),
    ),
    (Fault.SPECIAL_CHARACTERS_LOST, ""): Explanation(
        title=Text("丢了特殊字符 {characters}", "Special characters are lost: {characters}"),
        symptom=Text("横线、斜线等符号不见了", "Dashes, slashes and the like are gone"),
        consequence=Text("批次变短，成为另一个批次", "A lot becomes shorter: another lot"),
        cause=Text("扫描枪过滤了这些字符", "The gun filters these characters"),
        cure=Text("取消字符过滤，按原样发送", "Turn off character filters and data editing"),
    ),
    (Fault.OUTPUT_DOUBLED, "code"): Explanation(
        title=Text("一个码发了两遍", "Each code arrives twice"),
        symptom=Text("扫一次，记录两次", "One scan counts as two"),
        consequence=Text("数量翻倍，或提示重复", "Amounts double, or serials look repeated"),
        cause=Text("扫描枪重复发送同一个码", "The gun sends every code twice"),
        cure=Text("关掉重复读取，延长同码间隔", "Turn repeated output off, lengthen the same-code delay"),
    ),
    (Fault.OUTPUT_DOUBLED, "characters"): Explanation(
        title=Text("每个字符都重复", "Each character arrives twice"),
        symptom=Text("AABB 代替 AB", "AABB instead of AB"),
        consequence=Text("所有码都读错", "Every code is read wrong"),
        cause=Text("按键重复，或两个接口同时发送", "Keys repeat, or two interfaces send at once"),
        cure=Text("关掉按键重复，只用一个接口", "Turn key repeat off, use one interface"),
    ),
    (Fault.TERMINATOR_MISSING, ""): Explanation(
        title=Text("没有结束符", "The end of the scan is not marked"),
        symptom=Text("读完要等一下，或两次连在一起", "A scan comes late, or two join"),
        consequence=Text("两次扫描可能连成一条", "Two scans may become one"),
        cause=Text("后缀没有设置，或不是 {terminator}", "No suffix is set, or another than {terminator}"),
        cure=Text("把后缀设为 {terminator}", "Set the suffix to {terminator}"),
    ),
    (Fault.TERMINATOR_DOUBLED, ""): Explanation(
        title=Text("结束符多了", "The end of the scan is marked twice"),
        symptom=Text("每次扫描后多一个空行", "An empty line follows each scan"),
        consequence=Text("多出的字符会混进下一次扫描", "The surplus may get into the next scan"),
        cause=Text("后缀设了两次，应为 {terminator}", "A suffix is set twice; {terminator} is right"),
        cure=Text("把后缀改成只有 {terminator}", "Set the suffix to {terminator} alone"),
    ),
    (Fault.TERMINATOR_DOUBLED, "unwanted"): Explanation(
        title=Text("多了结束符", "The scan ends with a mark it should not have"),
        symptom=Text("每个码后面多一个字符", "A character too many stands behind each code"),
        consequence=Text("多出的字符被当成码的内容", "The surplus is taken for a part of the code"),
        cause=Text("设了后缀，本站按停顿分隔", "A suffix is set; the station waits for silence"),
        cure=Text("去掉后缀", "Turn the suffix off"),
    ),
    (Fault.READ_SPLIT, ""): Explanation(
        title=Text("一个码断成 {parts} 段", "One code arrives in {parts} parts"),
        symptom=Text("一个码变成几次扫描", "One code becomes several scans"),
        consequence=Text("半个码被当成整个码", "A part may be taken for the whole"),
        cause=Text("发送中途停顿，或码中间加了结束符", "The device pauses, or ends within the code"),
        cure=Text("去掉字符间延时和分包", "Turn off delays between characters and packets"),
    ),
    (Fault.INPUT_METHOD, "eaten"): Explanation(
        title=Text("字母被吃掉了", "Letters were eaten"),
        symptom=Text("data123456 变成 23456", "data123456 arrives as 23456"),
        consequence=Text("批次变短，成为另一个批次", "A lot becomes shorter: another lot"),
        cause=Text("拼音输入法截走了字母", "A pinyin input method took the letters"),
        cure=Text("由本站独占扫描枪，或改用串口", "Let the station hold the gun alone, or use serial"),
    ),
    (Fault.INPUT_METHOD, "full-width"): Explanation(
        title=Text("字符变成了全角", "Characters arrive in full width"),
        symptom=Text("ＡＢ１２ 代替 AB12", "ＡＢ１２ instead of AB12"),
        consequence=Text("所有码都认不出", "No code is recognised"),
        cause=Text("输入法处在全角方式", "An input method is set to full width"),
        cure=Text("由本站独占扫描枪，或改用串口", "Let the station hold the gun alone, or use serial"),
    ),
    (Fault.INPUT_METHOD, "composed"): Explanation(
        title=Text("字母变成了汉字或中文标点", "Letters or signs became Chinese"),
        symptom=Text("码里出现汉字或中文标点", "Chinese characters or signs in the code"),
        consequence=Text("所有码都认不出", "No code is recognised"),
        cause=Text("拼音输入法改写了输入", "A pinyin input method rewrote what was typed"),
        cure=Text("由本站独占扫描枪，或改用串口", "Let the station hold the gun alone, or use serial"),
    ),
    (Fault.INPUT_METHOD, "private-use"): Explanation(
        title=Text("控制字符变成了私用字符", "Control characters became private-use ones"),
        symptom=Text("分隔符处出现方框（{replacement}）", "A box stands for the separator ({replacement})"),
        consequence=Text("两个字段当成一个，被拒收", "Two fields look like one and are refused"),
        cause=Text("输入法或键盘驱动改写了控制键", "An input method or driver rewrote control keys"),
        cure=Text("由本站独占扫描枪，或改用串口", "Let the station hold the gun alone, or use serial"),
    ),
    (Fault.WEDGE_SLOW, ""): Explanation(
        title=Text("打字太慢：每个字符 {milliseconds} 毫秒", "Slow: {milliseconds} ms for each character"),
        symptom=Text("扫完要等，屏幕一个个出字", "The code trickles in, the operator waits"),
        consequence=Text("每次多等 {wait} 秒", "Every scan takes {wait} s longer"),
        cause=Text("设了键间延时，或接口太慢", "A delay between keys is set"),
        cure=Text("键间延时设为 0，或改用 USB 串口", "Set the key delay to 0, or use USB serial"),
    ),
    (Fault.AIM_IDENTIFIER_MISSING, ""): Explanation(
        title=Text("没有码制标识 {identifier}", "The AIM identifier {identifier} is missing"),
        symptom=Text("GS1 码和普通码分不清", "GS1 codes look like plain codes"),
        consequence=Text("GS1 码只能靠猜", "What is GS1 and what is not is unclear"),
        cause=Text("没有打开 AIM 码制标识", "Sending of AIM identifiers is off"),
        cure=Text("打开“发送 AIM 码制标识”", "Turn on the AIM symbology identifier"),
    ),
    (Fault.UNEXPLAINED, ""): Explanation(
        title=Text("读到的和码的内容不符", "What came is not what the code holds"),
        symptom=Text("字符不对，没有规律", "Characters are wrong without a pattern"),
        consequence=Text("这支枪读的都不可信", "Nothing this gun reads can be trusted"),
        cause=Text("串口参数不对，或设了数据编辑", "Line settings differ, or data editing is on"),
        cure=Text("恢复出厂设置，再核对串口参数", "Restore factory settings, then check the line settings"),
    ),
}
