//! Which engine a command works with: its sentence encoder, its threads, its cache.

use super::ui::Ui;
use diglot::Engine;
use diglot::cache::Cache;
use diglot::encode::Card;
#[cfg(not(feature = "embedded-model"))]
use diglot::error::Error;
use diglot::error::Result;
use diglot::lang::Lang;
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

    /// The engine, on as many threads as `ui` says, with a cache. Warns of each of `langs` that its model
    /// is not for.
    pub fn engine(
        &self,
        ui: &Ui,
        langs: impl IntoIterator<Item = Lang>,
        cache: Cache,
    ) -> Result<Engine> {
        let (engine, name) = match &self.model {
            _ if self.no_encoder => (Engine::without_encoder(), String::new()),
            Some(path) => (
                Engine::with_model(path)?,
                format!("the model `{}`", path.display()),
            ),
            None => (compiled_in()?, "the model compiled in".to_owned()),
        };
        if let Some(card) = engine.card() {
            warn_of_others(ui, card, langs, &name);
        }
        let engine = engine.cached(cache);
        match ui.jobs.number() {
            Some(threads) => engine.threads(threads),
            None => Ok(engine),
        }
    }
}

#[cfg(feature = "embedded-model")]
fn compiled_in() -> Result<Engine> {
    Ok(Engine::new())
}

#[cfg(not(feature = "embedded-model"))]
fn compiled_in() -> Result<Engine> {
    Err(Error::usage(
        "this diglot was built without a sentence encoder: name one with `--model`, or call it with \
         `--no-encoder`",
    ))
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
