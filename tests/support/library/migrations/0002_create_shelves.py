"""Shelves and the books on them."""

from tortoise.migrations import Migration as Step

from shared.tenancy.tables import tenant_table, untenanted_table


class Migration(Step):
    """Tables with every kind of key, and one without tenants."""

    operations = [
        tenant_table("library", "shelf", ["name text NOT NULL"], unique=[["name"]]),
        tenant_table(
            "library",
            "book",
            ["title text NOT NULL", "shelf_id uuid NOT NULL"],
            references={"shelf_id": "shelf"},
            checks=["title <> ''"],
        ),
        # deferred, so that only the commit finds the fault
        tenant_table(
            "library",
            "loan",
            [
                "book_id uuid NOT NULL",
                "CONSTRAINT loan_of_book UNIQUE (tenant_id, book_id) DEFERRABLE INITIALLY DEFERRED",
            ],
            references={"book_id": "book"},
        ),
        untenanted_table("library", "opening_hours", ["day text PRIMARY KEY", "hours text NOT NULL"]),
    ]
