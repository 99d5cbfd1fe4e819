//! Which encoding a text is in that is not UTF-8: a guess from its bytes, for a hint.

/// Bytes that are looked at.
const SAMPLE: usize = 65_536;

/// The probable encoding of bytes that are not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GuessedEncoding {
    /// A text in an older encoding.
    Legacy {
        /// Its name, for people.
        name: &'static str,
        /// Its name for `iconv`.
        iconv: &'static str,
    },
    /// UTF-8 with some bytes that are wrong.
    DamagedUtf8,
    /// No text.
    Unknown,
}

const UTF_16: GuessedEncoding = legacy("UTF-16", "UTF-16");
const UTF_16_LE: GuessedEncoding = legacy("UTF-16", "UTF-16LE");
const UTF_16_BE: GuessedEncoding = legacy("UTF-16", "UTF-16BE");
const WINDOWS_1251: GuessedEncoding = legacy("Windows-1251", "WINDOWS-1251");
const WINDOWS_1252: GuessedEncoding = legacy("Windows-1252", "WINDOWS-1252");
const KOI8_R: GuessedEncoding = legacy("KOI8-R", "KOI8-R");

const fn legacy(name: &'static str, iconv: &'static str) -> GuessedEncoding {
    GuessedEncoding::Legacy { name, iconv }
}

/// The encoding that some bytes, which are not UTF-8, are probably in.
pub(super) fn guess(bytes: &[u8]) -> GuessedEncoding {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return UTF_16;
    }
    let bytes = &bytes[..bytes.len().min(SAMPLE)];
    if let Some(encoding) = utf_16(bytes) {
        return encoding;
    }
    let is_control = |&&byte: &&u8| byte < b' ' && !b"\t\n\r\x0c\x1a".contains(&byte);
    if bytes.iter().filter(is_control).count() * 100 > bytes.len() {
        return GuessedEncoding::Unknown;
    }
    let (characters, wrong) = non_ascii(bytes);
    match characters > wrong {
        true => GuessedEncoding::DamagedUtf8,
        false => single_byte(bytes),
    }
}

/// UTF-16 without a byte order mark: of each two bytes one is nearly always that of Latin or of Cyrillic.
fn utf_16(bytes: &[u8]) -> Option<GuessedEncoding> {
    let pairs = bytes.chunks_exact(2);
    let count = pairs.len();
    let of_script = |byte: u8| matches!(byte, 0x00 | 0x04);
    let with = |i: usize| pairs.clone().filter(|pair| of_script(pair[i])).count();
    let most = |found: usize| count > 0 && found * 10 >= count * 9;
    match (most(with(0)), most(with(1))) {
        (false, true) => Some(UTF_16_LE),
        (true, false) => Some(UTF_16_BE),
        _ => None,
    }
}

/// How many characters beyond ASCII are UTF-8, and how many bytes are not.
fn non_ascii(bytes: &[u8]) -> (usize, usize) {
    let (mut characters, mut wrong) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        characters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += chunk.invalid().len();
    }
    (characters, wrong)
}

/// An encoding with one byte a character. Letters with accents mostly are alone among plain ones, Cyrillic
/// letters are together; Windows-1251 has its small letters where KOI8-R has its capitals.
fn single_byte(bytes: &[u8]) -> GuessedEncoding {
    let is_letter = |byte: u8| byte >= 0xc0;
    let pairs = bytes.windows(2);
    let together = pairs.filter(|pair| pair.iter().all(|&byte| is_letter(byte)));
    let letters = bytes.iter().filter(|&&byte| is_letter(byte)).count();
    if 2 * together.count() <= letters {
        return WINDOWS_1252;
    }
    let upper_half = bytes.iter().filter(|&&byte| byte >= 0xe0).count();
    match 2 * upper_half > letters {
        true => WINDOWS_1251,
        false => KOI8_R,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Russian text in an encoding that has the letters from А to я at these places.
    fn russian(place: impl Fn(u32) -> u8) -> Vec<u8> {
        let text = "He wrote: Поезд пришёл в полночь, и Никто его не ждал. Nobody came.\n";
        let byte = |c: char| match c {
            'А'..='я' => place(c as u32 - 'А' as u32),
            'ё' => place('е' as u32 - 'А' as u32),
            c => c as u8,
        };
        text.chars().map(byte).collect()
    }

    #[test]
    fn russian_encodings_are_told_apart() {
        assert_eq!(guess(&russian(|i| 0xc0 + i as u8)), WINDOWS_1251);
        // KOI8-R orders its letters as the Latin alphabet does, small ones first.
        let order = b"abwgdevzijklmnoprstufhc~{}yx|`q";
        let koi8 = |i: u32| {
            let small = 0xc0 + (order[i as usize % 32 % order.len()] & 0x1f);
            if i < 32 { small + 0x20 } else { small }
        };
        assert_eq!(guess(&russian(koi8)), KOI8_R);
    }

    #[test]
    fn accents_among_plain_letters_are_french() {
        let text = b"L'hiver \xe9tait l\xe0, et la neige tomb\xe9e \xe0 midi.\n";
        assert_eq!(guess(text), WINDOWS_1252);
        assert_eq!(guess(b"\xff"), WINDOWS_1252);
    }

    #[test]
    fn utf_16_is_known_by_its_mark_or_by_every_second_byte() {
        let text = "Зима: it was cold, and «снег» fell.\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(guess(&little), UTF_16_LE);
        assert_eq!(guess(&big), UTF_16_BE);
        assert_eq!(guess(&[b"\xff\xfe", &little[..]].concat()), UTF_16);
        assert_eq!(guess(&[b"\xfe\xff", &big[..]].concat()), UTF_16);
    }

    #[test]
    fn damage_is_not_an_encoding_and_binary_data_is_none() {
        let damaged = [&b"\xff"[..], "Поезд пришёл".as_bytes()].concat();
        assert_eq!(guess(&damaged), GuessedEncoding::DamagedUtf8);
        assert_eq!(
            guess(&[0x89, 1, 2, 3, 0xff, 5, 6]),
            GuessedEncoding::Unknown
        );
    }
}
