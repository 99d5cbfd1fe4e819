//! The files of the page: those of this folder, and two that are made from the lists below.

pub(super) const HTML: &str = "text/html; charset=utf-8";
pub(super) const SCRIPT: &str = "text/javascript; charset=utf-8";
pub(super) const STYLE: &str = "text/css; charset=utf-8";
pub(super) const IMAGE: &str = "image/svg+xml";

/// A file of the page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PageFile {
    /// Its path from the root of the page, without a slash at the beginning.
    pub path: &'static str,
    /// Its content type.
    pub kind: &'static str,
    /// Its content.
    pub bytes: &'static [u8],
}

macro_rules! files {
    ($($path:literal $kind:ident,)*) => {
        /// All files but those of commands and languages.
        const FILES: &[PageFile] = &[$(PageFile {
            path: $path,
            kind: $kind,
            bytes: include_bytes!($path),
        }),*];
    };
}

macro_rules! commands {
    ($($name:literal,)*) => {
        /// The files of the commands, and the module that lists them.
        const COMMANDS: &[PageFile] = &[
            PageFile {
                path: "commands/registry.js",
                kind: SCRIPT,
                bytes: concat!(
                    "// All commands, in the order in which they are shown. Made from the list in \
                     `src/review/page/files.rs`.\n\nconst files = await Promise.all([\n",
                    $("  import('./", $name, ".js'),\n",)*
                    "])\n\nexport default files.flatMap((file) => file.default)\n",
                )
                .as_bytes(),
            },
            $(PageFile {
                path: concat!("commands/", $name, ".js"),
                kind: SCRIPT,
                bytes: include_bytes!(concat!("commands/", $name, ".js")),
            }),*
        ];
    };
}

macro_rules! languages {
    ($($code:literal $name:literal,)*) => {
        /// The codes of the languages.
        #[cfg(test)]
        pub(super) const LANGUAGE_CODES: &[&str] = &[$($code),*];

        /// The files of the languages, and the module that lists them.
        const LANGUAGES: &[PageFile] = &[
            PageFile {
                path: "lang/languages.js",
                kind: SCRIPT,
                bytes: concat!(
                    "// The languages of the page. Made from the list in `src/review/page/files.rs`.\n\n\
                     export const LANGUAGES = [\n",
                    $("  { code: '", $code, "', name: '", $name, "', load: () => import('./", $code, ".js') },\n",)*
                    "]\n",
                )
                .as_bytes(),
            },
            $(PageFile {
                path: concat!("lang/", $code, ".js"),
                kind: SCRIPT,
                bytes: include_bytes!(concat!("lang/", $code, ".js")),
            }),*
        ];
    };
}

// Files of `commands/`, in the order in which menus and the help show their commands. Where commands share a
// key, it runs the first.
commands! {
    "going",
    "doubtful",
    "open",
    "statuses",
    "accept-many",
    "merging",
    "split",
    "moving",
    "swap",
    "insert-empty",
    "link",
    "deletion",
    "edit",
    "note",
    "waive",
    "replace",
    "bounds",
    "placing",
    "untranslated",
    "not-a-quote",
    "language",
    "note-quote",
    "waive-quote",
    "undo",
    "history",
    "context",
    "filter",
    "menus",
    "views",
    "help",
    "settings",
}

// Files of `lang/`, with the name of each language in itself. The first is used where no other fits.
languages! {
    "en" "English",
    "ru" "Русский",
    "fr" "Français",
}

files! {
    "app.js" SCRIPT,
    "core/api.js" SCRIPT,
    "core/commands.js" SCRIPT,
    "core/conditions.js" SCRIPT,
    "core/dialog.js" SCRIPT,
    "core/dom.js" SCRIPT,
    "core/fold.js" SCRIPT,
    "core/here.js" SCRIPT,
    "core/i18n.js" SCRIPT,
    "core/keys.js" SCRIPT,
    "core/live.js" SCRIPT,
    "core/messages.js" SCRIPT,
    "core/reasons.js" SCRIPT,
    "core/router.js" SCRIPT,
    "core/settings.js" SCRIPT,
    "core/shortcuts.js" SCRIPT,
    "core/sides.js" SCRIPT,
    "core/store.js" SCRIPT,
    "dialogs/bounds.js" SCRIPT,
    "dialogs/help.js" SCRIPT,
    "dialogs/questions.js" SCRIPT,
    "dialogs/replace-worker.js" SCRIPT,
    "dialogs/replace.js" SCRIPT,
    "dialogs/settings.js" SCRIPT,
    "grid/bead-grid.js" SCRIPT,
    "grid/bead-row.js" SCRIPT,
    "grid/drafts.js" SCRIPT,
    "grid/editor.js" SCRIPT,
    "grid/heights.js" SCRIPT,
    "grid/menu.js" SCRIPT,
    "grid/orphan.js" SCRIPT,
    "grid/split.js" SCRIPT,
    "grid/virtual-list.js" SCRIPT,
    "icon.svg" IMAGE,
    "index.html" HTML,
    "operations/conflict.js" SCRIPT,
    "operations/operations.js" SCRIPT,
    "panels/context.js" SCRIPT,
    "panels/history.js" SCRIPT,
    "panels/lost.js" SCRIPT,
    "panels/panel.js" SCRIPT,
    "style/base.css" STYLE,
    "style/frame.css" STYLE,
    "style/grid.css" STYLE,
    "style/panels.css" STYLE,
    "views/command-bar.js" SCRIPT,
    "views/document.js" SCRIPT,
    "views/filter.js" SCRIPT,
    "views/overview.js" SCRIPT,
    "views/queue.js" SCRIPT,
}

impl PageFile {
    /// The file at an address such as `/core/api.js`; `/` is `index.html`.
    pub(crate) fn at(address: &str) -> Option<&'static PageFile> {
        let path = match address.strip_prefix('/')? {
            "" => "index.html",
            path => path,
        };
        Self::all().find(|file| file.path == path)
    }

    /// All files of the page.
    pub(super) fn all() -> impl Iterator<Item = &'static PageFile> {
        [FILES, COMMANDS, LANGUAGES].into_iter().flatten()
    }
}
