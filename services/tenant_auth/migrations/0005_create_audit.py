"""The audit log: entries that nobody may change, and one row per tenant that says where its chain ends."""

from tortoise import migrations

from shared.tenancy.tables import tenant_table

SERVICE = "tenant_auth"


class Migration(migrations.Migration):
    operations = [
        tenant_table(
            SERVICE,
            "audit_entries",
            [
                "seq bigint NOT NULL CHECK (seq > 0)",
                "at timestamptz NOT NULL",
                "service text NOT NULL",
                "act text NOT NULL",
                "noun text NOT NULL",
                "thing uuid NOT NULL",
                "fields jsonb NOT NULL",
                "actor_kind text NOT NULL",
                "actor uuid",  # the personal parts: cleared when their retention is over, with their salt
                "session uuid",
                "salt bytea",
                "personal text NOT NULL",
                "previous text NOT NULL",
                "hash text NOT NULL",
            ],
            unique=[("seq",)],
            indexes=[("actor", "seq"), ("noun", "seq"), ("act", "seq"), ("at",)],
            grants="SELECT, INSERT, UPDATE (actor, session, salt)",
        ),
        tenant_table(
            SERVICE,
            "audit_chains",
            [
                "seq bigint NOT NULL",
                "hash text NOT NULL",
                "head_due boolean NOT NULL",
                "clearing_due boolean NOT NULL",
            ],
            unique=[()],
            grants="SELECT, INSERT, UPDATE (seq, hash, head_due, clearing_due)",
        ),
    ]
