//! The engine of a command: its sentence encoder, its threads, its cache.

use super::ui::Ui;
use diglot::Engine;
use diglot::cache::Cache;
use diglot::encode::Card;
#[cfg(not(feature = "embedded-model"))]
use diglot::error::Error;
use diglot::error::Result;
use diglot::lang::Lang;
use std::path::PathBuf;

/// Options of the commands that compare texts.
#[derive(clap::Args)]
pub(super) struct Encoding {
    /// Use the sentence encoder in this model file instead of the compiled-in one, which is for
    /// English, French and Russian
    #[arg(long, value_name = "PATH", conflicts_with = "no_encoder")]
    model: Option<PathBuf>,

    /// Compare texts without a sentence encoder, only by names, numbers, cognates and lengths, and,
    /// between English and French or Russian, by known pairs of words: this is faster, but less exact
    #[arg(long)]
    no_encoder: bool,
}

impl Encoding {
    /// The model file that the user named.
    pub(super) fn file(&self) -> Option<PathBuf> {
        self.model.clone()
    }

    /// The engine, with the number of threads in `ui` and with a cache. Warns about each of `langs` that
    /// its model does not cover.
    pub(super) fn engine(
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
            None => (compiled_in()?, "the compiled-in model".to_owned()),
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
        "this diglot was built without a sentence encoder: name a model with `--model`, or use \
         `--no-encoder`",
    ))
}

/// Warns once about each language that a model does not cover: `de` and `de-AT` are one language.
fn warn_of_others(ui: &Ui, card: &Card, langs: impl IntoIterator<Item = Lang>, model: &str) {
    let mut warned: Vec<Lang> = Vec::new();
    for lang in langs.into_iter().filter(|&lang| !card.covers(lang)) {
        if warned.iter().any(|other| other.primary() == lang.primary()) {
            continue;
        }
        warned.push(lang);
        ui.warning(format_args!(
            "{model} does not cover `{lang}`: such texts and their translations are compared without the \
             encoder, only by names, numbers, cognates and lengths; use `--model` with a model that covers \
             it (docs/model.md says how to make one)"
        ));
    }
}
