"""The audit log: who did what, on which noun, when; append-only, chained, its head signed and kept apart."""
