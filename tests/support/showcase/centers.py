"""Five sample centers: a long French text, a Dutch one, an almost empty tenant, a garish colour and a pale one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from services.policy_hosting.processor import Processor
from services.policy_hosting.publication import view
from services.policy_hosting.publication.retention_range import RetentionPoint, RetentionRange
from services.tenant_auth.themes.theme import Corner, Density, Fonts, Header, Theme, Tint
from shared.events.tenant_auth import Address, Authority, Contact, Officer, Registration, TenantProfile
from tests.support.showcase.texts import SampleText, sample

Page = tuple[str, object]
"""Template (under policy_hosting/public, without .html) and what it is given to show."""

CNIL = Authority(name="CNIL", url="https://www.cnil.fr/", country="FR")


@dataclass(frozen=True)
class Center:
    name: str
    locale: str
    theme: Theme
    pages: Mapping[str, Page]  # by path


@dataclass(frozen=True)
class _Words:
    """The tenant's own words in its language."""

    title: str
    summary: str
    earlier: str
    responsible: str
    where: str
    answer: str
    objection: str
    object_to: str
    shortest: tuple[str, str]
    longest: tuple[str, str]
    facts: tuple[str, ...]


FRENCH = _Words(
    title="Politique de confidentialité",
    summary="nous gardons les enregistrements d'appels six mois au lieu de 90 jours.",
    earlier="Les délais de conservation sont donnés pour chaque catégorie de données.",
    responsible="Perspective Numérique ◦, Paris",
    where="France et Allemagne, exclusivement",
    answer="Dans le mois qui suit la réception de la demande",
    objection="Votre droit d'opposition",
    object_to="Vous pouvez vous opposer à tout moment à la prospection, sans donner de raison, "
    "et aux traitements fondés sur notre intérêt légitime pour une raison qui tient à votre situation.",
    shortest=("90 jours", "enregistrements d'appels"),
    longest=("10 ans", "pièces comptables"),
    facts=(
        "Enregistrements d'appels : 90 jours → 6 mois",
        "Sous-traitants : Exemple Hébergement ◦ (Allemagne) s'ajoute à la liste",
    ),
)
DUTCH = _Words(
    title="Privacyverklaring",
    summary="wij bewaren sollicitatiegegevens drie jaar in plaats van twee jaar.",
    earlier="De bewaartermijnen staan nu per soort gegevens vermeld.",
    responsible="Vergaderpunt B.V. ◦, Amsterdam",
    where="Europese Economische Ruimte",
    answer="Binnen één maand na ontvangst van uw verzoek",
    objection="Uw recht van bezwaar",
    object_to="U kunt te allen tijde bezwaar maken tegen direct marketing, zonder reden te geven.",
    shortest=("100 dagen", "cookies"),
    longest=("3 jaar", "klantgegevens en gegevens van belangstellenden"),
    facts=("Sollicitatiegegevens: 2 jaar → 3 jaar",),
)

SLUG = "confidentialite"
V1 = view.VersionView(
    1, "superseded", "", date(2024, 3, 1), date(2025, 6, 30), entered=date(2026, 2, 10), material=True
)
V2 = view.VersionView(
    2,
    "superseded",
    "",
    date(2025, 7, 1),
    date(2026, 2, 28),
    announced=date(2025, 5, 12),
    material=True,
    ground="favour",
)
OFF = view.VersionView(
    3, "withdrawn", "", date(2026, 9, 1), announced=date(2026, 7, 1), called_off=date(2026, 8, 3), material=True
)
V4 = view.VersionView(4, "in-force", "", date(2026, 3, 1), announced=date(2026, 1, 12), material=False)
V5 = view.VersionView(5, "announced", "", date(2027, 1, 12), announced=date(2026, 11, 23), material=True)


def centers() -> tuple[Center, ...]:
    french, dutch = sample("confidentialite.fr.md"), sample("privacy.nl.md")
    return (
        _rich(
            "perspective",
            "fr",
            FRENCH,
            french,
            Theme("#7a1f2b", Tint.WARM, Fonts.CRIMSON, Corner.SQUARE, Density.AIRY, Header.RULE),
        ),
        _rich(
            "vergaderpunt",
            "nl",
            DUTCH,
            dutch,
            Theme("#0b5d4e", Tint.NEUTRAL, Fonts.HANKEN, Corner.ROUND, Density.REGULAR, Header.BAND),
        ),
        _rich(
            "neon",
            "fr",
            FRENCH,
            french,
            Theme("#ff00c8", Tint.COOL, Fonts.ATKINSON, Corner.ROUND, Density.COMPACT, Header.BAND),
        ),
        _rich(
            "craie",
            "fr",
            FRENCH,
            french,
            Theme("#f7f3e8", Tint.BRAND, Fonts.GELASIO, Corner.SQUARE, Density.REGULAR, Header.BAND),
        ),
        _poor("newcomer", Theme("#3056d3", Tint.BRAND, Fonts.SYSTEM, Corner.SOFT, Density.REGULAR, Header.PLAIN)),
    )


def _rich(slug: str, locale: str, words: _Words, text: SampleText, theme: Theme) -> Center:
    profile = _profile(slug, locale, words)
    base = f"/{locale}/policies/{SLUG}"
    document = view.DocumentView("privacy-notice", words.title, base, f"{base}/versions", f"{base}/on")
    v1, v2, off, v4, v5 = (
        replace(
            each,
            href=f"{base}/versions/{each.number}",
            compare=f"{base}/changes/{each.number - 1}...{each.number}" if each.number > 1 else None,
            summary=(words.summary if each.number == 5 else words.earlier) if each.number > 1 else None,
            reason=words.earlier if each.ground else None,
        )
        for each in (V1, V2, OFF, V4, V5)
    )
    coming = view.Announced(date(2027, 1, 12), v5.href, v5.compare, words.summary)

    def furniture(path: str | None) -> view.Furniture:
        return _furniture(profile, locale, path, (view.Link(words.title, base),))

    def policy(path: str, version: view.VersionView, **more: object) -> view.PolicyView:
        shown = view.PolicyView(
            furniture=furniture(path),
            document=document,
            version=version,
            hash="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            url=f"https://{slug}.example{version.href}",
            lead=text.lead,
            sections=text.sections,
            contents=text.contents,
            forms=view.Forms(f"{base}.md", f"{base}.json", f"{base}.pdf"),
            timeline=(v1, v2, v4, off, v5),
            glance=_glance(words, text, v2.compare or ""),
            objection=view.Section("objection", Markup(words.objection), Markup(f"<p>{words.object_to}</p>")),  # noqa: S704  sample words of our own
            current=v4,
        )
        return replace(shown, **more)  # type: ignore[arg-type]  # sample data

    changes = f"{base}/changes/4...5"
    pages: dict[str, Page] = {
        f"/{locale}/": (
            "home",
            view.HomeView(
                furniture(f"/{locale}/"),
                (view.HomePolicy(document, v4.begins),),
                (view.HomeChange(document, coming),),
                recipients=f"{base}#{text.sections[4].anchor}",
                recipients_named=("Hetzner", "Stripe", "Mailchimp"),
                answer={"fr": "dans le mois", "nl": "binnen één maand"}[locale],
            ),
        ),
        base: (
            "policy",
            policy(base, v4, announced=coming, prevailing=view.Link("English", "/en/policies/privacy", "en")),
        ),
        v1.href: ("version", policy(v1.href, v1)),
        v5.href: ("version", policy(v5.href, v5)),
        off.href: ("version", policy(off.href, off)),
        f"{base}/versions": (
            "versions",
            view.VersionsView(furniture(f"{base}/versions"), document, (v5, off, v4, v2, v1)),
        ),
        f"{base}/versions/before": ("before", view.BeforeView(furniture(f"{base}/versions/before"), document, v1)),
        changes: (
            "comparison",
            view.ComparisonView(furniture(changes), document, v4, v5, words.facts, _compared(text)),
        ),
        f"/{locale}/this-center": (
            "this_center",
            view.CenterView(
                furniture(f"/{locale}/this-center"),
                "Avow Exemple ◦",
                30,
                30,
                (Processor("Hetzner Online GmbH", {"fr": "hébergement", "nl": "hosting"}[locale], "DE"),),
                date(2026, 11, 20),
            ),
        ),
        "404": ("missing", view.ErrorView(replace(furniture(None), indexed=False))),
        "503": ("unavailable", view.ErrorView(replace(furniture(None), indexed=False))),
    }
    return Center(slug, locale, theme, pages)


def _poor(slug: str, theme: Theme) -> Center:
    """A tenant of one language that published one short text without facts, and told next to nothing of itself."""
    profile = TenantProfile(
        slug=slug,
        name="Newcomer",
        country="IE",
        zone="Europe/Dublin",
        locales=("en",),
        contacts=(Contact(kind="email", value="hello@newcomer.example"),),
    )
    base = "/en/policies/privacy"
    document = view.DocumentView("privacy-notice", "Privacy notice", base, f"{base}/versions", f"{base}/on")
    only = view.VersionView(1, "in-force", f"{base}/versions/1", date(2026, 11, 2))

    def furniture(path: str | None, *documents: view.Link) -> view.Furniture:
        return _furniture(profile, "en", path, documents)

    return Center(
        slug,
        "en",
        theme,
        {
            "/en/": ("home", view.HomeView(furniture("/en/"), (), ())),
            base: (
                "policy",
                view.PolicyView(
                    furniture(base, view.Link("Privacy notice", base)),
                    document,
                    only,
                    "0" * 64,
                    f"https://{slug}.example{only.href}",
                    Markup("<p>We keep your e-mail address until you ask us to forget it.</p>"),
                    (),
                    (),
                    view.Forms(f"{base}.md", f"{base}.json"),
                    (only,),
                ),
            ),
            f"{base}/versions": ("versions", view.VersionsView(furniture(f"{base}/versions"), document, (only,))),
            "/en/this-center": ("this_center", view.CenterView(furniture("/en/this-center"), "Newcomer", 14, 30)),
            "404": ("missing", view.ErrorView(furniture(None))),
        },
    )


def _profile(slug: str, locale: str, words: _Words) -> TenantProfile:
    return TenantProfile(
        slug=slug,
        name={"fr": "Perspective", "nl": "Vergaderpunt"}[locale],
        legal_entity=words.responsible.partition(",")[0],
        legal_form={"fr": "société par actions simplifiée", "nl": "besloten vennootschap"}[locale],
        registration=Registration(number="552 100 554 ◦", register="RCS", place="Paris"),
        address=Address(street="12 rue des Exemples ◦", postcode="75008", city="Paris", country="FR"),
        country="FR",
        zone="Europe/Paris",
        locales=(locale, "en", "nl" if locale == "fr" else "fr"),
        contacts=(
            Contact(kind="email", value="donnees@perspective.example", purpose="privacy"),
            Contact(kind="phone", value="+33 1 99 00 12 34"),
        ),
        dpo=Officer(name="Claire Fontaine ◦", email="donnees@perspective.example"),
        authority=CNIL,
        demonstration=True,
    )


def _furniture(
    profile: TenantProfile, locale: str, path: str | None, documents: tuple[view.Link, ...]
) -> view.Furniture:
    return view.Furniture(
        profile=profile,
        locale=locale,
        home=f"/{locale}/",
        center=f"/{locale}/this-center",
        feed="/feeds/policies.atom",
        documents=documents,
        languages=tuple(
            view.Language(
                code,
                (path or "/").replace(f"/{locale}/", f"/{code}/"),
                f"https://{profile.slug}.example/{code}/",
                code == locale,
            )
            for code in profile.locales
        ),
        canonical=f"https://{profile.slug}.example{path}" if path else None,
        indexed=not profile.demonstration,
    )


def _glance(words: _Words, text: SampleText, compare: str) -> view.Glance:
    return view.Glance(
        responsible=view.GlanceItem((words.responsible,), text.sections[0].anchor),
        reach=view.GlanceItem(
            (
                Markup('<a href="mailto:donnees@perspective.example">donnees@perspective.example</a>'),
                "Claire Fontaine ◦",
            ),
            text.sections[0].anchor,
        ),
        answer=view.GlanceItem((words.answer,), text.sections[2].anchor),
        retention=RetentionRange(
            (
                RetentionPoint(90, *words.shortest),
                RetentionPoint(395, "13", "cookies"),
                RetentionPoint(730, "2", ""),
                RetentionPoint(1095, "3", ""),
                RetentionPoint(3650, *words.longest),
            ),
            text.sections[1].anchor,
        ),
        where=view.GlanceItem((words.where,), text.sections[3].anchor),
        changed=view.GlanceItem((Markup('<a href="{}">{}</a>').format(compare, words.earlier),)),
    )


def _compared(text: SampleText) -> tuple[view.ComparedSection, ...]:
    told = Markup(
        '<p>Les enregistrements d\'appels sont gardés <del><span class="aloud">supprimé : </span>90 jours</del> '
        '<ins><span class="aloud">ajouté : </span>six mois</ins> au plus après l\'enregistrement.</p>'
    )
    first, second, *others = text.sections
    return (
        view.ComparedSection(first.anchor, str(first.title), "changed", told),
        view.ComparedSection(second.anchor, str(second.title), "added", second.body),
        *(view.ComparedSection(part.anchor, str(part.title), "unchanged", part.body) for part in others),
    )
