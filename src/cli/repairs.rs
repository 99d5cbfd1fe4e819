//! `--no-repair`, for commands without a project, which have no `diglot.toml`.

use diglot::text::{Repair, Repairs, repair};

/// The classes of repairs to leave out.
#[derive(clap::Args)]
pub(super) struct Repairing {
    /// Do not repair this class of damage in texts; may be repeated
    ///
    /// All classes are repaired by default: note-marks, markup, entities, look-alikes,
    /// letter-spacing, hyphens, lost-hyphens, ligatures, invisible, nfc.
    #[arg(long, value_name = "CLASS", value_parser = by_name)]
    no_repair: Vec<Repair>,
}

impl Repairing {
    /// The classes that remain.
    pub(super) fn repairs(&self) -> Repairs {
        let off = self.no_repair.iter().copied();
        off.fold(Repairs::default(), Repairs::without)
    }
}

fn by_name(name: &str) -> Result<Repair, String> {
    Repair::from_name(name).ok_or_else(|| format!("the classes are {}", repair::names()))
}
