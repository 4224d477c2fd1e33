"""On which days an article's first attack happened, as its sentences tell it."""

import pytest

from agents.articles.reading import Reader
from streams.records import Article

# Published on Wednesday 13 March 2024.
UNTOLD = (None, "2024-03-13")
FEBRUARY = ("2024-02-09", "2024-02-09")
SUNDAY = ("2024-03-10", "2024-03-10")
MONDAY = ("2024-03-11", "2024-03-11")
TUESDAY = ("2024-03-12", "2024-03-12")
TODAY = ("2024-03-13", "2024-03-13")


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "Gunmen have shot dead two councillors in the Colombian town of Arauca, police report.", UNTOLD),
        ("fr", "Des hommes armés ont tué deux conseillers municipaux à Arauca, en Colombie, selon la police.", UNTOLD),
        ("es", "Hombres armados mataron a dos concejales en Arauca, Colombia, según la policía.", UNTOLD),
        ("ar", "قتل مسلحون عضوين في المجلس البلدي بمدينة الموصل العراقية، بحسب الشرطة.", UNTOLD),
        # The day in front of an attack is the attack's, even behind a word of saying.
        ("en", "The ELN claimed Monday night's bomb attack on a police post in Arauca, Colombia.", MONDAY),
        ("en", "Police released reports on this morning's shooting that killed two men in Toledo, Ohio.", TODAY),
        (
            "fr",
            "Un groupe armé a revendiqué l'attentat de lundi contre un poste de police à Arauca, en Colombie.",
            MONDAY,
        ),
        ("es", "El ELN reivindicó el atentado del lunes contra un puesto de policía en Arauca, Colombia.", MONDAY),
        ("ar", "تبنت جماعة مسلحة هجوم الاثنين على مركز للشرطة في مدينة الموصل العراقية.", MONDAY),
        # Who was told it stands between the saying and its day.
        ("en", "Gunmen killed two farmers in Arauca, Colombia, the governor told the media today.", UNTOLD),
        (
            "fr",
            "Des hommes armés ont tué deux paysans à Arauca, en Colombie, a dit le maire à la presse mercredi.",
            UNTOLD,
        ),
        (
            "es",
            "Hombres armados mataron a dos campesinos en Arauca, Colombia, dijo el alcalde a la prensa hoy.",
            UNTOLD,
        ),
        # Two ways of telling one day.
        ("en", "A bomb killed two policemen in Mosul, Iraq, on Sunday (March 10).", SUNDAY),
        ("fr", "Une bombe a tué deux policiers à Mossoul, en Irak, hier dimanche.", SUNDAY),
        ("es", "Una bomba mató a dos policías en Mosul, Irak, ayer domingo 10 de marzo.", SUNDAY),
        ("ar", "قتل شرطيان في انفجار قنبلة بمدينة الموصل العراقية فجر اليوم الأحد.", SUNDAY),
        # Minutes and hours ago, and a night of two days.
        ("en", "A car bomb exploded a few minutes ago in Mosul, Iraq, killing two policemen.", TODAY),
        ("fr", "Une voiture piégée a explosé il y a quelques minutes à Mossoul, en Irak, tuant deux policiers.", TODAY),
        ("es", "Un coche bomba estalló hace unos minutos en Mosul, Irak, y mató a dos policías.", TODAY),
        ("ar", "انفجرت سيارة مفخخة قبل دقائق في مدينة الموصل العراقية ما أدى إلى مقتل شرطيين.", TODAY),
        ("es", "Hombres armados mataron anoche a dos policías en Celaya, México.", TUESDAY),
        ("ar", "قتل شرطيان في هجوم مسلح بمدينة الموصل العراقية ليل الاثنين الثلاثاء.", ("2024-03-11", "2024-03-12")),
        # A month with its day behind a preposition or an article.
        (
            "en",
            "Five people were charged in the February 9 shooting that killed a woman in Phoenix, Arizona.",
            FEBRUARY,
        ),
        ("en", "A man has died after an early February 9 shooting in Phoenix, Arizona.", FEBRUARY),
        # What is called by a day, and days to come.
        ("en", "Gunmen shot dead a policeman on 9 October Avenue in Guayaquil, Ecuador.", UNTOLD),
        ("fr", "Des hommes armés ont abattu un policier rue du 9 Octobre à Guayaquil, en Équateur.", UNTOLD),
        ("es", "Hombres armados mataron a un policía en la avenida 9 de Octubre de Guayaquil, Ecuador.", UNTOLD),
        ("ar", "قتل مسلحون شرطيا في شارع 14 تموز بمدينة الموصل العراقية.", UNTOLD),
        ("en", "Gunmen killed a mayor in Puno, Peru, before the elections of 7 April.", UNTOLD),
        ("fr", "Des hommes armés ont tué un maire à Puno, au Pérou, avant les élections du 7 avril.", UNTOLD),
        ("es", "Hombres armados mataron a un alcalde en Puno, Perú, antes de las elecciones del 7 de abril.", UNTOLD),
        # What else was done on a day.
        ("en", "The president today condemned the murder of a judge in Arauca, Colombia.", UNTOLD),
        ("fr", "Le président a condamné mercredi l'assassinat d'un juge à Arauca, en Colombie.", UNTOLD),
        ("es", "El presidente condenó hoy el asesinato de un juez en Arauca, Colombia.", UNTOLD),
        ("ar", "استنكر الرئيس اليوم اغتيال قاض في مدينة الموصل العراقية.", UNTOLD),
        ("en", "Two men remained in critical condition Tuesday after a shooting Sunday in Toledo, Ohio.", SUNDAY),
        ("es", "Dos hombres seguían en estado grave el martes tras un tiroteo el domingo en Celaya, México.", SUNDAY),
        ("en", "A gunman killed two men at a bar in Toledo, Ohio. Look for more on this later today.", UNTOLD),
        # A sentence that goes on, and one that is beside it.
        (
            "en",
            "A gunman killed two men at a bar in Toledo, Ohio. A neighbor had bought a car on Monday. "
            "The shooting happened on Sunday.",
            SUNDAY,
        ),
        # The lede tells the day, and only later sentences the attack.
        (
            "en",
            "Troops detained three men in Farah province, Afghanistan, on Monday. They had searched several houses. "
            "Nobody resisted at first. The men were led to a car. Villagers looked on. "
            "Then insurgents ambushed the patrol with rifles, killing two soldiers.",
            MONDAY,
        ),
        # The page's own date: a line of its own, before its headline, in its dateline.
        ("en", "March 13, 2024 2:44 PM\nA shooting wounded four people in Toledo, Ohio, on Monday.", MONDAY),
        ("en", "March 12: Troops Strike Militants\nTroops killed two militants in Farah yesterday.", MONDAY),
        ("en", "March 12, 2024 - Police are investigating the killing of a man in Toledo, Ohio.", (None, "2024-03-12")),
    ],
)
def test_day_of_the_attack_is_read(
    reader: Reader, language: str, text: str, days: tuple[str | None, str | None]
) -> None:
    article = Article("a", "Gulf Meridian", text=text, language=language, reference_at="2024-03-13T12:00:00Z")
    first = reader.read(article).sightings[0]
    assert first.occurred is not None
    assert (first.occurred.start, first.occurred.end) == days
