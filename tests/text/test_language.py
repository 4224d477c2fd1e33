"""Which language a text is in."""

import pytest

from agents.text.language import choose_language, confirm_label, function_words, make_detector
from config.lexicon.loader import load_lexicon

DETECT = make_detector()
KNOWN = ("fr", "en", "es", "ar")


@pytest.mark.parametrize(
    ("text", "label", "language"),
    [
        ("Une bombe artisanale a explosé lundi au passage d'un convoi militaire.", None, "fr"),
        ("A roadside bomb exploded on Monday as an army convoy drove past.", None, "en"),
        ("Una bomba estalló el lunes al paso de un convoy militar en el sur.", None, "es"),
        ("انفجرت عبوة ناسفة صباح الاثنين لدى مرور رتل عسكري جنوب البلاد", None, "ar"),
        ("Eine Bombe explodierte am Montag, als ein Militärkonvoi vorbeifuhr.", None, "de"),
        ("DOS SOLDADOS MURIERON EL LUNES AL ESTALLAR UNA BOMBA EN LA CARRETERA.", None, "es"),
        ("A roadside bomb exploded on Monday as an army convoy drove past.", "fr", "en"),
        ("Une bombe artisanale a explosé lundi au passage d'un convoi militaire.", "fr-CA", "fr"),
        ("Irak", "fr", "fr"),
        ("12 : 3", "EN", "en"),
        ("", None, None),
        ("12 %", None, None),
    ],
)
def test_language(text: str, label: str | None, language: str | None) -> None:
    """The text decides where it is long enough; a wrong label is corrected, a bare one believed."""
    assert choose_language(text, label, KNOWN, DETECT) == language


@pytest.mark.parametrize(
    ("found", "label", "language"),
    [
        (("pt", 0.4), "es", "es"),
        (("pt", 0.4), "xx", "pt"),
        (("pt", 0.4), None, "pt"),
        (("pt", 0.9), "es", "pt"),
        (None, "xx", "xx"),
        (None, None, None),
    ],
)
def test_unsure_text_leaves_a_known_label(
    found: tuple[str, float] | None, label: str | None, language: str | None
) -> None:
    """A guess of little confidence does not overrule a label that a reader knows."""
    text = "some words without any tell-tale letters"
    assert choose_language(text, label, KNOWN, lambda sample: found) == language


SMALL = {code: function_words(language.word_lists) for code, language in load_lexicon().languages.items()}
PAGES = {
    "fr": "Une bombe artisanale a explosé lundi au passage d'un convoi militaire dans le sud du pays, "
    "et trois soldats qui étaient dans le premier véhicule ont été tués, selon un officier de la police.",
    "en": "A roadside bomb exploded on Monday as an army convoy drove past in the south of the country, "
    "and three soldiers who were in the first car have been killed, an officer of the police said.",
    "es": "Una bomba estalló el lunes al paso de un convoy militar en el sur del país y tres soldados "
    "que iban en el primer vehículo han muerto, según un oficial de la policía de la zona.",
    "pt": "Uma bomba explodiu na segunda-feira à passagem de um comboio militar no sul do país e três soldados "
    "que iam no primeiro veículo morreram, segundo um oficial da polícia da região.",
}


@pytest.mark.parametrize(
    ("page", "label", "sure"),
    [
        ("fr", "fr-CA", "fr"),
        ("en", "EN", "en"),
        ("es", "es", "es"),
        ("fr", "es", None),
        ("es", "fr", None),
        ("pt", "es", None),
        ("pt", "pt", None),
        ("fr", None, None),
    ],
)
def test_label_is_confirmed_by_small_words(page: str, label: str | None, sure: str | None) -> None:
    """Only where they are plainly the label's own: a neighbour's page is left to the model."""
    assert confirm_label(PAGES[page], label, SMALL) == sure
    assert confirm_label(PAGES[page][:60], label, SMALL) is None
