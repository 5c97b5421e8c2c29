"""The auth host's URLs for people: signing up, links from letters, passkeys, codes, and one's own account."""

from services.tenant_auth.account import address_page as address
from services.tenant_auth.account import factor_page as new_factor
from services.tenant_auth.account import password_page as own_password
from services.tenant_auth.account import public as account
from services.tenant_auth.account import sessions_page as own_sessions
from services.tenant_auth.invitations import public as invited
from services.tenant_auth.passkeys import account as own_passkeys
from services.tenant_auth.passkeys import public as passkeys
from services.tenant_auth.recovery import public as recovery
from services.tenant_auth.second_factor import account as own_codes
from services.tenant_auth.second_factor import public as second_factor
from services.tenant_auth.sign_up import account as own_companies
from services.tenant_auth.sign_up import public as sign_up
from shared.access.rule import Public
from shared.web.rate_limit import Limit
from shared.web.route import Endpoint, HouseRoute, page

_OPEN, _POST = Public(), ("POST",)
_TRIES = Limit("credentials", hits=60, seconds=60, closed=True)
_LETTERS = Limit("letters asked for", hits=20, seconds=600, closed=True)


def _shown(path: str, endpoint: Endpoint) -> HouseRoute:
    """A page of the auth host."""
    return page(path, endpoint, access=_OPEN, own_work=True)


def _sent(path: str, endpoint: Endpoint, limit: Limit = _TRIES) -> HouseRoute:
    """A form of the auth host; each may be a try at somebody's credentials."""
    return page(path, endpoint, access=_OPEN, methods=_POST, limit=limit, own_work=True)


people: list[HouseRoute] = [
    _shown("/sign-up", sign_up.ask),
    _sent("/sign-up", sign_up.asked, _LETTERS),
    _shown("/sign-up/sent", sign_up.sent),
    _shown("/sign-up/{token}", sign_up.begin),
    _sent("/sign-up/{token}", sign_up.finish),
    _shown("/recovery", recovery.ask),
    _sent("/recovery", recovery.asked, _LETTERS),
    _shown("/recovery/sent", recovery.sent),
    _shown("/recovery/done", recovery.done),
    _shown("/recovery/{token}", recovery.begin),
    _sent("/recovery/{token}", recovery.finish),
    _shown("/invitations/{token}", invited.invitation),
    _sent("/invitations/{token}", invited.accept),
    _sent("/passkeys/challenge", passkeys.challenge),
    _sent("/passkeys/session", passkeys.sign_in),
    _shown("/sign-in/second-factor", second_factor.code),
    _sent("/sign-in/second-factor", second_factor.check),
    _shown("/account", account.overview),
    _sent("/account", account.change),
    _shown("/account/email", address.email),
    _sent("/account/email", address.ask),
    _shown("/account/email/{token}", address.show_new),
    _sent("/account/email/{token}", address.confirm_new),
    _shown("/account/return/{token}", address.show_return),
    _sent("/account/return/{token}", address.take_back),
    _shown("/account/undoing/{token}", new_factor.show_undoing),
    _sent("/account/undoing/{token}", new_factor.undo),
    _shown("/account/password", own_password.password),
    _sent("/account/password", own_password.change),
    _shown("/account/passkeys", own_passkeys.passkeys),
    _sent("/account/passkeys", own_passkeys.add),
    _sent("/account/passkeys/challenge", own_passkeys.challenge),
    _sent("/account/passkeys/{id:uuid}/name", own_passkeys.rename),
    _sent("/account/passkeys/{id:uuid}/removal", own_passkeys.remove),
    _shown("/account/app", own_codes.app),
    _sent("/account/app", own_codes.begin),
    _sent("/account/app/confirmation", own_codes.confirm),
    _sent("/account/app/removal", own_codes.remove),
    _shown("/account/recovery-codes", own_codes.codes),
    _sent("/account/recovery-codes", own_codes.renew),
    _shown("/account/sessions", own_sessions.sessions),
    _sent("/account/sessions/end", own_sessions.end_others),
    _sent("/account/sessions/{id:uuid}/end", own_sessions.end_one),
    _shown("/account/companies", own_companies.companies),
    _shown("/account/companies/new", own_companies.another),
    _sent("/account/companies/new", own_companies.opened),
]
