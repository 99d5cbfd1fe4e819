//! The secret in the link: who has it may review.
//!
//! Enters: random bytes, or a word that a team has agreed on. Leaves: the values for the link and for the
//! cookie. Refuses words that are short or that a link cannot hold.

use crate::error::{Error, ErrorKind, Result};
use crate::id::digest;
use std::fmt::Write;
use std::hint::black_box;

/// Shortest token that a person may choose, in characters.
const SHORTEST_CHOSEN: usize = 16;

/// Length of a random token, in bytes: 128 bits.
const RANDOM_BYTES: usize = 16;

/// The secret in the link to a server. It cannot be printed by accident: it implements neither `Debug` nor
/// `Display`.
pub struct Token(String);

impl Token {
    /// A new one from the system's source of random numbers.
    pub fn random() -> Result<Self> {
        let mut bytes = [0; RANDOM_BYTES];
        getrandom::fill(&mut bytes).map_err(|error| ErrorKind::Random(error.to_string()))?;
        let mut token = String::with_capacity(2 * RANDOM_BYTES);
        for byte in bytes {
            // A string takes whatever is written to it.
            let _ = write!(token, "{byte:02x}");
        }
        Ok(Self(token))
    }

    /// One that a team has agreed on: at least 16 characters, none of which a link has to escape.
    ///
    /// ```
    /// use diglot::review::server::Token;
    ///
    /// assert!(Token::chosen("correct-horse-battery".to_owned()).is_ok());
    /// assert!(Token::chosen("secret".to_owned()).is_err());
    /// ```
    pub fn chosen(token: String) -> Result<Self> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if token.len() < SHORTEST_CHOSEN || !token.bytes().all(plain) {
            return Err(Error::usage(format!(
                "a token has at least {SHORTEST_CHOSEN} characters, and only letters from a to z, digits, \
                 `-`, `.`, `_` or `~`"
            )));
        }
        Ok(Self(token))
    }

    /// The value in the link.
    pub(super) fn in_link(&self) -> &str {
        &self.0
    }

    /// The value in the cookie. The token cannot be found from it, so the link stays secret where cookies do
    /// not.
    pub(super) fn in_cookie(&self) -> String {
        digest("review cookie", &[Some(&self.0)], 32)
    }
}

/// Whether two secrets are the same, in a time that does not depend on where they differ.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let differences = one
        .bytes()
        .zip(other.bytes())
        .fold(0, |found, (one, other)| black_box(found | (one ^ other)));
    one.len() == other.len() && differences == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_tokens_are_long_and_never_the_same() {
        let [one, other] = [(); 2].map(|()| Token::random().unwrap());
        assert_eq!(one.in_link().len(), 32);
        assert_ne!(one.in_link(), other.in_link());
        assert_ne!(one.in_cookie(), other.in_cookie());
    }

    #[test]
    fn a_chosen_token_has_16_characters_that_a_link_can_hold() {
        for good in ["0123456789abcdef", "a.b-c_d~0123456789"] {
            assert!(Token::chosen(good.to_owned()).is_ok(), "{good}");
        }
        for bad in [
            "",
            "0123456789abcde",
            "0123456789 abcdef",
            "секретное-слово-дня",
            "0123456789abc&f=g",
        ] {
            assert!(Token::chosen(bad.to_owned()).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_cookie_does_not_contain_the_token_and_outlives_the_server() {
        let token = || Token::chosen("0123456789abcdef".to_owned()).unwrap();
        assert!(!token().in_cookie().contains(token().in_link()));
        assert_eq!(token().in_cookie(), token().in_cookie());
        assert_eq!(token().in_cookie().len(), 64);
    }

    #[test]
    fn secrets_are_the_same_to_the_last_character() {
        assert!(is_same("abc", "abc"));
        for other in ["abd", "xbc", "ab", "abcd", ""] {
            assert!(!is_same("abc", other), "{other}");
        }
    }
}
