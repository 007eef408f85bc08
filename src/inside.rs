//! Inside WeChat: each page that is opened is told to WeChat, so that it is passed on as it should be and WeChat scans for it. A file of its own,
//! which comes only there. Owns when WeChat is told, not how (`device::wechat`).

use crate::api::{self, Call};
use crate::device::wechat;
use crate::failure::Failure;
use crate::react::spawn;
use crate::remote::Coming;
use crate::router;
use crate::session::Center;
use shuke_contract::wechat::{SignPage, SignPageRequest, SignedPage};
use shuke_face::Route;
use std::cell::Cell;
use wasm_bindgen::JsValue;

/// What its file brings.
#[derive(Clone, Copy)]
pub struct Bridge {
    /// Tells WeChat of the page that is shown.
    pub tell: fn(Center, Route),
    /// Has WeChat scan.
    pub scan: fn(Center) -> Coming<Option<String>>,
}

pub const BRIDGE: Bridge = Bridge { tell, scan: |center| Box::pin(scanned(center)) };

/// Fetches it. Made above, where files are known.
#[derive(Clone, Copy)]
pub struct Source(pub fn() -> Coming<Bridge>);

impl Source {
    /// Has WeChat scan, and tells what it saw; nothing where its owner went back.
    pub fn scan(self, center: Center, told: impl FnOnce(Result<Option<String>, Failure>) + 'static) {
        let Self(source) = self;
        spawn(async move {
            told(async { (source().await?.scan)(center).await }.await);
        });
    }
}

thread_local! {
    /// WeChat has believed a page of this visit: it scans from then on.
    static IS_BELIEVED: Cell<bool> = const { Cell::new(false) };
    /// Counts what was told: what another page has overtaken is told no more.
    static TURN: Cell<u32> = const { Cell::new(0) };
}

fn tell(center: Center, route: Route) {
    wechat::clean_address();
    TURN.set(TURN.get() + 1);
    let turn = TURN.get();
    spawn(async move {
        // Without it the page is passed on as WeChat sees it, and the camera scans.
        let _ = told(center, &route, turn).await;
    });
}

/// iOS knows the page by the address that the visit began with, Android by that of now: the other one is tried where the first is not believed.
async fn told(center: Center, route: &Route, turn: u32) -> Result<(), Failure> {
    let (first, now, path) = (wechat::first_address(), wechat::address(), route.href());
    let addresses = if wechat::keeps_first_address() { [first, now] } else { [now, first] };
    let [usual, other] = addresses;
    match passed_on(center, &usual, &path, turn).await? {
        Ok(()) => Ok(()),
        Err(_) if other != usual => passed_on(center, &other, &path, turn).await?.map_err(unreadable),
        Err(not_believed) => Err(unreadable(not_believed)),
    }
}

async fn passed_on(center: Center, url: &str, path: &str, turn: u32) -> Result<Result<(), JsValue>, Failure> {
    let request = SignPageRequest { url: url.to_owned(), path: path.to_owned() };
    let text = center.send(&Call::to::<SignPage>("", &request), None).await?;
    let SignedPage { signed, share } = api::read(&text)?;
    // WeChat does not answer the server.
    let Some(signed) = signed else { return Err(Failure::Slow) };
    wechat::fetch(&signed.script).await.map_err(unreadable)?;
    if TURN.get() != turn {
        return Ok(Ok(()));
    }
    let believed = wechat::pass_on(&signed, &share).await;
    IS_BELIEVED.set(IS_BELIEVED.get() || believed.is_ok());
    Ok(believed)
}

async fn scanned(center: Center) -> Result<Option<String>, Failure> {
    if !IS_BELIEVED.get() {
        told(center, &router::here(), TURN.get()).await?;
    }
    wechat::scan().await.map_err(unreadable)
}

fn unreadable(_: JsValue) -> Failure {
    Failure::Unreadable
}
