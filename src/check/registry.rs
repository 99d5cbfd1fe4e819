//! Rules by their codes.

use super::observation::LONGEST_WORD;
use super::rule::Rule;
use super::rules::RULES;
use crate::text::{cut, nearest};

impl Rule {
    /// The rule with this code.
    pub fn find(code: &str) -> Option<&'static Rule> {
        RULES.iter().find(|rule| rule.code == code)
    }

    /// The rule with this code, or why there is none.
    pub fn named(code: &str) -> Result<&'static Rule, String> {
        Self::find(code).ok_or_else(|| {
            // It may be any text in a comment.
            let code = cut(code, LONGEST_WORD);
            let known: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
            match nearest(&code, &known) {
                Some(meant) => format!("`{code}` is not a rule; did you mean `{meant}`?"),
                None => format!("`{code}` is not a rule; `diglot explain` lists the rules"),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_code_is_reported_with_the_nearest_one() {
        assert_eq!(
            Rule::named("missing-translaton").unwrap_err(),
            "`missing-translaton` is not a rule; did you mean `missing-translation`?"
        );
        assert_eq!(
            Rule::named("spelling").unwrap_err(),
            "`spelling` is not a rule; `diglot explain` lists the rules"
        );
        assert_eq!(
            Rule::named(&format!("{}\u{1b}", "x".repeat(200_000))).unwrap_err(),
            format!(
                "`{}…` is not a rule; `diglot explain` lists the rules",
                "x".repeat(LONGEST_WORD - 1)
            )
        );
    }
}
