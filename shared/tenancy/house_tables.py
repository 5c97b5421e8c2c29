"""The tables every service has, made by its first migration: outbox, inbox, tenant profile, rate limits."""
# ruff: noqa: S608  no statement here holds a word from outside

from tortoise.migrations.operations import RunSQL

from shared.tenancy.tables import EVERYTHING, secured


def house_tables(service: str) -> list[RunSQL]:
    """What `services/<service>/migrations/0001_create_house_tables.py` consists of."""
    return [_outbox(service), _inbox(service), _tenant_profile(service), _rate_limit(service), _numbers(service)]


def _outbox(service: str) -> RunSQL:
    """Events said but perhaps not yet carried. The app may only add to it; the relay sees all tenants' rows."""
    return RunSQL(
        [
            """CREATE TABLE outbox (
                seq bigint GENERATED ALWAYS AS IDENTITY,
                tenant_id uuid NOT NULL,
                id uuid NOT NULL,
                due_at timestamptz,
                subject text NOT NULL,
                body text NOT NULL,
                sent_at timestamptz,
                PRIMARY KEY (tenant_id, id)
            )""",
            "CREATE INDEX outbox_seq ON outbox (seq)",
            "CREATE INDEX outbox_unsent ON outbox (seq) WHERE sent_at IS NULL AND due_at IS NULL",
            "CREATE INDEX outbox_due ON outbox (due_at) WHERE sent_at IS NULL AND due_at IS NOT NULL",
            "CREATE INDEX outbox_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL",
            *secured("outbox", "INSERT", f"{service}_app"),
            f"CREATE POLICY relay ON outbox TO {service}_relay USING (true) WITH CHECK (true)",
            f"GRANT INSERT ON outbox TO {service}_app",
            f"GRANT SELECT, UPDATE (sent_at), DELETE ON outbox TO {service}_relay",
        ],
        reverse_sql="DROP TABLE outbox",
    )


def _inbox(service: str) -> RunSQL:
    """Events already heard, so that hearing twice changes nothing. The relay prunes it."""
    return RunSQL(
        [
            """CREATE TABLE inbox (
                tenant_id uuid NOT NULL,
                handler text NOT NULL,
                event_id uuid NOT NULL,
                heard_at timestamptz NOT NULL DEFAULT now(),
                PRIMARY KEY (tenant_id, handler, event_id)
            )""",
            "CREATE INDEX inbox_heard ON inbox (heard_at)",
            *secured("inbox", "ALL", f"{service}_app"),
            f"CREATE POLICY relay ON inbox TO {service}_relay USING (true)",
            f"GRANT SELECT, INSERT ON inbox TO {service}_app",
            f"GRANT SELECT, DELETE ON inbox TO {service}_relay",
        ],
        reverse_sql="DROP TABLE inbox",
    )


def _tenant_profile(service: str) -> RunSQL:
    """This service's copy of what the world may know of a tenant. The relay may list ids, to go through tenants."""
    return RunSQL(
        [
            """CREATE TABLE tenant_profile (
                tenant_id uuid NOT NULL PRIMARY KEY,
                revision bigint NOT NULL,
                state text NOT NULL,
                profile jsonb NOT NULL
            )""",
            *secured("tenant_profile", "ALL", f"{service}_app"),
            f"CREATE POLICY relay ON tenant_profile FOR SELECT TO {service}_relay USING (true)",
            f"GRANT {EVERYTHING} ON tenant_profile TO {service}_app",
            f"GRANT SELECT (tenant_id, state) ON tenant_profile TO {service}_relay",
        ],
        reverse_sql="DROP TABLE tenant_profile",
    )


def _rate_limit(service: str) -> RunSQL:
    """Counters of callers, before a tenant is known; unlogged, for a crash may forget them."""
    return RunSQL(
        [
            """CREATE UNLOGGED TABLE rate_limit (
                bucket text NOT NULL,
                window_start timestamptz NOT NULL,
                hits integer NOT NULL,
                PRIMARY KEY (bucket, window_start)
            )""",
            "CREATE INDEX rate_limit_window ON rate_limit (window_start)",
            f"GRANT {EVERYTHING} ON rate_limit TO {service}_app",
        ],
        reverse_sql="DROP TABLE rate_limit",
    )


def _numbers(service: str) -> RunSQL:
    """A service may read how far its database is migrated, and waits where it is behind."""
    return RunSQL(
        f"GRANT SELECT ON tortoise_migrations TO {service}_app",
        reverse_sql=f"REVOKE SELECT ON tortoise_migrations FROM {service}_app",
    )
