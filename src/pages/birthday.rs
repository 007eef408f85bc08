//! `/birthday`: what the brand gives for it and when, what one has of it, and registering it, which is up to the member.

use crate::i18n::{Explain, Texts, use_texts};
use crate::react::{dynamic, memo};
use crate::remote::{Load, Read, Write};
use crate::session::Center;
use crate::ui::birthday::{Chosen, fields};
use crate::ui::button::{Kind, Look, submit};
use crate::ui::field::error_while;
use crate::ui::markup::{form, group, html, live_html, section};
use crate::ui::states::{failed_page, refused, skeleton};
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::account::{ProfileUpdate, PutProfile};
use shuke_contract::birthday::{BirthdayGift, BirthdayPage, GetBirthday};
use shuke_contract::boot::Boot;
use shuke_face::shapes::coupon_summary::{about, way_to, worth};
use shuke_face::{Page, date, escape, month_and_day};

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetBirthday>::recalling(center, "", &Empty {});
    dynamic(move || {
        if let Some(state) = read.followed() {
            return loaded(center, t, state, read);
        }
        match read.get() {
            Load::Failed(failure) => failed_page(t, &t.explain(&failure, &[]), move || read.again()),
            state => skeleton(t, Page::Birthday.title(t.lang), state == Load::LoadingSlowly),
        }
    })
}

fn loaded(center: Center, t: &'static Texts, state: RwSignal<BirthdayPage>, read: Read<GetBirthday>) -> AnyView {
    // Where nothing is given, nothing is promised: neither by a form nor by rules.
    let is_given = memo(move || state.with(|state| !state.gifts.is_empty() || state.from_tier.is_some()));
    let is_missing = memo(move || is_given.get() && state.with(|state| state.birthday.is_none()));
    vec![
        live_html(move || state.with(|state| head(state, t))),
        live_html(move || state.with(|state| held(state, t))),
        live_html(move || center.with_boot(|boot| state.with(|state| gifts(boot, state, t)))),
        dynamic(move || if is_missing.get() { register(center, t, state, read) } else { ().into_any() }),
        live_html(move || if is_given.get() { rules(t) } else { String::new() }),
    ]
    .into_any()
}

fn head(state: &BirthdayPage, t: &Texts) -> String {
    let b = t.birthday();
    let yours = state.birthday.map_or(String::new(), |birthday| {
        let day = (b.yours)(&month_and_day(birthday.month, birthday.day, t.lang));
        format!(r#"<p class="note">{day} · <a class="text-link" href="{}">{}</a></p>"#, Page::Me.path(), b.change)
    });
    format!(
        r#"<div><h1 class="page-title" tabindex="-1">{}</h1><p class="lede">{}</p>{yours}</div>"#,
        Page::Birthday.title(t.lang),
        b.lede
    )
}

fn held(state: &BirthdayPage, t: &Texts) -> String {
    let rows: String = state.held.iter().map(|coupon| way_to(coupon, state.today, t).into_string()).collect();
    if rows.is_empty() {
        return rows;
    }
    format!(r#"<section class="section"><h2>{}</h2><ul class="rows">{rows}</ul></section>"#, t.birthday().held)
}

fn gifts(boot: &Boot, state: &BirthdayPage, t: &Texts) -> String {
    let b = t.birthday();
    if state.gifts.is_empty() {
        let tier = state.from_tier.as_ref().and_then(|id| boot.rules.tier(id));
        return match tier {
            Some(tier) => format!(
                r#"<section class="section"><h2>{}</h2><p>{}</p><p><a class="text-link" href="{}">{}</a></p></section>"#,
                b.gifts,
                (b.from_tier)(&escape(t.lang.pick(&tier.name))),
                Page::Tiers.path(),
                b.to_tiers,
            ),
            None => format!(
                r#"<section class="section"><h2>{}</h2><p>{}</p><div class="actions"><a class="button button-quiet" href="{}">{}</a></div></section>"#,
                b.none,
                b.none_text,
                Page::Tiers.path(),
                b.to_benefits,
            ),
        };
    }
    let rows: String = state.gifts.iter().map(|gift| row(gift, state, t)).collect();
    format!(r#"<section class="section"><h2>{}</h2><ul class="rows">{rows}</ul></section>"#, b.gifts)
}

fn row(gift: &BirthdayGift, state: &BirthdayPage, t: &Texts) -> String {
    let b = t.birthday();
    let how = match (gift.whole_month, gift.days_before) {
        (true, _) => b.whole_month.to_owned(),
        (false, 0) => b.on_the_day.to_owned(),
        (false, days) => (b.days_before)(days),
    };
    let day = |day| date(day, state.today, t.lang);
    let next = match (gift.first, gift.last) {
        (Some(first), Some(last)) => (b.next)(&day(first), &day(last)),
        _ if state.birthday.is_none() => b.next_unknown.to_owned(),
        _ => String::new(),
    };
    let about = escape(&about(&gift.terms, t));
    let lines =
        [about, how, next].into_iter().filter(|line| !line.is_empty()).map(|line| format!("<small>{line}</small>"));
    format!(
        r#"<li class="row"><b class="worth">{}</b><span class="row-main"><b>{}</b> {}</span></li>"#,
        worth(&gift.terms, t).into_string(),
        escape(t.lang.pick(&gift.terms.name)),
        lines.collect::<String>(),
    )
}

/// A form of its own, only while there is none: changing and removing it is on the page about the member.
fn register(center: Center, t: &'static Texts, state: RwSignal<BirthdayPage>, read: Read<GetBirthday>) -> AnyView {
    let (b, toasts) = (t.birthday(), expect_context::<Toasts>());
    let chosen = Chosen::of(None);
    let is_wrong = RwSignal::new(false);
    let write = Write::new(center);
    let save = move || {
        let Some(birthday) = chosen.read() else { return is_wrong.set(true) };
        is_wrong.set(false);
        let name = state.with_untracked(|state| state.name.clone());
        write.send::<PutProfile>(&ProfileUpdate { name, birthday: Some(birthday) }, move |_| {
            toasts.say(b.saved);
            read.again();
        });
    };
    let wrong = error_while(move || is_wrong.get() || write.blames("birthday"), t.me().birthday_wrong);
    let look = Look::plain(Kind::Main, "").label(write.label(t, b.save)).busy(write.busy());
    let parts = vec![
        html(format!("<p>{}</p>", b.register_text)),
        fields(t, chosen, b.hint, wrong),
        refused(move || write.failure().map(|failure| t.explain(&failure, &[]))),
        group("actions", vec![submit(look)]),
    ];
    section(b.register, vec![form(parts, save)])
}

fn rules(t: &Texts) -> String {
    let b = t.birthday();
    format!(
        r#"<section class="section"><h2>{}</h2><p>{}</p><p>{}</p><p>{}</p></section>"#,
        b.rules, b.once, b.moved, b.voluntary
    )
}
