"""Documents, their versions, the texts and steps of those, and the tenant's publication counter."""

from tortoise.migrations import Migration as Step
from tortoise.migrations.operations import RunSQL

from shared.tenancy.tables import secured, tenant_table

SERVICE = "policy_hosting"
IN_LIFE = "'scheduled', 'in-force', 'superseded'"
STATES = f"'draft', 'in-review', 'approved', {IN_LIFE}, 'withdrawn'"


class Migration(Step):
    """What a version may be is said here too, so that no code can half-write one."""

    operations = [
        tenant_table(
            SERVICE,
            "document",
            [
                "slug varchar(80) NOT NULL",
                "kind varchar(40) NOT NULL",
                "audience varchar(40) NOT NULL",
                "prevailing_locale varchar(20) NOT NULL",
                "created_at timestamptz NOT NULL",
            ],
            unique=[["slug"]],
        ),
        tenant_table(
            SERVICE,
            "version",
            [
                "document_id uuid NOT NULL",
                "number integer NOT NULL",
                "state varchar(20) NOT NULL",
                "change varchar(20) NOT NULL",
                "summary jsonb NOT NULL",
                "facts text NOT NULL",
                "based_on uuid",
                "corrects uuid",
                "content_hash varchar(64) NOT NULL",
                "effective_on date",
                "effective_from timestamptz",
                "ended_at timestamptz",
                "entered_on date",
                "created_at timestamptz NOT NULL",
            ],
            references={"document_id": "document", "based_on": "version", "corrects": "version"},
            unique=[["document_id", "number"]],
            checks=[
                "number > 0",
                f"state IN ({STATES})",
                "change IN ('editorial', 'material')",
                f"state NOT IN ({IN_LIFE}) OR (effective_from IS NOT NULL AND effective_on IS NOT NULL)",
                f"state NOT IN ({IN_LIFE}) OR content_hash <> ''",
                "(state = 'superseded') = (ended_at IS NOT NULL)",
                "ended_at > effective_from",
            ],
        ),
        RunSQL(
            [
                "CREATE UNIQUE INDEX version_one_in_force ON version (tenant_id, document_id) WHERE state = 'in-force'",
                f"""CREATE UNIQUE INDEX version_one_at_a_time ON version (tenant_id, document_id, effective_from)
                    WHERE state IN ({IN_LIFE})""",
            ],
            reverse_sql=["DROP INDEX version_one_in_force", "DROP INDEX version_one_at_a_time"],
        ),
        tenant_table(
            SERVICE,
            "announcement",
            [
                "version_id uuid NOT NULL",
                "announced_at timestamptz NOT NULL",
                "announced_on date NOT NULL",
                "effective_on date NOT NULL",
                "way varchar(20) NOT NULL",
                "promise jsonb",
                "earliest_on date",
                "reasons jsonb NOT NULL",
                '"by" text NOT NULL',
                "second text",
                "told_on date",
                "held_on date",
                "held_from date",
                "called_off_at timestamptz",
                "called_off_on date",
                "called_off_by text",
                "called_off_reasons jsonb NOT NULL",
                "corrected_at timestamptz",
            ],
            references={"version_id": "version"},
            checks=[
                "way IN ('notice', 'editorial', 'law', 'readers-favour', 'first')",
                "way NOT IN ('law', 'readers-favour') OR reasons <> '{}'",
            ],
            grants="SELECT, INSERT, UPDATE",
        ),
        RunSQL(
            """CREATE UNIQUE INDEX announcement_one_stands ON announcement (tenant_id, version_id)
                WHERE called_off_at IS NULL AND corrected_at IS NULL""",
            reverse_sql="DROP INDEX announcement_one_stands",
        ),
        tenant_table(
            SERVICE,
            "translation",
            [
                "version_id uuid NOT NULL",
                "locale varchar(20) NOT NULL",
                "title text NOT NULL",
                "text text NOT NULL",
                "text_hash varchar(64) NOT NULL",
                "source_hash varchar(64) NOT NULL",
                "carried_from uuid",
            ],
            references={"version_id": "version", "carried_from": "version"},
            unique=[["version_id", "locale"]],
        ),
        tenant_table(
            SERVICE,
            "version_step",
            [
                "version_id uuid NOT NULL",
                "verb varchar(40) NOT NULL",
                '"by" text NOT NULL',
                "second text",
                "at timestamptz NOT NULL",
            ],
            references={"version_id": "version"},
            grants="SELECT, INSERT",
        ),
        RunSQL(
            [
                """CREATE TABLE publication (
                    tenant_id uuid NOT NULL PRIMARY KEY,
                    revision bigint NOT NULL
                )""",
                *secured("publication", "ALL", f"{SERVICE}_app"),
                f"GRANT SELECT, INSERT, UPDATE ON publication TO {SERVICE}_app",
            ],
            reverse_sql="DROP TABLE publication",
        ),
    ]
