"""An almost empty center."""

from datetime import date

from markupsafe import Markup

from services.policy_hosting.publication import view
from services.tenant_auth.themes.theme import Theme
from shared.events.tenant_auth import Contact, TenantProfile
from tests.support.showcase.center import Center, furniture


def newcomer(slug: str, theme: Theme) -> Center:
    """A tenant of one language that published one short text without facts, and told next to nothing of itself."""
    profile = TenantProfile(
        slug=slug,
        state="unproven",
        name="Newcomer",
        country="IE",
        zone="Europe/Dublin",
        locales=("en",),
        contacts=(Contact(kind="email", value="hello@newcomer.example"),),
    )
    base = "/en/policies/privacy"
    document = view.DocumentView("privacy-notice", "Privacy notice", base, f"{base}/versions", f"{base}/on")
    only = view.VersionView(1, "in-force", f"{base}/versions/1", date(2026, 11, 2))

    def around(path: str | None, *documents: view.Link) -> view.Furniture:
        return furniture(profile, "en", path, documents)

    return Center(
        slug,
        "en",
        theme,
        {
            "/en/": ("home", view.HomeView(around("/en/"), (), ())),
            base: (
                "policy",
                view.PolicyView(
                    around(base, view.Link("Privacy notice", base)),
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
            f"{base}/versions": ("versions", view.VersionsView(around(f"{base}/versions"), document, (only,))),
            "/en/this-center": ("this_center", view.CenterView(around("/en/this-center"), "Newcomer", 14, 30)),
            "404": ("missing", view.ErrorView(around(None))),
        },
    )
