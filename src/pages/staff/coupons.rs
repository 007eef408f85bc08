//! A member's coupons at the counter: what it comes to is worked out by the server before money is taken; a manager takes one away.

use super::coupon_goods::{chosen, kinds, options};
use super::desk::{Desk, kept};
use super::member::called;
use crate::react::dynamic;
use crate::remote::Write;
use crate::ui::button::{Kind, Look, button, submit};
use crate::ui::field::{Field, error_while, field, select};
use crate::ui::markup::{form, group, html, section};
use crate::ui::money;
use crate::ui::sheet::sheet;
use crate::ui::states::refused;
use crate::ui::when::time_of_day;
use leptos::prelude::*;
use shuke_contract::coupons::HeldCoupon;
use shuke_contract::staff::{
    Action, CouponUse, Found, Logged, Role, SeenMember, UseCoupon, UseCouponRequest, VoidCoupon, VoidCouponRequest,
};
use shuke_face::{date, discount, escape};
use shuke_rules::Fen;
use shuke_rules::coupons::{CouponId, State};
use shuke_rules::policy::Effect;

pub fn coupons(desk: Desk, member: &SeenMember) -> AnyView {
    let rows: Vec<AnyView> = member.coupons.iter().map(|coupon| row(desk, member, coupon)).collect();
    section(desk.t.staff().coupons, vec![view! { <ul class="rows">{rows}</ul> }.into_any()])
}

/// A coupon, whose it is, and what was done is called.
#[derive(Clone)]
struct One {
    desk: Desk,
    coupon: HeldCoupon,
    member: SeenMember,
    name: String,
}

impl One {
    fn done(&self, action: Action) -> String {
        format!("{} · {} · {}", (self.desk.t.staff_acts().done)(action), self.name, called(&self.member))
    }

    /// It is gone from what the member can use here.
    fn gone(&self, action: Action, logged: Logged) {
        let id: &CouponId = &self.coupon.id;
        kept(|kept| {
            if let Some(Found::Member(member)) = &mut kept.found {
                member.coupons.retain(|coupon| coupon.id != *id);
            }
        });
        self.desk.note(logged.id, self.done(action), logged.undo_until);
    }

    /// For how many pieces prices are typed.
    fn fields(&self) -> Vec<(&'static str, &'static str)> {
        let t = self.desk.t.staff_acts();
        match &self.coupon.terms.effect {
            Effect::Gift { .. } if self.coupon.terms.threshold.is_none() => Vec::new(),
            Effect::BuyThreeOneFree => {
                ["coupon-price-1", "coupon-price-2", "coupon-price-3"].into_iter().zip(t.coupon_pieces).collect()
            }
            Effect::Trial { .. } => vec![("coupon-price", t.coupon_piece)],
            _ => vec![("coupon-price", t.coupon_goods)],
        }
    }
}

fn row(desk: Desk, member: &SeenMember, coupon: &HeldCoupon) -> AnyView {
    let t = desk.t.staff_acts();
    let name = desk.t.lang.pick(&coupon.terms.name).to_owned();
    let one = One { desk, coupon: coupon.clone(), member: member.clone(), name: name.clone() };
    let shown =
        html(format!(r#"<span class="row-main">{}<small>{}</small></span>"#, escape(&name), escape(&about(&one))));
    let (mut actions, mut sheets) = (Vec::new(), Vec::new());
    if coupon.state == State::Available {
        let open = RwSignal::new(false);
        let look = Look::plain(Kind::Text, t.take_coupon).about(&name);
        actions.push(button(look, move || open.set(true)));
        sheets.push(take(one.clone(), open));
    }
    if kept(|kept| kept.who.as_ref().is_some_and(|who| who.role == Role::Manager)) {
        let open = RwSignal::new(false);
        let look = Look::plain(Kind::Text, t.void).about(&name);
        actions.push(button(look, move || open.set(true)));
        sheets.push(void(one, open));
    }
    let mut parts = vec![shown, group("row-actions", actions)];
    parts.extend(sheets);
    view! { <li class="row">{parts}</li> }.into_any()
}

/// What is to be known of it besides its name.
fn about(one: &One) -> String {
    let (t, lang) = (one.desk.t.staff_acts(), one.desk.t.lang);
    let zone = one.desk.center.with_boot_now(|boot| boot.brand.time_zone.clone());
    let kept = match &one.coupon.state {
        State::Locked { until } => Some((t.coupon_kept)(&time_of_day(*until, &zone, lang))),
        _ => None,
    };
    let note = Some(lang.pick(&one.coupon.terms.note).to_owned()).filter(|note| !note.is_empty());
    let goods: Vec<&str> = one.coupon.only_for.goods.iter().map(|name| lang.pick(name)).collect();
    let goods = (!goods.is_empty()).then(|| (t.coupon_for)(&goods));
    let until = one.coupon.last.map(|day| (t.coupon_until)(&date(day, one.coupon.given, lang)));
    let least = one.coupon.terms.threshold.map(|yuan| (t.coupon_least)(&yuan.to_string()));
    [kept, worth(one), goods, least, note, until].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What it takes off; a gift is named where it is handed over.
fn worth(one: &One) -> Option<String> {
    let (t, lang) = (one.desk.t.staff_acts(), one.desk.t.lang);
    match &one.coupon.terms.effect {
        Effect::AmountOff { yuan } => Some((t.coupon_off)(&yuan.to_string())),
        Effect::PercentOff { pays_percent, .. } => Some(discount(*pays_percent, lang)),
        Effect::Trial { yuan } => Some((t.coupon_trial)(&yuan.to_string())),
        Effect::BuyThreeOneFree => Some(t.coupon_three.to_owned()),
        Effect::Gift { gift, .. } => Some(lang.pick(gift).to_owned()),
        Effect::FreeDelivery | Effect::Unknown => None,
    }
}

fn take(one: One, open: RwSignal<bool>) -> AnyView {
    let (id, title) = (format!("use-{}", one.coupon.id.0), one.name.clone());
    let inside = dynamic(move || if open.get() { using(one.clone(), open) } else { ().into_any() });
    sheet(open, id, title, vec![inside])
}

/// First the prices and what they come to, then the money.
fn using(one: One, open: RwSignal<bool>) -> AnyView {
    let desk = one.desk;
    let t = desk.t.staff_acts();
    let write: Write = desk.write();
    let (kinds, kind) = (kinds(desk, &one.coupon), RwSignal::new(String::new()));
    let (told, wrong) = (RwSignal::new(None::<CouponUse>), RwSignal::new(false));
    let typed: Vec<_> = one.fields().into_iter().map(|names| (names, RwSignal::new(String::new()))).collect();
    let values: Vec<RwSignal<String>> = typed.iter().map(|(_, value)| *value).collect();
    // Another price is another amount.
    let seen = values.clone();
    crate::react::effect(move || {
        kind.track();
        for value in &seen {
            value.track();
        }
        told.set(None);
    });
    let is_gift = typed.is_empty();
    let mut parts = vec![html(text(&one))];
    if !is_gift && kinds.len() > 1 {
        parts.push(select("coupon-kind", t.coupon_kind, "", options(&kinds), kind, Signal::stored("")));
    }
    for (place, ((id, label), value)) in typed.into_iter().enumerate() {
        let hint = if place == 0 { t.coupon_hint } else { "" };
        let kind = Field { mode: Some("decimal"), affix: Some("¥"), hint, ..Field::text(id, label) };
        let error = error_while(move || wrong.get() && value.with(|text| price(text).is_none()), t.coupon_wrong);
        parts.push(field(kind, value, error));
    }
    parts.push(live_sum(desk, told));
    let (priced, waiting) = (t.coupon_price, desk.t.shell.waiting);
    let label = Signal::derive(move || match told.get() {
        _ if write.is_waiting() => waiting.to_owned(),
        Some(told) => (t.coupon_take)(&told.to_pay.to_string()),
        None if is_gift => t.take_coupon.to_owned(),
        None => priced.to_owned(),
    });
    let send = move || {
        let prices: Option<Vec<Fen>> = values.iter().map(|value| price(&value.get_untracked())).collect();
        wrong.set(prices.is_none());
        let Some(prices) = prices else { return };
        let to_pay = told.get_untracked().map(|told| told.to_pay).or(is_gift.then_some(Fen::ZERO));
        let (member, coupon) = (one.member.number.clone(), one.coupon.id.clone());
        let (class, item) = chosen(&kinds, &kind.get_untracked());
        let request = UseCouponRequest { member, coupon, prices, class, item, to_pay };
        let one = one.clone();
        write.send::<UseCoupon>(&request, move |answer| match answer.logged.clone() {
            Some(logged) => {
                open.set(false);
                one.gone(Action::UseCoupon, logged);
            }
            None => told.set(Some(answer)),
        });
    };
    let close = button(Look::plain(Kind::Quiet, desk.t.shell.close), move || open.set(false));
    let go = submit(Look::plain(Kind::Main, "").label(label).busy(write.busy()));
    parts.extend([refused(desk.refusal(write)), group("actions", vec![go, close])]);
    form(parts, send)
}

/// A price that was typed: more than nothing.
fn price(text: &str) -> Option<Fen> {
    money::typed(text).filter(|price| *price > Fen::ZERO)
}

fn text(one: &One) -> String {
    let t = one.desk.t.staff_acts();
    let gift = match &one.coupon.terms.effect {
        Effect::Gift { gift, .. } => {
            format!("<p><b>{}</b></p>", (t.coupon_gift)(&escape(one.desk.t.lang.pick(gift))))
        }
        _ => String::new(),
    };
    let about = escape(&about(one));
    format!(r#"<p>{about}</p>{gift}<p>{}</p><p class="note">{}</p>"#, t.coupon_text, t.can_be_undone)
}

/// What it comes to, once the server has said it.
fn live_sum(desk: Desk, told: RwSignal<Option<CouponUse>>) -> AnyView {
    let (t, take) = (desk.t.staff_acts(), desk.t.staff().take);
    crate::ui::markup::live_region("status", move || {
        told.get().map_or(String::new(), |told| {
            let sum = (t.coupon_sum)(&told.list.to_string(), &told.off.to_string());
            let due = told.to_pay;
            format!(r#"<p>{sum}</p><p class="counter-due"><span>{take}</span> <b class="figure">¥{due}</b></p>"#)
        })
    })
}

fn void(one: One, open: RwSignal<bool>) -> AnyView {
    let id = format!("void-{}", one.coupon.id.0);
    let title = (one.desk.t.staff_acts().void_title)(&one.name);
    let inside = dynamic(move || if open.get() { voiding(one.clone(), open) } else { ().into_any() });
    sheet(open, id, title, vec![inside])
}

fn voiding(one: One, open: RwSignal<bool>) -> AnyView {
    let desk = one.desk;
    let t = desk.t.staff_acts();
    let write: Write = desk.write();
    let (why, wrong) = (RwSignal::new(String::new()), RwSignal::new(false));
    let said = html(format!(r#"<p>{}</p><p class="note">{}</p>"#, t.void_text, t.can_be_undone));
    let kind = Field { max_length: Some("200"), hint: t.void_hint, ..Field::text("void-reason", t.reason) };
    let reason = field(kind, why, error_while(move || wrong.get(), t.reason_wrong));
    let send = move || {
        let reason = why.get_untracked().trim().to_owned();
        let is_short = reason.chars().count() < 2;
        wrong.set(is_short);
        if is_short {
            return;
        }
        let (member, coupon) = (one.member.number.clone(), one.coupon.id.clone());
        let one = one.clone();
        write.send::<VoidCoupon>(&VoidCouponRequest { member, coupon, reason }, move |logged| {
            open.set(false);
            one.gone(Action::VoidCoupon, logged);
        });
    };
    let look = Look::plain(Kind::Danger, "").label(write.label(desk.t, t.void)).busy(write.busy());
    let close = button(Look::plain(Kind::Quiet, desk.t.shell.close), move || open.set(false));
    form(vec![said, reason, refused(desk.refusal(write)), group("actions", vec![submit(look), close])], send)
}
