"""The sample texts of the gallery in both languages: one factory, one order, one shift."""

import msgspec


class Samples(msgspec.Struct, frozen=True, kw_only=True):
    """Texts as a screen would hand them over, already translated."""

    station: str
    plant: str
    step: str
    synchronised: tuple[str, str]
    uploading: tuple[str, str]
    offline: tuple[str, str]
    scanner: tuple[str, str]
    scanner_trouble: tuple[str, str]
    person: tuple[str, str]
    training: tuple[str, str]
    lesson: tuple[str, str, str, str]
    over: tuple[str, str, str]
    relay: tuple[str, str, str]
    paste: tuple[str, str, str]
    board: tuple[str, str, str]
    reading: tuple[str, str, str]
    reading_facts: tuple[str, str, str]
    provisional: tuple[str, str]
    saved: tuple[str, str, str]
    fields: tuple[str, str, str, str]
    field_words: tuple[str, str, str, str]
    product: str
    target: str
    tallies: tuple[str, str, str]
    recent: str
    recent_words: tuple[str, str]
    refuse: tuple[str, str, str, str]
    refuse_facts: tuple[str, str]
    warn: tuple[str, str, str]
    warn_facts: tuple[tuple[str, str], tuple[str, str]]
    lead: tuple[str, str, str]
    lead_facts: tuple[tuple[str, str, str], tuple[str, str]]
    verdict_actions: tuple[str, str, str, str, str]
    recorded: str
    rule: tuple[str, str]
    actions: tuple[str, str, str, str, str]
    offline_card: tuple[str, str, tuple[str, str, str]]
    login: tuple[str, str, str, str]
    login_band: tuple[str, str, str]
    welcome: tuple[str, str, str, str, str]
    hint: tuple[str, str]
    pin: tuple[str, str, str, str, str]
    orders: str
    order_products: tuple[str, str, str, str]
    order_details: tuple[str, str, str, str]
    order_tags: tuple[str, str, str, str]
    order_actions: tuple[str, str, str, str, str]
    quantity: tuple[str, str, str, str]
    notices: tuple[tuple[str, str], tuple[str, str], tuple[str, str]]
    dialog: tuple[str, str, str, str]


CHINESE = Samples(
    station="装配 3 号站",
    plant="晶达电子 一厂 · 二号线",
    step="工序 30 插件装配",
    synchronised=("已同步", "2 秒前"),
    uploading=("上传中 3 条", "最早 4 秒"),
    offline=("离线 · 37 条只在本机", "最早 1 小时 12 分前"),
    scanner=("扫描枪", "正常"),
    scanner_trouble=("扫描枪 2", "丢失 GS"),
    person=("李敏", "操作工"),
    training=("训练，不算数", "不写入追溯"),
    lesson=("新手课 第 2 节", "先扫硅脂标签，再故意扫一支过期的试试。", "练习进度", "/ 8 件"),
    over=("现在扫描 · 第 1 项，共 4 项", "现在扫描 · 第 2 项，共 4 项", "现在扫描 · 第 3 项，共 4 项"),
    relay=("继电器批次", "料盒正面标签上的二维码", "RL24-10A · 料位 K1"),
    paste=("导热硅脂批次", "针筒侧面标签上的二维码", "TG-200 · 开封后 7 天内用完"),
    board=("下一块主板", "主板右下角的二维码", "TC-300 · 版本 C"),
    reading=("刚刚读取", "已读取", "已暂收，已保存"),
    reading_facts=(
        "温控主板 TC-300 · 上一工序已通过 · 等待保存",
        "RL24-10A · 有效期至 2028-11-03 · 剩余 374 个",
        "本站还没收到这批的入库记录。可以继续用，联网后自动核对；有问题会通知班组长。",
    ),
    provisional=("散热片批次", "L261122-HS-001"),
    saved=("已保存", "第 127 件，良品", "4 项齐全 · 已写入本机 · 正在上传"),
    fields=("主板序列号", "继电器批次", "导热硅脂", "散热片批次"),
    field_words=("等待扫描", "未接受", "等你选择", "等批准"),
    product="温控主板 TC-300",
    target="/ 400 件",
    tallies=("良品", "返工", "报废"),
    recent="最近保存",
    recent_words=("已保存，已同步", "已保存，只在本机"),
    refuse=("不能用", "导热硅脂批次", "这支导热硅脂已过期 12 天", "换一支再扫：冷藏柜 B2 有 L261012-TG-05"),
    refuse_facts=("批次", "有效期至"),
    warn=("请注意", "还有一支更早过期，应先用它", "换冷藏柜 B2 的 L260930-TG-11 再扫"),
    warn_facts=(("扫到", "2027-04-12 过期"), ("先用", "2027-01-30 过期")),
    lead=("要班组长批准", "这盒是替代料，不是首选继电器", "班组长在这里刷工牌批准；也可以先搁置。"),
    lead_facts=(("扫到", "批次 ", "L261118-K1-004"), ("首选", "料架 A-03 还有 374 个")),
    verdict_actions=(
        "知道了，换料再扫",
        "换一支再扫",
        "就用这支，选原因",
        "搁置此件，做下一件",
        "不用这盒，重扫",
    ),
    recorded="已记录 14:32:05",
    rule=("规则 ", "数据截至 14:31"),
    actions=("撤销上一读", "手动输入", "搁置此件", "返工/报废", "求助"),
    offline_card=(
        "离线，可以继续做",
        "条只在本机",
        ("最早 13:20（1 小时 12 分前）", "其中暂收 2 批", "本机空间还够约 9 周"),
    ),
    login=("中文 / EN", "夜班", "训练模式", "求助"),
    login_band=("工牌已读取", "李敏", "操作工 · 工号 10386"),
    welcome=(
        "上次登录 今天 07:58",
        "在本站可做：\n装配、返工登记、撤销自己最后一件",
        "上一班留言：K1 料盒 018 和 081 标签很像，装料时看尾号。",
        "搁置 2 件",
        "未完工单 1 张",
    ),
    hint=("不是你？再扫一次自己的工牌", "忘记 PIN：请班组长张伟在本站重设"),
    pin=("输入 PIN", "还可试 5 次", "登录", "退格", "PIN"),
    orders="扫工单条码，或点选下面一张",
    order_products=(
        "温控主板 TC-300 · 版本 C",
        "电源模块 PS-12W · 版本 A",
        "温控主板 TC-310 · 版本 A",
        "网关主板 GW-20 · 版本 B",
    ),
    order_details=(
        "交期 今天 20:00 · BOM 第 4 版",
        "交期 11-23 12:00 · BOM 第 2 版",
        "缺料：散热片 HS-40，还差 32 件",
        "质量员 陈静 11-22 09:15 冻结：首件未放行。可先做其他工单。",
    ),
    order_tags=("上次在做", "物料齐套", "缺料，只能做 0 件", "已冻结"),
    order_actions=("查找工单", "搁置 2 件", "最近记录", "交班", "退出"),
    quantity=("输入数量", "个　最多 374", "确定", "取消"),
    notices=(
        ("正在读取工单，第 3 秒", "可以直接扫工单条码，不用等"),
        ("本站今天没有工单", "计划员排产后会出现在这里；急件可扫工单条码"),
        ("没有保存：硬盘满了", "已保存的 1,204 条都在。请叫设备员；清出空间后自动继续"),
    ),
    dialog=("作废这一件？", "TC300-26K-004127 会记为作废，原记录保留。", "不作废", "输入 PIN 作废"),
)

ENGLISH = Samples(
    station="Assembly 3",
    plant="Jingda Electronics plant 1 · line 2",
    step="Step 30 · Assembly",
    synchronised=("Synchronised", "2 s ago"),
    uploading=("3 uploading", "oldest 4 s"),
    offline=("Offline · 37 only here", "oldest 1 h 12 min ago"),
    scanner=("Scanner", "ready"),
    scanner_trouble=("Scanner 2", "loses GS"),
    person=("Li Min", "Operator"),
    training=("Training only", "nothing counts"),
    lesson=("Beginners, lesson 2", "Scan the paste label, then try an expired one.", "practice", "/ 8 pcs"),
    over=("Scan now · 1 of 4", "Scan now · 2 of 4", "Scan now · 3 of 4"),
    relay=("Relay lot", "2D code on the front label of the bin", "RL24-10A · position K1"),
    paste=(
        "Thermal paste lot",
        "2D code on the side of the syringe",
        "TG-200 · use within 7 days after opening",
    ),
    board=("Next board", "2D code in the lower right corner", "TC-300 · version C"),
    reading=("Just read", "Read", "Taken, unconfirmed, saved"),
    reading_facts=(
        "TC-300 control board · last step passed · not saved yet",
        "RL24-10A · good until 2028-11-03 · 374 left",
        "This station has no receipt for the lot yet. Work on: it is checked when online again.",
    ),
    provisional=("Heatsink lot", "L261122-HS-001"),
    saved=("Saved", "Piece 127, good", "4 of 4 fields · on this station · uploading"),
    fields=("Board serial", "Relay lot", "Thermal paste", "Heatsink lot"),
    field_words=("waiting", "not accepted", "your choice", "for approval"),
    product="TC-300 control board",
    target="/ 400 pcs",
    tallies=("Good", "Rework", "Scrap"),
    recent="Last saved",
    recent_words=("saved, synchronised", "saved, only here"),
    refuse=(
        "Do not use",
        "thermal paste lot",
        "This thermal paste expired 12 days ago",
        "Scan another one: L261012-TG-05 is in fridge B2.",
    ),
    refuse_facts=("Lot", "Good until"),
    warn=(
        "Please check",
        "Another syringe expires first, use that one",
        "Take L260930-TG-11 from fridge B2 and scan it",
    ),
    warn_facts=(("Scanned", "expires 2027-04-12"), ("Use first", "expires 2027-01-30")),
    lead=(
        "Lead must approve",
        "This bin is a substitute, not the preferred relay",
        "The shift lead approves here by badge; or set the piece aside.",
    ),
    lead_facts=(("Scanned", "lot ", "L261118-K1-004"), ("Preferred", "rack A-03 holds 374")),
    verdict_actions=(
        "OK, scan another",
        "Scan the other one",
        "Use it, give reason",
        "Set aside, next piece",
        "Other bin, rescan",
    ),
    recorded="recorded 14:32:05",
    rule=("Rule ", "data as of 14:31"),
    actions=("Undo last read", "Type in", "Set aside", "Rework/scrap", "Help"),
    offline_card=(
        "Offline, you can work on",
        "only on this station",
        ("oldest 13:20 (1 h 12 min ago)", "2 lots taken unconfirmed", "disk lasts about 9 weeks"),
    ),
    login=("中文 / EN", "Night shift", "Training", "Help"),
    login_band=("Badge read", "Li Min", "Operator · no. 10386"),
    welcome=(
        "Last here today 07:58",
        "You may do here:\nassembly, register rework, undo your own last piece",
        "Last shift says: bins K1 018 and 081 look alike, mind the last digits when loading.",
        "2 set aside",
        "1 open order",
    ),
    hint=("Not you? Scan your own badge", "PIN forgotten: Zhang Wei, your lead, resets it here"),
    pin=("Enter PIN", "5 tries left", "Log in", "Backspace", "PIN"),
    orders="Scan an order, or choose one below",
    order_products=(
        "TC-300 control board · version C",
        "PS-12W power module · version A",
        "TC-310 control board · version A",
        "GW-20 gateway board · version B",
    ),
    order_details=(
        "due today 20:00 · BOM version 4",
        "due 11-23 12:00 · BOM version 2",
        "short of heatsink HS-40, 32 missing",
        "Chen Jing, quality, 11-22 09:15: first piece not released.",
    ),
    order_tags=("last worked", "material ready", "short, 0 can be made", "on hold"),
    order_actions=("Find order", "2 set aside", "History", "Hand over", "Log out"),
    quantity=("Enter the quantity", "pcs, at most 374", "Confirm", "Cancel"),
    notices=(
        ("Reading orders, second 3", "You can scan the order at once, no need to wait"),
        ("No order for this station today", "Planned orders appear here; an urgent one can be scanned"),
        (
            "Not saved: the disk is full",
            "All 1,204 saved entries are safe. Call the technician; work resumes by itself",
        ),
    ),
    dialog=(
        "Void this piece?",
        "TC300-26K-004127 becomes void, its record is kept.",
        "Keep it",
        "Void with PIN",
    ),
)
