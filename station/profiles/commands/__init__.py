"""Vendors' command languages: the bytes that make a device beep, light, trigger, read or rest."""
