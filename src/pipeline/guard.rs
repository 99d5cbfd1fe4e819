//! Guards against panics. A panic is a bug in diglot. One document that causes it must not stop the
//! others, so the panic becomes an error with its message and place.

use crate::error::{ErrorKind, Result};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::env;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::Once;

thread_local! {
    /// Whether this thread works on a document.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    /// The place in the source code of the last panic of such work.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Does the work on the document at `path`.
pub(crate) fn guarded<T>(path: &Path, work: impl FnOnce() -> Result<T>) -> Result<T> {
    keep_quiet();
    // The thread may start work on another document while this one waits.
    let before = GUARDED.replace(true);
    // A panic leaves only values of this document incomplete, and nothing uses them again.
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

/// The message of a panic.
fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}

/// Makes panics in guarded work record their place instead of printing it, because they are reported as
/// errors. Other panics, and all panics with `RUST_BACKTRACE`, are printed as usual.
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
            fixed.starts_with("`a.md` revealed a bug in diglot: fixed (src/pipeline/guard.rs:"),
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
