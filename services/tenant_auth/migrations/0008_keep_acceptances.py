"""What a company accepted when it was opened: which text of the operator, in which version, with which hash."""

from tortoise import migrations

from shared.tenancy.tables import tenant_table


class Migration(migrations.Migration):
    operations = [
        tenant_table(
            "tenant_auth",
            "acceptances",
            [
                "document text NOT NULL",
                "version integer",  # none where the operator publishes no such text
                "locale text NOT NULL",
                "sha256 text",
                "person uuid NOT NULL",
                "accepted_at timestamptz NOT NULL",
            ],
            checks=["(version IS NULL) = (sha256 IS NULL)"],
            grants="SELECT, INSERT",
        )
    ]
