"""The table of symptoms says what the doctor says."""

from station.profiles.doctor.explanations import EXPLANATIONS
from tools.generate_symptoms import TARGET, symptoms
from traceability.language import Language


def test_the_table_of_symptoms_is_current() -> None:
    assert TARGET.read_text(encoding="utf-8") == symptoms(), "run: python -m tools.generate_symptoms"


def test_every_way_a_fault_appears_has_a_row_in_both_languages() -> None:
    rows = [line for line in symptoms().splitlines() if line.startswith("| ") and "---" not in line]
    assert len(rows) == 2 * (len(EXPLANATIONS) + 1)
    for language in Language:
        assert all(
            explanation.symptom.in_language(language).split("{", 1)[0] in symptoms()
            for explanation in EXPLANATIONS.values()
        )
