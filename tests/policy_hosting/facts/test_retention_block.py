"""The retention rows the design quotes, said in four languages."""

import pytest

from tests.support.facts import loaded, said

ENGLISH = """\
Call recordings | At most 90 days from recording
With the option “Storage extension”: at most 6 months from recording.
Ends earlier when the user deletes it or when the customer deletes it. Nothing is kept afterwards.
Candidates | 2 years from your application
If you are hired: until the employment ends, then at most 3 years.
Prospects | 3 years from collection or from our last contact with you
Preventing fraud | In archive: until claims are time-barred (5 years)
If there is litigation: until all remedies are exhausted.
Accounting records | In archive: 10 years from the issue of the document
Hosted data (data we process on behalf of our customers) | Until the contract ends, then 1 month \
(so that you can take your data back)
Ends earlier when the user deletes it or when the customer deletes it.
Bank details | Until the subscription ends, then in archive: at most 4 years from the closing of the account
Data we process on behalf of our customers | The period agreed with our customer
Longer where the law requires it.
Longer if a dispute is likely.
Everything else | Until the contract ends, then 1 month"""


def test_the_rows_stand_shortest_first() -> None:
    assert said("retention", loaded("retention")) == ENGLISH


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("fr", "Enregistrements d’appels | Au plus 90\u00a0jours à compter de l’enregistrement"),
        ("fr", "Si vous êtes embauché\u00a0: jusqu’à la fin de l’emploi, puis au plus 3 ans."),
        ("nl", "Gespreksopnamen | Hooguit 90 dagen vanaf de opname"),
        ("nl", "Bankgegevens | Tot het einde van het abonnement, daarna in archief: hooguit 4 jaar vanaf"),
        ("de", "Gesprächsaufzeichnungen | Höchstens 90 Tage ab Aufzeichnung"),
        ("de", "Betrug verhindern | Im Archiv: bis Ansprüche verjährt sind (5 Jahre)"),
    ],
)
def test_a_figure_is_written_once_and_reads_right_in_each_language(locale: str, sentence: str) -> None:
    assert sentence in said("retention", loaded("retention"), locale)


def test_a_reader_can_ask_for_the_rows_of_one_role() -> None:
    rows = said("retention", loaded("retention"), **{"for": "candidates"})
    assert rows.startswith("Candidates | 2 years")
    assert "Prospects" not in rows


def test_people_without_rows_of_their_own_fall_under_everything_else() -> None:
    rows = said("retention", loaded("retention"), **{"for": "visitors"})
    assert rows == "Everything else | Until the contract ends, then 1 month"


@pytest.mark.parametrize(
    ("argument", "first"), [("category", "Call recordings"), ("activity", "Preventing fraud"), ("role", "Hosted data")]
)
def test_rows_can_be_chosen_by_what_they_are_for(argument: str, first: str) -> None:
    wanted = {"category": "call-recordings", "activity": "fraud-prevention", "role": "processor"}[argument]
    assert said("retention", loaded("retention"), **{argument: wanted}).startswith(first)
