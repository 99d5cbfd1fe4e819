//! The features of a bead with two sides: what speaks for or against it.
//!
//! Each feature is a small function of the bead; `weights/` has its weight. No feature distinguishes the two
//! sides, so that two texts are aligned in the same way in either direction, except that deletions come
//! before insertions either way.
//!
//! Most features were tried, one after the other, on aligned novels. They go back to Gale and Church 1993
//! (lengths, shapes), Thompson and Koehn 2019 (cosines less their mean, larger beads), Liu and Zhu 2023
//! (neighbours), and, for the whole as one probability model, to conditional random fields (Lafferty,
//! McCallum and Pereira 2001).

use super::bead::BeadCandidate;
use super::clauses::Clauses;
use super::surface::{SentenceEnd, TextSurface};
use crate::similarity::TextSide;

/// One thing that speaks for or against a bead.
pub(super) struct Feature {
    /// Its name, in `weights/` and in what `--explain` prints.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// Its value for a bead.
    pub value: fn(&BeadCandidate<'_>) -> f64,
}

/// One thing about its clauses that speaks for or against a bead.
pub(super) struct ClauseFeature {
    /// See [`Feature::name`].
    pub name: &'static str,
    /// See [`Feature::about`].
    pub about: &'static str,
    /// Its value for a bead.
    pub value: fn(&BeadCandidate<'_>, &Clauses) -> f64,
}

macro_rules! features {
    ($($name:literal, $about:literal, $value:expr;)*) => {
        &[$(Feature { name: $name, about: $about, value: $value }),*]
    };
}

macro_rules! clause_features {
    ($($name:literal, $about:literal, $value:expr;)*) => {
        &[$(ClauseFeature { name: $name, about: $about, value: $value }),*]
    };
}

fn truth(is: bool) -> f64 {
    f64::from(u8::from(is))
}

fn ends(surfaces: &[TextSurface], end: SentenceEnd) -> bool {
    surfaces.last().is_some_and(|surface| surface.end == end)
}

/// The features of a bead apart from its clauses.
pub(super) const FEATURES: &[Feature] = features! {
    "1-1", "one text with one", |b| truth(b.shape() == (1, 1));
    "1-2", "one text with two, or two with one", |b| truth(b.shape() == (1, 2));
    "1-3", "one text with three, or three with one", |b| truth(b.shape() == (1, 3));
    "1-n", "one text with four or more, or four or more with one", |b| truth(b.shape().0 == 1 && b.shape().1 > 3);
    "2-2", "two texts with two", |b| truth(b.shape() == (2, 2));
    "n-m", "several texts with several, more than four together",
        |b| truth(b.is_many_to_many() && b.texts() > 4);
    "size", "texts beyond four", |b| b.texts().saturating_sub(4) as f64;
    "density", "how many more texts the side with more texts in total has", |b| {
        (b.runs[1].len as f64 - b.runs[0].len as f64) * b.context.density
    };

    "meaning", "how alike the sides are, beyond chance", |b| b.gain;
    "meaning, alike", "how alike the sides are, beyond chance and 0.3", |b| (b.gain - 0.3).max(0.0);
    "meaning, very alike", "how alike the sides are, beyond chance and 0.5", |b| (b.gain - 0.5).max(0.0);
    "meaning, strange", "how far the similarity of the sides is below 0.15", |b| (0.15 - b.gain).max(0.0);
    "meaning * texts", "how alike the sides are, for each text beyond two", |b| b.gain * (b.texts() - 2) as f64;
    "chance", "how alike the sides are to any other texts: similarity beyond that counts more", |b| b.background;
    "neighbours", "how alike the neighbours are to the sides", |b| b.all_neighbours().sum::<f64>() / 4.0;
    "best neighbour", "the most alike neighbour against the bead", |b| {
        b.all_neighbours().fold(f64::MIN, f64::max) - b.gain
    };
    "weakest", "how alike its least alike text is", |b| {
        if b.texts() > 2 { b.weakest() - b.background } else { 0.0 }
    };

    "least loss", "the smallest loss from leaving a text out", |b| {
        b.plain_losses().map_or(0.0, |[x, y]| x.min(y))
    };
    "no loss", "the gain from leaving a text out", |b| b.plain_losses().map_or(0.0, |[x, y]| x.min(y).min(0.0));
    "most loss", "the largest loss from leaving a text out", |b| {
        b.plain_losses().map_or(0.0, |[x, y]| x.max(y))
    };
    "least loss of many", "the smallest loss from leaving a text out if both sides have several", |b| {
        b.least_loss_of_many().unwrap_or_default()
    };
    "no loss of many", "the gain from leaving a text out if both sides have several", |b| b.least_loss_of_many().unwrap_or_default().min(0.0);
    "best addition", "the largest gain from adding a neighbour", |b| b.all_additions().fold(f64::MIN, f64::max);
    "additions", "the total gain from adding neighbours", |b| b.all_additions().map(|x| x.max(0.0)).sum();
    "best claim", "how much more alike a neighbour is to the bead than to its partner", |b| b.claims().fold(f64::MIN, f64::max);
    "claims", "how much more alike neighbours are to the bead than to their partners", |b| b.claims().map(|x| x.max(0.0)).sum();
    "stray", "how much more alike a text is to the other side's neighbour than to its own", |b| {
        if b.texts() > 2 { b.strays() } else { 0.0 }
    };
    "strays", "how much more alike a text is to the other side's neighbour", |b| if b.texts() > 2 { b.strays().max(0.0) } else { 0.0 };
    "halves", "how alike its halves are against the whole", |b| {
        b.halves().map_or(0.0, |[straight, _]| straight - b.cosine)
    };
    "halves, alike", "how alike its halves are if they are nearly as alike as the whole", |b| {
        b.halves().map_or(0.0, |[straight, _]| (straight - b.cosine + 0.05).max(0.0))
    };
    "crossed", "its halves match crosswise", |b| {
        b.halves().map_or(0.0, |[straight, crossed]| (crossed - straight).max(0.0))
    };

    "length", "how unlike the lengths are", |b| b.log_ratio;
    "length squared", "how unlike the lengths are, squared", |b| (b.log_ratio * b.log_ratio).min(2.0);
    "misfit", "lengths in standard deviations", |b| b.misfit.min(6.0);
    "misfit squared", "lengths in standard deviations, squared", |b| (b.misfit * b.misfit).min(25.0);
    "misfit, longer", "how much better the lengths fit with a neighbour", |b| {
        let longer = b.least_misfit_longer();
        (b.misfit.min(6.0) - longer.min(6.0)).max(0.0)
    };
    "misfit, shorter", "how much better the lengths fit with a text left out", |b| {
        let shorter = b.least_misfit_shorter();
        (b.misfit.min(6.0) - shorter.min(6.0)).max(0.0)
    };
    "short", "how short the shorter side is", short;
    "short * meaning", "how short the shorter side is, times how alike the sides are", |b| short(b) * b.gain;

    "both ask", "both end with a question mark", |b| truth(b.sides_where(|f| ends(f, SentenceEnd::Question)) == 2);
    "one asks", "one side alone ends with a question mark", |b| truth(b.sides_where(|f| ends(f, SentenceEnd::Question)) == 1);
    "both exclaim", "both end with an exclamation mark", |b| {
        truth(b.sides_where(|f| ends(f, SentenceEnd::Exclamation)) == 2)
    };
    "one exclaims", "one side alone ends with an exclamation mark", |b| truth(b.sides_where(|f| ends(f, SentenceEnd::Exclamation)) == 1);
    "both end in a colon", "both end with a colon", |b| truth(b.sides_where(|f| ends(f, SentenceEnd::Colon)) == 2);
    "both go on", "both end inside a sentence", |b| truth(b.sides_where(goes_on) == 2);
    "one goes on", "one side alone ends inside a sentence", |b| truth(b.sides_where(goes_on) == 1);
    "questions", "more question marks on one side", |b| b.difference(|f| f.questions).min(2.0);
    "exclamations", "more exclamation marks on one side", |b| b.difference(|f| f.exclamations).min(2.0);
    "semicolons", "more semicolons and colons on one side", |b| b.difference(|f| f.stops_inside).min(3.0);
    "turns", "more beginnings of speech on one side", |b| b.difference(|f| f.turns).min(3.0);
    "ends of speech", "more ends of speech on one side", |b| b.difference(|f| f.closings).min(3.0);
    "brackets", "more brackets on one side", |b| b.difference(|f| f.brackets).min(3.0);
    "commas", "more commas on one side", |b| b.difference(|f| f.commas).min(4.0);
    "dashes", "more dashes on one side", |b| b.difference(|f| f.dashes).min(3.0);
    "both end speech", "both end with a closing quotation mark", |b| truth(b.sides_where(ends_speech) == 2);
    "one ends speech", "one side alone ends with a closing quotation mark", |b| truth(b.sides_where(ends_speech) == 1);
    "both begin speech", "both begin with a quotation mark or a dash", |b| truth(b.sides_where(begins_speech) == 2);
    "one begins speech", "one side alone begins with a quotation mark or a dash", |b| truth(b.sides_where(begins_speech) == 1);
    "one begins small", "one side alone begins with a small letter", |b| truth(b.sides_where(begins_small) == 1);
    "both begin small", "both begin with a small letter", |b| truth(b.sides_where(begins_small) == 2);
    "small inside", "texts inside that begin with a small letter", |b| inside(b, |f| f.begins_small);
    "speech inside", "texts inside that begin with a quotation mark or a dash", |b| inside(b, |f| f.begins_speech);
    "odd numbers", "numbers on one side only", |b| odd(b, |f| &f.numbers).min(2.0);
    "long * meaning", "how long the shorter side is, times how alike the sides are", |b| (b.log_shorter - 3.0).max(0.0) * b.gain;
    "shared numbers", "numbers on both sides", |b| shared(b, |f| &f.numbers).min(2.0);
};

/// The features of the clauses of a bead.
pub(super) const CLAUSE_FEATURES: &[ClauseFeature] = clause_features! {
    "clauses out", "how much more alike clauses are to text outside the bead",
        |_, c| c.outward.iter().map(|x| x.max(0.0)).sum();
    "best clause out", "the same for the clause with the largest value", |_, c| c.outward.into_iter().fold(f64::MIN, f64::max);
    "several clauses out", "two or more clauses are more alike to text outside the bead", |_, c| truth(c.outward.iter().filter(|x| **x > 0.0).count() > 1);
    "clauses across", "a clause that matches another text of the bead than its own text matches",
        |b, c| if b.is_many_to_many() { c.inward } else { 0.0 };
    "least clause", "how alike the clause with the weakest counterpart is to it", |b, c| c.least_covered - b.background;
    "least clause, strange", "how far the clause with the weakest counterpart is below 0.15", |b, c| (0.15 - (c.least_covered - b.background)).max(0.0);
    "least clause of several", "how alike the clause with the weakest counterpart is to it, in beads of more than two texts", |b, c| {
        if b.texts() > 2 { c.least_covered - b.background } else { 0.0 }
    };
    "clauses", "how alike clauses are to their counterparts", |b, c| c.covered - b.background;
    "torn", "how well a clause and one outside the bead match", |_, c| c.torn.into_iter().fold(0.0, f64::max);
    "torn apart", "how far the match of a clause and one outside the bead is above 0.15", |_, c| c.torn.iter().map(|x| (x - 0.15).max(0.0)).sum();
    "torn clauses", "how well clauses and those outside the bead match, at all edges", |_, c| c.torn.iter().sum();
    "stray clauses", "how much of it is more alike to text outside the bead", |_, c| c.strays;
};

fn short(b: &BeadCandidate<'_>) -> f64 {
    (3.0 - b.log_shorter).max(0.0)
}

fn goes_on(surfaces: &[TextSurface]) -> bool {
    ends(surfaces, SentenceEnd::Open) || ends(surfaces, SentenceEnd::Colon)
}

fn begins_speech(surfaces: &[TextSurface]) -> bool {
    surfaces
        .first()
        .is_some_and(|surface| surface.begins_speech)
}

fn ends_speech(surfaces: &[TextSurface]) -> bool {
    surfaces.last().is_some_and(|surface| surface.ends_speech)
}

fn begins_small(surfaces: &[TextSurface]) -> bool {
    surfaces.first().is_some_and(|surface| surface.begins_small)
}

/// The number of texts that are so, apart from the first of each side.
fn inside(b: &BeadCandidate<'_>, is: impl Fn(&TextSurface) -> bool) -> f64 {
    TextSide::BOTH
        .iter()
        .flat_map(|&side| &b.surfaces(side)[1..])
        .filter(|surface| is(surface))
        .count() as f64
}

/// The number of listed things that occur on both sides.
fn shared<T: PartialEq>(b: &BeadCandidate<'_>, list: fn(&TextSurface) -> &[T]) -> f64 {
    let mut theirs: Vec<&T> = b.surfaces(TextSide::Target).iter().flat_map(list).collect();
    let mut shared = 0;
    for own in b.surfaces(TextSide::Source).iter().flat_map(list) {
        if let Some(at) = theirs.iter().position(|other| *other == own) {
            theirs.swap_remove(at);
            shared += 1;
        }
    }
    f64::from(shared)
}

/// The number of listed things that occur on one side only.
fn odd<T: PartialEq>(b: &BeadCandidate<'_>, list: fn(&TextSurface) -> &[T]) -> f64 {
    let [source, target] =
        TextSide::BOTH.map(|side| b.surfaces(side).iter().flat_map(list).count());
    (source + target) as f64 - 2.0 * shared(b, list)
}
