//! Lower case, faster than the standard library for most letters.

/// Appends a text in lower case, as [`str::to_lowercase`] gives it.
pub(crate) fn push_lower(text: &str, out: &mut String) {
    let start = out.len();
    for c in text.chars() {
        // The letters of most texts need no tables of Unicode.
        let shift = match c {
            'A'..='Z' | 'А'..='Я' => 0x20,
            'À'..='Þ' if c != '×' => 0x20,
            'Ѐ'..='Џ' => 0x50,
            '\0'..='\x7f' | 'ß'..='ÿ' | '×' | 'а'..='џ' => 0,
            _ => {
                out.truncate(start);
                return out.push_str(&text.to_lowercase());
            }
        };
        out.push(char::from_u32(c as u32 + shift).unwrap_or(c));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lower_case_is_as_in_the_tables() {
        for c in '\0'..=char::MAX {
            let text = c.to_string();
            let mut lower = String::from("^");
            push_lower(&text, &mut lower);
            assert_eq!(lower[1..], text.to_lowercase(), "{c:?}");
        }
        let mut lower = String::new();
        push_lower("ΟΔΟΣ Été", &mut lower);
        assert_eq!(lower, "οδος été");
    }
}
