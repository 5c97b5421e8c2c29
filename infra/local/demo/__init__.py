"""The demonstration: one folder per company with its profile, documents, texts and facts."""
