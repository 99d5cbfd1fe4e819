//! Places in one version of a text, found in another.

/// Returns where a place in the text `from` is in its other version `to`, both in bytes. What both begin or
/// end with stays where it is; between these, words are counted in proportion.
///
/// A place between characters comes out between characters.
pub(super) fn place_in_version(from: &str, to: &str, at: usize) -> usize {
    let at = floor(from, at);
    let head = common(from.chars(), to.chars());
    let (rest, other) = (&from[head..], &to[head..]);
    let tail = common(rest.chars().rev(), other.chars().rev());
    if at <= head {
        // What was inserted exactly here belongs to the text before it, as when an end is completed.
        let is_here = from[at..from.len() - tail].trim().is_empty();
        return match at > 0 && is_here {
            true => to[..to.len() - tail].trim_end().len().max(at),
            false => at,
        };
    }
    if at >= from.len() - tail {
        return to.len() - (from.len() - at);
    }
    let share = (at - head) as f64 / (rest.len() - tail) as f64;
    let wanted = head + (share * (other.len() - tail) as f64) as usize;
    // Preferably between two words.
    let spaces = to.match_indices(' ').map(|(space, _)| space);
    let near = spaces.min_by_key(|space| space.abs_diff(wanted));
    let limit = (other.len() - tail) / 4;
    match near.filter(|space| space.abs_diff(wanted) <= limit) {
        Some(space) => space,
        None => floor(to, wanted),
    }
}

/// Length of the common beginning of two texts, in bytes.
fn common(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    let same = a.zip(b).take_while(|(a, b)| a == b);
    same.map(|(c, _)| c.len_utf8()).sum()
}

/// The last boundary between characters up to `at`.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_versions_share_stays_where_it_is() {
        let (from, to) = ("Снег шёл. Стало тихо.", "Снег шел. Стало очень тихо.");
        let place = |text: &str, word: &str| text.find(word).unwrap();
        assert_eq!(
            place_in_version(from, to, place(from, "ёл")),
            place(to, "ел")
        );
        assert_eq!(
            place_in_version(from, to, place(from, " Стало")),
            place(to, " Стало")
        );
        assert_eq!(
            place_in_version(from, to, place(from, "тихо")),
            place(to, "тихо")
        );
        assert_eq!(place_in_version(from, to, from.len()), to.len());
        assert_eq!(place_in_version("", "x", 0), 0);
        // What was added at an end belongs to it; what was added before a beginning does not.
        assert_eq!(
            place_in_version("Снег.", "Снег. Да.", "Снег.".len()),
            "Снег. Да.".len()
        );
        assert_eq!(place_in_version("Снег.", "Да. Снег.", 0), 0);
        let (from, to) = ("Снег. Тихо.", "Снег. Да. Тихо.");
        assert_eq!(
            place_in_version(from, to, place(from, " Тихо")),
            place(to, " Тихо")
        );
    }
}
