//! Asking a shop to repair a piece, and taking that back.

use super::photos::Photos;
use super::{REFUSALS, Shown};
use crate::device::dom;
use crate::i18n::Texts;
use crate::react::{dynamic, memo};
use crate::remote::Write;
use crate::ui::button::{Kind, Look, button, submit};
use crate::ui::field::{Field, area, error_while, no_error, select};
use crate::ui::markup::{form, group, html, section};
use crate::ui::sheet::sheet;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::pieces::{AskRepair, RepairRequest, SayOfRepair, SayOfRepairRequest, WithdrawRepair};
use shuke_face::pages::pieces as shown;
use shuke_rules::policy::StoreId;
use shuke_rules::typed;

pub fn ask(page: Shown) -> AnyView {
    let can = memo(move || page.piece.with(shown::can_repair));
    dynamic(move || if can.get() { asking(page) } else { ().into_any() })
}

fn asking(page: Shown) -> AnyView {
    let (t, p) = (page.t, page.t.repairs());
    let toasts: Toasts = expect_context();
    let write = Write::new(page.center);
    let (shop, written) = (RwSignal::new(String::new()), Written::new(t));
    let send = move || {
        let Some(what) = written.text() else { return };
        let request =
            RepairRequest { store: StoreId(dom::value_of(shown::SHOP)), what, pictures: written.photos.sent() };
        write.send_to::<AskRepair>(&page.id.get_value(), &request, move |piece| {
            toasts.say(p.asked);
            page.take(piece);
        });
    };
    let options = page.piece.with_untracked(|piece| shown::shop_options(piece, t));
    let look = Look::plain(Kind::Main, "").label(write.label(t, p.ask)).busy(written.busy(write));
    let parts = vec![
        select(shown::SHOP, p.shop, "", options, shop, no_error()),
        written.area(shown::broken(t), move || write.blames("what")),
        written.photos.view(),
        write.refused(t, REFUSALS),
        group("actions", vec![submit(look)]),
    ];
    section(p.title, vec![form(parts, send)])
}

/// What the shop should know besides, as long as it is under way.
pub fn tell(page: Shown) -> AnyView {
    let under_way = memo(move || page.piece.with(|piece| shown::under_way(piece).map(|repair| repair.id.clone())));
    dynamic(move || match under_way.get() {
        Some(id) => telling(page, id),
        None => ().into_any(),
    })
}

fn telling(page: Shown, id: String) -> AnyView {
    let (t, p) = (page.t, page.t.repairs());
    let toasts: Toasts = expect_context();
    let write = Write::new(page.center);
    let written = Written::new(t);
    let send = move || {
        let Some(words) = written.text() else { return };
        let request = SayOfRepairRequest { words, pictures: written.photos.sent() };
        write.send_to::<SayOfRepair>(&id, &request, move |piece| {
            toasts.say(p.more_said);
            written.clear();
            page.take(piece);
        });
    };
    let look = Look::plain(Kind::Main, "").label(write.label(t, p.more_do)).busy(written.busy(write));
    let parts = vec![
        written.area(shown::more(t), move || write.blames("words")),
        written.photos.view(),
        write.refused(t, REFUSALS),
        group("actions", vec![submit(look)]),
    ];
    section(p.more, vec![form(parts, send)])
}

/// What is written to a shop, until it is sent.
#[derive(Clone, Copy)]
struct Written {
    t: &'static Texts,
    text: RwSignal<String>,
    wrong: RwSignal<bool>,
    photos: Photos,
}

impl Written {
    fn new(t: &'static Texts) -> Self {
        Self { t, text: RwSignal::new(String::new()), wrong: RwSignal::new(false), photos: Photos::new(t) }
    }

    /// `None` for too few words, or too many: the field says so.
    fn text(self) -> Option<String> {
        let text = self.text.with_untracked(|text| typed::trimmed(text).to_owned());
        let fits = typed::fits(&text, 2, 500);
        self.wrong.set(!fits);
        fits.then_some(text)
    }

    fn area(self, field: Field, blames: impl Fn() -> bool + Send + Sync + 'static) -> AnyView {
        area(field, self.text, error_while(move || self.wrong.get() || blames(), self.t.repairs().wrong))
    }

    /// While it is on its way, and until the last photo is there.
    fn busy(self, write: Write) -> Signal<bool> {
        let (photos, write) = (self.photos.busy(), write.busy());
        Signal::derive(move || photos.get() || write.get())
    }

    fn clear(self) {
        self.text.set(String::new());
        self.photos.clear();
    }
}

pub fn withdraw(page: Shown) -> AnyView {
    let (t, p) = (page.t, page.t.repairs());
    let waits = memo(move || page.piece.with(|piece| shown::waits(piece).map(|repair| repair.id.clone())));
    let asking = RwSignal::new(false);
    let button = dynamic(move || match waits.get() {
        Some(_) => group("actions", vec![button(Look::plain(Kind::Quiet, p.withdraw), move || asking.set(true))]),
        None => ().into_any(),
    });
    vec![button, withdraw_sheet(page, t, waits, asking)].into_any()
}

fn withdraw_sheet(page: Shown, t: &'static Texts, waits: Memo<Option<String>>, asking: RwSignal<bool>) -> AnyView {
    let p = t.repairs();
    let toasts: Toasts = expect_context();
    let write = Write::new(page.center);
    let send = move || {
        let Some(id) = waits.get_untracked() else { return };
        write.send_to::<WithdrawRepair>(&id, &Empty {}, move |piece| {
            asking.set(false);
            toasts.say(p.withdrawn);
            page.take(piece);
        });
    };
    let look = Look::plain(Kind::Danger, "").label(write.label(t, p.withdraw_do)).busy(write.busy());
    let keep = button(Look::plain(Kind::Quiet, p.withdraw_not), move || asking.set(false));
    let parts =
        vec![html(shown::withdrawing(t)), write.refused(t, REFUSALS), group("actions", vec![button(look, send), keep])];
    sheet(asking, "withdraw-title".to_owned(), p.withdraw_title.to_owned(), parts)
}
