//! A coupon's code on its way from where it was scanned to the field that it is claimed at. Owns neither: nothing is sent before somebody says so.

use crate::react::lasting;
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Carried(RwSignal<String>);

impl Carried {
    pub fn find() -> Self {
        lasting(|| Self(RwSignal::new(String::new())))
    }

    pub fn put(self, code: String) {
        self.0.set(code);
    }

    /// Once; nothing where none was scanned.
    pub fn take(self) -> String {
        self.0.try_update(std::mem::take).unwrap_or_default()
    }
}
