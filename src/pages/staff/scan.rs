//! `/staff/scan`: the camera, on from the start; what it sees, and typing beside it.

use super::code::read;
use super::desk::Desk;
use super::look_up;
use crate::scanner::door::{Watch, watch};
use crate::ui::markup::html;
use leptos::prelude::*;
use shuke_face::pages::staff as shown;

pub fn page(desk: Desk) -> AnyView {
    let t = desk.t.staff();
    let write = desk.write();
    let is_other = RwSignal::new(false);
    let said = Signal::derive(move || if is_other.get() { t.not_ours } else { t.scan_hint }.to_owned());
    let eye = Watch { t: desk.t, said, busy: write.busy(), by_hand: look_up::TYPED };
    let see = move |text: String| {
        let code = read(&text).ok();
        is_other.try_set(code.is_none());
        code.map(|code| look_up::send(desk, write, code, None)).is_some()
    };
    let heading = html(shown::scan(desk.t));
    vec![heading, watch(eye, see), look_up::by_hand(desk, write)].into_any()
}
