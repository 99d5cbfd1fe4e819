//! The encoder that is compiled in. Its model is a crate of its own, `diglot-model-en-fr-ru`.

use super::encoder::Encoder;
use super::matmul::Instructions;
use super::model::Card;
use diglot_model_en_fr_ru::MODEL;
use std::borrow::{Borrow, Cow};
use std::panic;
use std::sync::OnceLock;
use std::thread;

/// The encoder that is compiled in, made ready when it is first asked something. Documents that quote
/// nothing are read in less time than that takes.
#[derive(Clone, Copy, Debug)]
pub struct Embedded;

impl Borrow<Encoder> for Embedded {
    fn borrow(&self) -> &Encoder {
        Encoder::embedded()
    }
}

impl Encoder {
    /// The encoder that is compiled in, for English, French and Russian. It is made ready when it is
    /// first asked for.
    ///
    /// # Panics
    ///
    /// If the program was built with a model that does not read. A test prevents that.
    pub fn embedded() -> &'static Self {
        static ENCODER: OnceLock<Encoder> = OnceLock::new();
        ENCODER.get_or_init(|| {
            let make = || Self::from_bytes(Cow::Borrowed(MODEL), Instructions::best());
            // The encoder is made in parallel, by threads of its own: all threads of the caller's pool may
            // be waiting here, and those that work do nothing for it. A new thread waits for them: while a
            // thread of the caller's waits for another pool, it takes up other work, which may ask for the
            // encoder again and then wait for itself.
            let apart = || match rayon::ThreadPoolBuilder::new().build() {
                Ok(pool) => pool.install(make),
                Err(_) => make(),
            };
            let made = match thread::scope(|scope| scope.spawn(apart).join()) {
                Ok(made) => made,
                Err(panic) => panic::resume_unwind(panic),
            };
            match made {
                Ok(encoder) => encoder,
                Err(fault) => panic!("the compiled-in model {fault}"),
            }
        })
    }

    /// The card of the compiled-in model. The encoder need not be ready for that.
    ///
    /// # Panics
    ///
    /// As [`Encoder::embedded`].
    pub fn embedded_card() -> Card {
        match Card::of(MODEL) {
            Ok(card) => card,
            Err(fault) => panic!("the compiled-in model {fault}"),
        }
    }
}
