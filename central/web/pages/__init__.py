"""Routes of the pages, one module per subject: they read, call, and hand values to a template."""
