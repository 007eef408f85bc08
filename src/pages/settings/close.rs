//! Closing the account: exactly what happens, and the digits that say it is meant.

use crate::i18n::use_texts;
use crate::remote::Write;
use crate::router::Router;
use crate::session::{Center, Session};
use crate::ui::button::{Kind, Look, button};
use crate::ui::field::{Field, error_while, field};
use crate::ui::markup::{group, html};
use crate::ui::sheet::sheet;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::account::{CloseAccount, CloseRequest};
use shuke_face::Page;
use shuke_face::pages::settings::{closing, last_four_hint};
use shuke_rules::typed::ungrouped;

pub fn close_sheet(open: RwSignal<bool>) -> AnyView {
    let t = use_texts();
    let (center, router, toasts) = (expect_context::<Center>(), expect_context::<Router>(), expect_context::<Toasts>());
    let said = center.with_boot_now(|boot| {
        let card = boot.card.as_ref()?;
        Some((card.number.clone(), closing(boot, card, t), last_four_hint(card, t)))
    });
    let Some((number, happens, hint)) = said else { return ().into_any() };
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let write = Write::new(center);
    let close = move || {
        let last_four = ungrouped(&typed.get_untracked());
        let right = last_four.len() == 4 && number.as_str().ends_with(&last_four);
        wrong.set(!right);
        if right {
            write.send::<CloseAccount>(&CloseRequest { last_four }, move |_| {
                center.end(Session::Guest);
                router.go(&Page::Card.route());
                toasts.say(t.settings().closed);
            });
        }
    };
    let digits = Field { mode: Some("numeric"), ..Field::text("last-four", t.settings().last_four) };
    let look = Look::plain(Kind::Danger, "").label(write.label(t, t.settings().close_do)).busy(write.busy());
    sheet(
        open,
        "close-title".to_owned(),
        t.settings().close_title.to_owned(),
        vec![
            html(happens),
            field(
                digits,
                typed,
                error_while(move || wrong.get() || write.blames("last_four"), t.settings().last_four_wrong),
            ),
            html(hint),
            write.refused(t, &[]),
            group(
                "actions",
                vec![button(look, close), button(Look::plain(Kind::Quiet, t.settings().stay), move || open.set(false))],
            ),
        ],
    )
}
