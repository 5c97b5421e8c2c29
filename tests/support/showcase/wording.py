"""The sample tenants' own words in their languages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
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
    groups: tuple[str, ...]


FRENCH = Words(
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
    groups=("Visiteurs", "Représentants de nos clients"),
)
DUTCH = Words(
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
    groups=("Bezoekers", "Vertegenwoordigers van onze klanten"),
)
