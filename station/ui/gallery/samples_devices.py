"""What the gallery says of reading devices, in each language the same."""

import msgspec


class DeviceSamples(msgspec.Struct, frozen=True, kw_only=True):
    """Texts of the technician's screens, already translated."""

    step: str
    technician: tuple[str, str]
    suspected: tuple[str, str]
    take_another: str
    devices: tuple[tuple[str, str, str], ...]
    learn: str
    last_read: str
    bytes_read: tuple[str, str]
    nothing_read: str
    expected: str
    received: str
    missing: str
    finding: str
    labels: tuple[str, str, str, str]
    consequence: str
    evidence: str
    cause: str
    setting: tuple[str, str, str]
    actions: tuple[str, str]
    bar: tuple[str, str, str]
    scan_now: str
    normal: tuple[str, str]
    examine: str
    repaired: str
    repaired_facts: tuple[tuple[str, str], ...]
    plug_in: tuple[str, str, str, str]
    none_found: tuple[str, str]
    two_found: tuple[str, str]
    scan_with_new: str
    other_code: str
    recognised: str
    recognised_facts: tuple[tuple[str, str], ...]
    name_it: str
    learn_actions: tuple[str, str, str, str]


CHINESE_DEVICES = DeviceSamples(
    step="设备 · 扫描枪医生",
    technician=("赵磊", "设备员"),
    suspected=("扫描枪 2", "丢失 GS"),
    take_another="这支枪可能丢分隔符，请换一支枪",
    devices=(
        ("扫描枪 1", "USB 串口", "正常 · 58 次/时"),
        ("扫描枪 2", "USB 键盘", "丢失分隔符 GS"),
        ("固定扫码器", "TCP", "正常 · 读取率 99.6%"),
        ("相机", "USB", "已停用"),
        ("工牌读卡器", "USB 键盘", "正常"),
    ),
    learn="学习新设备",
    last_read="最后一次读取（原始字节）",
    bytes_read=("14:31:52", " · 45 字节"),
    nothing_read="用这支枪扫一个码，字节显示在这里",
    expected="应收到",
    received="收到",
    missing="缺",
    finding="扫描枪丢掉了分隔符 GS（FNC1）",
    labels=("后果", "依据", "原因", "改这里"),
    consequence="批次和序列号连在一起：",
    evidence="测试码 3 次中 3 次缺失；今天 12 条 GS1 读取有 9 条被拒",
    cause="键盘模式下控制字符没有发送",
    setting=("设置项 ", "Function Key Mapping", "：Disable → "),
    actions=("显示设置码", "改好了，再测 3 次"),
    bar=("返回", "配置文件：ds2208 第 3 版", "导出报告"),
    scan_now="用扫描枪 2 扫这个码",
    normal=("正常", "最近的读取没有问题"),
    examine="检查这支枪",
    repaired="已修好：3 次都对",
    repaired_facts=(("设备", "扫描枪 2"), ("测试码", "3 个码，字节全部一致"), ("记录", "已写入本机")),
    plug_in=("学习新设备 · 第 1 步，共 3 步", "插上新设备", "把它的 USB 线插到本机", "插好后自动认出来"),
    none_found=("10 秒了，没看到新设备", "拔下再插；或换一个 USB 口、换一根线"),
    two_found=("一次只插一个新设备", "看到 Zebra DS2208、Honeywell 1950g；拔下一个就继续"),
    scan_with_new="用新枪扫这个码",
    other_code="这不是屏幕上的码，再扫一次",
    recognised="这是 Zebra DS2208",
    recognised_facts=(
        ("连接", "USB 键盘"),
        ("学到", "美式键盘，回车结尾，带 AIM 标识"),
        ("配置文件", "zebra-ds2208 第 3 版"),
    ),
    name_it="给它取名",
    learn_actions=("重新开始", "用这个设备", "改名字", "取消"),
)

ENGLISH_DEVICES = DeviceSamples(
    step="Devices · scanner doctor",
    technician=("Zhao Lei", "Technician"),
    suspected=("Scanner 2", "loses GS"),
    take_another="This gun may lose separators. Take another gun.",
    devices=(
        ("Scanner 1", "USB serial", "ready · 58 an hour"),
        ("Scanner 2", "USB keyboard", "loses separator GS"),
        ("Fixed reader", "TCP", "ready · reads 99.6 %"),
        ("Camera", "USB", "stopped"),
        ("Badge reader", "USB keyboard", "ready"),
    ),
    learn="Learn a new device",
    last_read="Last read, raw bytes",
    bytes_read=("14:31:52", " · 45 bytes"),
    nothing_read="Scan a code: its bytes appear here",
    expected="Expected",
    received="Received",
    missing="missing",
    finding="The scanner loses separator GS (FNC1)",
    labels=("Effect", "Evidence", "Cause", "Change"),
    consequence="Lot and serial run together: ",
    evidence="Missing in 3 of 3 test codes; 9 of 12 GS1 reads refused today",
    cause="Control characters are not sent in keyboard mode",
    setting=("Setting ", "Function Key Mapping", ": Disable → "),
    actions=("Show set-up code", "Changed, test 3 times"),
    bar=("Back", "Profile: ds2208 version 3", "Export report"),
    scan_now="Scan this code with scanner 2",
    normal=("Normal", "Nothing is wrong with its reads"),
    examine="Examine this device",
    repaired="Repaired: all 3 reads are right",
    repaired_facts=(
        ("Device", "Scanner 2"),
        ("Codes", "3 codes, every byte is right"),
        ("Record", "on this station"),
    ),
    plug_in=(
        "Learn a new device · step 1 of 3",
        "Plug in the new device",
        "Plug its USB cable into this station",
        "It is recognised by itself",
    ),
    none_found=("10 s, and no new device yet", "Plug it in again, or try another port or cable"),
    two_found=("Plug in one new device only", "Seen: Zebra DS2208, Honeywell 1950g; unplug one to go on"),
    scan_with_new="Scan this code with the new device",
    other_code="Not the code on the screen: scan again",
    recognised="This is a Zebra DS2208",
    recognised_facts=(
        ("Attached", "USB keyboard"),
        ("Learnt", "US keyboard, ends with CR, AIM identifiers"),
        ("Profile", "zebra-ds2208 version 3"),
    ),
    name_it="Name it",
    learn_actions=("Start again", "Use this device", "Rename", "Cancel"),
)
