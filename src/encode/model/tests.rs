//! Model files that are not as they should be.

use super::*;
use crate::encode::{EMBEDDED, Encoder};
use proptest::prelude::*;

const HEAD: usize = 24;

fn read(content: Vec<u8>) -> Result<Model, Fault> {
    Model::read(Cow::Owned(content), Instructions::best())
}

/// The file after `change`, with the length and the checksum of what it then holds.
fn resealed(change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut body = EMBEDDED[HEAD..].to_vec();
    change(&mut body);
    let mut content = EMBEDDED[..12].to_vec();
    content.extend(crc32fast::hash(&body).to_le_bytes());
    content.extend((body.len() as u64).to_le_bytes());
    content.extend(body);
    content
}

#[test]
fn resealing_changes_nothing_by_itself() {
    assert_eq!(resealed(|_| {}), EMBEDDED);
}

#[test]
fn what_is_no_model_is_told_apart() {
    for content in [
        "",
        "diglot",
        "\u{feff}# A document\n",
        "PK\u{3}\u{4}, a zip",
    ] {
        assert_eq!(
            read(content.into()).err(),
            Some(Fault::NoModel),
            "{content}"
        );
    }
}

#[test]
fn a_model_cut_short_says_by_how_much() {
    let of = EMBEDDED.len() as u64;
    for length in [HEAD, HEAD + 1, 5000, EMBEDDED.len() - 1] {
        let bytes = length as u64;
        let fault = read(EMBEDDED[..length].to_vec()).err();
        assert_eq!(fault, Some(Fault::CutShort { bytes, of }));
    }
    let head = read(EMBEDDED[..HEAD - 1].to_vec()).err();
    assert_eq!(head, Some(Fault::CutShort { bytes: 23, of: 24 }));
}

#[test]
fn a_model_of_a_later_format_is_not_read() {
    let mut content = EMBEDDED.to_vec();
    content[8] += 1;
    let fault = read(content).err().unwrap();
    assert_eq!(fault, Fault::LaterVersion(VERSION + 1));
    assert_eq!(
        fault.to_string(),
        "is a model in format 2, and this diglot reads up to 1; use a later diglot"
    );
}

#[test]
fn a_model_that_was_altered_is_not_read() {
    let mut longer = EMBEDDED.to_vec();
    longer.push(0);
    assert_eq!(read(longer).err(), Some(Fault::Altered));
    for place in [
        12,
        HEAD,
        HEAD + 1000,
        EMBEDDED.len() / 2,
        EMBEDDED.len() - 1,
    ] {
        let mut content = EMBEDDED.to_vec();
        content[place] ^= 1;
        assert_eq!(read(content).err(), Some(Fault::Altered), "{place}");
    }
}

#[test]
fn a_model_that_holds_too_little_makes_no_sense() {
    let cut = |end: usize| read(resealed(|body| body.truncate(end))).err();
    let body = EMBEDDED.len() - HEAD;
    for end in [0, 3, 100, 1000, body / 3, body - 1] {
        assert!(matches!(cut(end), Some(Fault::Malformed(_))), "{end}");
    }
    let more = read(resealed(|body| body.push(0))).err();
    assert_eq!(more, Some(Fault::Malformed("it goes on after its end")));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whoever writes a model of his own may get all of it wrong but the checksum.
    #[test]
    fn a_sealed_model_may_hold_anything(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        near in prop::sample::select(vec![64, 2000, 1_000_000, 3_500_000]),
    ) {
        let content = resealed(|body| {
            for (place, byte) in changes {
                let place = place.index(near);
                body[place] = byte;
            }
        });
        if let Ok(encoder) = Encoder::from_bytes(Cow::Owned(content), Instructions::best()) {
            prop_assert_eq!(encoder.encode(&["The ice broke.", "лёд"]).len(), 2);
        }
    }
}
