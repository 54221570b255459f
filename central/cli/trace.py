"""`central trace FOLDER LABEL --backward|--forward`: a trace as text."""

import argparse
from collections.abc import Iterator

from central.bootstrap.parts import opened
from central.cli import sentences
from central.cli.options import Subparsers, add_folder
from central.tracing.search import by_label
from central.tracing.trace import TraceAnswer, trace_thing
from traceability.facts import Link
from traceability.genealogy import Completeness, Direction
from traceability.identity import label_of, thing_of
from traceability.language import Language


def add_to(subparsers: Subparsers) -> None:
    """Add the command."""
    parser = subparsers.add_parser("trace")
    add_folder(parser)
    parser.add_argument("label", metavar="LABEL")
    ways = parser.add_mutually_exclusive_group(required=True)
    for way in Direction:
        ways.add_argument(f"--{way.value}", dest="way", action="store_const", const=way)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, language: Language) -> int:
    """Print the trace of everything with that label; 1 when there is nothing."""
    with opened(arguments.folder) as context:
        found = by_label(context, arguments.label)
        answers = [trace_thing(context, view.key, arguments.way) for view in found]
    for answer in answers:
        print("\n".join(_lines(answer, language)))
    if not answers:
        print(sentences.NOTHING_FOUND.in_language(language, {"label": arguments.label}))
    return 0 if answers else 1


def _lines(answer: TraceAnswer, language: Language) -> Iterator[str]:
    walked = answer.trace
    backward = walked.direction is Direction.BACKWARD
    title = sentences.TRACE_BACKWARD if backward else sentences.TRACE_FORWARD
    yield title.in_language(language, {"label": _name(walked.start)})
    below: dict[str, dict[str, list[Link]]] = {}
    for link in walked.links:
        near, far = (link.target, link.source) if backward else (link.source, link.target)
        below.setdefault(near, {}).setdefault(far, []).append(link)
    if not below:
        yield "  " + sentences.ALONE.in_language(language)
    yield from _tree(walked.start, below, answer, "  ", {walked.start})
    yield from _completeness(answer.completeness, language)


def _tree(
    key: str, below: dict[str, dict[str, list[Link]]], answer: TraceAnswer, indent: str, shown: set[str]
) -> Iterator[str]:
    for far, links in sorted(below.get(key, {}).items()):
        again = far in shown and far in below
        yield f"{indent}{_name(far)}  {'; '.join(_how(link, answer) for link in links)}{' …' if again else ''}"
        if not again:
            shown.add(far)
            yield from _tree(far, below, answer, indent + "  ", shown)


def _how(link: Link, answer: TraceAnswer) -> str:
    happening = answer.happenings.get(link.entry)
    parts = (
        link.position,
        f"{link.quantity.value} {link.quantity.unit}" if link.quantity else None,
        happening.order if happening else None,
        (happening.name or happening.actor) if happening else None,
        happening.at if happening else None,
    )
    return _printable(" · ".join(part for part in parts if part))


def _name(key: str) -> str:
    return _printable(label_of(thing_of(key)))


def _printable(text: str) -> str:
    """No sign of the world moves a terminal's cursor or hides what stands by it."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


def _completeness(completeness: Completeness, language: Language) -> Iterator[str]:
    if completeness.is_complete:
        yield sentences.COMPLETE.in_language(language)
        return
    yield sentences.INCOMPLETE.in_language(language)
    for missing in completeness.stations:
        facts = {"station": missing.station, "since": missing.since or "", "backlog": str(missing.backlog)}
        sentence = sentences.MISSING_STATION if missing.since else sentences.NEVER_SEEN
        yield "  " + sentence.in_language(language, facts)
    for count, sentence in (
        (completeness.quarantined, sentences.QUARANTINED),
        (completeness.lag, sentences.LAG),
    ):
        if count:
            yield "  " + sentence.in_language(language, {"count": str(count)})
