//! Model files with faults.

use super::*;
use crate::encode::Encoder;
use crate::encode::floats::LARGEST_ACTIVATION;
use crate::encode::matmul::Instructions;
use crate::encode::model_file::{
    Bytes, Code, EmbeddingLayout, Fault, Matrix, NetworkLayer, VERSION,
};
use diglot_model_en_fr_ru::MODEL;
use proptest::prelude::*;
use std::borrow::Cow;

const HEAD: usize = 24;

fn read(content: Vec<u8>) -> Result<Model, Fault> {
    Model::read(Cow::Owned(content), Instructions::best())
}

/// The file after `change`, with the length and the checksum of what it then holds.
fn resealed(change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut body = MODEL[HEAD..].to_vec();
    change(&mut body);
    let mut content = MODEL[..12].to_vec();
    content.extend(crc32fast::hash(&body).to_le_bytes());
    content.extend((body.len() as u64).to_le_bytes());
    content.extend(body);
    content
}

#[test]
fn resealing_changes_nothing_by_itself() {
    assert_eq!(resealed(|_| {}), MODEL);
}

#[test]
fn what_is_not_a_model_is_refused() {
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
    let of = MODEL.len() as u64;
    for length in [HEAD, HEAD + 1, 5000, MODEL.len() - 1] {
        let bytes = length as u64;
        let fault = read(MODEL[..length].to_vec()).err();
        assert_eq!(fault, Some(Fault::CutShort { bytes, of }));
    }
    let head = read(MODEL[..HEAD - 1].to_vec()).err();
    assert_eq!(head, Some(Fault::CutShort { bytes: 23, of: 24 }));
}

#[test]
fn a_model_of_a_later_format_is_not_read() {
    let mut content = MODEL.to_vec();
    content[8] += 1;
    let fault = read(content).err().unwrap();
    assert_eq!(fault, Fault::LaterVersion(VERSION + 1));
    assert_eq!(
        fault.to_string(),
        "is a model in format 2, but this diglot reads formats up to 1; use a later diglot"
    );
}

#[test]
fn a_model_without_a_version_of_the_format_is_not_read() {
    let mut content = MODEL.to_vec();
    content[8] = 0;
    let fault = Fault::Malformed("its format has no number");
    assert_eq!(read(content).err(), Some(fault));
}

#[test]
fn a_model_with_something_after_it_says_where_it_ends() {
    let than = MODEL.len() as u64;
    for more in [1, 1000] {
        let content = [MODEL, &vec![0; more]].concat();
        assert_eq!(read(content).err(), Some(Fault::Longer { than }));
    }
}

#[test]
fn a_model_that_was_altered_is_not_read() {
    for place in [12, HEAD, HEAD + 1000, MODEL.len() / 2, MODEL.len() - 1] {
        let mut content = MODEL.to_vec();
        content[place] ^= 1;
        assert_eq!(read(content).err(), Some(Fault::Altered), "{place}");
    }
}

#[test]
fn a_model_that_holds_too_little_makes_no_sense() {
    let cut = |end: usize| read(resealed(|body| body.truncate(end))).err();
    let body = MODEL.len() - HEAD;
    for end in [0, 3, 100, 1000, body / 3, body - 1] {
        assert!(matches!(cut(end), Some(Fault::Malformed(_))), "{end}");
    }
    let more = read(resealed(|body| body.push(0))).err();
    assert_eq!(more, Some(Fault::Malformed("it continues after its end")));
}

/// A model with another card.
fn with_card(card: &str) -> Result<Model, Fault> {
    read(resealed(|body| {
        let length = u32::from_le_bytes(body[..4].try_into().unwrap());
        let card = [&(card.len() as u32).to_le_bytes(), card.as_bytes()].concat();
        body.splice(..4 + length as usize, card);
    }))
}

#[test]
fn a_card_that_does_not_read_says_why() {
    let fault = with_card(r#"{"languages": ["en"], "licence": "MIT"}"#).err();
    assert_eq!(
        fault.unwrap().to_string(),
        "is a model with an invalid card: missing field `attribution` at \
         line 1 column 39"
    );
}

#[test]
fn a_model_is_for_some_language() {
    let card = |languages| {
        with_card(&format!(
            r#"{{"languages": {languages}, "licence": "MIT", "attribution": "me"}}"#
        ))
    };
    assert!(card(r#"["en"]"#).is_ok());
    let fault = Fault::Malformed("its card names no language");
    assert_eq!(card("[]").err(), Some(fault));
}

#[test]
fn the_card_is_read_without_the_model() {
    assert_eq!(
        Card::of(MODEL).as_ref(),
        Ok(&Encoder::embedded().model.card)
    );
}

/// Numbers as they are in a file.
fn le<const N: usize>(numbers: impl IntoIterator<Item = [u8; N]>) -> Vec<u8> {
    numbers.into_iter().flatten().collect()
}

/// A code of symbols with these shares.
fn code_of(shares: &[u16]) -> Vec<u8> {
    let count = (shares.len() as u16).to_le_bytes();
    le([count]
        .into_iter()
        .chain(shares.iter().map(|x| x.to_le_bytes())))
}

#[test]
fn a_code_has_4096_shares_and_no_more_symbols() {
    let read = |shares: &[u16]| Code::read(&mut Bytes::new(&code_of(shares), 0)).err();
    assert_eq!(read(&[1; 4096]), None);
    assert_eq!(read(&[4000, 0, 96]), None);
    let wrong = Some(Fault::Malformed("the shares of a code are not 4096"));
    assert_eq!(read(&[1; 4095]), wrong);
    assert_eq!(read(&[4000, 97]), wrong);
    // Handed out, these would be half a gigabyte.
    assert_eq!(read(&[u16::MAX; 4096]), wrong);
    let many = Some(Fault::Malformed("a code has more than 4096 symbols"));
    assert_eq!(read(&[1; 4097]), many);
    assert_eq!(read(&[u16::MAX; u16::MAX as usize]), many);
}

/// A matrix of 64 × 1 whose first symbol has the value `least`.
fn matrix(least: i16, step: f32, symbols: usize) -> Result<NetworkLayer, Fault> {
    let mut shares = vec![0; symbols];
    shares[symbols - 1] = 4096;
    let mut content = le([64_u16, 1].map(u16::to_le_bytes));
    content.extend(least.to_le_bytes());
    content.extend(step.to_le_bytes());
    content.extend(code_of(&shares));
    // No stream has any words: all symbols are the last.
    content.extend([0; 64 * 4 + 4]);
    let matrix = Matrix::read(&mut Bytes::new(&content, 0), 64, 1)?;
    NetworkLayer::new(&[matrix], Instructions::best())
}

#[test]
fn weights_stay_within_16_bits_whatever_their_symbols_are() {
    let large = Some(Fault::Malformed(
        "a product with its weights may be too large",
    ));
    // The last of 4096 symbols has the value -28673, in 64 rows.
    assert_eq!(matrix(i16::MIN, 0.5, 4096).err(), large);
    let many = Some(Fault::Malformed("a code has more than 4096 symbols"));
    assert_eq!(matrix(i16::MIN, 0.5, 40_001).err(), many);
    let beyond = Some(Fault::Malformed("a weight is too large"));
    assert_eq!(matrix(i16::MAX - 1, 0.5, 2).err(), beyond);
    assert_eq!(matrix(-1, 0.5, 3).err(), None);
}

#[test]
fn a_step_of_a_weight_is_short() {
    let long = Some(Fault::Malformed("a step of its weights is too long"));
    assert_eq!(matrix(-1, 1.0, 3).err(), None);
    assert_eq!(matrix(-1, 1.5, 3).err(), long);
}

#[test]
fn a_value_of_the_table_is_an_activation() {
    let read = |value: i16| {
        let mut content = le([512_u16, 1].map(u16::to_le_bytes));
        content.extend(code_of(&[4096]));
        content.extend(value.to_le_bytes());
        content.extend([0; 8]);
        EmbeddingLayout::read(&mut Bytes::new(&content, 0)).err()
    };
    let large = Some(Fault::Malformed("a value of its table is too large"));
    for value in [LARGEST_ACTIVATION, -LARGEST_ACTIVATION] {
        assert_eq!(read(value), None);
        assert_eq!(read(value + value.signum()), large);
    }
    assert_eq!(read(i16::MIN), large);
}

#[test]
fn a_number_that_no_model_needs_is_refused() {
    let read = |number: f32| Bytes::new(&number.to_le_bytes(), 0).f32s(1);
    assert_eq!(read(-999_999.0), Ok(vec![-999_999.0]));
    let large = Err(Fault::Malformed("a number in it is a million or more"));
    for number in [1e6, -1e38, f32::INFINITY, f32::NAN] {
        assert_eq!(read(number), large, "{number}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// In a model that somebody else wrote, everything but the checksum may be wrong.
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
            let vectors = encoder.encode(&["The ice broke.", "лёд"]);
            prop_assert_eq!(vectors.len(), 2);
            prop_assert!(vectors.iter().flatten().all(|x| x.is_finite()));
        }
    }
}
