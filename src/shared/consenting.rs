//! The texts that one agrees to. They are long, and come with the pages that show them: whoever goes there from another page asks for them.

use crate::failure::Failure;
use crate::react::{dynamic, memo};
use crate::remote::Fetched;
use crate::session::Center;
use leptos::prelude::*;

/// Draws what shows them once they are here; `instead` stands there meanwhile, says why not, and is given what
/// asks anew.
pub fn with_consents(
    center: Center,
    draw: impl Fn() -> AnyView + Send + 'static,
    instead: impl Fn(Option<Failure>, Fetched<()>) -> AnyView + Send + 'static,
) -> AnyView {
    let is_there = memo(move || center.with_boot(|boot| !boot.consents.is_empty()));
    let asked = Fetched::new(center, move || Box::pin(center.reload()));
    if !is_there.get_untracked() {
        asked.want();
    }
    dynamic(move || match (is_there.get(), asked.get()) {
        // A brand may ask for none.
        (true, _) | (_, Some(Ok(()))) => draw(),
        (false, answer) => instead(answer.and_then(Result::err), asked),
    })
}
