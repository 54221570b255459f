"""Reading a process pack from its TOML, with every mistake found at once."""

import re
import tomllib
from collections.abc import Collection, Iterator
from difflib import get_close_matches

import msgspec

from traceability.codes.check_digits import check_digit_holds
from traceability.process.model import EventPlan, FieldType, Pack, Step


class Mistake(msgspec.Struct, frozen=True):
    """One thing wrong with a pack: where (a path such as `steps.packing.fields[1]`) and what, with the way on."""

    where: str
    what: str


def read_pack(content: str) -> Pack | tuple[Mistake, ...]:
    """The pack in a TOML text, or all mistakes found in it."""
    try:
        pack = msgspec.convert(tomllib.loads(content), Pack)
    except tomllib.TOMLDecodeError as error:
        return (Mistake("the file", f"is not TOML: {error}"),)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at ")
        return (Mistake(where.strip("`$.") or "the file", what),)
    return tuple(_mistakes(pack)) or pack


def _mistakes(pack: Pack) -> Iterator[Mistake]:
    for code, material in pack.materials.items():
        for item in material.trade_items:
            if len(item.gtin) != 14 or not item.gtin.isdecimal() or not check_digit_holds(item.gtin):
                yield Mistake(f"materials.{code}", f'has "{item.gtin}", which is no GTIN of 14 digits')
    for name, pattern in pack.patterns.items():
        yield from _pattern_mistakes(f"patterns.{name}", pattern.expression)
    for product, boms in pack.boms.items():
        yield from _unknown(f"boms.{product}", product, pack.materials, "material")
        for bom in boms:
            for line in bom.lines:
                where = f"boms.{product} version {bom.version}, position {line.position}"
                yield from _unknown(where, line.material, pack.materials, "material")
    for name, step in pack.steps.items():
        yield from _step_mistakes(f"steps.{name}", step, pack)


def _step_mistakes(where: str, step: Step, pack: Pack) -> Iterator[Mistake]:
    positions = {line.position for boms in pack.boms.values() for bom in boms for line in bom.lines}
    for field in step.fields:
        here = f"{where}.{field.key}"
        if field.material is not None:
            yield from _unknown(here, field.material, pack.materials, "material")
        if field.position is not None:
            yield from _unknown(here, field.position, positions, "BOM position")
        if field.series is not None:
            yield from _unknown(here, field.series, pack.series, "number series")
        if field.type is FieldType.CHOICE and not field.choices:
            yield Mistake(here, "is a choice without choices; list them under `choices`")
        if field.type is FieldType.DOCUMENT and not field.document:
            yield Mistake(here, 'is a document of no kind; add for example document = "delivery-note"')
    for before in step.after:
        yield from _unknown(f"{where}.after", before, pack.steps, "step")
    keys = [field.key for field in step.fields]
    for used in _fields_named(step.event):
        yield from _unknown(f"{where}.event", used, keys, "field of this step")


def _pattern_mistakes(where: str, expression: str) -> Iterator[Mistake]:
    try:
        re.compile(expression)
    except re.error as error:
        yield Mistake(where, f"is no regular expression: {error}")


def _fields_named(plan: EventPlan) -> tuple[str, ...]:
    single = (plan.parent, plan.quantity, plan.expiry, plan.destination)
    return (
        *plan.things,
        *plan.inputs,
        *plan.outputs,
        *plan.children,
        *plan.documents,
        *(name for name in single if name is not None),
    )


def _unknown(where: str, name: str, known: Collection[str], kind: str) -> Iterator[Mistake]:
    if name in known:
        return
    near = get_close_matches(name, list(known), n=1)
    hint = f'; did you mean "{near[0]}"?' if near else ""
    yield Mistake(where, f'names "{name}", which is no {kind} of this pack{hint}')
