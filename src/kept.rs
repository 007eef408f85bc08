//! What this device keeps between visits: the last that the server said, the key of member codes, the shop that was
//! scanned. All of it may vanish; the server knows it all.

use crate::device::{clock, storage};
use serde::{Deserialize, Serialize};
use shuke_contract::boot::Boot;
use shuke_contract::card::DeviceKey;
use shuke_rules::Instant;
use shuke_rules::policy::Store;

const BOOT: &str = "shuke.boot";
const DEVICE: &str = "shuke.device";
const SHOP: &str = "shuke.shop";

/// A member code's key and when the server gave it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptDevice {
    pub key: DeviceKey,
    pub synced: Instant,
}

/// For a start without network.
pub fn boot() -> Option<Boot> {
    storage::get(BOOT)
}

pub fn keep_boot(boot: &Boot) {
    storage::put(BOOT, boot);
}

pub fn device() -> Option<KeptDevice> {
    storage::get(DEVICE)
}

/// The server has just given it.
pub fn keep_device(key: DeviceKey) -> KeptDevice {
    clock::set(key.now);
    let kept = KeptDevice { synced: key.now, key };
    storage::put(DEVICE, &kept);
    kept
}

pub fn forget_device() {
    storage::forget(DEVICE);
}

/// The shop whose code was scanned: one joins there, even after a look around.
pub fn shop() -> Option<Store> {
    storage::get(SHOP)
}

pub fn keep_shop(store: &Store) {
    storage::put(SHOP, store);
}

pub fn forget_shop() {
    storage::forget(SHOP);
}
