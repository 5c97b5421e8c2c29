"""Writing by several people: who took a step and what they said, colleagues, the rule on approval, previews."""

from tortoise.migrations import Migration as Step
from tortoise.migrations.operations import RunSQL

from shared.tenancy.tables import secured, tenant_table

SERVICE = "policy_hosting"


class Migration(Step):
    """Works with the code before it, which names none of the new columns."""

    operations = [
        RunSQL(
            "ALTER TABLE version_step ADD COLUMN actor uuid, ADD COLUMN comment text NOT NULL DEFAULT ''",
            reverse_sql="ALTER TABLE version_step DROP COLUMN actor, DROP COLUMN comment",
        ),
        tenant_table(SERVICE, "colleague", ["gone boolean NOT NULL"], grants="SELECT, INSERT, UPDATE"),
        RunSQL(
            [
                """CREATE TABLE approval_rule (
                    tenant_id uuid NOT NULL PRIMARY KEY,
                    own_work boolean NOT NULL
                )""",
                *secured("approval_rule", "ALL", f"{SERVICE}_app"),
                f"GRANT SELECT, INSERT, UPDATE ON approval_rule TO {SERVICE}_app",
            ],
            reverse_sql="DROP TABLE approval_rule",
        ),
        tenant_table(
            SERVICE,
            "preview",
            [
                "version_id uuid NOT NULL",
                "locale varchar(20) NOT NULL",
                "digest varchar(64) NOT NULL",
                "expires_at timestamptz NOT NULL",
            ],
            references={"version_id": "version"},
            unique=[["digest"]],
        ),
    ]
