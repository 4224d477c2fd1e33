"""Which language a text is in."""

import pytest

from agents.text.language import choose_language, make_detector

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
