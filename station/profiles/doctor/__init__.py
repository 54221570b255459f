"""The scanner doctor: what a device makes of codes of known content tells what is wrong with it. Pure."""
