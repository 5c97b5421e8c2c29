"""Search: members by name, and the pages of the console by what they are about, in the reader's language."""

from dataclasses import dataclass

from starlette.requests import Request

from services.tenant_auth.members import words
from services.tenant_auth.members.listing import described
from services.tenant_auth.members.member import Member
from services.tenant_auth.permissions import Permission
from shared.access.session import Caller
from shared.i18n import translator
from shared.phrase import phrase, translated
from shared.web.locale import locale_of

_MOST = 20
_PAGES = (
    (Permission.READ_MEMBERS, "/members", phrase("Members"), phrase("people colleagues roles rights leave")),
    (Permission.READ_MEMBERS, "/roles", phrase("What each role may do"), phrase("permissions rights table")),
    (Permission.INVITE, "/invitations", phrase("Invitations"), phrase("invite people colleagues")),
    (Permission.READ_API_CLIENTS, "/api-clients", phrase("API clients"), phrase("programs secrets tokens developer")),
    (Permission.READ_AUDIT, "/audit", phrase("Audit log"), phrase("history who did what chain verify")),
    (Permission.READ_PROFILE, "/settings", phrase("Company"), phrase("name address register contact officer language")),
    (Permission.READ_PROFILE, "/settings/theme", phrase("Appearance"), phrase("colour logo fonts theme preview")),
    (Permission.READ_PROFILE, "/settings/proof", phrase("Confirmation"), phrase("domain proof TXT record DNS")),
)


@dataclass(frozen=True, kw_only=True)
class Found:
    """One line that leads somewhere."""

    href: str
    name: str
    under: str


async def found(asked: str, caller: Caller, request: Request) -> list[Found]:
    """Everything that holds all the words."""
    if not asked:
        return []
    t = translator(locale_of(request))
    wanted = asked.casefold().split()
    lines = [
        Found(href=href, name=translated(name, t), under="")
        for permission, href, name, about in _PAGES
        if caller.can(permission) and _holds(f"{translated(name, t)} {translated(about, t)}", wanted)
    ]
    if caller.can(Permission.READ_MEMBERS):
        for member in await described(await Member.filter(left_at=None).limit(2000)):
            if len(lines) < _MOST and _holds(f"{member.name} {member.email}", wanted):
                roles = t.listing([translated(words.ROLES[role], t) for role in member.roles])
                lines.append(Found(href=f"/members/{member.id}", name=member.name, under=roles))
    return lines


def _holds(text: str, wanted: list[str]) -> bool:
    return all(word in text.casefold() for word in wanted)
