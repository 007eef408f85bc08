//! What comes after the first file: each group of pages is a file of its own, fetched when somebody goes there or when
//! everything else is done (docs/decisions/007-parts.md). Owns no page.
//!
//! Without `--cfg split` (`cargo xtask dev`, `cargo check`) all is one file and every part is there at once.

use crate::device::{style, timers};
use crate::failure::Failure;
use crate::i18n::use_texts;
use crate::pages;
use crate::react::{dynamic, spawn};
use crate::route::Route;
use crate::showing_code;
use crate::ui::states::{failed_page, skeleton};
use leptos::prelude::*;
use shuke_contract::boot::Has;
use std::cell::Cell;

/// Draws the page of a route that is the part's.
type Draw = fn(&Route) -> AnyView;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Code,
    /// What is about the member: together, me, and the pages below them.
    Member,
    /// The mall, orders, addresses.
    Mall,
    /// What a basket would cost.
    Preview,
    /// What staff see.
    Counter,
    /// Joining and signing in.
    Entry,
    /// What a member holds of coupons, and what can be claimed.
    Coupons,
}

/// Makes `fn name() -> Result<Draw, Failure>` the door to a file of that name. What it gives is worked out in that file.
macro_rules! parts {
    ($($name:ident => $draw:expr),* $(,)?) => {
        $(
            #[cfg(split)]
            #[leptos::wasm_split::wasm_split($name, wasm_split_path = leptos::wasm_split, fallible)]
            fn $name() -> Result<Draw, Failure> {
                Ok($draw)
            }

            #[cfg(not(split))]
            async fn $name() -> Result<Draw, Failure> {
                Ok($draw)
            }
        )*
    };
}

parts! {
    code => {
        showing_code::prepare();
        pages::code
    },
    member => pages::member,
    mall => pages::mall,
    preview => pages::preview,
    counter => pages::counter,
    entry => pages::entry,
    coupons => pages::coupons,
}

#[cfg(split)]
impl From<leptos::wasm_split::SplitLoaderError> for Failure {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self::Offline
    }
}

thread_local! {
    /// The parts that are here, in the order of [`Part`].
    static HERE: [Cell<Option<Draw>>; 7] = const { [const { Cell::new(None) }; 7] };
}

impl Part {
    fn here(self) -> Option<Draw> {
        HERE.with(|here| here[self as usize].get())
    }

    /// Its file, and the style of all pages beyond the first: nothing is drawn without either.
    async fn fetch(self) -> Result<Draw, Failure> {
        let style = style::later();
        let draw = match self {
            Self::Code => code().await,
            Self::Member => member().await,
            Self::Mall => mall().await,
            Self::Preview => preview().await,
            Self::Counter => counter().await,
            Self::Entry => entry().await,
            Self::Coupons => coupons().await,
        }?;
        if !style.await {
            return Err(Failure::Offline);
        }
        HERE.with(|here| here[self as usize].set(Some(draw)));
        Ok(draw)
    }
}

/// Fetches what somebody may want next; whether that goes well matters only when they do.
pub fn prepare(is_member: bool, has: Has) {
    let parts = [
        (is_member, Part::Code),
        (is_member, Part::Member),
        (is_member && has.coupons, Part::Coupons),
        (is_member && has.mall, Part::Mall),
        (is_member && has.coupons, Part::Preview),
        (!is_member, Part::Entry),
    ];
    spawn(async move {
        for (is_wanted, part) in parts {
            if is_wanted {
                let _ = part.fetch().await;
            }
        }
    });
}

/// The page of `route` out of `part`: at once if the part is here, else when it has come.
pub fn page(part: Part, route: &Route) -> AnyView {
    if let Some(draw) = part.here() {
        return draw(route);
    }
    let t = use_texts();
    let came = RwSignal::new(None::<Result<Draw, Failure>>);
    let slow = RwSignal::new(false);
    let fetch = move || {
        came.set(None);
        spawn(async move {
            let draw = part.fetch().await;
            // The page may have gone meanwhile.
            came.try_set(Some(draw));
        });
    };
    fetch();
    timers::after(timers::SLOW_MS, move || slow.set(true));
    let route = route.clone();
    dynamic(move || match came.get() {
        Some(Ok(draw)) => draw(&route),
        Some(Err(failure)) => failed_page(t, &t.explain(&failure, &[]), fetch),
        None => skeleton(t, "", slow.get()),
    })
}
