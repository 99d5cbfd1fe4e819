"""Damage to quotes by scanning, typesetting and editing: layouts like those of `layouts`, with plain quotes.

Words that trouble adds to a quote and that nobody would quote with it (marks, citations) are optional in the gold.
"""
import re

from .document import SOURCE, Quote
from .layouts import after, cue, each_quote
from .styled import OPTIONAL, map_words, optional, plain

HEADS = ["CHAPTER THREE", "THE SOURCES COMPARED", "A STUDY OF THE EVIDENCE"]
NOTES = ["¹ City Archive, box 12, folder 3, leaf 40.", "² See the second edition, vol. 2, p. 118.",
         "³ Compare *Northern Review* 14 (1931), 22-25.", "⁴ Letter to the editor of the *Herald*, 1912, p. 7."]
MARKS = ["¹", "²³", "^{15", "^{7}", "[^3]", "<sup>4</sup>", "[12]"]
CITATIONS = ["(Vozhdy 250)", "(col. 1)", "(emphasis added)", "[Herald, p. 3]"]
ENTITIES = {"«": "&laquo;", "»": "&raquo;", "—": "&mdash;", "é": "&eacute;", "è": "&egrave;", "à": "&agrave;",
            "ç": "&ccedil;", "ê": "&ecirc;", "â": "&acirc;", "î": "&icirc;", "ô": "&ocirc;", "û": "&ucirc;",
            "“": "&ldquo;", "”": "&rdquo;", '"': "&quot;"}
LATIN = str.maketrans("аеорсхАЕОРСХКМТВН", "aeopcxAEOPCXKMTBH")
GARBLED = str.maketrans({"и": "н", "м": "ы", "т": "г", "в": "п", "ш": "щ", "e": "c", "i": "l", "m": "rn", "u": "n"})
TITLES = {
    "ru": ["Лебедев, П. А. *Очерки речного судоходства в северных губерниях.* Казань: Слово, 1908.",
           "Громова, Н. И. «К вопросу о происхождении местных преданий». *Вестник древностей* 4 (1912): 31-58.",
           "*Сборник документов по истории городского хозяйства*. Том 2. Под ред. В. К. Седых. СПб., 1904.",
           "Ильин, С. «Забытые страницы: письма с озера». *Наш край* № 7 (1926), с. 12-19.",
           "Архив городской управы. Опись дел за 1899-1903 годы. Фонд 14, дело 220."],
    "fr": ["Dumoulin, A. *Essai sur la navigation fluviale dans les provinces du nord.* Rouen: Lestringant, 1908.",
           "Garance, Hélène. « De l'origine des légendes locales ». *Revue des antiquités* 4 (1912): 31-58.",
           "*Recueil de documents pour servir à l'histoire de la ville*. Tome 2. Paris, 1904.",
           "Tissier, P. « Pages oubliées : les lettres du lac ». *Notre pays*, nº 7 (1926), p. 12-19.",
           "Archives de la mairie. Inventaire des dossiers des années 1899-1903. Série 14, dossier 220."]}
TRANSLIT = ["The formula *po sobstvennomu zhelaniiu*, as the clerks wrote it, says nothing of pressure.",
            "Such *zakliuchenie o sostoianii dorog* were drawn up each spring and filed unread.",
            "He signed it \"s tovarishcheskim privetom, vash staryi drug\" and sent it by the evening boat.",
            "The article \"Chto delat' s nashei rekoi?\" in *Severnyi listok* has been cited often.",
            "In *Ocherki po istorii severnogo sudokhodstva* (Kazan', 1908) the matter is hardly touched."]


def base(document, quote):
    document.rng.choice([after, cue])(document, quote)


def trouble(change):
    """A layout in which change(document, string) rewrites the sentences of quotes."""
    def layout(document):
        document.dress = lambda text: [(change(document, string), tags) for string, tags in text]
        each_quote(base)(document)
    return layout


def some_words(document, string, chance, change, shortest=1, longest=99):
    """The string with about the given share of its words changed; only words of some lengths in letters."""
    def one(match):
        word = match.group()
        return change(word) if shortest <= len(word) <= longest and document.rng.random() < chance else word
    return re.sub(r"[^\W\d_]+", one, string)


def hyphens_kept(document, string):
    def hyphenated(word):
        at = document.rng.randint(3, len(word) - 3)
        return word[:at] + "-" + word[at:]
    return some_words(document, string, .12, hyphenated, shortest=9)


def hyphens_lost(document, string):
    """Spaces lost where lines ended: two words run together."""
    return re.sub(r"(?<=[^\W\d_]) (?=[^\W\d_])", lambda _: "" if document.rng.random() < .05 else " ", string)


def letter_spaced(document, string):
    return some_words(document, string, .06, " ".join, 4, 10)


def marked_up(document, string):
    string = some_words(document, string, .02, "**{}**".format)
    string = some_words(document, string, .02, "<u>{}</u>".format, shortest=2)
    string = re.sub(" ", lambda _: "&nbsp;" if document.rng.random() < .03 else " ", string)
    return "".join(ENTITIES.get(sign, sign) for sign in string)


def lookalikes(document, string):
    return some_words(document, string, .2, lambda word: word.translate(LATIN))


def word_trouble(change):
    """A layout in which change(document, word, tags) puts something after words of quotes."""
    def layout(document):
        document.dress = lambda text: map_words(text, lambda word, tags: change(document, word, tags))
        each_quote(base)(document)
    return layout


def marks(document, word, tags):
    if document.rng.random() > (.3 if word[-1] in ".,;" else .02):
        return [(word, tags)]
    bare = word[-1] == "." and document.rng.random() < .3
    return [(word, tags), ("6" if bare else document.rng.choice(MARKS), (OPTIONAL,))]


def english_inside(document, word, tags):
    if word[-1] not in ".!?" or tags[0][1] != SOURCE or document.rng.random() > .3:
        return [(word, tags)]
    return [(word, tags), (" " + document.rng.choice(CITATIONS), (OPTIONAL,))]


def pages(document):
    """The end of a page inside sentences: a footnote, the page's number and a running head interrupt them."""
    def dress(text):
        if len(text) < 2 or document.rng.random() < .2:
            return text
        index = document.rng.randrange(0, len(text), 2)
        string, tags = text[index]
        cut = string.find(" ", len(string) // 2)
        if cut < 0:
            return text
        return [*text[:index], (string[:cut], tags), *page_end(document), (string[cut + 1:], tags), *text[index + 1:]]
    document.dress = dress
    each_quote(base, budget=900)(document)


def page_end(document):
    note, head = document.rng.choice(NOTES), document.rng.choice(HEADS)
    return plain(f"\n\n{note}\n\n{document.next_page()}\n\n{head}\n\n")


def duplicate(document):
    """Some quotes occur twice: first as a scanner read them."""
    def place(document, quote):
        if document.rng.random() < .5:
            copy = Quote(quote.number, quote.lang, quote.beads, document.rng)
            document.block(optional(garbled(document, "".join(string for string, _ in copy.whole(SOURCE)))))
        base(document, quote)
    each_quote(place, budget=900)(document)


def garbled(document, text):
    return " ".join(word.translate(GARBLED) if document.rng.random() < .4 else word for word in text.split())


def bibliography(document):
    """Foreign titles in notes and in a bibliography: these are not quotes."""
    def place(document, quote):
        base(document, quote)
        document.comment(1, 2)
        document.block("¹ " + document.rng.choice(TITLES[document.lang]))
    each_quote(place)(document)
    document.heading("Bibliography")
    for title in sorted(TITLES["ru"] + TITLES["fr"]):
        document.block(title)


def transliterated(document):
    """Transliterated phrases in the commentary: these are not quotes."""
    def place(document, quote):
        document.block(document.paragraph() + " " + document.rng.choice(TRANSLIT))
        document.comment(1, 2)
        base(document, quote)
    each_quote(place)(document)


def partial(document):
    """Translations that leave out a sentence or two."""
    def place(document, quote):
        inner = range(1, len(quote.beads) - 1)
        quote.silent = set(document.rng.sample(inner, min(len(inner), document.rng.randint(1, 2))))
        base(document, quote)
    each_quote(place, low=4)(document)


TROUBLES = {
    "t_pages": pages,
    "t_hyphens_kept": trouble(hyphens_kept),
    "t_hyphens_lost": trouble(hyphens_lost),
    "t_marks": word_trouble(marks),
    "t_spaced": trouble(letter_spaced),
    "t_markup": trouble(marked_up),
    "t_lookalikes": trouble(lookalikes),
    "t_duplicate": duplicate,
    "t_english_inside": word_trouble(english_inside),
    "t_bibliography": bibliography,
    "t_translit": transliterated,
    "t_wrapped": each_quote(base),
    "t_partial": partial,
}
