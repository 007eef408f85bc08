//! A member's coupon at the counter: what it is, what goods it can be used for, and what they come to.

use super::order::to_take;
use crate::shapes::scope::goods;
use crate::words::Texts;
use crate::{Lang, Markup, date, discount, html};
use shuke_contract::coupons::HeldCoupon;
use shuke_contract::staff::CouponUse;
use shuke_rules::Instant;
use shuke_rules::coupons::State;
use shuke_rules::policy::{Class, ClassId, Effect, ItemId};

/// What the pieces can be, each with its name: it decides their price.
pub type Kinds = Vec<(Goods, String)>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goods {
    Class(ClassId),
    Item(ItemId),
}

/// What it is for: its scope by name; of what is for everything, all classes, since their prices differ.
pub fn kinds(coupon: &HeldCoupon, classes: &[Class], lang: Lang) -> Kinds {
    let scope = &coupon.terms.scope;
    let of_scope = scope.classes.iter().cloned().map(Goods::Class);
    let named = of_scope.chain(scope.items.iter().cloned().map(Goods::Item));
    let kinds = named.zip(&coupon.only_for.goods).map(|(goods, name)| {
        // Staff know by its number what has no name.
        let number = match &goods {
            Goods::Item(item) => item.0.clone(),
            Goods::Class(class) => class.0.clone(),
        };
        let name = lang.pick(name);
        (goods, if name.is_empty() { number } else { name.to_owned() })
    });
    let kinds: Kinds = kinds.collect();
    if !kinds.is_empty() {
        return kinds;
    }
    classes.iter().map(|class| (Goods::Class(class.id.clone()), lang.pick(&class.name).to_owned())).collect()
}

/// To choose from, each by its number in the list.
pub fn options(kinds: &Kinds) -> Markup {
    html! { @for (at, (_, name)) in kinds.iter().enumerate() { option value=(at) { (name) } } }
}

pub fn row(coupon: &HeldCoupon, t: &Texts, time: &dyn Fn(Instant) -> String) -> Markup {
    html! { span.row-main { (t.lang.pick(&coupon.terms.name)) small { (about(coupon, t, time)) } } }
}

/// What is to be known of it besides its name. `time` says the time of day.
fn about(coupon: &HeldCoupon, t: &Texts, time: &dyn Fn(Instant) -> String) -> String {
    let (acts, lang) = (t.staff_acts(), t.lang);
    let kept = match &coupon.state {
        State::Locked { until } => Some((acts.coupon_kept)(&time(*until))),
        _ => None,
    };
    let note = Some(lang.pick(&coupon.terms.note).to_owned()).filter(|note| !note.is_empty());
    let goods = goods(&coupon.only_for, t);
    let goods = (!goods.is_empty()).then(|| (acts.coupon_for)(&goods));
    let until = coupon.last.map(|day| (acts.coupon_until)(&date(day, coupon.given, lang)));
    let least = coupon.terms.threshold.map(|yuan| (acts.coupon_least)(&yuan.to_string()));
    [kept, worth(coupon, t), goods, least, note, until].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What it takes off; a gift is named where it is handed over.
fn worth(coupon: &HeldCoupon, t: &Texts) -> Option<String> {
    let (acts, lang) = (t.staff_acts(), t.lang);
    match &coupon.terms.effect {
        Effect::AmountOff { yuan } => Some((acts.coupon_off)(&yuan.to_string())),
        Effect::PercentOff { pays_percent, .. } => Some(discount(*pays_percent, lang)),
        Effect::Trial { yuan } => Some((acts.coupon_trial)(&yuan.to_string())),
        Effect::BuyThreeOneFree => Some(acts.coupon_three.to_owned()),
        Effect::Gift { gift, .. } => Some(lang.pick(gift).to_owned()),
        Effect::FreeDelivery | Effect::Unknown => None,
    }
}

/// Before it is used.
pub fn use_text(coupon: &HeldCoupon, t: &Texts, time: &dyn Fn(Instant) -> String) -> Markup {
    let acts = t.staff_acts();
    html! {
        p { (about(coupon, t, time)) }
        @if let Effect::Gift { gift, .. } = &coupon.terms.effect {
            p { b { ((acts.coupon_gift)(t.lang.pick(gift))) } }
        }
        p { (acts.coupon_text) }
        p.note { (acts.can_be_undone) }
    }
}

/// What the goods come to with it, and what is to be taken.
pub fn sum(told: &CouponUse, t: &Texts) -> Markup {
    html! {
        p { ((t.staff_acts().coupon_sum)(&told.list.to_string(), &told.off.to_string())) }
        (to_take(told.to_pay, t))
    }
}

/// Before it is taken away.
pub fn void_text(t: &Texts) -> Markup {
    let acts = t.staff_acts();
    html! {
        p { (acts.void_text) }
        p.note { (acts.can_be_undone) }
    }
}
