//! Locks that survive a panic: what they guard is read again from the disk.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Waits for a lock.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
