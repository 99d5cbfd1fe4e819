//! A panic is a bug of ours, and one document that shows it is no reason to lose the others: it
//! becomes an error, with what the panic said and where.

use crate::error::{ErrorKind, Result};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::env;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::Once;

thread_local! {
    /// Whether this thread is at work on a document.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    /// Where in the source the last panic of such work was.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Does the work on the document at `path`.
pub(crate) fn guarded<T>(path: &Path, work: impl FnOnce() -> Result<T>) -> Result<T> {
    keep_quiet();
    // Work on another document may be taken up while this one's waits.
    let before = GUARDED.replace(true);
    // What a panic leaves half done is of this document alone, and nobody sees it again.
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    done.unwrap_or_else(|panic| {
        let message = match PLACE.take() {
            Some(place) => format!("{} ({place})", said(&*panic)),
            None => said(&*panic).to_owned(),
        };
        let path = path.to_owned();
        Err(ErrorKind::Internal { path, message }.into())
    })
}

/// What a panic was given to say.
fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}

/// Has panics in guarded work note their place instead of printing it: they are told as errors. All
/// others, and all when `RUST_BACKTRACE` asks for more, are printed as before.
fn keep_quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let print = panic::take_hook();
        let wanted = env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0");
        panic::set_hook(Box::new(move |panic| {
            if GUARDED.get() {
                PLACE.set(panic.location().map(ToString::to_string));
            }
            if wanted || !GUARDED.get() {
                print(panic);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told<T>(result: Result<T>) -> String {
        let error = result.err().unwrap();
        assert_eq!(error.exit_code(), 3);
        error.to_string()
    }

    #[test]
    fn a_panic_becomes_an_error_with_what_it_said_and_where() {
        let path = Path::new("a.md");
        let fixed = told(guarded::<()>(path, || panic!("fixed")));
        assert!(
            fixed.starts_with(
                "`a.md` brought a bug in diglot to light: fixed (src/pipeline/guard.rs:"
            ),
            "{fixed}"
        );
        assert!(
            fixed.ends_with("); please report it with the document"),
            "{fixed}"
        );
        let number = 7;
        let made = told(guarded::<()>(path, || panic!("made of {number}")));
        assert!(made.contains(": made of 7 ("), "{made}");
        let odd = told(guarded::<()>(path, || panic::panic_any(7)));
        assert!(odd.contains(": no message ("), "{odd}");
    }

    #[test]
    fn what_does_not_panic_passes() {
        assert_eq!(guarded(Path::new("a.md"), || Ok(1)).unwrap(), 1);
    }
}
