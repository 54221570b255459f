"""The process as central states it: released packs and work orders."""
