//! Encodes text and bytes for a page.

use crate::text::picture;
use std::fmt::{self, Write};

/// A text for a page, between tags or in an attribute: it ends neither, and has only characters that
/// XML allows.
pub(super) struct Escaped<'a>(pub &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut done = 0;
        for (at, c) in self.0.char_indices() {
            let control;
            let mut bytes = [0; 4];
            let instead = match c {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\t' | '\n' => continue,
                '\0'..='\u{1f}' => {
                    control = picture(c);
                    control.encode_utf8(&mut bytes)
                }
                '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => "\u{fffd}",
                _ => continue,
            };
            f.write_str(&self.0[done..at])?;
            f.write_str(instead)?;
            done = at + c.len_utf8();
        }
        f.write_str(&self.0[done..])
    }
}

/// Base 64 with padding (RFC 4648, section 4).
pub(super) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |at| u32::from(*chunk.get(at).unwrap_or(&0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let digit = match at <= chunk.len() {
                true => char::from(DIGITS[(bits >> (18 - 6 * at)) as usize & 63]),
                false => '=',
            };
            // Writing to a string cannot fail.
            let _ = text.write_char(digit);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_tag_or_an_attribute() {
        let escaped = |text| Escaped(text).to_string();
        assert_eq!(
            escaped("<a href=\"x\">&amp;</a>"),
            "&lt;a href=&quot;x&quot;&gt;&amp;amp;&lt;/a&gt;"
        );
        assert_eq!(
            escaped("Да,\0\u{1b}\r\u{85}\u{ffff}\tнет"),
            "Да,␀␛␍\u{fffd}\u{fffd}\tнет"
        );
    }

    #[test]
    fn digits_are_those_of_the_standard() {
        let expected = [
            "", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy",
        ];
        for (length, expected) in expected.iter().enumerate() {
            assert_eq!(base64(&b"foobar"[..length]), *expected);
        }
    }
}
