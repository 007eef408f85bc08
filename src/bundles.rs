//! What comes after the first file: each group of pages is a file of its own, fetched when somebody goes there or when
//! everything else is done (docs/decisions/007-parts.md). Owns no page.
//!
//! Without `--cfg split` (`cargo xtask dev`, `cargo check`) all is one file and every part is there at once.

use crate::device::{network, style, timers};
use crate::failure::Failure;
use crate::i18n::{Explain, use_texts};
use crate::inside::{BRIDGE, Bridge};
use crate::pages;
use crate::painter::{PAINTER, Painter};
use crate::react::{dynamic, spawn};
use crate::remote::{self, Fetched};
use crate::scanner::door::Eye;
use crate::scanner::{photo, still, view};
use crate::shared::{giving, showing_code};
use crate::ui::simulator::{Coming, Draw, simulator_at_once};
use crate::ui::states::{failed_page, skeleton};
use leptos::prelude::*;
use shuke_contract::boot::Has;
use shuke_face::{Lang, Page, Part, Route};
use std::cell::Cell;

/// What a part's file brings.
#[derive(Clone, Copy)]
struct Bundle {
    /// Draws the page of a route that is the part's.
    draw: fn(&Route) -> AnyView,
    /// What it is called.
    title: fn(Page, Lang) -> &'static str,
    /// What stands below the card: the part of what is about the member has it.
    forecast: Option<Draw>,
    /// What a new member was given: that of coupons has it.
    given: Option<giving::Draw>,
}

/// Makes `fn name() -> Result<…, Failure>` the door to a file of that name. What it gives is worked out in that file.
macro_rules! doors {
    ($gives:ty: $($name:ident => $given:expr),* $(,)?) => {
        $(
            #[cfg(split)]
            #[leptos::wasm_split::wasm_split($name, wasm_split_path = leptos::wasm_split, fallible)]
            fn $name() -> Result<$gives, Failure> {
                Ok($given)
            }

            #[cfg(not(split))]
            async fn $name() -> Result<$gives, Failure> {
                Ok($given)
            }
        )*
    };
}

doors! { Bundle:
    code => {
        showing_code::prepare();
        of::<{ Part::Code as u8 }>(pages::code)
    },
    together => of::<{ Part::Together as u8 }>(pages::together),
    mall => of::<{ Part::Mall as u8 }>(pages::mall),
    orders => of::<{ Part::Orders as u8 }>(pages::orders),
    points => of::<{ Part::Points as u8 }>(pages::points),
    tiers => Bundle { forecast: Some(simulator_at_once), ..of::<{ Part::Tiers as u8 }>(pages::tiers) },
    me => of::<{ Part::Me as u8 }>(pages::me),
    preview => of::<{ Part::Preview as u8 }>(pages::preview),
    counter => of::<{ Part::Counter as u8 }>(pages::counter),
    entry => of::<{ Part::Entry as u8 }>(pages::entry),
    referral => of::<{ Part::Referral as u8 }>(pages::referral),
    poster => of::<{ Part::Poster as u8 }>(pages::poster),
    coupons => Bundle { given: Some(giving::tickets), ..of::<{ Part::Coupons as u8 }>(pages::coupons) },
    goods => of::<{ Part::Goods as u8 }>(pages::goods),
}

/// What the first file draws by itself.
const FIRST: Bundle = of::<{ Part::First as u8 }>(pages::first);

const fn of<const PART: u8>(draw: fn(&Route) -> AnyView) -> Bundle {
    Bundle { draw, title: Page::title_in::<PART>, forecast: None, given: None }
}

// Beside those of pages: the camera, what paints a poster, and what WeChat is told.
doors! { Eye: scanner => Eye { look: view::look, still: still::read, photo: photo::made_small } }
doors! { Painter: painter => PAINTER }
doors! { Bridge: bridge => BRIDGE }

/// For whoever wishes a poster.
pub fn easel() -> remote::Coming<Painter> {
    Box::pin(painter())
}

/// For whoever is inside WeChat.
pub fn wechat() -> remote::Coming<Bridge> {
    Box::pin(bridge())
}

/// For whoever scans.
pub fn camera() -> remote::Coming<Eye> {
    Box::pin(scanner())
}

#[cfg(split)]
impl From<leptos::wasm_split::SplitLoaderError> for Failure {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self::Offline
    }
}

thread_local! {
    /// The parts that are here, in the order of [`Part`].
    static HERE: [Cell<Option<Bundle>>; Part::ALL.len()] = const { [const { Cell::new(None) }; Part::ALL.len()] };
}

fn here(part: Part) -> Option<Bundle> {
    if part == Part::First {
        // What it looks like comes with its own pages alone.
        return (style::is_of(part) || style::is_here()).then_some(FIRST);
    }
    HERE.with(|here| here[part as usize].get())
}

/// Brings what draws the page that the server drew, whose style came with it; if it does not come, the page says so once it is drawn anew.
pub async fn bring(part: Part) {
    if !style::is_of(part) {
        let _ = fetch(part).await;
    } else if let Ok(bundle) = load(part).await {
        put(part, bundle);
    }
}

fn put(part: Part, bundle: Bundle) {
    HERE.with(|here| here[part as usize].set(Some(bundle)));
}

/// Its file, and the style of all parts: nothing is drawn without either.
async fn fetch(part: Part) -> Result<Bundle, Failure> {
    let style = style::later();
    let bundle = load(part).await?;
    if !style.await {
        return Err(Failure::Offline);
    }
    put(part, bundle);
    Ok(bundle)
}

async fn load(part: Part) -> Result<Bundle, Failure> {
    match part {
        Part::First => Ok(FIRST),
        Part::Code => code().await,
        Part::Together => together().await,
        Part::Mall => mall().await,
        Part::Orders => orders().await,
        Part::Points => points().await,
        Part::Tiers => tiers().await,
        Part::Me => me().await,
        Part::Preview => preview().await,
        Part::Counter => counter().await,
        Part::Entry => entry().await,
        Part::Coupons => coupons().await,
        Part::Referral => referral().await,
        Part::Poster => poster().await,
        Part::Goods => goods().await,
    }
}

/// For what stands below the card.
pub fn forecast() -> Coming {
    Box::pin(async { fetch(Part::Tiers).await?.forecast.ok_or(Failure::Unreadable) })
}

/// For who joins.
pub const GIVEN: giving::Source =
    giving::Source { fetch: || spawn(async { drop(fetch(Part::Coupons).await) }), draw: || here(Part::Coupons)?.given };

/// Fetches what somebody may want next, one file after the other: what the card looks like, what the bar leads to, what stands below the card, and
/// coupons. Whether that goes well matters only when they do. Nothing where every byte is paid for.
pub fn prepare(is_member: bool, has: Has) {
    if network::is_spared() {
        return;
    }
    let parts = [
        (true, Part::First),
        (is_member, Part::Code),
        (is_member, Part::Tiers),
        (is_member && has.mall, Part::Mall),
        (is_member && has.together, Part::Together),
        (is_member, Part::Me),
        (is_member && has.coupons, Part::Coupons),
        (!is_member, Part::Entry),
    ];
    spawn(async move {
        for (is_wanted, part) in parts {
            if is_wanted && here(part).is_none() {
                let _ = fetch(part).await;
            }
        }
    });
}

/// The page of `route` out of its part: at once if the part is here, else when it has come. `title` hears what it is called.
pub fn page(route: &Route, title: RwSignal<&'static str>) -> AnyView {
    let part = route.page.part();
    let t = use_texts();
    let draw = move |bundle: Bundle, route: &Route| {
        title.set((bundle.title)(route.page, t.lang));
        (bundle.draw)(route)
    };
    if let Some(bundle) = here(part) {
        return draw(bundle, route);
    }
    // The brand alone, until it is known what the page is called.
    title.set("");
    let slow = RwSignal::new(false);
    let fetched = Fetched::new(expect_context(), move || Box::pin(fetch(part)));
    fetched.want();
    timers::after(timers::SLOW_MS, move || slow.set(true));
    let route = route.clone();
    dynamic(move || match fetched.get() {
        Some(Ok(bundle)) => draw(bundle, &route),
        Some(Err(failure)) => failed_page(t, &t.explain(&failure, &[]), move || fetched.want()),
        None => skeleton(t, "", slow.get()),
    })
}
