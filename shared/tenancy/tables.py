"""Tables as migrations write them: forced row-level security, keys led by the tenant, an index per foreign key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tortoise.migrations.operations import RunSQL

TENANT = "NULLIF(current_setting('app.tenant_id', true), '')::uuid"
EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"


@dataclass(frozen=True)
class Reference:
    """A foreign key to another tenant-owned table: composite, for foreign-key checks go past row-level security."""

    table: str
    on_delete: str = "NO ACTION"


def tenant_table(
    service: str,
    name: str,
    columns: Sequence[str],
    *,
    references: Mapping[str, Reference | str] | None = None,
    unique: Sequence[Sequence[str]] = (),
    indexes: Sequence[Sequence[str]] = (),
    checks: Sequence[str] = (),
    grants: str = EVERYTHING,
) -> RunSQL:
    """A table of tenants' rows. `columns` are SQL; id, tenant_id and their keys come by themselves.

    `references` maps a column to the table its id is of; `unique` and `indexes` list columns after tenant_id.
    """
    links = {column: _reference(to) for column, to in (references or {}).items()}
    lines = ["tenant_id uuid NOT NULL", "id uuid NOT NULL", *columns, "PRIMARY KEY (tenant_id, id)"]
    lines += [f"UNIQUE ({_led(fields)})" for fields in unique]
    lines += [f"CHECK ({check})" for check in checks]
    lines += [_foreign_key(column, link) for column, link in links.items()]
    indexed = [*indexes, *((column,) for column in links)]
    return RunSQL(
        [
            _create(name, lines),
            *(f'CREATE INDEX ON "{name}" ({_led(fields)})' for fields in indexed),
            *secured(name),
            f'GRANT {grants} ON "{name}" TO {service}_app',
        ],
        reverse_sql=f'DROP TABLE "{name}"',
    )


def untenanted_table(service: str, name: str, columns: Sequence[str], *, indexes: Sequence[str] = ()) -> RunSQL:
    """A table that has no tenant; the house test wants its name and reason on the short list."""
    return RunSQL(
        [
            _create(name, columns),
            *(f'CREATE INDEX ON "{name}" ({index})' for index in indexes),
            f'GRANT {EVERYTHING} ON "{name}" TO {service}_app',
        ],
        reverse_sql=f'DROP TABLE "{name}"',
    )


def reference(table: str, column: str, to: Reference | str, *, name: str) -> RunSQL:
    """A foreign key added to a table that is there already, with its index."""
    return RunSQL(
        [
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {_foreign_key(column, _reference(to))}',
            f'CREATE INDEX "{name}_index" ON "{table}" ({_led([column])})',
        ],
        reverse_sql=[f'DROP INDEX "{name}_index"', f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"'],
    )


def secured(name: str, command: str = "ALL", role: str = "PUBLIC") -> list[str]:
    """Row-level security on a table, forced on its owner too, with the one policy there is."""
    using = f"USING (tenant_id = {TENANT})" if command != "INSERT" else ""
    check = f"WITH CHECK (tenant_id = {TENANT})" if command not in ("SELECT", "DELETE") else ""
    return [
        f'ALTER TABLE "{name}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{name}" FORCE ROW LEVEL SECURITY',
        f'CREATE POLICY tenant ON "{name}" FOR {command} TO {role} {using} {check}',
    ]


def _create(name: str, lines: Sequence[str]) -> str:
    return f'CREATE TABLE "{name}" (\n  ' + ",\n  ".join(lines) + "\n)"


def _reference(to: Reference | str) -> Reference:
    return Reference(to) if isinstance(to, str) else to


def _foreign_key(column: str, link: Reference) -> str:
    return f'FOREIGN KEY (tenant_id, "{column}") REFERENCES "{link.table}" (tenant_id, id) ON DELETE {link.on_delete}'


def _led(columns: Sequence[str]) -> str:
    return ", ".join(["tenant_id", *(f'"{column}"' for column in columns)])
