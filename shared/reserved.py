"""Words that no tenant may take: one list for slugs, console paths and locales."""

import re

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{1,38})[a-z0-9]")

# fmt: off
RESERVED = frozenset((
    "about", "abuse", "account", "accounts", "admin", "administrator", "admins", "api", "app",
    "apps", "assets", "auth", "authorization", "avow", "backchannel-logout", "billing", "blog",
    "cdn", "center", "centers", "console", "dashboard", "demo", "dev", "dns", "docs", "download",
    "edge", "email", "favicon", "feeds", "ftp", "git", "healthz", "help", "home", "host",
    "hostmaster", "icon", "imap", "info", "internal", "introspection", "invitations", "jwks",
    "legal", "livez", "localhost", "login", "logo", "logout", "mail", "metrics", "mx", "nats",
    "news", "noc", "ns", "oauth", "openid", "operator", "passkeys", "pop", "portal", "postmaster",
    "press", "preview", "privacy", "prod", "production", "public", "recovery", "revocation",
    "robots", "root", "sandbox", "search", "secure", "security", "server", "service", "services",
    "sign-in", "sign-out", "sign-up", "signed-in", "signed-out", "signin", "signup", "sitemap",
    "sitemaps", "sites", "smtp", "ssl", "staging", "start", "static", "status", "store", "support",
    "sysadmin", "system", "team", "terms", "test", "testing", "theme", "tls", "tmp", "token",
    "trust", "usenet", "userinfo", "uucp", "webmaster", "well-known", "wpad", "www",
))
# fmt: on


def is_slug(text: str) -> bool:
    """A DNS label of 3 to 40 characters `[a-z0-9-]` that is not reserved and could not pass for punycode."""
    return bool(SLUG.fullmatch(text)) and text not in RESERVED and "--" not in text
