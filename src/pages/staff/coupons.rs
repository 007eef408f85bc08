//! A member's coupons at the counter: what it comes to is worked out by the server before money is taken; a manager takes one away.

use super::desk::Desk;
use crate::react::dynamic;
use crate::remote::Write;
use crate::ui::button::{Kind, Look, button, submit};
use crate::ui::field::{Field, error_while, field, select};
use crate::ui::markup::{form, group, html, live_region, section};
use crate::ui::sheet::sheet;
use crate::ui::states::refused;
use leptos::prelude::*;
use shuke_contract::coupons::HeldCoupon;
use shuke_contract::staff::{
    Action, CouponUse, Logged, Role, SeenMember, UseCoupon, UseCouponRequest, VoidCoupon, VoidCouponRequest,
};
use shuke_face::pages::staff::called;
use shuke_face::pages::staff::coupons::{self as shown, Goods, Kinds};
use shuke_rules::coupons::State;
use shuke_rules::policy::{ClassId, Effect, ItemId};
use shuke_rules::{Fen, typed};

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
        self.desk.kept.change_member(|member| member.coupons.retain(|coupon| coupon.id != self.coupon.id));
        self.desk.note(logged.id, self.done(action), logged.undo_until);
    }

    /// What the goods can be.
    fn kinds(&self) -> Kinds {
        let lang = self.desk.t.lang;
        self.desk.center.with_boot_now(|boot| shown::kinds(&self.coupon, &boot.rules.earning.classes, lang))
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
    let (mut actions, mut sheets) = (Vec::new(), Vec::new());
    if coupon.state == State::Available {
        let open = RwSignal::new(false);
        let look = Look::plain(Kind::Text, t.take_coupon).about(&name);
        actions.push(button(look, move || open.set(true)));
        sheets.push(take(one.clone(), open));
    }
    if desk.kept.who().is_some_and(|who| who.role == Role::Manager) {
        let open = RwSignal::new(false);
        let look = Look::plain(Kind::Text, t.void).about(&name);
        actions.push(button(look, move || open.set(true)));
        sheets.push(void(one, open));
    }
    let mut parts = vec![html(shown::row(coupon, desk.t, &|at| desk.time(at))), group("row-actions", actions)];
    parts.extend(sheets);
    view! { <li class="row">{parts}</li> }.into_any()
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
    let (kinds, kind) = (one.kinds(), RwSignal::new(String::new()));
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
    let mut parts = vec![html(shown::use_text(&one.coupon, desk.t, &|at| desk.time(at)))];
    if !is_gift && kinds.len() > 1 {
        parts.push(select("coupon-kind", t.coupon_kind, "", shown::options(&kinds), kind, Signal::stored("")));
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

/// What the goods are, by its number in the list; the first while nobody has chosen.
fn chosen(kinds: &Kinds, at: &str) -> (Option<ClassId>, Option<ItemId>) {
    match kinds.get(at.parse().unwrap_or(0)) {
        Some((Goods::Class(class), _)) => (Some(class.clone()), None),
        Some((Goods::Item(item), _)) => (None, Some(item.clone())),
        None => (None, None),
    }
}

/// A price that was typed: more than nothing.
fn price(text: &str) -> Option<Fen> {
    typed::yuan(text).filter(|price| *price > Fen::ZERO)
}

/// What it comes to, once the server has said it.
fn live_sum(desk: Desk, told: RwSignal<Option<CouponUse>>) -> AnyView {
    live_region("status", move || {
        told.with(|told| told.as_ref().map(|told| shown::sum(told, desk.t))).unwrap_or_default()
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
    let said = html(shown::void_text(desk.t));
    let kind = Field { hint: t.void_hint, ..Field::text("void-reason", t.reason) };
    let reason = field(kind, why, error_while(move || wrong.get(), t.reason_wrong));
    let send = move || {
        let reason = typed::trimmed(&why.get_untracked()).to_owned();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_taken_until_somebody_chooses() {
        let kinds: Kinds =
            vec![(Goods::Class("tea".into()), "Tea".into()), (Goods::Item("10021".into()), "Latte".into())];
        assert_eq!(chosen(&kinds, ""), (Some("tea".into()), None));
        assert_eq!(chosen(&kinds, "1"), (None, Some("10021".into())));
        assert_eq!(chosen(&Kinds::new(), "1"), (None, None));
    }
}
