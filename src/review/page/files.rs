//! The files of the page.

pub(super) const HTML: &str = "text/html; charset=utf-8";
pub(super) const SCRIPT: &str = "text/javascript; charset=utf-8";
pub(super) const STYLE: &str = "text/css; charset=utf-8";
pub(super) const IMAGE: &str = "image/svg+xml";

/// A file of the page.
#[derive(Clone, Copy, Debug)]
pub struct PageFile {
    /// Its path from the root of the page, without a slash at the beginning.
    pub path: &'static str,
    /// Its content type.
    pub kind: &'static str,
    /// Its content.
    pub bytes: &'static [u8],
}

macro_rules! file {
    ($path:literal, $kind:expr) => {
        PageFile {
            path: $path,
            kind: $kind,
            bytes: include_bytes!($path),
        }
    };
}

/// All of them, sorted by path.
pub const FILES: &[PageFile] = &[
    file!("app.js", SCRIPT),
    file!("core/announce.js", SCRIPT),
    file!("core/api.js", SCRIPT),
    file!("core/commands.js", SCRIPT),
    file!("core/dom.js", SCRIPT),
    file!("core/fold.js", SCRIPT),
    file!("core/here.js", SCRIPT),
    file!("core/i18n.js", SCRIPT),
    file!("core/keys.js", SCRIPT),
    file!("core/live.js", SCRIPT),
    file!("core/operations.js", SCRIPT),
    file!("core/router.js", SCRIPT),
    file!("core/settings.js", SCRIPT),
    file!("core/store.js", SCRIPT),
    file!("dialogs/bounds.js", SCRIPT),
    file!("dialogs/conflict.js", SCRIPT),
    file!("dialogs/dialog.js", SCRIPT),
    file!("dialogs/help.js", SCRIPT),
    file!("dialogs/orphan.js", SCRIPT),
    file!("dialogs/questions.js", SCRIPT),
    file!("dialogs/replace-worker.js", SCRIPT),
    file!("dialogs/replace.js", SCRIPT),
    file!("dialogs/settings.js", SCRIPT),
    file!("grid/bead-grid.js", SCRIPT),
    file!("grid/bead-row.js", SCRIPT),
    file!("grid/editor.js", SCRIPT),
    file!("grid/heights.js", SCRIPT),
    file!("grid/menu.js", SCRIPT),
    file!("grid/split.js", SCRIPT),
    file!("grid/virtual-list.js", SCRIPT),
    file!("icon.svg", IMAGE),
    file!("index.html", HTML),
    file!("lang/en.js", SCRIPT),
    file!("lang/fr.js", SCRIPT),
    file!("lang/languages.js", SCRIPT),
    file!("lang/ru.js", SCRIPT),
    file!("panels/context.js", SCRIPT),
    file!("panels/history.js", SCRIPT),
    file!("panels/lost.js", SCRIPT),
    file!("panels/panel.js", SCRIPT),
    file!("style/base.css", STYLE),
    file!("style/frame.css", STYLE),
    file!("style/grid.css", STYLE),
    file!("style/panels.css", STYLE),
    file!("views/command-bar.js", SCRIPT),
    file!("views/document.js", SCRIPT),
    file!("views/filter.js", SCRIPT),
    file!("views/overview.js", SCRIPT),
    file!("views/queue.js", SCRIPT),
];

impl PageFile {
    /// The file at an address such as `/core/api.js`; `/` is `index.html`.
    pub fn at(address: &str) -> Option<&'static PageFile> {
        let path = match address.strip_prefix('/')? {
            "" => "index.html",
            path => path,
        };
        let place = FILES.binary_search_by(|file| file.path.cmp(path)).ok()?;
        Some(&FILES[place])
    }
}
