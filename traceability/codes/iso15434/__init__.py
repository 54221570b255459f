"""ISO/IEC 15434 messages and the ANSI MH10.8.2 data identifiers in them."""
