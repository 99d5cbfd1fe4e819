//! Repairs of whole texts.

use super::*;
use crate::lang::Library;
use crate::text::markup::Markup;

/// A text after all repairs that have a function, but those that are off.
pub(super) fn shown(text: &str, off: &[&str]) -> String {
    let off = off.iter().filter_map(|name| Repair::from_name(name));
    let repairs = off.fold(Repairs::default(), Repairs::without);
    let library = Library::default();
    let vocabulary = library.vocabulary();
    let markup = Markup::of(text);
    let input = RepairInput::new(text, &markup, vocabulary);
    let mut out = String::new();
    let mut at = 0;
    for one in replacements(&input, repairs) {
        out.push_str(&text[at..one.span.start]);
        out.push_str(&one.shown);
        at = one.span.end;
    }
    out + &text[at..]
}

#[test]
fn classes_are_in_the_order_of_their_numbers_and_have_names() {
    for (i, class) in CLASSES.iter().enumerate() {
        assert_eq!(class.repair as usize, i, "{}", class.name);
        assert!(!class.about.is_empty());
        let kebab = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(class.name.chars().all(kebab), "{}", class.name);
    }
}

#[test]
fn each_class_can_be_switched_off_alone() {
    let text = "**The** ice¹ of Стaлин &amp; о к т я б р я, the ﬁrst leader-ship of the \
                leadership and river-based, river-based riverbased";
    let all = shown(text, &[]);
    for class in CLASSES.iter().filter(|class| class.find.is_some()) {
        assert_ne!(shown(text, &[class.name]), all, "{}", class.name);
    }
    assert_eq!(
        all,
        "The ice of Сталин & октября, the first leadership of the leadership and \
         river-based, river-based river-based"
    );
}

#[test]
fn nothing_is_replaced_when_all_are_off() {
    let text = "**The** ice¹ of Стaлин &amp; о к т я б р я";
    let library = Library::default();
    let markup = Markup::of(text);
    let input = RepairInput::new(text, &markup, library.vocabulary());
    assert_eq!(replacements(&input, Repairs::none()), []);
}
