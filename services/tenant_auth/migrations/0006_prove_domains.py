"""What a company is called beside its slug, in forms that find look-alikes, and the domains it shows to be its own."""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL

from shared.tenancy.tables import tenant_table


class Migration(migrations.Migration):
    operations = [
        RunSQL(
            [
                "ALTER TABLE tenants ADD COLUMN name text NOT NULL DEFAULT ''",
                "ALTER TABLE tenants ADD COLUMN forms text[] NOT NULL DEFAULT '{}'",
                "CREATE INDEX ON tenants USING gin (forms)",
            ],
            reverse_sql="ALTER TABLE tenants DROP COLUMN name, DROP COLUMN forms",
        ),
        tenant_table(
            "tenant_auth",
            "domain_proofs",
            [
                "domain text NOT NULL CHECK (domain = lower(domain))",
                "token text NOT NULL",
                "created_at timestamptz NOT NULL",
                "proven_at timestamptz",
            ],
            unique=[()],
        ),
    ]
