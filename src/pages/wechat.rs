//! `/me/wechat`: which accounts of WeChat's open the card. What links one is a form that leads to WeChat and back.

use crate::i18n::{Refusals, Texts, refusals, use_texts};
use crate::react::dynamic;
use crate::remote::{Read, Write};
use crate::session::Center;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, html, live_html, section};
use crate::ui::sheet::sheet;
use crate::ui::toast::Toasts;
use crate::ui::when::day_of;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::wechat::{GetWechat, Linked, MoveWechat, UnlinkWechat, Wechat};
use shuke_face::Page;
use shuke_face::pages::wechat as shown;

/// What may be refused here.
const REFUSALS: &[Refusals] = &[refusals::wechat::REFUSALS];

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    // What came of linking is of now.
    let read = Read::<GetWechat>::new(center, "", &Empty {});
    dynamic(move || match read.followed() {
        Some(wechat) => loaded(center, t, wechat),
        None => read.instead(t, Page::Wechat.title(t.lang), REFUSALS),
    })
}

/// What is shown, and which one is to be unlinked.
#[derive(Clone, Copy)]
struct Shown {
    center: Center,
    t: &'static Texts,
    wechat: RwSignal<Wechat>,
    chosen: RwSignal<String>,
    unlinking: RwSignal<bool>,
}

fn loaded(center: Center, t: &'static Texts, wechat: RwSignal<Wechat>) -> AnyView {
    let page = Shown { center, t, wechat, chosen: RwSignal::new(String::new()), unlinking: RwSignal::new(false) };
    vec![
        html(shown::heading(t)),
        others(page),
        live_html(move || wechat.with(|wechat| shown::link(wechat, t))),
        list(page),
        html(shown::kept(t)),
        unlink_sheet(page),
    ]
    .into_any()
}

/// It opens somebody else's card: it is taken along when its owner says so.
fn others(page: Shown) -> AnyView {
    let Shown { center, t, wechat, .. } = page;
    let w = t.wechat();
    let toasts: Toasts = expect_context();
    let write = Write::new(center);
    dynamic(move || {
        if !wechat.with(shown::is_others) {
            return ().into_any();
        }
        let take = move || {
            write.send::<MoveWechat>(&Empty {}, move |moved| {
                toasts.say(w.taken_along);
                wechat.set(moved);
            });
        };
        let look = Look::plain(Kind::Main, "").label(write.label(t, w.take_along)).busy(write.busy());
        let parts =
            vec![html(shown::others(t)), write.refused(t, REFUSALS), group("actions", vec![button(look, take)])];
        view! { <section class="section">{parts}</section> }.into_any()
    })
}

fn list(page: Shown) -> AnyView {
    let Shown { center, t, wechat, .. } = page;
    dynamic(move || {
        let linked = wechat.with(|wechat| wechat.linked.clone());
        if linked.is_empty() {
            return ().into_any();
        }
        let zone = center.with_boot_now(|boot| boot.brand.time_zone.clone());
        let rows: Vec<AnyView> = linked.into_iter().map(|one| row(page, one, &zone)).collect();
        section(t.wechat().linked, vec![view! { <ul class="rows">{rows}</ul> }.into_any()])
    })
}

fn row(page: Shown, one: Linked, zone: &str) -> AnyView {
    let day = day_of(one.since, zone, page.t.lang);
    let main = html(shown::linked(&one, &day, page.t));
    let unlink = move || {
        page.chosen.set(one.id.clone());
        page.unlinking.set(true);
    };
    let look = Look::plain(Kind::Text, page.t.wechat().unlink).about(&day);
    view! { <li class="row">{vec![main, group("row-actions", vec![button(look, unlink)])]}</li> }.into_any()
}

fn unlink_sheet(page: Shown) -> AnyView {
    let Shown { center, t, wechat, chosen, unlinking } = page;
    let w = t.wechat();
    let toasts: Toasts = expect_context();
    let write = Write::new(center);
    let unlink = move || {
        write.send_to::<UnlinkWechat>(&chosen.get_untracked(), &Empty {}, move |left| {
            unlinking.set(false);
            wechat.set(left);
            toasts.say(w.unlinked);
        });
    };
    let look = Look::plain(Kind::Danger, "").label(write.label(t, w.unlink_do)).busy(write.busy());
    let keep = button(Look::plain(Kind::Quiet, w.keep), move || unlinking.set(false));
    let parts =
        vec![html(shown::unlinking(t)), write.refused(t, REFUSALS), group("actions", vec![button(look, unlink), keep])];
    sheet(unlinking, "unlink-title".to_owned(), w.unlink_title.to_owned(), parts)
}

#[cfg(test)]
mod tests {
    use super::REFUSALS;
    use crate::i18n::refusals::tests::silent;
    use shuke_contract::Endpoint;
    use shuke_contract::wechat::{GetWechat, MoveWechat, UnlinkWechat};

    #[test]
    fn every_refusal_of_linking_has_words_of_its_own() {
        assert_eq!(silent(REFUSALS, &[GetWechat::ERRORS, MoveWechat::ERRORS, UnlinkWechat::ERRORS]), []);
    }
}
