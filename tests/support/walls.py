"""Reads in PostgreSQL's catalogue whether a table is its tenants' and nobody else's."""

import asyncpg

_TABLE = """SELECT c.relrowsecurity AND c.relforcerowsecurity AS forced,
        EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id') AS has_tenant,
        EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id'
            AND a.attnotnull AND a.atttypid = 'uuid'::regtype) AS needs_tenant,
        EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary) AS has_key
    FROM pg_class c WHERE c.oid = $1::text::regclass"""
_POLICIES = "SELECT policyname, roles::text[] AS roles, qual, with_check FROM pg_policies WHERE tablename = $1"
_KEYS = """SELECT i.indexrelid::regclass::text AS name,
        (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = i.indkey[0]) AS first
    FROM pg_index i WHERE i.indrelid = $1::text::regclass AND (i.indisunique OR i.indisexclusion)"""
_FOREIGN_KEYS = """SELECT c.conname AS name, c.conkey[1] = t.attnum AND c.confkey[1] = f.attnum AS composite,
        EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indpred IS NULL
            AND (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey) AS indexed
    FROM pg_constraint c
    LEFT JOIN pg_attribute t ON t.attrelid = c.conrelid AND t.attname = 'tenant_id'
    LEFT JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attname = 'tenant_id'
    WHERE c.contype = 'f' AND c.conrelid = $1::text::regclass"""
_TENANTS = "(tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)"


async def faults_of(catalogue: asyncpg.Connection, service: str, table: str) -> list[str]:
    """What is missing in the table's walls, in words."""
    row = await catalogue.fetchrow(_TABLE, f'"{table}"')
    assert row is not None
    if not row["has_tenant"]:
        return ["it has no tenant_id and is not on the short list"]
    faults = []
    if not row["needs_tenant"]:
        faults.append("tenant_id may be null")
    if not row["forced"]:
        faults.append("row-level security is not forced")
    if not row["has_key"]:
        faults.append("it has no primary key")
    faults += await _policy_faults(catalogue, service, table)
    for key in await catalogue.fetch(_KEYS, f'"{table}"'):
        if key["first"] != "tenant_id":
            faults.append(f"its key {key['name']} does not lead with tenant_id")
    for key in await catalogue.fetch(_FOREIGN_KEYS, f'"{table}"'):
        if not key["composite"]:
            faults.append(f"its foreign key {key['name']} does not lead with tenant_id")
        if not key["indexed"]:
            faults.append(f"its foreign key {key['name']} has no index")
    return faults


async def _policy_faults(catalogue: asyncpg.Connection, service: str, table: str) -> list[str]:
    """Policies add up, so each one counts; only the relay has policies of another kind."""
    policies = await catalogue.fetch(_POLICIES, table)
    ours = [policy for policy in policies if policy["roles"] != [f"{service}_relay"]]
    if not ours:
        return ["it has no policy"]
    return [
        f"its policy {policy['policyname']} is not the tenant's"
        for policy in ours
        if {policy["qual"], policy["with_check"]} - {None} != {_TENANTS}
    ]
