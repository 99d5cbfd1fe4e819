//! The page as it is served: plain HTML, style sheets and modules, without a build step.

mod files;

pub(super) use files::PageFile;

#[cfg(test)]
mod tests;
