//! The texts that one agrees to. They are long, and come with the pages that show them: whoever goes there from another page asks for them.

use crate::failure::Failure;
use crate::react::{dynamic, memo};
use crate::remote::Fetched;
use crate::session::Center;
use leptos::prelude::*;
use shuke_contract::boot::Has;

/// Whether there is nothing to ask for: they came with the page, or the brand has none.
fn are_here(brand: Has, came: bool) -> bool {
    came || !brand.consents
}

/// Draws what shows them once they are here; `instead` stands there meanwhile, says why not, and is given what
/// asks anew.
pub fn with_consents(
    center: Center,
    draw: impl Fn() -> AnyView + Send + 'static,
    instead: impl Fn(Option<Failure>, Fetched<()>) -> AnyView + Send + 'static,
) -> AnyView {
    // What this device has kept of an older visit may not know of any: they are drawn once they came.
    let came = memo(move || center.with_boot(|boot| !boot.consents.is_empty()));
    let is_there = memo(move || are_here(center.with_boot(|boot| boot.has), came.get()));
    let asked = Fetched::new(center, move || Box::pin(center.reload()));
    if !is_there.get_untracked() {
        asked.want();
    }
    dynamic(move || {
        came.track();
        match (is_there.get(), asked.get()) {
            (true, _) | (_, Some(Ok(()))) => draw(),
            (false, answer) => instead(answer.and_then(Result::err), asked),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brand_that_asks_for_none_is_not_asked_for_them() {
        let brand = |consents| Has { consents, ..Has::default() };
        assert!(are_here(brand(false), false), "there is nothing to ask for");
        assert!(!are_here(brand(true), false) && are_here(brand(true), true));
    }
}
