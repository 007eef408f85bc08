//! Closing the account: exactly what happens, and the digits that say it is meant.

use crate::calls::Write;
use crate::i18n::use_texts;
use crate::route::Route;
use crate::router::Router;
use crate::session::{Center, Session};
use crate::ui::button::{Button, Kind};
use crate::ui::field::{Field, Input};
use crate::ui::sheet::Sheet;
use crate::ui::states::Refusal;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::account::{CloseAccount, CloseRequest};

#[component]
pub fn CloseSheet(open: RwSignal<bool>) -> impl IntoView {
    let t = use_texts();
    let (center, router, toasts) = (expect_context::<Center>(), expect_context::<Router>(), expect_context::<Toasts>());
    let Some(card) = center.boot_now().card else { return ().into_any() };
    let tier = center.with_boot_now(|boot| {
        boot.rules.tier(&card.standing.tier).map(|tier| t.lang.pick(&tier.name).to_owned()).unwrap_or_default()
    });
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let write = Write::new(center);
    let number = card.number.clone();
    let close = move || {
        let last_four = typed.get_untracked().trim().to_owned();
        let right = last_four.len() == 4 && number.as_str().ends_with(&last_four);
        wrong.set(!right);
        if right {
            write.send::<CloseAccount>(CloseRequest { last_four }, move |_| {
                center.end(Session::Guest);
                router.go(&Route::Card);
                toasts.say(t.me.closed);
            });
        }
    };
    let error = Signal::derive(move || wrong.get().then(|| t.me.last_four_wrong.to_owned()));
    let input =
        Input { kind: "text", mode: Some("numeric"), autocomplete: "off", max_length: Some("4"), ..Input::default() };
    let hint = (t.me.last_four_hint)(&card.number.grouped());
    let busy = Signal::derive(move || write.is_busy());
    let label = Signal::derive(move || if write.is_waiting() { t.shell.waiting } else { t.me.close_do }.to_owned());
    view! {
        <Sheet open id="close-title" title=t.me.close_title.to_owned()>
            <p>{(t.me.close_loses)(&card.points.to_string(), &tier)} " " {t.me.close_deletes}</p>
            <p>{t.me.close_keeps} " " {t.me.close_final}</p>
            <Field id="last-four" label=t.me.last_four input value=typed error />
            <p class="note">{hint}</p>
            <Refusal explained=Signal::derive(move || {
                write.failure().map(|failure| t.problems.explain(&failure))
            }) />
            <div class="actions">
                <Button kind=Kind::Danger label busy act=close />
                <Button kind=Kind::Quiet label=t.me.stay act=move || open.set(false) />
            </div>
        </Sheet>
    }
    .into_any()
}
