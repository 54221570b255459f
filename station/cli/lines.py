"""Entries and faults as one readable line each; nothing in them reaches the terminal as a control character."""

from typing import Final

import msgspec

from station.journal.verify import Fault, Wrong
from station.ports import Kept
from traceability.acts import DeviceChanged
from traceability.language import Language, Text
from traceability.subjects import subjects_of

_WRONG: Final = {
    Wrong.ID: Text("内容与编号不符", "its bytes do not have its id"),
    Wrong.LINK: Text("与前一条接不上", "it does not follow from the entry before it"),
    Wrong.MISSING: Text("它前面缺了条目", "an entry is missing before it"),
    Wrong.PLACE: Text("站在了别的条目的位置", "it stands where another entry belongs"),
    Wrong.CLOCK: Text("时钟没有往前走", "its clock does not run on from the entry before it"),
    Wrong.UNREADABLE: Text("内容读不出来", "its bytes are no entry"),
    Wrong.KIND: Text("种类标错了", "it is filed as another kind"),
    Wrong.SUBJECTS: Text("索引与内容不符", "it is filed under other subjects"),
    Wrong.LOST: Text("从它起的条目读不出来了", "it and what follows can't be read any more"),
    Wrong.CUT: Text("中心有它，这里没有了", "central has it, and it is gone here"),
    Wrong.FILE: Text("文件结构损坏", "the file's structure is damaged"),
}
_ENTRY: Final = Text("写者 {writer} 第 {seq} 条：{wrong}", "writer {writer} entry {seq}: {wrong}")
_FILE: Final = Text("整个文件：{wrong}", "the whole file: {wrong}")


def readable_line(kept: Kept) -> str:
    """Seq, time, person, kind and what it is about; of a device how it is and why."""
    try:
        entry = kept.entry
    except msgspec.DecodeError:
        return f"{kept.id}  ?"
    outcome = [entry.verdict.outcome] if entry.verdict else []
    about = subjects_of(entry.body, entry.documents)
    if isinstance(entry.body, DeviceChanged):
        about = (entry.body.device, entry.body.state, entry.body.detail)
    words = (f"{entry.seq:>8}", entry.recorded, f"{entry.actor:<12}", f"{entry.kind:<14}", *outcome, *about)
    return "  ".join(_harmless(word) for word in words)


def fault_line(fault: Fault, language: Language) -> str:
    """Which entry, and what is wrong with it."""
    sentence = _FILE if fault.wrong is Wrong.FILE else _ENTRY
    wrong = _WRONG[fault.wrong].in_language(language)
    return sentence.in_language(language, {"writer": fault.writer, "seq": str(fault.seq), "wrong": wrong})


def _harmless(text: str) -> str:
    """The text with control and other unprintable characters escaped as in a Python literal."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)
