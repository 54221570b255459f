"""Writing a sheet to print: PDF or SVG by the file's name, never over a file that is there."""

from pathlib import Path

from station.printing.sheet import Sheet, as_pdf, as_svg
from station.problems import Problem
from traceability.language import Text

_EXISTS = Text(
    "{path} 已经存在，没有覆盖；请换一个文件名。", "{path} exists and was not overwritten; name another file."
)
_SUFFIX = Text("{path} 要以 .pdf 或 .svg 结尾。", "{path} must end in .pdf or .svg.")
_NOT_WRITTEN = Text(
    "写不了 {path}：{detail}；请换一个地方。", "{path} can't be written: {detail}; choose another place."
)


def write_sheet(sheet: Sheet, target: Path) -> None:
    """Write the sheet. Raises Problem: no name of a sheet, a file that is there already, or no room for it."""
    facts = {"path": str(target)}
    if target.suffix not in {".pdf", ".svg"}:
        raise Problem(_SUFFIX, facts)
    content = as_pdf(sheet) if target.suffix == ".pdf" else as_svg(sheet).encode()
    try:
        with target.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise Problem(_EXISTS, facts) from error
    except OSError as error:
        raise Problem(_NOT_WRITTEN, {**facts, "detail": error.strerror or str(error)}) from error
