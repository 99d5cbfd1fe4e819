//! The files of the page, as they are served: plain HTML, style sheets and modules, without a build step.

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const IMAGE: &str = "image/svg+xml";

/// A file of the page.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// Its path below `/`, with `/` between folders.
    pub path: &'static str,
    /// What it is: the value of the header `Content-Type`.
    pub kind: &'static str,
    /// What is in it.
    pub bytes: &'static [u8],
}

macro_rules! file {
    ($path:literal, $kind:expr) => {
        File {
            path: $path,
            kind: $kind,
            bytes: include_bytes!(concat!("page/", $path)),
        }
    };
}

/// All of them, sorted by path.
pub const FILES: &[File] = &[
    file!("app.js", SCRIPT),
    file!("core/announce.js", SCRIPT),
    file!("core/api.js", SCRIPT),
    file!("core/commands.js", SCRIPT),
    file!("core/dom.js", SCRIPT),
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

impl File {
    /// The file at an address such as `/core/api.js`; `/` is `index.html`.
    pub fn at(address: &str) -> Option<&'static File> {
        let path = match address.strip_prefix('/')? {
            "" => "index.html",
            path => path,
        };
        let place = FILES.binary_search_by(|file| file.path.cmp(path)).ok()?;
        Some(&FILES[place])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_file_of_the_folder_is_in_the_table() {
        fn collect(folder: &Path, prefix: &str, found: &mut Vec<String>) {
            for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
                let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
                if entry.file_type().unwrap().is_dir() {
                    collect(&entry.path(), &format!("{path}/"), found);
                } else {
                    found.push(path);
                }
            }
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/review/page");
        let mut found = Vec::new();
        collect(&folder, "", &mut found);
        found.sort();
        let listed: Vec<&str> = FILES.iter().map(|file| file.path).collect();
        assert_eq!(listed, found);
    }

    #[test]
    fn every_file_is_what_its_name_says() {
        for file in FILES {
            let (_, ending) = file.path.rsplit_once('.').unwrap();
            let kind = match ending {
                "html" => HTML,
                "css" => STYLE,
                "js" => SCRIPT,
                "svg" => IMAGE,
                _ => panic!("what is {}?", file.path),
            };
            assert_eq!(file.kind, kind, "{}", file.path);
        }
    }

    #[test]
    fn the_root_is_the_index() {
        assert_eq!(File::at("/").unwrap().path, "index.html");
        assert!(File::at("/../wire.rs").is_none());
    }
}
