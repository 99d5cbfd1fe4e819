//! Places between characters.

/// The last place between characters of a text at or before byte `at`.
pub(crate) fn floor_boundary(text: &str, at: usize) -> usize {
    let mut place = at.min(text.len());
    while !text.is_char_boundary(place) {
        place -= 1;
    }
    place
}

/// The first place between characters of a text at or after byte `at`.
pub(crate) fn ceil_boundary(text: &str, at: usize) -> usize {
    let mut place = at.min(text.len());
    while !text.is_char_boundary(place) {
        place += 1;
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_inside_a_character_move_to_its_ends() {
        let around = |at| (floor_boundary("aé", at), ceil_boundary("aé", at));
        assert_eq!(
            [0, 1, 2, 3, 9].map(around),
            [(0, 0), (1, 1), (1, 3), (3, 3), (3, 3)]
        );
    }
}
