//! A project with letters from a lighthouse, under review.

use crate::cli::server::Review;
use crate::cli::test::Test;

/// The document's id.
pub const ID: &str = "letters";

const LETTERS: &str = "\
The keeper of the lighthouse wrote to the harbour every week.

«Зима пришла рано. В 1902 году море замёрзло в ноябре. Пароход «Аврора» ушёл 3 декабря. Мы остались \
одни. Соль кончилась, мука есть. Иван чинит сеть.»

Winter came early. In 1902 the sea froze in November. The steamer Aurora left on 3 December, and we \
were left alone. The salt is gone, there is flour. Ivan mends the net.

His neighbour kept bees, and wrote in French.

« Les abeilles dorment depuis le 5 octobre. Henri a fermé les ruches. »

The bees have been asleep since 5 October. Henri has closed the hives.

A third line has no translation at all.

«Писем больше не будет до самой весны, пока не откроется вода.»
";

/// The project, and a server that serves it.
pub fn letters() -> Review {
    Review::of(project().file("corpus/letters.md", LETTERS))
}

/// A project without documents, which is to be reviewed under the same link each time.
pub fn project() -> Test {
    Test::project()
        .args(["review", "--no-encoder"])
        .env("DIGLOT_TOKEN", "a-light-in-the-window")
}
