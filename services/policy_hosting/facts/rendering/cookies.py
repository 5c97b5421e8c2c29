"""`cookies`: what kind, what for, how long, and the reader's choice."""

from services.policy_hosting.facts.codes import N_
from services.policy_hosting.facts.cookies import Cookie, CookieConsent, CookieKind, Party
from services.policy_hosting.facts.rendering.entries import headed, lines, note
from services.policy_hosting.facts.rendering.speaker import Speaker, joined, sentence, stopped
from services.policy_hosting.facts.said import Said, many, value
from services.policy_hosting.texts.tree import Block, Code, Inlines, Paragraph, Table

KINDS = {
    CookieKind.NECESSARY: N_("Necessary cookies"),
    CookieKind.FUNCTIONAL: N_("Functional cookies"),
    CookieKind.ANALYTICS: N_("Audience measurement cookies"),
    CookieKind.ADVERTISING: N_("Advertising cookies"),
    CookieKind.SECURITY: N_("Security cookies"),
    CookieKind.SESSION: N_("Session cookies"),
    CookieKind.PERMANENT: N_("Permanent cookies"),
    CookieKind.ALL: N_("All cookies"),
}
PARTIES = {Party.FIRST: N_("Set by us"), Party.THIRD: N_("Set by third parties")}
CONSENTS = {
    CookieConsent.BEFORE: N_("Only with your prior consent"),
    CookieConsent.NOT_NEEDED: N_("Set without consent, because the service you ask for needs them"),
    CookieConsent.BROWSER_SETTINGS: N_("You decide in your browser's settings"),
}


def render(s: Speaker, arguments: dict[str, str]) -> list[Block]:
    """A table with a row per kind; columns about which nothing is stated are left out."""
    del arguments
    if s.facts.cookies is Said.NONE:
        return [Paragraph(s.say(N_("We use no cookies.")))]
    rows = many(s.facts.cookies)
    columns = [
        (s.say(N_("Cookies")), [_what(s, one) for one in rows]),
        (s.say(N_("What for")), [_purpose(s, one) for one in rows]),
        (s.say(N_("How long")), [life(s, one) for one in rows]),
        (s.say(N_("Your choice")), [_choice(s, one) for one in rows]),
    ]
    shown = [column for column in columns if any(column[1])]
    if not rows:
        return []
    return [
        Table(
            head=tuple(head for head, _ in shown),
            rows=tuple(zip(*(cells for _, cells in shown), strict=True)),
            label=s.text(N_("Cookies we use")),
        )
    ]


def label(s: Speaker, one: Cookie) -> Inlines:
    own = value(one.label)
    return sentence(s.words(own)) if own else s.say(KINDS[one.kind])


def life(s: Speaker, one: Cookie) -> Inlines:
    """How long it lives at most."""
    longest = value(one.longest)
    if longest:
        return sentence(s.say(N_("at most {length}"), length=s.length(longest)))
    return s.say(N_("Until you close your browser")) if value(one.session) else ()


def cells(s: Speaker, one: Cookie) -> list[Inlines]:
    """All that is said of a cookie but its label."""
    return [_origin(s, one), _purpose(s, one), life(s, one), _choice(s, one)]


def _what(s: Speaker, one: Cookie) -> Inlines:
    return lines(headed(one, label(s, one)), _origin(s, one))


def _origin(s: Speaker, one: Cookie) -> Inlines:
    party, provider, source = value(one.party), value(one.provider), value(one.source)
    names = joined([(Code(name),) for name in many(one.names)], ", ")
    return lines(
        names,
        stopped(s.say(PARTIES[party])) if party else (),
        s.say(N_("Provider: {provider}"), provider=s.words(provider)) if provider else (),
        s.say(N_("Source: {source}"), source=s.words(source)) if source else (),
    )


def _purpose(s: Speaker, one: Cookie) -> Inlines:
    purpose = value(one.purpose)
    return lines(
        sentence(s.words(purpose)) if purpose else (),
        s.say(N_("They carry a unique code.")) if value(one.identifies) else (),
        note(s, one),
    )


def _choice(s: Speaker, one: Cookie) -> Inlines:
    consent, refusing = value(one.consent), value(one.refusing)
    by_browser = consent is CookieConsent.BROWSER_SETTINGS
    controls = [s.words(control) for control in many(one.control)]
    return lines(
        stopped(s.say(CONSENTS[consent])) if consent and not (by_browser and controls) else (),
        stopped(s.say(N_("You can choose {where}"), where=s.listing(controls, "or"))) if controls else (),
        s.say(N_("Refusing them has no effect.")) if one.refusing is Said.NONE else (),
        stopped(s.say(N_("If you refuse them: {effect}"), effect=s.words(refusing))) if refusing else (),
    )
