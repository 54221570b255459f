"""What stations ask central in synchronisation: where to resume, and what is new."""
