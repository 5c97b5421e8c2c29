"""The table of letters, alike in every service that writes any."""

from tortoise.migrations.operations import RunSQL

from shared.tenancy.tables import tenant_table


def letters_table(service: str) -> RunSQL:
    """What a service's migration `create_letters` consists of."""
    return tenant_table(
        service,
        "letters",
        [
            "state text NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed'))",
            "template text NOT NULL",
            "locale text NOT NULL",
            "message_id text NOT NULL",
            "sealed bytea",  # address, subject and text; gone once the letter is sent
            "recipient text NOT NULL",  # keyed hashes of address and text: to prove later what was sent to whom
            "digest text NOT NULL",
            "tries integer NOT NULL DEFAULT 0",
            "due_at timestamptz NOT NULL",
            "created_at timestamptz NOT NULL",
            "sending_at timestamptz",
            "sent_at timestamptz",
            "failed_at timestamptz",
            "refusal text",
        ],
        unique=[("message_id",)],
        indexes=[("recipient", "created_at")],
        checks=["state <> 'sent' OR sealed IS NULL", "state IN ('sent', 'failed') OR sealed IS NOT NULL"],
        grants="SELECT, INSERT, UPDATE (state, sealed, tries, due_at, sending_at, sent_at, failed_at, refusal)",
    )
