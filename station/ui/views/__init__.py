"""What screens show, as frozen values: made by view-models, painted by widgets. Knows no toolkit."""
