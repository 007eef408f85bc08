//! What this device keeps between visits: the last that the server said, as it said it; the key of member codes; the
//! shop that was scanned. All of it may vanish; the server knows it all, but what is still being typed.

use crate::api;
use crate::device::{clock, events, storage};
use leptos::prelude::window;
use shuke_contract::boot::Boot;
use shuke_contract::card::{Card, DeviceKey};
use shuke_contract::sign_in::{CameBy, CameByKind};
use shuke_rules::Text;
use shuke_rules::policy::{Store, StoreId};
use shuke_rules::proof::{Hash, Log};

const BOOT: &str = "shuke.boot";
/// A card that is newer than the one in `BOOT`.
const CARD: &str = "shuke.card";
const DEVICE: &str = "shuke.device";
const SHOP: &str = "shuke.shop";
const CAME_BY: &str = "shuke.came-by";
const PICK_UP: &str = "shuke.pick-up";
const LOG: &str = "shuke.log";
/// As [`CAME_BY`] has them.
const ITEM: &str = "item";
const PARCEL: &str = "parcel";
/// Nobody is in a shop for longer.
const STAYS_MS: i64 = 2 * 60 * 60 * 1000;

/// For a start without network.
pub fn boot() -> Option<Boot> {
    kept(&storage::text(BOOT)?, storage::text(CARD))
}

/// The last that was said, of the time at which that was. What a release before this one kept may lack what is new.
fn kept(boot: &str, card: Option<String>) -> Option<Boot> {
    let mut boot: Boot = api::read(boot).ok()?;
    if let Some(card) = card.and_then(|text| api::read::<Card>(&text).ok()) {
        boot.now = boot.now.max(card.now);
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
    storage::forget_tab_texts(TYPED, None);
}

/// Nothing that another member typed stays in this tab.
pub fn keep_only_of(member: &str) {
    storage::forget_tab_texts(TYPED, Some(member));
}

/// What was typed goes with its member also where they sign out in another tab.
pub fn follow_other_tabs() {
    events::listen_always(&window(), "storage", |_| {
        if storage::text(BOOT).is_none() {
            storage::forget_tab_texts(TYPED, None);
        }
    });
}

/// What is being typed, by whose it is, what about and what it is.
const TYPED: &str = "shuke.typed ";

/// What somebody types that would be a pity to lose: it stays in this tab until it is sent, or its member leaves. Each thing that is typed about has a
/// place of its own.
#[derive(Clone, Copy)]
pub enum Typing {
    Address,
    Claim,
}

/// `of` says whose it is and what about.
fn place(what: Typing, of: &str) -> String {
    let what = match what {
        Typing::Address => "address",
        Typing::Claim => "claim",
    };
    format!("{TYPED}{of} {what}")
}

/// What was typed last about this.
pub fn typed(what: Typing, of: &str) -> Option<String> {
    storage::tab_text(&place(what, of))
}

/// Keeps what is typed. What is as it `began`, before anybody typed, is nothing to lose.
pub fn keep_typed(what: Typing, of: &str, began: &str, text: &str) {
    if text == began {
        forget_typed(what, of);
    } else {
        storage::put_tab_text(&place(what, of), text);
    }
}

/// It was sent.
pub fn forget_typed(what: Typing, of: &str) {
    storage::forget_tab_text(&place(what, of));
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

/// What else was scanned, after that shop.
pub fn came_by() -> Option<CameBy> {
    let text = storage::text(CAME_BY)?;
    let (kind, id) = text.split_once('\n')?;
    let kind = if kind == PARCEL { CameByKind::Parcel } else { CameByKind::Item };
    Some(CameBy { kind, id: id.to_owned() })
}

pub fn forget_came_by() {
    storage::forget(CAME_BY);
}

pub fn keep_came_by(kind: CameByKind, id: &str) {
    let kind = if kind == CameByKind::Parcel { PARCEL } else { ITEM };
    storage::put_text(CAME_BY, &format!("{kind}\n{id}"));
}

pub fn keep_shop(store: &Store) {
    storage::forget(CAME_BY);
    let scanned = clock::now_ms();
    storage::put_text(SHOP, &format!("{}\n{}\n{}\n{scanned}", store.id, store.name.zh, store.name.en));
}

pub fn forget_shop() {
    storage::forget(SHOP);
    storage::forget(CAME_BY);
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

#[cfg(test)]
mod tests {
    use super::kept;

    /// As a release kept it that knew nothing of `has.consents`, nor of what is newer in a card.
    const BOOT: &str = r##"{"brand":{"id":"x","code":"690","name":{"zh":"x","en":"x"},"line":{"zh":"","en":""},"time_zone":"Asia/Shanghai",
        "welcome":[],"look":{"accent":"#fff","accent_dark":"#000","art":""}},
        "rules":{"ladder":{"kind":"lifetime","months":12,"grace_days":30,"on_review":"supported","points_tier":"before"},"tiers":[],
        "earning":{"classes":[]}},"expiry":{"kind":"never"},"card":null,"has":{"mall":true,"together":false},"now":"2026-11-30T01:00:00Z"}"##;

    fn card(now: &str) -> String {
        format!(
            r#"{{"number":"6901310000077","name":null,"points":5,"debt":0,"ending":[],"standing":{{"tier":"a","since":"2026-01-01","review":null,
            "total":0}},"facts":[],"next":null,"keep":null,"last_step":null,"check_in":null,"today":"2026-11-30","rule_version":1,"now":"{now}"}}"#
        )
    }

    #[test]
    fn what_an_older_release_kept_is_read() {
        let boot = kept(BOOT, None).expect("it can be read");
        assert!(boot.has.mall && !boot.has.consents && boot.card.is_none());
    }

    #[test]
    fn what_is_kept_is_of_the_time_of_its_newest_part() {
        let at = |card| kept(BOOT, card).map(|boot| (boot.card.is_some(), boot.now.to_rfc3339()));
        assert_eq!(at(Some(card("2026-11-30T02:00:00Z"))), Some((true, "2026-11-30T02:00:00+00:00".to_owned())));
        assert_eq!(at(Some(card("2026-11-30T00:00:00Z"))), Some((true, "2026-11-30T01:00:00+00:00".to_owned())));
        assert_eq!(at(Some("{".to_owned())), Some((false, "2026-11-30T01:00:00+00:00".to_owned())));
    }
}
