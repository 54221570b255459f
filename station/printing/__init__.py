"""Sheets to print: codes a scanner is set up, tested or commanded with."""
