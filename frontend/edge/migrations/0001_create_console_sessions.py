"""Console sessions and the access tokens they were given, one per tenant visited."""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL

from shared.tenancy.tables import untenanted_table


class Migration(migrations.Migration):
    operations = [
        untenanted_table(
            "edge",
            "console_session",
            [
                "id uuid PRIMARY KEY",
                "digest bytea NOT NULL UNIQUE CHECK (length(digest) = 32)",
                "person uuid NOT NULL",
                "sid uuid NOT NULL",
                "refresh bytea NOT NULL",
                "id_token bytea NOT NULL",
                "created_at timestamptz NOT NULL",
                "signed_in_at timestamptz NOT NULL",
                "used_at timestamptz NOT NULL",
                "idle_until timestamptz NOT NULL CHECK (idle_until <= ends_at)",
                "ends_at timestamptz NOT NULL",
                "ended_at timestamptz",
            ],
            indexes=["sid", "person", "idle_until"],
        ),
        untenanted_table(
            "edge",
            "console_token",
            [
                "session uuid NOT NULL REFERENCES console_session (id) ON DELETE CASCADE",
                "slug text NOT NULL",
                "tenant uuid",
                "access bytea NOT NULL",
                "expires_at timestamptz NOT NULL",
                "PRIMARY KEY (session, slug)",
            ],
            indexes=["tenant"],
        ),
        RunSQL(
            "GRANT SELECT ON tortoise_migrations TO edge_app",
            reverse_sql="REVOKE SELECT ON tortoise_migrations FROM edge_app",
        ),
    ]
