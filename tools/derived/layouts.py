"""Layouts of originals and translations: one function per layout, which fills an empty Document.

Quotes without a translation are separate paragraphs in every layout. Every table, stanza or line of verse
that a translation answers is a quote of its own in the gold standard.
"""
from .document import SOURCE, TARGET
from .styled import concat, joined, optional, plain, width_of, wrapped

CUES = ["Translated:", "English translation:", "In English:", "**Translation:**"]
OWN_CUES = {"ru": ["Перевод:", "Перевод на английский:"], "fr": ["Traduction :", "Traduction anglaise :"]}
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
ATTRIBUTIONS = {
    "ru": [("— Газета, 2 ноября 1907 г.", "— *Gazeta*, November 2, 1907"),
           ("— Вечерние ведомости, 14 мая 1911 г.", "— *Evening News*, May 14, 1911"),
           ("— Листок, 30 января 1909 г.", "— *Listok*, January 30, 1909"),
           ("— Речной вестник, 8 августа 1910 г.", "— *River Herald*, August 8, 1910")],
    "fr": [("— La Gazette du soir, 2 novembre 1907", "— *La Gazette du soir*, November 2, 1907"),
           ("— Le Courrier, 14 mai 1911", "— *Le Courrier*, May 14, 1911"),
           ("— Feuille du port, 30 janvier 1909", "— *Harbour Sheet*, January 30, 1909"),
           ("— L'Écho des rivières, 8 août 1910", "— *L'Écho des rivières*, August 8, 1910")]}
TITLES = {
    "ru": [("НОВОЕ ИЗВЕСТИЕ", "A New Report"), ("ЗАПИСКА О СЛУЧИВШЕМСЯ", "A Note on What Happened"),
           ("ПИСЬМО В РЕДАКЦИЮ", "Letter to the Editor"), ("ИЗ ДНЕВНИКА", "From a Diary"),
           ("РАССКАЗ ОЧЕВИДЦА", "An Eyewitness's Story"), ("ПРОДОЛЖЕНИЕ", "Continued"),
           ("О ДЕЛАХ МИНУВШИХ", "Of Things Past"), ("ПОСЛЕДНИЕ СТРОКИ", "Last Lines")],
    "fr": [("NOUVELLES DU JOUR", "News of the Day"), ("NOTE SUR LES FAITS", "A Note on the Facts"),
           ("LETTRE À LA RÉDACTION", "Letter to the Editor"), ("EXTRAIT D'UN JOURNAL INTIME", "From a Diary"),
           ("RÉCIT D'UN TÉMOIN", "A Witness's Story"), ("SUITE DU RÉCIT", "The Story Continued"),
           ("DES CHOSES PASSÉES", "Of Things Past"), ("DERNIÈRES LIGNES", "Last Lines")]}
FRAMES = ["On this the whole dispute turns: {} is what we read there, and nothing in the later accounts explains it.",
          "Those who knew the case remembered one remark above all, {}, though no two of them agreed about its sense.",
          "It is difficult to reconcile this with the words {} that stand in the earliest version of the text.",
          "The expression used, {}, was left out when the passage was printed again.",
          "What the narrator says at this point is {} and the reader has to be content with that.",
          "Nor is it chance that the phrase {} comes back in the last chapter.",
          "A reviewer of the time singled out {} as an example of the author's manner.",
          "We may compare the beginning of the same page: {}, which no editor has thought worth a note."]
DIALOGUE = {"ru": (("Вопрос: ", "Ответ: "), ("QUESTION: ", "ANSWER: ")), "fr": (("D. ", "R. "), ("Q. ", "A. "))}
LETTERS = {
    "ru": [("г. Казань, 14 марта 1911 г.", "Kazan, March 14, 1911"), ("Подпись: И. Ветров", "Signed: I. Vetrov"),
           "[Далее две строки неразборчивы. — Ред.]", "[Two lines that follow are illegible. — Ed.]"],
    "fr": [("Rouen, le 14 mars 1911", "Rouen, March 14, 1911"), ("Signé : J. Delvaux", "Signed: J. Delvaux"),
           "[Deux lignes illisibles. — Note de l'éditeur.]", "[Two lines that follow are illegible. — Ed.]"]}


# Shared by most layouts

def each_quote(place, **passage):
    """A layout of 4 to 8 quotes, each placed by place(document, quote), with commentary before and after."""
    def layout(document):
        document.heading("A Chapter on the Sources")
        for number, translated in enumerate(plan(document)):
            if number in (2, 4, 6):
                document.heading()
            document.comment()
            quote = document.quote(document.draw(**passage), translated)
            (place if translated else alone)(document, quote)
            if not translated and same_subject(document):
                document.same_subject()
        document.close()
    return layout


def plan(document):
    """Which quotes have translations: in most documents a quarter of them has no translation."""
    count = document.rng.randint(4, 8)
    without = 0 if document.rng.random() < .15 else max(1, round(count / 4))
    lone = document.rng.sample(range(count), without)
    return [number not in lone for number in range(count)]


def same_subject(document):
    """Whether English about the same subject follows an untranslated quote, as in every other document."""
    return sum(document.name.encode()) % 2 == 0


MARKS = {SOURCE: ("«", "»"), TARGET: ("“", "”")}
INNER = str.maketrans("«»“”", "„“‘’")


def in_marks(text, side, first=True, last=True):
    """A text in quotation marks; marks inside it become marks of the second order."""
    inside = [(string.translate(INNER), tags) for string, tags in text]
    return concat(MARKS[side][0] if first else "", inside, MARKS[side][1] if last else "")


def quoted(document, quote, side, mark=""):
    """The paragraphs of a side in quotation marks, and a mark after them."""
    texts = document.paragraphs(quote, side)
    for index, text in enumerate(texts):
        last = index == len(texts) - 1
        document.block(in_marks(text, side, index == 0, last), mark if last else "")


def alone(document, quote):
    document.side(quote, SOURCE)


# a: cues

def cue(document, quote, cues=None):
    document.side(quote, SOURCE)
    document.block(document.rng.choice(CUES))
    document.side(quote, TARGET)


def own_cue(document, quote):
    document.side(quote, SOURCE)
    document.block(optional(document.rng.choice(OWN_CUES[quote.lang])))
    document.side(quote, TARGET)


# b: placement

def after(document, quote):
    document.side(quote, SOURCE)
    document.side(quote, TARGET)


def before(document, quote):
    document.side(quote, TARGET)
    document.side(quote, SOURCE)


def brackets_original(document, quote):
    document.side(quote, TARGET)
    document.side(quote, SOURCE, first="[", last="]")


def brackets_translation(document, quote):
    document.side(quote, SOURCE)
    document.side(quote, TARGET, first="(", last=")")


def italic(document, quote):
    document.side(quote, SOURCE, opening="*", closing="*")
    document.side(quote, TARGET)


def blockquote(document, quote):
    document.side(quote, SOURCE, opening="> ")
    document.side(quote, TARGET, opening="> ")


def blockquote_original(document, quote):
    document.side(quote, SOURCE, opening="> ")
    document.side(quote, TARGET)


# b: notes

def caret(number):
    return f"[^{number}]", f"[^{number}]: "


def superscript(number):
    sign = str(number).translate(SUPERSCRIPTS)
    return sign, sign + " "


def notes(body, note, mark, at_end=False):
    """A layout with one side in the body, ending in a mark, and the other in a note after the section or at the end."""
    def layout(document):
        document.heading("A Chapter on the Sources")
        waiting = []
        for number, translated in enumerate(plan(document)):
            document.comment()
            quote = document.quote(document.draw(budget=700), translated)
            if translated:
                quoted(document, quote, body, mark(number + 1)[0])
                waiting.append((mark(number + 1)[1], quote))
            else:
                alone(document, quote)
            if not at_end and number % 2:
                document.close()
                write_notes(document, waiting, note)
                document.heading()
        document.close()
        if at_end:
            document.heading("Notes")
        write_notes(document, waiting, note)
    return layout


def write_notes(document, waiting, side):
    """Notes with only the text, with the text in quotation marks, or with a word before the text."""
    for label, quote in waiting:
        text, form = document.dress(quote.whole(side)), document.rng.choice(["bare", "marks", "word"])
        word = ("In the original: " if side == SOURCE else "That is: ") if form == "word" else ""
        document.block(label, word, text if form == "bare" else in_marks(text, side))
    waiting.clear()


# c: a version in a third language

def third(labelled):
    """Russian, French and English of one passage: two quotes that share their translation."""
    def layout(document):
        document.heading("Three Editions")
        for number in range(document.rng.randint(4, 6)):
            document.comment()
            russian, french, english = versions(document)
            document.block(russian)
            if labelled:
                document.block("In the French edition:")
            document.block(french)
            if labelled:
                document.block("In the English edition:")
            document.block(english)
        document.close()
    return layout


def versions(document):
    """The three versions of some triples as paragraphs."""
    triples = document.draw_triples()
    russian, french = (document.quote([(t[k], t[2]) for t in triples], lang=lang) for k, lang in ((0, "ru"), (1, "fr")))
    both = [(t[2], ((russian.number, TARGET, i), (french.number, TARGET, i))) for i, t in enumerate(triples)]
    return russian.whole(SOURCE), french.whole(SOURCE), joined([[run] for run in both], " ")


# d: several originals before their translations

def several(document):
    document.heading("The Newspapers")
    for _ in range(2):
        document.comment()
        group = [document.quote(document.draw(2, 6, 600)) for _ in range(document.rng.randint(2, 4))]
        lines = document.rng.sample(ATTRIBUTIONS[document.lang], len(group))
        for quote, (original, _) in zip(group, lines):
            quoted(document, quote, SOURCE)
            document.block(optional(original))
        for quote, (_, english) in zip(group, lines):
            quoted(document, quote, TARGET)
            document.block(optional(english))
        document.comment(1, 2)
        alone(document, document.quote(document.draw(2, 4, 500), False))
    document.close()


def titled(document):
    """Passages under a title; the title and its translation are the first bead."""
    document.heading("The Newspapers")
    titles = document.rng.sample(TITLES[document.lang], 8)
    for translated, title in zip(plan(document), titles):
        document.comment()
        quote = document.quote([title, *document.draw(2, 8, 1000)], translated)
        quote.breaks = {1} | {i + 1 for i in quote.breaks}
        (after if translated else alone)(document, quote)
    document.comment()


# e: far apart

def appendix(document):
    """A whole document after its commentary, and its translation under a heading."""
    document.comment(3, 4)
    alone(document, document.quote(document.draw(2, 4, 500), False))
    document.comment(2, 3)
    date, signature, note, english_note = LETTERS[document.lang]
    quote = document.quote([date, *document.draw(25, 60, 7500), signature])
    quote.breaks = {1, len(quote.beads) - 1, *range(6, len(quote.beads) - 3, 5)}
    for heading, side, remark in (("Document 1", SOURCE, note), ("Document 1: Translation", TARGET, english_note)):
        document.heading(heading)
        paragraphs = document.paragraphs(quote, side)
        for text in [*paragraphs[:3], optional(remark), *paragraphs[3:]]:
            document.block(text)


def far(document):
    """Translations in the body, all originals in an appendix."""
    document.heading("A Chapter on the Sources")
    originals = []
    for number, translated in enumerate(plan(document)):
        document.comment()
        quote = document.quote(document.draw(), translated)
        if translated:
            quoted(document, quote, TARGET, f" (Text {number + 1})")
        originals.append(quote)
    document.close()
    document.heading("Appendix: The Original Texts")
    for number, quote in enumerate(originals):
        document.block(f"Text {number + 1}")
        document.side(quote, SOURCE)


# f: verse, tables, columns

def short_quotes(document, count):
    """Some short beads; each is a quote."""
    return [document.quote([bead]) for bead in document.draw_short(count)]


def verse(arrange):
    """A layout of poems: arrange(document, quotes) writes the lines."""
    def layout(document):
        document.heading("The Poems")
        for _ in range(document.rng.randint(3, 4)):
            document.comment(1, 3)
            arrange(document)
        document.comment()
        alone(document, document.quote(document.draw(2, 5, 600), False))
        document.close()
    return layout


def interleaved(document):
    pairs = short_quotes(document, document.rng.randint(6, 12))
    document.lines([quote.whole(side) for quote in pairs for side in (SOURCE, TARGET)])


def stanzas(document):
    for _ in range(document.rng.randint(2, 4)):
        quote = document.quote(document.draw_short(4))
        for side in (SOURCE, TARGET):
            document.lines([quote.sentence(side, index) for index in range(4)])


def rows(document):
    """Rows of a table: one quote of 1 to 3 beads each, as lists of styled texts (original, translation)."""
    beads = document.draw(6, 12, 1400)
    while beads:
        size = document.rng.choice([1, 1, 2, 3])
        quote, beads = document.quote(beads[:size]), beads[size:]
        yield [[quote.sentence(side, i) for i in range(len(quote.beads))] for side in (SOURCE, TARGET)]


def tables(write):
    def layout(document):
        document.heading("The Texts Side by Side")
        for _ in range(document.rng.randint(3, 4)):
            document.comment()
            write(document)
        document.comment(1, 2)
        alone(document, document.quote(document.draw(2, 6, 900), False))
        document.close()
    return layout


def table_markdown(document):
    glue = document.rng.choice([" <br> ", " "])
    lines = [plain("| Original | English |"), plain("|---|---|")]
    for cells in rows(document):
        original, english = (joined(cell, glue) for cell in cells)
        lines.append(concat("| ", original, " | ", english, " |"))
    document.lines(lines)


def table_html(document):
    lines = [plain("<table>")]
    for cells in rows(document):
        original, english = (joined(cell, " ") for cell in cells)
        lines += [plain("<tr>"), concat("<td>", original, "</td>"), concat("<td>", english, "</td>"), plain("</tr>")]
    document.lines([*lines, plain("</table>")])


def columns(document, quote):
    """Facing columns as in the text layer of a PDF."""
    width = document.rng.randint(45, 60)
    left, right = (wrapped(quote.whole(side), width - gap) for side, gap in ((SOURCE, 3), (TARGET, 8)))
    height = max(len(left), len(right))
    left += [[] for _ in range(height - len(left))]
    right += [[] for _ in range(height - len(right))]
    document.lines([concat(one, " " * (width - width_of(one)), other) if other else one
                    for one, other in zip(left, right)])


# g: within a sentence

def inline(document):
    document.heading("Words and Phrases")
    for frame in document.rng.sample(FRAMES, len(FRAMES)):
        document.block(document.paragraph())
        form = document.rng.choice(["bracket", "quoted", "dash", "equals", "before", "none"])
        quote = document.quote(document.draw_short(1, 4, '"«»“”—()'), form != "none")
        document.block(document.paragraph() + " " + frame.partition("{}")[0], in_form(quote, form),
                       frame.partition("{}")[2])
    document.close()


def in_form(quote, form):
    original, english = ([(text.strip(" .;:,-'"), tags) for text, tags in quote.whole(side)]
                         for side in (SOURCE, TARGET))
    return {"bracket": concat("«", original, "» (", english, ")"),
            "quoted": concat("*", original, "*, “", english, "”"),
            "dash": concat("«", original, "» — “", english, "”"),
            "equals": concat("«", original, "» = “", english, "”"),
            "before": concat("“", english, "” («", original, "»)"),
            "none": concat("«", original, "»")}[form]


# h: dialogues and lists

def dialogue(document, quote):
    for side, labels in zip((SOURCE, TARGET), DIALOGUE[quote.lang]):
        for index in range(len(quote.beads)):
            label = labels[index % 2]
            tags = quote.sentence(side, index)[0][1]
            document.block([(label, tags)], document.dress(quote.sentence(side, index)))


def numbered(document, quote):
    """Points of a list, each side cut by the end of a page."""
    for side in (SOURCE, TARGET):
        page = document.rng.randrange(1, len(quote.beads))
        for index in range(len(quote.beads)):
            if index == page:
                document.block(str(document.next_page()))
                document.block("THE SOURCES COMPARED")
            document.block(f"{index + 1}. ", document.dress(quote.sentence(side, index)))


LAYOUTS = {
    "a_cue": each_quote(cue),
    "a_cue_own": each_quote(own_cue),
    "b_after": each_quote(after),
    "b_before": each_quote(before),
    "b_brackets_orig": each_quote(brackets_original, budget=700),
    "b_brackets_trans": each_quote(brackets_translation, budget=700),
    "b_italic": each_quote(italic),
    "b_blockquote": each_quote(blockquote),
    "b_blockquote_orig": each_quote(blockquote_original),
    "b_note_original": notes(TARGET, SOURCE, caret),
    "b_note_original_sup": notes(TARGET, SOURCE, superscript),
    "b_endnote_original": notes(TARGET, SOURCE, superscript, at_end=True),
    "b_note_translation": notes(SOURCE, TARGET, caret),
    "c_third": third(True),
    "c_third_bare": third(False),
    "d_several": several,
    "d_titles": titled,
    "e_appendix": appendix,
    "e_far": far,
    "f_interleaved": verse(interleaved),
    "f_stanzas": verse(stanzas),
    "f_table_md": tables(table_markdown),
    "f_table_html": tables(table_html),
    "f_columns": each_quote(columns, budget=900),
    "g_inline": inline,
    "h_dialogue": each_quote(dialogue, low=4, high=8),
    "h_list": each_quote(numbered, low=4, high=8),
}
