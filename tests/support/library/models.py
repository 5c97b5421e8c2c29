"""The library's rows."""

from typing import Any

from tortoise import fields

from shared.tenancy.model import TenantModel


class Shelf(TenantModel):
    """A place for books."""

    name = fields.CharField(50)
    books: Any

    class Meta:
        table = "shelf"


class Book(TenantModel):
    """A book on a shelf."""

    title = fields.CharField(50)
    shelf: Any = fields.ForeignKeyField("library.Shelf", related_name="books")

    class Meta:
        table = "book"
