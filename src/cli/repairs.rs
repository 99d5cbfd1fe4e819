//! `--no-repair`, for commands that need no project and so have no `diglot.toml`.

use diglot::text::{Repair, Repairs, repair};

/// What is repaired.
#[derive(clap::Args)]
pub struct Repairing {
    /// Leave a class of damage to the texts as it is; may be given several times
    ///
    /// All is repaired unless said otherwise: note-marks, markup, entities, look-alikes,
    /// letter-spacing, hyphens, lost-hyphens, ligatures, invisible, nfc.
    #[arg(long, value_name = "CLASS", value_parser = by_name)]
    no_repair: Vec<Repair>,
}

impl Repairing {
    /// The classes that are left.
    pub fn repairs(&self) -> Repairs {
        let off = self.no_repair.iter().copied();
        off.fold(Repairs::default(), Repairs::without)
    }
}

fn by_name(name: &str) -> Result<Repair, String> {
    Repair::from_name(name).ok_or_else(|| format!("known are {}", repair::names()))
}
