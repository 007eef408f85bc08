//! What this device keeps between visits: the last that the server said, as it said it; the key of member codes; the
//! shop that was scanned. All of it may vanish; the server knows it all, but what is still being typed.

use crate::api;
use crate::device::{clock, storage};
use shuke_contract::boot::Boot;
use shuke_contract::card::DeviceKey;
use shuke_rules::Text;
use shuke_rules::policy::{Store, StoreId};
use shuke_rules::proof::{Hash, Log};

const BOOT: &str = "shuke.boot";
/// A card that is newer than the one in `BOOT`.
const CARD: &str = "shuke.card";
const DEVICE: &str = "shuke.device";
const SHOP: &str = "shuke.shop";
const PICK_UP: &str = "shuke.pick-up";
const LOG: &str = "shuke.log";
/// Nobody is in a shop for longer.
const STAYS_MS: i64 = 2 * 60 * 60 * 1000;

/// For a start without network.
pub fn boot() -> Option<Boot> {
    let mut boot: Boot = api::read(&storage::text(BOOT)?).ok()?;
    if let Some(card) = storage::text(CARD).and_then(|text| api::read(&text).ok()) {
        boot.card = Some(card);
    }
    Some(boot)
}

pub fn keep_boot(text: &str) {
    storage::put_text(BOOT, text);
    storage::forget(CARD);
}

pub fn keep_card(text: &str) {
    storage::put_text(CARD, text);
}

/// The key, and when the server gave it.
pub fn device() -> Option<DeviceKey> {
    api::read(&storage::text(DEVICE)?).ok()
}

pub fn keep_device(text: &str) {
    storage::put_text(DEVICE, text);
}

/// Everything of the member's.
pub fn forget_member() {
    for key in [BOOT, CARD, DEVICE, PICK_UP] {
        storage::forget(key);
    }
    for typing in [Typing::Address, Typing::Claim] {
        storage::forget_tab_text(typing.key());
    }
}

/// What somebody types that would be a pity to lose: it stays in this tab until it is sent, or its member leaves.
#[derive(Clone, Copy)]
pub enum Typing {
    Address,
    Claim,
}

impl Typing {
    const fn key(self) -> &'static str {
        match self {
            Self::Address => "shuke.address",
            Self::Claim => "shuke.claim",
        }
    }
}

/// What was typed last, if it was about this; `of` says whose it is and what about.
pub fn typed(what: Typing, of: &str) -> Option<String> {
    let text = storage::tab_text(what.key())?;
    Some(text.strip_prefix(of)?.strip_prefix('\n')?.to_owned())
}

/// Keeps what is typed. What is as it `began`, before anybody typed, is nothing to lose.
pub fn keep_typed(what: Typing, of: &str, began: &str, text: &str) {
    if text == began {
        forget_typed(what, of);
    } else {
        storage::put_tab_text(what.key(), &format!("{of}\n{text}"));
    }
}

/// It was sent.
pub fn forget_typed(what: Typing, of: &str) {
    if typed(what, of).is_some() {
        storage::forget_tab_text(what.key());
    }
}

/// The shop whose code was scanned: one joins there, even after a look around.
pub fn shop() -> Option<(StoreId, Text)> {
    let text = storage::text(SHOP)?;
    let mut lines = text.lines().map(str::to_owned);
    let id = StoreId(lines.next()?);
    Some((id, Text { zh: lines.next()?, en: lines.next()? }))
}

/// The same while it is likely that one is still there.
pub fn shop_around() -> Option<StoreId> {
    let text = storage::text(SHOP)?;
    let mut lines = text.lines();
    let id = lines.next()?;
    let scanned: i64 = lines.nth(2)?.parse().ok()?;
    (clock::now_ms() - scanned < STAYS_MS).then(|| StoreId(id.to_owned()))
}

pub fn keep_shop(store: &Store) {
    let scanned = clock::now_ms();
    storage::put_text(SHOP, &format!("{}\n{}\n{}\n{scanned}", store.id, store.name.zh, store.name.en));
}

pub fn forget_shop() {
    storage::forget(SHOP);
}

/// The shop where the member last had something kept.
pub fn pick_up_shop() -> Option<StoreId> {
    storage::text(PICK_UP).map(StoreId)
}

pub fn keep_pick_up_shop(store: &StoreId) {
    storage::put_text(PICK_UP, &store.0);
}

/// What was published, as this device last saw it: it stays when the member goes, being everybody's.
pub fn log() -> Option<Log> {
    let text = storage::text(LOG)?;
    let (size, root) = text.split_once(' ')?;
    Some(Log { size: size.parse().ok()?, root: Hash::parse(root)? })
}

pub fn keep_log(log: Log) {
    storage::put_text(LOG, &format!("{} {}", log.size, log.root));
}
