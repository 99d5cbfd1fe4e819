//! Identifies what a text is written in: by its script first, then by its words and their letters.
//!
//! Enters: normalised text. Leaves: the language of every word, decided for the sequence, or of the whole,
//! with the evidence for it. It abstains: a name, a number or a word in a language that nobody configured
//! is not forced into a configured one.
//!
//! A word that is common in any language is scored by its frequency in each; another word by its runs of
//! three letters (Cavnar and Trenkle 1994 for the idea; the tables are counts, not ranks). The words of a
//! text are labelled together (Viterbi), so that «Zinoviev» inside French is French.

use super::facts::facts;
use super::frequencies::Frequencies;
use super::library::Library;
use super::tag::Lang;
use crate::text::Script;
use crate::text::{is_letter, push_lower, words};
use foldhash::fast::FixedState;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

/// Least score of one word for a language, in nats: one odd word does not decide.
const FLOOR: f64 = -5.0;
/// Longest word that is scored, in characters: anything longer is not a word.
const LONGEST_WORD: usize = 40;

/// The possible labels of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LanguageLabel {
    /// One of the configured languages.
    In(Lang),
    /// None of them.
    Other,
}

/// Identifies a fixed set of languages.
#[derive(Clone, Debug)]
pub struct Identifier {
    /// The language that prose is written in, then those that may be quoted.
    languages: Vec<(Lang, Script)>,
    /// The index of each among the languages with known frequencies, if it is in Latin letters.
    known: Vec<Option<usize>>,
    /// The indices of all others.
    foils: Vec<usize>,
    detector: whatlang::Detector,
    library: Library,
    /// The scores of words so far.
    scored: RefCell<ScoreCache>,
}

/// The scores of words. A word has the same score in the same context.
#[derive(Clone, Debug, Default)]
struct ScoreCache {
    /// Where the scores of each word begin, for each context.
    words: [HashMap<Box<str>, usize, FixedState>; WordContext::COUNT],
    /// As in [`ScoredWords`].
    evidence: Vec<f32>,
}

/// Most scores that are kept: a book's.
const MOST_EVIDENCE: usize = 1 << 18;

/// The words of a text with the evidence for each label, each word taken alone.
#[derive(Clone, Debug, Default)]
pub struct ScoredWords {
    /// Their bytes in the text, in order.
    ranges: Vec<Range<usize>>,
    /// For each word, for each language and then for other, in nats: how much less likely it is than the
    /// best label, 0 to -5 among languages of its script; down to -12 for those of another script.
    evidence: Vec<f32>,
    /// How many labels there are.
    labels: usize,
}

impl ScoredWords {
    /// The number of words.
    pub fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// The bytes of each word.
    pub fn ranges(&self) -> &[Range<usize>] {
        &self.ranges
    }

    /// The indices of the words in a byte range of the text.
    pub fn within(&self, bytes: &Range<usize>) -> Range<usize> {
        let start = self.ranges.partition_point(|r| r.start < bytes.start);
        let end = self.ranges.partition_point(|r| r.end <= bytes.end);
        start..end.max(start)
    }

    fn evidence(&self, word: usize) -> &[f32] {
        &self.evidence[word * self.labels..(word + 1) * self.labels]
    }
}

/// Consecutive words of one label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageRun {
    /// From the first word's first byte to the last word's last.
    pub range: Range<usize>,
    /// The number of words.
    pub words: usize,
    /// Their labels.
    pub label: LanguageLabel,
}

impl Identifier {
    /// Identifies languages for prose in `target` that quotes `sources`. Languages without tables are left
    /// out.
    pub fn new(target: Lang, sources: &[Lang]) -> Self {
        Self::with(Library::default(), target, sources)
    }

    /// The same with a given library.
    pub fn with(library: Library, target: Lang, sources: &[Lang]) -> Self {
        let mut languages: Vec<(Lang, Script)> = Vec::new();
        for &lang in std::iter::once(&target).chain(sources) {
            if let Some(script) = facts(lang).script
                && !languages.iter().any(|&(known, _)| known == lang)
            {
                languages.push((lang, script));
            }
        }
        let allowed = languages
            .iter()
            .filter_map(|&(lang, _)| whatlang::Lang::from_code(&facts(lang).iso639_3))
            .collect();
        let all = Frequencies::compiled_in().langs();
        let place = |lang: Lang| all.iter().position(|own| own.primary() == lang.primary());
        let known: Vec<Option<usize>> = languages
            .iter()
            .map(|&(lang, script)| (script == Script::Latin).then(|| place(lang)).flatten())
            .collect();
        Self {
            foils: (0..all.len())
                .filter(|&foil| !known.contains(&Some(foil)))
                .collect(),
            known,
            languages,
            scored: RefCell::default(),
            detector: whatlang::Detector::with_allowlist(allowed),
            library,
        }
    }

    /// The words of all languages.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// The languages that it distinguishes, the prose's first.
    pub fn languages(&self) -> impl Iterator<Item = Lang> + '_ {
        self.languages.iter().map(|&(lang, _)| lang)
    }

    /// The words of a text with the evidence of each.
    pub fn words(&self, text: &str) -> ScoredWords {
        let mut out = ScoredWords {
            labels: self.languages.len() + 1,
            ..ScoredWords::default()
        };
        let likely = text.len() / 6;
        out.ranges.reserve(likely);
        out.evidence.reserve(likely * out.labels);
        let mut scratch = ScoreBuffer::default();
        let mut scored = self.scored.borrow_mut();
        if scored.evidence.len() > MOST_EVIDENCE {
            *scored = ScoreCache::default();
        }
        let mut previous_end = 0;
        for range in words(text) {
            let gap = text.get(previous_end..range.start).unwrap_or_default();
            let after = text.get(range.end..).unwrap_or_default();
            let context = WordContext {
                starts_sentence: out.is_empty()
                    || gap != " " && gap.contains(['.', '!', '?', ':', '«', '"', '“', '—']),
                after_apostrophe: gap == "'" || gap == "’",
                before_apostrophe: after.starts_with(['\'', '’'])
                    && after.chars().nth(1).is_some_and(char::is_alphabetic),
            };
            let word = text.get(range.clone()).unwrap_or_default();
            let ScoreCache { words, evidence } = &mut *scored;
            let words = &mut words[context.number()];
            let known = words.get(word).copied();
            let start = known.unwrap_or_else(|| {
                self.evidence(word, context, &mut scratch);
                let start = evidence.len();
                evidence.extend(scratch.scores.iter().map(|&e| e as f32));
                words.insert(word.into(), start);
                start
            });
            out.evidence
                .extend_from_slice(&evidence[start..start + out.labels]);
            previous_end = range.end;
            out.ranges.push(range);
        }
        out
    }

    /// Scores a word.
    fn evidence(&self, word: &str, context: WordContext, scratch: &mut ScoreBuffer) {
        let n = self.languages.len();
        let ScoreBuffer {
            scores,
            lower,
            likelihoods,
        } = scratch;
        scores.clear();
        scores.resize(n + 1, 0.0);
        let (mut latin, mut cyrillic) = (0, 0);
        for c in word.chars().take(LONGEST_WORD) {
            match c {
                '\u{400}'..='\u{52f}' => cyrillic += 1,
                c if is_letter(c) => latin += 1,
                _ => {}
            }
        }
        if latin == 0 && cyrillic == 0 {
            return;
        }
        let script = if cyrillic > latin {
            Script::Cyrillic
        } else {
            Script::Latin
        };
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        for (i, &(_, own)) in self.languages.iter().enumerate() {
            if own != script {
                scores[i] = match (script, capital) {
                    (Script::Cyrillic, _) => -12.0,
                    // Names in Latin letters occur in Russian.
                    (Script::Latin, true) => -3.0,
                    (Script::Latin, false) => -8.0,
                };
            }
        }
        if script == Script::Cyrillic {
            // A Cyrillic word in none of the configured languages is other, but not strongly: dialect,
            // names.
            if self.languages.iter().any(|&(_, s)| s == script) {
                scores[n] = -6.0;
            }
            return;
        }
        lower.clear();
        match word.is_ascii() {
            true => {
                lower.push_str(&word[..word.len().min(LONGEST_WORD)]);
                lower.make_ascii_lowercase();
            }
            false => {
                let end = word.char_indices().nth(LONGEST_WORD);
                push_lower(&word[..end.map_or(word.len(), |(at, _)| at)], lower);
            }
        }
        Frequencies::compiled_in().likelihoods(lower, likelihoods);
        let foils = self.foils.iter().map(|&foil| likelihoods[foil]);
        let other = foils.fold(f64::NEG_INFINITY, f64::max);
        let own = self.known.iter().flatten().map(|&own| likelihoods[own]);
        let best = own.fold(other, f64::max);
        let weight = match () {
            () if word.chars().all(char::is_uppercase) && word.chars().nth(4).is_none() => 0.2,
            () if capital && !context.starts_sentence => 0.35,
            () => 1.0,
        };
        for (score, own) in scores.iter_mut().zip(&self.known) {
            if let Some(own) = own {
                *score = weight * (likelihoods[*own] - best).max(FLOOR);
            }
        }
        scores[n] = weight * (other - best).max(FLOOR);
        self.weigh_apostrophe(lower, context, scores);
    }

    /// «l'été» is French and "it's" is English, whatever the letters suggest.
    fn weigh_apostrophe(&self, lower: &str, context: WordContext, scores: &mut [f64]) {
        for (mark, table) in [
            (context.before_apostrophe, true),
            (context.after_apostrophe, false),
        ] {
            if !mark {
                continue;
            }
            let owners: Vec<bool> = self
                .languages
                .iter()
                .map(|&(lang, _)| {
                    let tables = self.library.tables(lang);
                    if table {
                        tables.elisions.contains(lower)
                    } else {
                        tables.enclitics.contains(lower)
                    }
                })
                .collect();
            if owners.contains(&true) {
                for (i, &owner) in owners.iter().enumerate() {
                    if owner {
                        scores[i] = 0.0;
                    } else if self.languages[i].1 == Script::Latin {
                        scores[i] = scores[i].min(-3.0);
                    }
                }
                let last = scores.len() - 1;
                scores[last] = scores[last].min(-2.0);
            }
        }
    }

    /// The runs of one label in a text. `previous` is the label that the text before it ends with.
    ///
    /// To change the label inside a clause costs more than at a quotation mark or a full stop.
    pub fn runs(&self, text: &str, previous: Option<LanguageLabel>) -> Vec<LanguageRun> {
        let words = self.words(text);
        self.label(text, &words, previous)
    }

    /// As [`Identifier::runs`], for words that are already scored.
    pub fn label(
        &self,
        text: &str,
        words: &ScoredWords,
        previous: Option<LanguageLabel>,
    ) -> Vec<LanguageRun> {
        if words.is_empty() {
            return Vec::new();
        }
        let labels = self.languages.len() + 1;
        let start = |label: usize| {
            let prior = match label {
                0 => 0.0,
                l if l == labels - 1 => -2.0,
                l if self.languages[l].1 == Script::Latin => -1.5,
                _ => -0.5,
            };
            prior - f64::from(u8::from(previous.is_some_and(|p| p != self.at(label))))
        };
        let mut best: Vec<f64> = (0..labels)
            .map(|l| start(l) + f64::from(words.evidence(0)[l]))
            .collect();
        let mut next = Vec::with_capacity(labels);
        let mut from: Vec<u8> = Vec::with_capacity(words.len() * labels);
        for (i, pair) in words.ranges.windows(2).enumerate() {
            let evidence = words.evidence(i + 1);
            let gap = text.get(pair[0].end..pair[1].start).unwrap_or_default();
            let cost = change_cost(gap);
            let (top, &score) = best
                .iter()
                .enumerate()
                .max_by(|a, b| a.1.total_cmp(b.1))
                .unwrap_or((0, &0.0));
            next.clear();
            for (label, &stay) in best.iter().enumerate() {
                let change = score - cost;
                let (score, origin) = if stay >= change {
                    (stay, label)
                } else {
                    (change, top)
                };
                next.push(score + f64::from(evidence[label]));
                from.push(origin as u8);
            }
            std::mem::swap(&mut best, &mut next);
        }
        let mut label = best
            .iter()
            .enumerate()
            .max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)))
            .map_or(0, |(label, _)| label);
        let mut path = vec![label; words.len()];
        for i in (1..words.len()).rev() {
            label = from[(i - 1) * labels + label] as usize;
            path[i - 1] = label;
        }
        let mut runs: Vec<LanguageRun> = Vec::new();
        for (word, &label) in words.ranges.iter().zip(&path) {
            let label = self.at(label);
            match runs.last_mut() {
                Some(run) if run.label == label => {
                    run.range.end = word.end;
                    run.words += 1;
                }
                _ => runs.push(LanguageRun {
                    range: word.clone(),
                    words: 1,
                    label,
                }),
            }
        }
        runs
    }

    /// How strongly words support `lang` against the prose's language, in nats a word, less a penalty where
    /// a foil explains them better. Above 1 it is hardly a coincidence.
    pub fn support(&self, words: &ScoredWords, which: Range<usize>, lang: Lang) -> f64 {
        let Some(own) = self.languages.iter().position(|&(l, _)| l == lang) else {
            return f64::NEG_INFINITY;
        };
        let other = self.languages.len();
        let (mut sum, mut count) = (0.0, 0);
        for evidence in which.map(|word| words.evidence(word)) {
            if evidence.iter().all(|&e| e == 0.0) {
                // A number.
                continue;
            }
            let foil = (evidence[own] - evidence[other] + 2.0).min(0.0);
            sum += f64::from(evidence[own] - evidence[0] + 0.5 * foil);
            count += 1;
        }
        if count == 0 {
            0.0
        } else {
            sum / f64::from(count)
        }
    }

    /// How many words can hardly be in the prose's language but well in `lang`.
    pub fn distinctive(&self, words: &ScoredWords, which: Range<usize>, lang: Lang) -> usize {
        let Some(own) = self.languages.iter().position(|&(l, _)| l == lang) else {
            return 0;
        };
        which
            .map(|word| words.evidence(word))
            .filter(|evidence| evidence[own] - evidence[0] >= 3.0)
            .count()
    }

    /// The language of a whole text, or `None` if it is not clear.
    ///
    /// ```
    /// use diglot::lang::{Identifier, Lang};
    ///
    /// let identifier = Identifier::new(Lang::EN, &[Lang::RU, Lang::FR]);
    /// assert_eq!(identifier.identify("Пароход вышел на рассвете."), Some(Lang::RU));
    /// assert_eq!(identifier.identify("La gare était fermée depuis trois jours."), Some(Lang::FR));
    /// assert_eq!(identifier.identify("The station had been closed."), Some(Lang::EN));
    /// assert_eq!(identifier.identify("1921"), None);
    /// ```
    pub fn identify(&self, text: &str) -> Option<Lang> {
        let words = self.words(text);
        let mut counts = vec![0usize; self.languages.len() + 1];
        for run in self.label(text, &words, None) {
            counts[self.index(run.label)] += run.words;
        }
        let total: usize = counts.iter().sum();
        let (label, &most) = counts.iter().enumerate().max_by_key(|&(_, n)| *n)?;
        let informative = words.evidence.iter().any(|&e| e <= -1.0);
        if label < self.languages.len() && informative && 10 * most >= 6 * total {
            return Some(self.languages[label].0);
        }
        // The words do not decide; the detector sees the whole text, if it is sure.
        let info = self.detector.detect(text)?;
        if !info.is_reliable() {
            return None;
        }
        self.languages
            .iter()
            .map(|&(lang, _)| lang)
            .find(|&lang| facts(lang).iso639_3 == info.lang().code())
    }

    fn at(&self, label: usize) -> LanguageLabel {
        self.languages
            .get(label)
            .map_or(LanguageLabel::Other, |&(lang, _)| LanguageLabel::In(lang))
    }

    fn index(&self, label: LanguageLabel) -> usize {
        match label {
            LanguageLabel::Other => self.languages.len(),
            LanguageLabel::In(lang) => self
                .languages
                .iter()
                .position(|&(l, _)| l == lang)
                .unwrap_or(self.languages.len()),
        }
    }
}

/// Buffers for the scores of a word, used again for the next one.
#[derive(Default)]
struct ScoreBuffer {
    /// For each language, then for other.
    scores: Vec<f64>,
    lower: String,
    likelihoods: Vec<f64>,
}

/// The context of a word.
#[derive(Clone, Copy)]
struct WordContext {
    starts_sentence: bool,
    before_apostrophe: bool,
    after_apostrophe: bool,
}

impl WordContext {
    /// The number of contexts.
    const COUNT: usize = 8;

    /// The index of this context.
    fn number(self) -> usize {
        usize::from(self.starts_sentence)
            | usize::from(self.before_apostrophe) << 1
            | usize::from(self.after_apostrophe) << 2
    }
}

/// Cost of changing the language between two words, by the text between them.
fn change_cost(gap: &str) -> f64 {
    let has = |set: &[char]| gap.contains(set);
    if gap == " " {
        6.0
    } else if has(&[
        '"', '«', '»', '“', '”', '„', '‘', '(', ')', '[', ']', '=', '/', '|',
    ]) {
        3.2
    } else if has(&['.', '!', '?', '…']) {
        4.0
    } else if has(&[',', '—', '–', ':', ';']) {
        5.0
    } else {
        6.0
    }
}
