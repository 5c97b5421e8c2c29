"""A full center: a long text with five versions, one of them announced and one called off."""

from dataclasses import replace
from datetime import date

from markupsafe import Markup

from services.policy_hosting.processor import Processor
from services.policy_hosting.publication import view
from services.tenant_auth.themes.theme import Theme
from tests.support.showcase.center import Center, Page, furniture
from tests.support.showcase.samples import OFF, V1, V2, V4, V5, compared, concerns, glance, profile
from tests.support.showcase.texts import SampleText
from tests.support.showcase.wording import Words

SLUG = "confidentialite"


def full(slug: str, locale: str, words: Words, text: SampleText, theme: Theme) -> Center:
    tenant = profile(slug, locale, words)
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

    def around(path: str | None) -> view.Furniture:
        return furniture(tenant, locale, path, (view.Link(words.title, base),))

    def policy(path: str, version: view.VersionView, **more: object) -> view.PolicyView:
        shown = view.PolicyView(
            furniture=around(path),
            document=document,
            version=version,
            hash="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            url=f"https://{slug}.example{version.href}",
            lead=text.lead,
            sections=text.sections,
            contents=text.contents,
            forms=view.Forms(f"{base}.md", f"{base}.json", f"{base}.pdf"),
            timeline=(v1, v2, v4, off, v5),
            glance=glance(words, text, v2.compare or ""),
            concerns=concerns(words, text),
            objection=view.Section("objection", Markup(words.objection), Markup(f"<p>{words.object_to}</p>")),  # noqa: S704  sample words of our own
            current=v4,
        )
        return replace(shown, **more)  # type: ignore[arg-type]  # sample data

    changes = f"{base}/changes/4...5"
    pages: dict[str, Page] = {
        f"/{locale}/": (
            "home",
            view.HomeView(
                around(f"/{locale}/"),
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
            view.VersionsView(around(f"{base}/versions"), document, (v5, off, v4, v2, v1)),
        ),
        f"{base}/versions/before": ("before", view.BeforeView(around(f"{base}/versions/before"), document, v1)),
        changes: (
            "comparison",
            view.ComparisonView(around(changes), document, v4, v5, words.facts, compared(text)),
        ),
        f"/{locale}/this-center": (
            "this_center",
            view.CenterView(
                around(f"/{locale}/this-center"),
                "Avow Exemple ◦",
                30,
                30,
                (Processor("Hetzner Online GmbH", {"fr": "hébergement", "nl": "hosting"}[locale], "DE"),),
                date(2026, 11, 20),
            ),
        ),
        "404": ("missing", view.ErrorView(replace(around(None), indexed=False))),
        "503": ("unavailable", view.ErrorView(replace(around(None), indexed=False))),
    }
    return Center(slug, locale, theme, pages)
