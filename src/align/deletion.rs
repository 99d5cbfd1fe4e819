//! What speaks for or against leaving a text alone: features of a deletion, or an insertion.

use super::bead::{Scene, misfit};
use super::surface::{End, Form};
use crate::similarity::TextSide;

/// What a comparison counts as where there is nothing to compare.
const MISSING_GAIN: f64 = -0.2;

/// A text that translates nothing, between two texts of the other side.
pub struct Lone<'a> {
    scene: &'a Scene<'a>,
    side: TextSide,
    text: usize,
    /// The first text of the other side behind it.
    at: usize,
}

/// One thing that speaks for or against leaving a text alone.
pub struct LoneFeature {
    /// Its name, in `weights/` and in what `--explain` prints.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// Its value.
    pub value: fn(&Lone<'_>) -> f64,
}

macro_rules! features {
    ($($name:literal, $about:literal, $value:expr;)*) => {
        &[$(LoneFeature { name: $name, about: $about, value: $value }),*]
    };
}

/// All of them.
pub const LONE_FEATURES: &[LoneFeature] = features! {
    "nearest", "how alike the most alike text within reach is, beyond chance", |l| l.nearest();
    "nearest, strange", "how far the most alike text within reach is from being alike by 0.2", |l| {
        (0.2 - l.nearest()).max(0.0)
    };
    "nearest, alike", "how alike the most alike text within reach is, beyond chance and 0.4", |l| {
        (l.nearest() - 0.4).max(0.0)
    };
    "join", "the most that a neighbour and its partner gain by it", |l| {
        l.all_joins().into_iter().fold(f64::MIN, f64::max)
    };
    "joins", "all that neighbours and their partners gain by it", |l| {
        l.all_joins().into_iter().map(|x| x.max(0.0)).sum()
    };
    "size", "its length", |l| libm::log(l.length());
    "short", "how short it is", |l| (3.0 - libm::log(l.length())).max(0.0);
    "misfit", "how much better a neighbour's lengths fit without it", |l| l.misfit();
    "small", "it begins with a small letter", |l| f64::from(u8::from(l.form().begins_small));
    "goes on", "it ends inside a sentence", |l| {
        f64::from(u8::from(matches!(l.form().end, End::Open | End::Colon)))
    };
};

impl<'a> Lone<'a> {
    /// The text `text` of `side`, before the text `at` of the other.
    pub fn new(scene: &'a Scene<'a>, side: TextSide, text: usize, at: usize) -> Self {
        Self {
            scene,
            side,
            text,
            at,
        }
    }

    fn form(&self) -> &Form {
        self.scene.forms(self.side).one(self.text)
    }

    fn length(&self) -> f64 {
        self.scene.length(self.side, self.text..self.text + 1)
    }

    /// Within reach, not beside the place: else a text could hide from its like by moving along a gap.
    fn nearest(&self) -> f64 {
        self.scene.nearest(self.side, self.text)
    }

    /// What each of its neighbours' likeness to its partner gains by joining it.
    fn all_joins(&self) -> [f64; 2] {
        let (scene, side, text) = (self.scene, self.side, self.text as isize);
        [(text - 1, -1), (text, 0)].map(|(first, shift)| {
            let partner = scene.run(side.other(), self.at as isize + shift, 1);
            let neighbour = if shift < 0 { first } else { first + 1 };
            let joined = scene.cosine(side, scene.run(side, first, 2), partner);
            let alone = scene.cosine(side, scene.run(side, neighbour, 1), partner);
            joined
                .zip(alone)
                .map_or(MISSING_GAIN, |(joined, alone)| joined - alone)
        })
    }

    /// How much worse the lengths of a neighbour and the text beside it fit with this text joined.
    fn misfit(&self) -> f64 {
        let (scene, own, other) = (self.scene, self.side, self.side.other());
        let mut most = f64::MIN;
        for (neighbour, partner) in [
            (self.text as isize - 1, self.at as isize - 1),
            (self.text as isize + 1, self.at as isize),
        ] {
            let (Some(neighbour), Some(partner)) =
                (scene.run(own, neighbour, 1), scene.run(other, partner, 1))
            else {
                continue;
            };
            let (x, y) = (
                scene.length(own, neighbour.range()),
                scene.length(other, partner.range()),
            );
            let cap = |z: f64| z.min(6.0);
            most = most.max(cap(misfit(x, y)) - cap(misfit(x + self.length(), y)));
        }
        most.max(-6.0)
    }
}
