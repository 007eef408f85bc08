//! From a code to what it leads to: typed by hand, on the desk and beside the camera, or read by the camera.

use super::code::{Wrong, read};
use super::desk::Desk;
use crate::remote::Write;
use crate::ui::button::{Kind, Look, submit};
use crate::ui::field::{Field, field};
use crate::ui::markup::{form, group};
use crate::ui::states::refused;
use leptos::prelude::*;
use shuke_contract::staff::{LookUp, LookUpRequest};

/// The field that digits are typed into.
pub const TYPED: &str = "staff-typed";

/// Sends a code that was judged to be one. `from` is where one comes back to on the desk.
pub fn send(desk: Desk, write: Write, code: String, from: Option<&'static str>) {
    write.send::<LookUp>(&LookUpRequest { code }, move |found| desk.show(found, from.map(str::to_owned)));
}

/// Says, too, why `write` was refused, whoever sent it.
pub fn by_hand(desk: Desk, write: Write) -> AnyView {
    let t = desk.t.staff();
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<Wrong>);
    let kind = Field { mode: Some("numeric"), hint: t.type_hint, ..Field::text(TYPED, t.type_code) };
    let error = Signal::derive(move || match wrong.get() {
        None => "",
        Some(Wrong::Empty) => t.type_empty,
        Some(Wrong::Kind) => t.type_wrong,
        Some(Wrong::Misread) => t.type_misread,
    });
    let send = move || {
        let code = read(&typed.get_untracked());
        wrong.set(code.as_ref().err().copied());
        if let Ok(code) = code {
            send(desk, write, code, Some(TYPED));
        }
    };
    let look = Look::plain(Kind::Quiet, "").label(write.label(desk.t, t.look_up)).busy(write.busy());
    form(vec![field(kind, typed, error), refused(desk.refusal(write)), group("actions", vec![submit(look)])], send)
}
