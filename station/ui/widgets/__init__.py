"""Pure presentation: each widget takes values with translated strings and emits Qt signals."""
