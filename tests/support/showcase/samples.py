"""What a full center shows beside its text: its profile, its first answers, its versions, a comparison."""

from datetime import date

from markupsafe import Markup, escape

from services.policy_hosting.publication import view
from services.policy_hosting.publication.retention_range import RetentionPoint, RetentionRange
from shared.events.tenant_auth import Address, Authority, Contact, Officer, Registration, TenantProfile
from tests.support.showcase.texts import SampleText
from tests.support.showcase.wording import Words

CNIL = Authority(name="CNIL", url="https://www.cnil.fr/", country="FR")
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


def profile(slug: str, locale: str, words: Words) -> TenantProfile:
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


def glance(words: Words, text: SampleText, compare: str) -> view.Glance:
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


def concerns(words: Words, text: SampleText) -> tuple[view.Concern, ...]:
    kept = view.GlanceItem(tuple(" ".join(each) for each in (words.shortest, words.longest)), text.sections[1].anchor)
    used_for = view.GlanceItem(words.facts, text.sections[0].anchor)
    return tuple(view.Concern(escape(who), used_for, kept) for who in words.groups)


def compared(text: SampleText) -> tuple[view.ComparedSection, ...]:
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
