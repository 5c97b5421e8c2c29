"""The directory of tenants and hosts, each tenant's profile and its logos."""

from tortoise import migrations

from shared.tenancy.tables import tenant_table, untenanted_table


class Migration(migrations.Migration):
    operations = [
        untenanted_table(
            "tenant_auth",
            "tenants",
            [
                "id uuid PRIMARY KEY",
                "slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$')",
                "state text NOT NULL CHECK (state IN ('active', 'suspended', 'unproven'))",
                "created_at timestamptz NOT NULL",
            ],
        ),
        untenanted_table(
            "tenant_auth",
            "hosts",
            [
                "host text PRIMARY KEY CHECK (host = lower(host))",
                "tenant uuid NOT NULL REFERENCES tenants (id)",
                "position integer NOT NULL",
            ],
            indexes=["tenant"],
        ),
        tenant_table(
            "tenant_auth",
            "profiles",
            [
                "revision bigint NOT NULL",
                "given jsonb NOT NULL",
                "theme jsonb NOT NULL",
                "theme_revision bigint NOT NULL",
            ],
            unique=[()],
        ),
        tenant_table(
            "tenant_auth",
            "logos",
            [
                "shade text NOT NULL CHECK (shade IN ('light', 'dark'))",
                "body bytea NOT NULL",
                "width integer NOT NULL",
                "height integer NOT NULL",
            ],
            unique=[("shade",)],
        ),
    ]
