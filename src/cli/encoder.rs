//! Which sentence encoder a command compares texts with.

use super::ui::Ui;
use diglot::encode::{Card, Embedded, Encoder};
use diglot::error::{Error, Result};
use diglot::lang::Lang;
use diglot::similarity::{Encoded, Lexical, Similarity};
use std::fs;
use std::path::PathBuf;

/// For the commands that compare texts.
#[derive(clap::Args)]
pub struct Encoding {
    /// Use the sentence encoder in this model file instead of the one compiled in, which is for
    /// English, French and Russian
    #[arg(long, value_name = "PATH", conflicts_with = "no_encoder")]
    model: Option<PathBuf>,

    /// Compare texts without a sentence encoder, by names, numbers, cognates and lengths alone, and,
    /// between English and French or Russian, by words that are known to translate each other:
    /// faster, and less exact
    #[arg(long)]
    no_encoder: bool,
}

impl Encoding {
    /// The file of the model that is asked for, if one is.
    pub fn file(&self) -> Option<PathBuf> {
        self.model.clone()
    }

    /// What tells what texts are compared with from anything else that they could be.
    pub fn identity(&self) -> Result<String> {
        match &self.model {
            _ if self.no_encoder => Ok("none".to_owned()),
            None => Ok("compiled in".to_owned()),
            Some(path) => {
                let bytes = fs::read(path).map_err(|error| Error::io("read", path, error))?;
                Ok(format!("{:08x} {}", crc32fast::hash(&bytes), bytes.len()))
            }
        }
    }

    /// What texts are compared with. Warns of each of `langs` that its model is not for.
    pub fn similarity(
        &self,
        ui: &Ui,
        langs: impl IntoIterator<Item = Lang>,
    ) -> Result<Box<dyn Similarity>> {
        if self.no_encoder {
            return Ok(Box::new(Lexical));
        }
        let Some(path) = &self.model else {
            let card = Encoder::embedded_card();
            warn_of_others(ui, &card, langs, "the model compiled in");
            return Ok(Box::new(Encoded(Embedded)));
        };
        let encoder = Encoder::read(path)?;
        let name = format!("the model `{}`", path.display());
        warn_of_others(ui, encoder.card(), langs, &name);
        Ok(Box::new(Encoded(encoder)))
    }
}

/// Warns of languages that a model is not for, of each once: `de` and `de-AT` are one.
fn warn_of_others(ui: &Ui, card: &Card, langs: impl IntoIterator<Item = Lang>, model: &str) {
    let mut told: Vec<Lang> = Vec::new();
    for lang in langs.into_iter().filter(|&lang| !card.covers(lang)) {
        if told.iter().any(|told| told.primary() == lang.primary()) {
            continue;
        }
        told.push(lang);
        ui.warning(format_args!(
            "{model} does not cover `{lang}`: such texts and their translations are compared without \
             the encoder, by names, numbers, cognates and lengths alone; `--model` takes a model that \
             does, and docs/model.md says how to make one"
        ));
    }
}
