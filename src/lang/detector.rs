//! A second opinion on the language of a whole text, among many more languages than documents are searched
//! for: enough to see that what was taken for Russian is Ukrainian.
//!
//! Enters: a text. Leaves: its language, if the detector (letter trigrams, as in Cavnar and Trenkle 1994)
//! is sure.

use super::facts::facts;
use super::tag::Lang;
use crate::text::{floor_boundary, words};
use whatlang::{Detector, Info};

/// Fewest words of a text that the detector can be trusted with.
const LEAST_WORDS: usize = 12;

/// Bytes of a text that are enough for a first look.
const ENOUGH: usize = 400;

/// Languages that scholars quote and mistake for one another. With more languages, rare ones would be found
/// in texts full of names.
const CONSIDERED: &[whatlang::Lang] = &[
    whatlang::Lang::Eng,
    whatlang::Lang::Fra,
    whatlang::Lang::Deu,
    whatlang::Lang::Ita,
    whatlang::Lang::Spa,
    whatlang::Lang::Por,
    whatlang::Lang::Lat,
    whatlang::Lang::Nld,
    whatlang::Lang::Pol,
    whatlang::Lang::Rus,
    whatlang::Lang::Ukr,
    whatlang::Lang::Bel,
    whatlang::Lang::Bul,
    whatlang::Lang::Srp,
    whatlang::Lang::Mkd,
];

/// The English name of the language that a text is in, if that is surely not `lang`.
///
/// ```
/// use diglot::lang::{Lang, other_language};
///
/// let text = "Вітер стих тільки під вечір, і рибалки нарешті змогли вийти в море, щоб перевірити сіті.";
/// assert_eq!(other_language(text, Lang::RU), Some("Ukrainian"));
/// let text = "Ветер стих только к вечеру, и рыбаки наконец смогли выйти в море, чтобы проверить сети.";
/// assert_eq!(other_language(text, Lang::RU), None);
/// assert_eq!(other_language("Вітер стих.", Lang::RU), None);
/// ```
pub fn other_language(text: &str, lang: Lang) -> Option<&'static str> {
    if words(text).take(LEAST_WORDS).count() < LEAST_WORDS {
        return None;
    }
    let own = facts(lang).iso639_3.as_str();
    let detector = Detector::with_allowlist(CONSIDERED.to_vec());
    // A language without a code cannot be distinguished from another one.
    let is_other = |info: &Info| info.is_reliable() && !own.is_empty() && info.lang().code() != own;
    // Nearly all texts are in the expected language, and their beginnings show it.
    let beginning = &text[..floor_boundary(text, ENOUGH)];
    detector.detect(beginning).filter(is_other)?;
    let info = detector.detect(text).filter(is_other)?;
    Some(info.lang().eng_name())
}
