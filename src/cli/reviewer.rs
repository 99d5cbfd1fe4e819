//! The reviewer's name, if the user does not give one.

use std::env;
use std::process::Command;

/// The user's name in git, or else in the system.
pub(super) fn reviewer() -> String {
    let variable = |name| env::var(name).ok();
    variable("GIT_AUTHOR_NAME")
        .or_else(name_in_git)
        .or_else(|| variable("USER"))
        .or_else(|| variable("USERNAME"))
        .filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| "unknown".to_owned())
}

fn name_in_git() -> Option<String> {
    let output = Command::new("git")
        .args(["config", "user.name"])
        .output()
        .ok()?;
    let name = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (!name.is_empty()).then_some(name)
}
