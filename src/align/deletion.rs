//! The features of a text left alone: of a deletion, or an insertion.

use super::context::{BeadContext, misfit};
use super::surface::{SentenceEnd, TextSurface};
use crate::similarity::TextSide;

/// Result of a comparison where there is nothing to compare.
const MISSING_GAIN: f64 = -0.2;

/// A text that translates nothing, between two texts of the other side.
pub(super) struct LoneText<'a> {
    context: &'a BeadContext<'a>,
    side: TextSide,
    text: usize,
    /// The first text of the other side after it.
    at: usize,
}

/// One thing that speaks for or against leaving a text alone.
pub(super) struct LoneFeature {
    /// Its name, in `weights/` and in what `--explain` prints.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// Its value.
    pub value: fn(&LoneText<'_>) -> f64,
}

macro_rules! features {
    ($($name:literal, $about:literal, $value:expr;)*) => {
        &[$(LoneFeature { name: $name, about: $about, value: $value }),*]
    };
}

/// All features of a text left alone.
pub(super) const LONE_FEATURES: &[LoneFeature] = features! {
    "nearest", "how alike the most alike text within reach is, beyond chance", |l| l.nearest();
    "nearest, strange", "how far the similarity of the most alike text within reach is below 0.2", |l| {
        (0.2 - l.nearest()).max(0.0)
    };
    "nearest, alike", "how alike the most alike text within reach is, beyond chance and 0.4", |l| {
        (l.nearest() - 0.4).max(0.0)
    };
    "join", "the largest gain of a neighbour and its partner from adding it", |l| {
        l.all_joins().into_iter().fold(f64::MIN, f64::max)
    };
    "joins", "the total gain of neighbours and their partners from adding it", |l| {
        l.all_joins().into_iter().map(|x| x.max(0.0)).sum()
    };
    "size", "its length", |l| libm::log(l.length());
    "short", "how short it is", |l| (3.0 - libm::log(l.length())).max(0.0);
    "misfit", "how much better a neighbour's lengths fit without it", |l| l.misfit();
    "small", "it begins with a small letter", |l| f64::from(u8::from(l.surface().begins_small));
    "goes on", "it ends inside a sentence", |l| {
        f64::from(u8::from(matches!(l.surface().end, SentenceEnd::Open | SentenceEnd::Colon)))
    };
};

impl<'a> LoneText<'a> {
    /// The text `text` of `side`, before the text `at` of the other side.
    pub(super) fn new(
        context: &'a BeadContext<'a>,
        side: TextSide,
        text: usize,
        at: usize,
    ) -> Self {
        Self {
            context,
            side,
            text,
            at,
        }
    }

    fn surface(&self) -> &TextSurface {
        self.context.surfaces(self.side).one(self.text)
    }

    fn length(&self) -> f64 {
        self.context.length(self.side, self.text..self.text + 1)
    }

    /// How alike the most alike text within reach is. Not only beside the place: otherwise a text could move
    /// along a gap, away from its like.
    fn nearest(&self) -> f64 {
        self.context.nearest(self.side, self.text)
    }

    /// How much more alike each of its neighbours is to its partner when joined with it.
    fn all_joins(&self) -> [f64; 2] {
        let (context, side, text) = (self.context, self.side, self.text as isize);
        [(text - 1, -1), (text, 0)].map(|(first, shift)| {
            let partner = context.run(side.other(), self.at as isize + shift, 1);
            let neighbour = if shift < 0 { first } else { first + 1 };
            let joined = context.cosine(side, context.run(side, first, 2), partner);
            let alone = context.cosine(side, context.run(side, neighbour, 1), partner);
            joined
                .zip(alone)
                .map_or(MISSING_GAIN, |(joined, alone)| joined - alone)
        })
    }

    /// How much worse the lengths of a neighbour and the text beside it fit with this text joined.
    fn misfit(&self) -> f64 {
        let (context, own, other) = (self.context, self.side, self.side.other());
        let mut most = f64::MIN;
        for (neighbour, partner) in [
            (self.text as isize - 1, self.at as isize - 1),
            (self.text as isize + 1, self.at as isize),
        ] {
            let (Some(neighbour), Some(partner)) = (
                context.run(own, neighbour, 1),
                context.run(other, partner, 1),
            ) else {
                continue;
            };
            let (x, y) = (
                context.length(own, neighbour.range()),
                context.length(other, partner.range()),
            );
            let cap = |z: f64| z.min(6.0);
            most = most.max(cap(misfit(x, y)) - cap(misfit(x + self.length(), y)));
        }
        most.max(-6.0)
    }
}
