//! The buttons of an order: what one may do with it now. What costs something or cannot be taken back is asked for first.

use super::desk::Desk;
use super::sheets;
use crate::react::dynamic;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, html};
use crate::ui::states::refused;
use leptos::prelude::*;
use shuke_contract::staff::{Act, ActRequest, Action, StaffOrder};
use shuke_face::pages::staff::acts::{done, label, nothing_to_do};
use shuke_face::pages::staff::order::about;
use shuke_rules::Fen;

pub fn buttons(desk: Desk, order: &StaffOrder) -> AnyView {
    let known = |action: &&Action| label(order, **action, desk.t).is_some();
    let acts = order.actions.iter().filter(known).enumerate();
    // The first is what is usually done next.
    let kind = |place| if place == 0 { Kind::Main } else { Kind::Quiet };
    let acts: Vec<AnyView> = acts.map(|(place, action)| act(desk, order, *action, kind(place))).collect();
    if acts.is_empty() {
        return html(nothing_to_do(order, desk.t));
    }
    group("actions", acts)
}

fn act(desk: Desk, order: &StaffOrder, action: Action, kind: Kind) -> AnyView {
    if action == Action::Prepare {
        return at_once(desk, order, action, kind);
    }
    let open = RwSignal::new(false);
    let look = Look::plain(kind, &label(order, action, desk.t).unwrap_or_default()).about(&about(order, desk.t));
    vec![button(look, move || open.set(true)), sheets::ask(desk, order.clone(), action, open)].into_any()
}

/// What is undone as easily as it is done.
fn at_once(desk: Desk, order: &StaffOrder, action: Action, kind: Kind) -> AnyView {
    let write = desk.write();
    let (id, what) = (order.id.clone(), done(order, action, desk.t));
    let send = move || {
        let what = what.clone();
        let request = ActRequest { action, paid: Fen::ZERO, parcel: None, answer: None };
        write.send_to::<Act>(&id, &request, move |acted| desk.take(acted, what));
    };
    let look = Look::plain(kind, &label(order, action, desk.t).unwrap_or_default()).busy(write.busy());
    let why = desk.refusal(write);
    vec![
        button(look.about(&about(order, desk.t)), send),
        dynamic(move || if why().is_some() { refused(why) } else { ().into_any() }),
    ]
    .into_any()
}
