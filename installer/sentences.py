"""Every text `./run` prints, in Chinese and English, and the choice between the two."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True)
class Sentence:
    """One text with named placeholders, whole in both languages."""

    zh: str
    en: str

    def render(self, language: Language, **values: object) -> str:
        """Return the text in `language`; a placeholder without a value raises KeyError."""
        return (self.zh if language == "zh" else self.en).format(**values)


@dataclass(frozen=True)
class Refusal:
    """Why something cannot be done: a sentence (what, why, the way on) with the values it names."""

    sentence: Sentence
    values: Mapping[str, object]

    def render(self, language: Language) -> str:
        """Return the whole sentence."""
        return self.sentence.render(language, **self.values)


def language_of(environment: Mapping[str, str]) -> Language:
    """Choose the language as POSIX does for messages: LC_ALL, then LC_MESSAGES, then LANG."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "zh" if environment[name].lower().startswith("zh") else "en"
    return "en"


# Steps of the set-up.
SYSTEM_PACKAGES = Sentence("安装系统软件包：{names}", "install system packages: {names}")
PRIVATE_UV = Sentence("准备私有的 uv", "prepare a private uv")
PYTHON_PACKAGES = Sentence("同步锁定的 Python 软件包到 .venv", "sync the locked Python packages into .venv")
NODE_PACKAGES = Sentence("安装基准测试对手的 npm 软件包", "install the npm packages of the benchmarks' peers")
GUEST = Sentence("制作虚拟机的磁盘", "make the virtual machine's disk")

# Progress.
STEP_STARTS = Sentence("[{number}/{total}] {title} …", "[{number}/{total}] {title} …")
STEP_GOES_ON = Sentence(
    "[{number}/{total}] {title} … {seconds:.0f} 秒  {detail}",
    "[{number}/{total}] {title} … {seconds:.0f} s  {detail}",
)
STEP_DONE = Sentence(
    "[{number}/{total}] {title}：完成（{seconds:.1f} 秒）",
    "[{number}/{total}] {title}: done ({seconds:.1f} s)",
)
WAITING = Sentence("等待另一个 ./run 完成设置 …", "Waiting for another ./run to finish its set-up …")
ASKING_RIGHTS = Sentence(
    "安装系统软件包需要管理员权限；如有提示请输入您的密码。",
    "Installing system packages needs administrator rights; enter your password if asked.",
)

# Why the set-up cannot go on.
WRONG_SYSTEM = Sentence(
    "Tracepost 只能在 Linux 上运行，本机是 {system}，什么都没有改动；请换用 Debian 12 或 13。",
    "Tracepost runs on Linux only and this is {system}; nothing was changed: use Debian 12 or 13.",
)
WRONG_ARCHITECTURE = Sentence(
    "本机处理器是 {machine}，锁定的软件包只有 x86_64 版本，什么都没有改动；请换用 x86_64 电脑。",
    "This machine is {machine} but the locked packages exist for x86_64 only; nothing was changed:"
    " use an x86_64 machine.",
)
WRONG_PYTHON = Sentence(
    "本机 Python 是 {found}，需要 3.11–3.13，什么都没有改动；请安装其中之一再运行。",
    "This Python is {found} but 3.11 to 3.13 is needed; nothing was changed:"
    " install one of them and run this again.",
)
NO_APT = Sentence(
    "没有找到 apt-get，无法安装系统软件包，什么都没有改动；请换用 Debian 12 或 13。",
    "There is no apt-get to install system packages with; nothing was changed: use Debian 12 or 13.",
)
NO_SUDO = Sentence(
    "缺少系统软件包，而当前用户没有管理员权限，也没有 sudo；请以 root 运行 apt-get install {names}，然后再试。",
    "System packages are missing, this user has no administrator rights and there is no sudo;"
    " as root run apt-get install {names}, then try again.",
)
NO_SPACE_LEFT = Sentence(
    "{folder} 只剩 {free} MB，设置需要 {needed} MB，什么都没有改动；请腾出空间再运行。",
    "Only {free} MB are free at {folder} and the set-up needs {needed} MB; nothing was changed:"
    " make room and run this again.",
)
NOT_WRITABLE = Sentence(
    "无法写入 {folder}，什么都没有改动；请以文件夹的所有者身份运行。",
    "{folder} cannot be written and nothing was changed; run this as the folder's owner.",
)
FAILED_NETWORK = Sentence(
    "“{title}”失败：连不上网络；已完成的步骤都保留，请检查网络或代理后再运行（详见 {log}）。",
    '"{title}" failed because the network cannot be reached; finished steps are kept:'
    " check the network or proxy and run this again (details: {log}).",
)
FAILED_RIGHTS = Sentence(
    "“{title}”失败：权限不足；已完成的步骤都保留，请用有管理员权限的用户再运行（详见 {log}）。",
    '"{title}" failed for lack of rights; finished steps are kept:'
    " run this again as a user with administrator rights (details: {log}).",
)
FAILED_DISK = Sentence(
    "“{title}”失败：磁盘已满；已完成的步骤都保留，请腾出空间再运行（详见 {log}）。",
    '"{title}" failed because the disk is full; finished steps are kept:'
    " make room and run this again (details: {log}).",
)
FAILED_LOCK_FILE = Sentence(
    "“{title}”失败：uv.lock 与 pyproject.toml 不一致；请运行 .uv/bin/uv lock 并提交，然后再运行。",
    '"{title}" failed because uv.lock does not match pyproject.toml;'
    " run .uv/bin/uv lock, commit it, and run this again.",
)
FAILED_OTHER = Sentence(
    "“{title}”失败；已完成的步骤都保留，原因在 {log} 末尾，解决后再运行即可。",
    '"{title}" failed; finished steps are kept: the reason is at the end of {log},'
    " run this again when it is solved.",
)
INTERRUPTED = Sentence(
    "已中断；已完成的步骤都保留，再次运行即可继续。",
    "Interrupted; finished steps are kept, run this again to go on.",
)

# The list of verbs.
USAGE = Sentence(
    "Tracepost：离线优先的物料追溯。用法：./run 动作 [参数]",
    "Tracepost: offline-first material traceability. Usage: ./run VERB [ARGUMENTS]",
)
UNKNOWN_VERB = Sentence(
    "没有“{verb}”这个动作；单独运行 ./run 可列出全部动作。",
    'There is no verb "{verb}"; ./run alone lists them.',
)
VERB_DEMO = Sentence(
    "两个工位、一台中央服务器；--script 自动演完一个班次",
    "two stations and a central server; --script plays a whole shift",
)
VERB_TEST = Sentence(
    "格式、类型、分层约定和全部测试；其余参数交给 pytest",
    "formatters, types, contracts and all tests; arguments go to pytest",
)
VERB_BENCH = Sentence(
    "性能基准：./run bench [名称] [--json 文件]", "benchmarks: ./run bench [NAME] [--json FILE]"
)
VERB_FAULTS = Sentence("耗时太长、不进 CI 的故障测试", "fault tests that are too long for CI")
VERB_HARDWARE = Sentence(
    "在虚拟机的真实内核上测试扫描枪驱动，不进 CI",
    "test the drivers for guns on a real kernel in a virtual machine; not in CI",
)
VERB_SCREENSHOTS = Sentence("生成全部界面和网页的截图", "make the screenshots of every screen and page")
VERB_STATION = Sentence(
    "工位命令行：./run station --help", "the station's command line: ./run station --help"
)
VERB_CENTRAL = Sentence(
    "中央服务器命令行：./run central --help", "central's command line: ./run central --help"
)
VERB_INSTALL = Sentence(
    "装到真实机器：./run install station|central", "install on a real machine: ./run install station|central"
)

# ./run test.
STAGE_FORMAT = Sentence("格式", "format")
STAGE_LINT = Sentence("规则检查", "lint")
STAGE_TYPES = Sentence("类型", "types")
STAGE_CONTRACTS = Sentence("分层约定", "contracts")
STAGE_TESTS = Sentence("测试", "tests")
STAGE_COVERAGE = Sentence("覆盖率", "coverage")
STAGE_RESULT_PASSED = Sentence("{title}：通过（{seconds:.1f} 秒）", "{title}: passed ({seconds:.1f} s)")
STAGE_RESULT_FAILED = Sentence("{title}：未通过（{seconds:.1f} 秒）", "{title}: failed ({seconds:.1f} s)")
STAGE_RESULT_LEFT = Sentence("{title}：未运行", "{title}: not run")

# ./run install.
INSTALL_USAGE = Sentence(
    "请写明要装什么：./run install station 或 ./run install central。",
    "Say what to install: ./run install station or ./run install central.",
)
INSTALL_REQUIREMENTS = Sentence("导出锁定的软件包清单", "export the list of locked packages")
INSTALL_WHEEL = Sentence("构建 Tracepost 安装包", "build the Tracepost wheel")
INSTALL_ENVIRONMENT = Sentence("安装程序到 /opt/tracepost", "install the program into /opt/tracepost")
INSTALL_ACCOUNTS = Sentence("创建系统用户和组", "create the system users and groups")
INSTALL_RULES = Sentence("安装扫描枪的 udev 规则", "install the udev rules for guns")
INSTALL_UNITS = Sentence("安装 systemd 服务", "install the systemd units")
INSTALL_START = Sentence("启用并启动服务", "enable and start the services")
INSTALLED = Sentence("安装完成：{units}；数据在 {state}。", "Installed: {units}; the data lives in {state}.")
INSTALLED_NOT_STARTED = Sentence(
    "安装完成：{units}；本机没有运行 systemd，服务未启动，重启进入 systemd 后自动运行。",
    "Installed: {units}; systemd is not running here, so nothing was started: they start at the next boot.",
)
