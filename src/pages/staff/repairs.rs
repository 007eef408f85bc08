//! `/staff/repairs`: what waits to be repaired here, and what becomes of it. Each step says what the owner is told.

use super::desk::Desk;
use crate::device::events;
use crate::react::{dynamic, effect};
use crate::remote::{Load, Read};
use crate::ui::button::{Kind, Look, button};
use crate::ui::field::{area, error_while};
use crate::ui::markup::{group, html};
use crate::ui::sheet::sheet;
use crate::ui::states::{failed_page, refused, skeleton};
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::pieces::{ListRepairs, MoveRepair, MoveRepairRequest, ShopRepair};
use shuke_face::pages::staff::repairs as shown;
use shuke_rules::pieces::RepairState;
use shuke_rules::typed;

/// What is to become of which repair, and whether the sheet that says so is open.
#[derive(Clone, Copy)]
struct Chosen {
    step: RwSignal<Option<(String, RepairState)>>,
    open: RwSignal<bool>,
}

pub fn page(desk: Desk) -> AnyView {
    let read = Read::<ListRepairs>::new(desk.center, "", &Empty {});
    let chosen = Chosen { step: RwSignal::new(None), open: RwSignal::new(false) };
    effect(move || {
        if let Some(failure) = read.failure() {
            desk.mind(&failure);
        }
    });
    events::on_return_here(move || read.again());
    let list = dynamic(move || match read.get() {
        Load::Loaded(all) if all.repairs.is_empty() => html(shown::none(desk.t)),
        Load::Loaded(all) => all.repairs.iter().map(|repair| one(desk, chosen, repair)).collect::<Vec<_>>().into_any(),
        Load::Failed(failure) => failed_page(desk.t, &desk.explain(&failure), move || read.again()),
        state => skeleton(desk.t, "", state.is_slow()),
    });
    vec![html(shown::heading(desk.t)), list, saying(desk, chosen, read)].into_any()
}

fn one(desk: Desk, chosen: Chosen, repair: &ShopRepair) -> AnyView {
    let p = desk.t.pieces();
    let name = desk.t.lang.pick(&repair.good).to_owned();
    let acts = repair.next.iter().map(|next| {
        let (id, next) = (repair.repair.id.clone(), *next);
        button(Look::plain(Kind::Quiet, (p.go_on)(next)).about(&name), move || {
            chosen.step.set(Some((id.clone(), next)));
            chosen.open.set(true);
        })
    });
    let parts = vec![html(shown::one(repair, desk.t)), group("actions", acts.collect())];
    view! {
        <section class="section">
            <h2>{name}</h2>
            {parts}
        </section>
    }
    .into_any()
}

/// The sheet in which one writes to the owner, and says that it is so.
fn saying(desk: Desk, chosen: Chosen, read: Read<ListRepairs>) -> AnyView {
    let (t, p) = (desk.t, desk.t.pieces());
    let write = desk.write();
    let (note, wrong) = (RwSignal::new(String::new()), RwSignal::new(false));
    let send = move || {
        let Some((id, state)) = chosen.step.get_untracked() else { return };
        let note_now = note.with_untracked(|note| typed::trimmed(note).to_owned());
        let lacks = state == RepairState::Declined && !typed::fits(&note_now, 2, 500);
        wrong.set(lacks);
        if lacks {
            return;
        }
        write.send_to::<MoveRepair>(&id, &MoveRepairRequest { state, note: note_now }, move |_| {
            note.set(String::new());
            chosen.open.set(false);
            desk.toasts.say(p.noted);
            read.again();
        });
    };
    let label = Signal::derive(move || {
        chosen.step.with(|step| step.as_ref().map_or("", |(_, state)| (p.go_on)(*state)).to_owned())
    });
    let look = Look::plain(Kind::Main, "").label(label).busy(write.busy());
    let parts = vec![
        area(shown::note_field(t), note, error_while(move || wrong.get() || write.blames("note"), p.note_wrong)),
        refused(desk.refusal(write)),
        group(
            "actions",
            vec![button(look, send), button(Look::plain(Kind::Text, p.not_now), move || chosen.open.set(false))],
        ),
    ];
    sheet(chosen.open, "repair-title".to_owned(), p.repairs.to_owned(), parts)
}
