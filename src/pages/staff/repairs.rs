//! `/staff/repairs`: what waits to be repaired here, and what becomes of it. Each step says what the owner is told.

use super::desk::Desk;
use crate::device::events;
use crate::i18n::Texts;
use crate::react::{dynamic, effect};
use crate::remote::{Load, Read};
use crate::ui::button::{Kind, Look, button};
use crate::ui::field::area;
use crate::ui::markup::{group, html, live_html};
use crate::ui::sheet::sheet;
use crate::ui::states::{failed_page, refused, skeleton};
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::pieces::{ListRepairs, MoveRepair, MoveRepairRequest, ShopRepair};
use shuke_face::pages::staff::repairs as shown;
use shuke_face::shapes::states::note as note_of;
use shuke_rules::pieces::RepairState;
use shuke_rules::typed;

/// What is to become of which repair, and whether the sheet that says so is open.
#[derive(Clone, Copy)]
struct Chosen {
    step: RwSignal<Option<Step>>,
    open: RwSignal<bool>,
    /// What is written to the owner, and whether it is too little.
    note: RwSignal<String>,
    wrong: RwSignal<bool>,
}

impl Chosen {
    /// Of another repair nothing is left that was written before.
    fn open(self, step: &Step) {
        let is_other =
            self.step.with_untracked(|before| before.as_ref().is_none_or(|before| before.repair != step.repair));
        if is_other {
            self.note.set(String::new());
        }
        self.wrong.set(false);
        self.step.set(Some(step.clone()));
        self.open.set(true);
    }
}

#[derive(Clone)]
struct Step {
    repair: String,
    /// Of what.
    name: String,
    /// `None`: nothing becomes of it, its owner is told something.
    state: Option<RepairState>,
}

impl Step {
    fn label(&self, t: &Texts) -> &'static str {
        self.state.map_or(t.repairs().write_owner, t.repairs().go_on)
    }

    fn needs_words(&self) -> bool {
        self.state.is_none_or(|state| state == RepairState::Declined)
    }
}

pub fn page(desk: Desk) -> AnyView {
    let read = Read::<ListRepairs>::new(desk.center, "", &Empty {});
    let chosen = Chosen {
        step: RwSignal::new(None),
        open: RwSignal::new(false),
        note: RwSignal::new(String::new()),
        wrong: RwSignal::new(false),
    };
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
    let name = desk.t.lang.pick(&repair.good).to_owned();
    let told = (!repair.has_left).then_some(None);
    let acts = repair.next.iter().copied().map(Some).chain(told).map(|state| {
        let step = Step { repair: repair.repair.id.clone(), name: name.clone(), state };
        button(Look::plain(Kind::Quiet, step.label(desk.t)).about(&name), move || chosen.open(&step))
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
    let (t, p) = (desk.t, desk.t.repairs());
    let write = desk.write();
    let Chosen { note, wrong, .. } = chosen;
    let send = move || {
        let Some(step) = chosen.step.get_untracked() else { return };
        let note_now = note.with_untracked(|note| typed::trimmed(note).to_owned());
        let lacks = step.needs_words() && !typed::fits(&note_now, 2, 500);
        wrong.set(lacks);
        if lacks {
            return;
        }
        let request = MoveRepairRequest { state: step.state, note: note_now };
        write.send_to::<MoveRepair>(&step.repair, &request, move |_| {
            note.set(String::new());
            chosen.open.set(false);
            desk.toasts.say(p.noted);
            read.again();
        });
    };
    let note_error = Signal::derive(move || {
        let stays = chosen.step.with(|step| step.as_ref().is_some_and(|step| step.state.is_none()));
        if !wrong.get() && !write.blames("note") {
            ""
        } else if stays {
            p.wrong
        } else {
            p.note_wrong
        }
    });
    let label =
        Signal::derive(move || chosen.step.with(|step| step.as_ref().map_or("", |step| step.label(t)).to_owned()));
    let look = Look::plain(Kind::Main, "").label(label).busy(write.busy());
    let about = live_html(move || chosen.step.with(|step| note_of(step.as_ref().map_or("", |step| &step.name))));
    let parts = vec![
        about,
        area(shown::note_field(t), note, note_error),
        refused(desk.refusal(write)),
        group(
            "actions",
            vec![button(look, send), button(Look::plain(Kind::Text, p.not_now), move || chosen.open.set(false))],
        ),
    ];
    sheet(chosen.open, "repair-title".to_owned(), p.all.to_owned(), parts)
}
