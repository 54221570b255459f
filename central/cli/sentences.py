"""What the command `central` says, in both languages."""

from collections.abc import Mapping
from typing import Final

from traceability.language import Language, Text


class Problem(Exception):  # noqa: N818 -- a state of the world, said as one
    """Something keeps the command from its work; said as one sentence."""

    def __init__(self, text: Text, **facts: str | Text) -> None:
        super().__init__(text.in_language(Language.ENGLISH, facts))
        self._text = text
        self._facts = facts

    def sentence(self, language: Language) -> str:
        """The sentence a person reads."""
        return self._text.in_language(language, self._facts)


def language_of(environment: Mapping[str, str]) -> Language:
    """The language the environment asks for (POSIX: LC_ALL over LC_MESSAGES over LANG); English unless Chinese."""
    asked = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), ""
    )
    return Language.CHINESE if asked.startswith("zh") else Language.ENGLISH


ABOUT: Final = Text(
    "追溯中心：收条目、连谱系、回答去向。", "Tracepost central: entries in, one genealogy, answers out."
)
NO_CENTRAL: Final = Text(
    "{folder} 里没有追溯中心；先运行 central init {folder}。",
    "There is no central in {folder}; run central init {folder} first.",
)
NO_FOLDER: Final = Text(
    "没有指定数据目录；写明目录，或设置 STATE_DIRECTORY。",
    "No data folder was given; name one or set STATE_DIRECTORY.",
)
NOT_ALLOWED: Final = Text(
    "无权读写 {file}；请用服务的账户运行。",
    "{file} may not be read or written; run this as the service's user.",
)
NOT_A_DATABASE: Final = Text(
    "数据库打不开：{why}；没有改动任何内容。", "The database can't be used: {why}. Nothing was changed."
)
MADE: Final = Text("追溯中心已就绪：{folder}", "Central is ready in {folder}")
SERVING: Final = Text("追溯中心：{address}", "Central is at {address}")
PORT_TAKEN: Final = Text(
    "不能在 {address} 上监听：{why}；换一个端口再试。", "Can't listen on {address}: {why}; try another port."
)
SEEDED: Final = Text(
    "已写入：{plants} 个工厂，{packs} 个工艺包，{people} 人，{stations} 个站点，{orders} 张工单",
    "Written: {plants} plant(s), {packs} pack(s), {people} people, {stations} stations, {orders} work orders",
)
NO_FILE: Final = Text("读不了文件 {file}：{why}", "Can't read {file}: {why}")
WRONG_SEED: Final = Text(
    "{file} 要改，没有写入任何内容：\n{mistakes}", "{file} has mistakes; nothing was written:\n{mistakes}"
)
WRONG_PACK: Final = Text(
    "工艺包 {file} 要改，没有发布：\n{mistakes}",
    "The pack {file} has mistakes and was not released:\n{mistakes}",
)
UNKNOWN: Final = {
    "plant": Text("没有工厂 {name}", "There is no plant {name}"),
    "pack": Text("没有工艺包 {name}", "There is no pack {name}"),
    "step": Text("工艺包里没有工序 {name}", "The pack has no step {name}"),
    "station": Text("没有站点 {name}", "There is no station {name}"),
    "time-zone": Text(
        "没有时区 {name}；写成 Asia/Shanghai 这样",
        "There is no time zone {name}; write it as in Asia/Shanghai",
    ),
}
BADGE_TAKEN: Final = Text("{person} 的工牌与 {owner} 的相同", "{person} has the same badge as {owner}")
CODE: Final = Text(
    "站点 {station} 的一次性代码：{code}（1 小时内有效）\n{link}",
    "One-time code for station {station}: {code} (good for one hour)\n{link}",
)
VERIFIED: Final = Text(
    "全部正确：{entries} 条，{writers} 个写者，状态与重新计算一致",
    "All right: {entries} entries of {writers} writers; the states are what the entries mean",
)
NOT_VERIFIED: Final = Text("发现 {count} 处错误", "{count} fault(s) found")
ENTRY_FAULT: Final = Text(
    "第 {gsn} 条（写者 {writer} 第 {seq} 条）：{what}", "entry {gsn} (writer {writer} number {seq}): {what}"
)
OTHER_FAULT: Final = Text("{what}：{detail}", "{what}: {detail}")
FAULTS: Final = {
    "gap": Text("它前面缺了条目", "entries are missing before it"),
    "bytes": Text("内容与编号不符", "its bytes do not have its id"),
    "link": Text("与该写者的前一条接不上", "it does not follow from its writer's entry before"),
    "loghash": Text("与日志的前一条接不上", "it does not follow from the log's entry before"),
    "signature": Text("签名不对", "its signature is wrong"),
    "quarantine": Text("隔离与内容不符", "it is wrongly in or out of quarantine"),
    "head": Text("日志的末尾与条目不符", "the log's head is not what its entries lead to"),
    "state": Text("状态与条目不符", "a state is not what the entries mean"),
}
NOTHING_FOUND: Final = Text("没有叫 {label} 的东西", "Nothing is called {label}")
TRACE_BACKWARD: Final = Text("{label} 的来源", "Where {label} came from")
TRACE_FORWARD: Final = Text("{label} 的去向", "Where {label} went")
ALONE: Final = Text("没有上下级记录", "Nothing is linked to it")
COMPLETE: Final = Text("答案完整", "This answer is complete")
INCOMPLETE: Final = Text("答案可能不完整：", "This answer may be incomplete:")
MISSING_STATION: Final = Text(
    "站点 {station} 自 {since} 未同步，积压 {backlog} 条",
    "station {station} is not synchronised since {since}, {backlog} entries waiting",
)
NEVER_SEEN: Final = Text("站点 {station} 还没有同步过", "station {station} never synchronised yet")
QUARANTINED: Final = Text("{count} 条被隔离", "{count} entries in quarantine")
LAG: Final = Text("{count} 条还没有计入", "{count} entries are not counted yet")
NOT_RELEASED: Final[Mapping[str, Text]] = {
    "no-toml": Text(
        "这不是 TOML 文件：{detail}；没有发布。", "This is no TOML file: {detail}. Nothing was released."
    ),
    "no-family": Text(
        "family 要是小写字母、数字和横线，不是 {detail}；没有发布。",
        "family has small letters, digits and dashes, not {detail}. Nothing was released.",
    ),
    "no-version": Text(
        "version 要是从 1 起的整数，不是 {detail}；没有发布。",
        "version is a whole number from 1, not {detail}. Nothing was released.",
    ),
    "too-long": Text(
        "配置超过 {detail} 个字符；没有发布。",
        "The profile has more than {detail} characters. Nothing was released.",
    ),
    "version-taken": Text(
        "{detail} 已经用别的内容发布过；请把 version 加大再发布。",
        "{detail} was released with another text before; raise its version and release again.",
    ),
    "no-station": Text(
        "没有站点 {detail}；什么都没有改。", "There is no station {detail}. Nothing was changed."
    ),
    "no-release": Text(
        "{detail} 没有发布过，或这个站点没有用它；什么都没有改。",
        "{detail} was not released, or this station was not given it. Nothing was changed.",
    ),
    "trial-first": Text(
        "还没有站点用上 {detail}；先只给一个站点试用。",
        "No station uses {detail} yet; give it to one for a trial first.",
    ),
}
PROFILE_RELEASED: Final = Text(
    "已发布 {profile}；还没有给任何站点。", "{profile} is released; no station has it yet."
)
PROFILE_GIVEN: Final = Text(
    "{stations} 下次同步后用 {profile}。", "{stations}: {profile} from the next synchronisation on."
)
PROFILE_BACK: Final = Text(
    "{station} 退回 {family}/{version}。", "{station} goes back to {family}/{version}."
)
PROFILE_OWN: Final = Text("{station} 退回自带的 {family}。", "{station} goes back to its own {family}.")
PROFILE_IN_USE: Final = Text(
    "{station} {device}：{profile}（{state}）", "{station} {device}: {profile} ({state})"
)
