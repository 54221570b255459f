"""`central verify FOLDER`: every byte, every chain, and the states against the entries."""

import argparse

from central.bootstrap.parts import opened
from central.cli.options import Subparsers, add_folder
from central.cli.sentences import ENTRY_FAULT, FAULTS, NOT_VERIFIED, OTHER_FAULT, VERIFIED
from central.ingest.audit import Fault, verify
from traceability.language import Language


def add_to(subparsers: Subparsers) -> None:
    """Add the command."""
    parser = subparsers.add_parser("verify")
    add_folder(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, language: Language) -> int:
    """Verify; 1 when something is wrong."""
    with opened(arguments.folder) as context, context.database.reading() as connection:
        verified = verify(connection)
    for fault in verified.faults:
        print(_line(fault, language))
    if verified.faults:
        print(NOT_VERIFIED.in_language(language, {"count": str(len(verified.faults))}))
        return 1
    facts = {"entries": str(verified.entries), "writers": str(verified.writers)}
    print(VERIFIED.in_language(language, facts))
    return 0


def _line(fault: Fault, language: Language) -> str:
    what = FAULTS[fault.what].in_language(language)
    if not fault.writer:
        return OTHER_FAULT.in_language(language, {"what": what, "detail": fault.detail or str(fault.gsn)})
    facts = {"gsn": str(fault.gsn), "writer": fault.writer, "seq": str(fault.seq), "what": what}
    return ENTRY_FAULT.in_language(language, facts)
