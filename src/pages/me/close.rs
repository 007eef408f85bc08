//! Closing the account: exactly what happens, and the digits that say it is meant.

use crate::i18n::{Explain, Texts, use_texts};
use crate::remote::Write;
use crate::router::Router;
use crate::session::{Center, Session};
use crate::ui::button::{Kind, Look, button};
use crate::ui::field::{Field, error_while, field};
use crate::ui::markup::{group, html};
use crate::ui::sheet::sheet;
use crate::ui::states::refused;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::account::{CloseAccount, CloseRequest};
use shuke_contract::boot::Boot;
use shuke_contract::card::Card;
use shuke_face::{Page, escape};

pub fn close_sheet(open: RwSignal<bool>) -> AnyView {
    let t = use_texts();
    let (center, router, toasts) = (expect_context::<Center>(), expect_context::<Router>(), expect_context::<Toasts>());
    let said = center.with_boot_now(|boot| {
        let card = boot.card.as_ref()?;
        Some((card.number.clone(), what_happens(boot, card, t)))
    });
    let Some((number, happens)) = said else { return ().into_any() };
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let write = Write::new(center);
    let hint = format!(r#"<p class="note">{}</p>"#, (t.me().last_four_hint)(&number.grouped()));
    let close = move || {
        let last_four = typed.get_untracked().trim().to_owned();
        let right = last_four.len() == 4 && number.as_str().ends_with(&last_four);
        wrong.set(!right);
        if right {
            write.send::<CloseAccount>(&CloseRequest { last_four }, move |_| {
                center.end(Session::Guest);
                router.go(&Page::Card.route());
                toasts.say(t.me().closed);
            });
        }
    };
    let digits = Field { mode: Some("numeric"), max_length: Some("4"), ..Field::text("last-four", t.me().last_four) };
    let look = Look::plain(Kind::Danger, "").label(write.label(t, t.me().close_do)).busy(write.busy());
    sheet(
        open,
        "close-title".to_owned(),
        t.me().close_title.to_owned(),
        vec![
            html(happens),
            field(digits, typed, error_while(move || wrong.get() || write.blames("last_four"), t.me().last_four_wrong)),
            html(hint),
            refused(move || write.failure().map(|failure| t.explain(&failure, &[]))),
            group(
                "actions",
                vec![button(look, close), button(Look::plain(Kind::Quiet, t.me().stay), move || open.set(false))],
            ),
        ],
    )
}

fn what_happens(boot: &Boot, card: &Card, t: &Texts) -> String {
    let tier = boot.rules.tier(&card.standing.tier).map_or("", |tier| t.lang.pick(&tier.name));
    let loses = (t.me().close_loses)(&card.points.to_string(), &escape(tier));
    let (me, gap) = (t.me(), t.lang.gap());
    format!("<p>{loses}{gap}{}</p><p>{}{gap}{}</p>", me.close_deletes, me.close_keeps, me.close_final)
}
