from pathlib import Path

import pytest

from index.model import Paragraph, Role, Span
from index.reading import read
from index.reading.language import NOT_ENGLISH, is_english

FOREIGN = {
    "German": "Die Stadt Grauhafen will die alte Drehbrücke noch in diesem Jahr sperren. „Wir "
    "können nicht länger warten, der Stahl ist müde“, sagte Bürgermeisterin Hanne Lorentz am "
    "Dienstag. Der Verein der Fischer lehnt den Plan ab und verlangt, dass eine Fähre für die "
    "Kinder fährt.",
    "French": "La ville de Portrieux va fermer le vieux pont tournant avant la fin de l’année. « "
    "Nous ne pouvons plus attendre, l’acier est fatigué », a déclaré la maire Solène Kermarrec "
    "mardi. L’association des pêcheurs rejette le projet et demande un bac pour les écoliers.",
    "Spanish": "El puerto de Valdemar cerrará el viejo puente giratorio antes de que termine el "
    "año. «No podemos esperar más, el acero está cansado», dijo la alcaldesa Inés Robledo el "
    "martes. La asociación de pescadores rechaza el plan y pide una barca para los niños de la "
    "escuela.",
    "Dutch": "De stad Grauwhaven wil de oude draaibrug nog dit jaar sluiten. “We kunnen niet "
    "langer wachten, het staal is moe”, zei burgemeester Hanne Loots dinsdag voor het stadhuis. "
    "De vissers wijzen het plan af en vragen dat er een veerboot voor de schoolkinderen komt.",
    "Polish": "Miasto Szary Port zamknie stary most obrotowy przed końcem roku. „Nie możemy dłużej "
    "czekać, stal jest zmęczona” – powiedziała burmistrz Hanna Lorenc we wtorek przed ratuszem. "
    "Związek rybaków odrzuca plan i żąda, aby dla dzieci pływał prom.",
    "Chinese": "格雷港市政府计划在今年年底之前关闭古老的旋转桥。“我们不能再等了，钢材已经疲劳，"
    "下一场风暴可能会把桥带走。”市长林若海星期二在市政厅前说。渔民协会反对这项计划，"
    "并要求为学生安排渡船。",
    "Arabic": "تعتزم بلدية الميناء الرمادي إغلاق الجسر الدوار القديم قبل نهاية العام. وقالت رئيسة "
    "البلدية ليلى الحداد يوم الثلاثاء: «لا يمكننا الانتظار أكثر، فالفولاذ متعب».",
    "Russian": "Город Серая Гавань закроет старый разводной мост до конца года. «Мы больше не "
    "можем ждать, сталь устала», — сказала мэр Анна Лужина во вторник у ратуши. Союз рыбаков "
    "отвергает план и требует паром для школьников.",
}
ENGLISH = (
    "The town of Grey Haven will close the old swing bridge before the end of the year. “We "
    "cannot wait any longer, the steel is tired,” Mayor Hanne Lorentz said on Tuesday in front "
    "of the town hall. The fishermen have rejected the plan and asked for a ferry that would "
    "carry the pupils."
)
NOT_PROSE = {
    "a table": "Wage table: Tinsmith 12.40 Baker 9.80 Cooper 11.25 Ropemaker 10.10 Chandler 9.15\n"
    * 4,
    "a recipe": "flour, 200 g; butter, 100 g; chopped nuts; raisins, washed; lemon peel, grated; "
    "milk, warm; salt, one pinch; eggs, beaten; cinnamon, ground; sugar, brown; apples, sliced; "
    "rum",
    "foreign names": "José de la Cruz, Lyon; Pieter van der Berg, Gent; Otto von der Heide, Ulm; "
    "Jean du Pont, Brest; Ana da Silva, Porto; Maria de los Angeles, Vigo; Inés de la Vega, Cádiz",
    "headings": "FERRY SCHEDULE WINTER SEASON\nNORTH QUAY EAST QUAY OLD HARBOUR LIGHTHOUSE POINT\n"
    * 3,
    "numbers": "12 44 91 3,100 17.5 % 2031-03-14 " * 40,
    "addresses": "www.greyhaven.example/ferry/winter/plan.html ferries@greyhaven.example.com " * 5,
}


def english(*texts: str, role: Role = Role.BODY) -> bool:
    paragraphs, start = [], 0
    for number, text in enumerate(texts):
        paragraphs.append(Paragraph(number, Span(start, start + len(text)), role))
        start += len(text)
    return is_english("".join(texts), paragraphs)


@pytest.mark.parametrize("text", FOREIGN.values(), ids=list(FOREIGN))
def test_other_languages_are_not_english(text: str) -> None:
    assert not english(text)


@pytest.mark.parametrize("text", NOT_PROSE.values(), ids=list(NOT_PROSE))
def test_what_is_no_prose_counts_as_english(text: str) -> None:
    assert english(text)


@pytest.mark.parametrize("text", FOREIGN.values(), ids=list(FOREIGN))
def test_mixed_articles_count_as_english(text: str) -> None:
    assert english(text, ENGLISH)
    assert english(ENGLISH, text)


def test_a_foreign_quote_makes_no_foreign_article() -> None:
    assert english(ENGLISH * 10, FOREIGN["German"], ENGLISH)


def test_a_byline_in_english_makes_no_english_article() -> None:
    assert not english("From our correspondent in Grey Haven. ", FOREIGN["French"] * 5)


@pytest.mark.parametrize("text", ["", "Ja.", "Der Bürgermeister sagte nichts.", "旋转桥将关闭。"])
def test_short_texts_count_as_english(text: str) -> None:
    assert english(text)


def test_only_the_body_counts() -> None:
    text = ENGLISH * 10 + FOREIGN["Spanish"]
    start = len(ENGLISH) * 10
    menu = Paragraph(0, Span(0, start), Role.BOILERPLATE)
    assert not is_english(text, (menu, Paragraph(1, Span(start, len(text)))))


def test_an_endless_paragraph_is_judged_as_a_whole() -> None:
    assert not english(FOREIGN["German"] * 200)
    assert english(ENGLISH * 200)


def test_the_article_says_that_it_is_not_in_english(tmp_path: Path) -> None:
    for name, text in (("brücke", FOREIGN["German"]), ("bridge", ENGLISH)):
        (tmp_path / f"{name}.txt").write_text(f"{name}\n\n{text}\n", encoding="utf-8")
    assert read(tmp_path / "brücke.txt").notes == (NOT_ENGLISH,)
    assert read(tmp_path / "bridge.txt").notes == ()
