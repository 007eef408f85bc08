//! The terms of a coupon in plain words, from nothing but its template; and what to look at when a till does not take it.

use super::words::Words;
use crate::shapes::scope::goods;
use crate::{Icon, Markup, discount, html};
use core::borrow::Borrow;
use shuke_contract::coupons::{HeldCoupon, OnlyFor};
use shuke_rules::policy::{Effect, Template};

impl Words<'_> {
    /// A heading and what holds, row by row. `when` and `together` are for the caller to say: both depend on more than the template.
    pub fn terms(&self, terms: &Template, only_for: &OnlyFor, when: &str, together: &str) -> Markup {
        let c = self.t.coupon_terms();
        let threshold = match (terms.threshold, &terms.effect) {
            (Some(yuan), _) => (c.threshold_of)(&yuan.to_string()),
            (None, Effect::BuyThreeOneFree) => c.three_of.to_owned(),
            (None, _) => c.no_threshold.to_owned(),
        };
        let tier = terms.tier.as_ref().map(|tier| (c.and_above)(self.tier(tier)));
        let shops: Vec<&str> = only_for.shops.iter().map(|shop| self.t.lang.pick(shop)).collect();
        let note = Some(self.t.lang.pick(&terms.note).to_owned()).filter(|note| !note.is_empty());
        let rows = [
            (c.takes, Some(self.takes(&terms.effect))),
            (c.threshold, Some(threshold)),
            (c.goods, Some(self.listed(&goods(only_for, self.t), c.all_goods))),
            (c.shops, Some(self.listed(&shops, c.all_shops))),
            (c.validity, Some(when.to_owned())),
            (c.tier, tier),
            (c.together, Some(together.to_owned())),
            (c.note, note),
        ];
        html! {
            section.section {
                h2 { (c.terms) }
                dl.terms {
                    @for (label, said) in &rows {
                        @if let Some(said) = said {
                            div { dt { (label) } dd { (said) } }
                        }
                    }
                }
            }
        }
    }

    fn takes(&self, effect: &Effect) -> String {
        let (c, lang) = (self.t.coupon_terms(), self.t.lang);
        match effect {
            Effect::AmountOff { yuan } => (c.takes_amount)(&yuan.to_string()),
            Effect::PercentOff { pays_percent, at_most, instead_of_member_price } => {
                let most = at_most.map(|most| most.to_string());
                let instead = if *instead_of_member_price { c.instead } else { "" };
                (c.takes_percent)(&discount(*pays_percent, lang), most.as_deref()) + instead
            }
            Effect::Gift { gift, .. } => (c.takes_gift)(lang.pick(gift)),
            Effect::Trial { yuan } => (c.takes_trial)(&yuan.to_string()),
            Effect::BuyThreeOneFree => c.takes_three_one.to_owned(),
            Effect::FreeDelivery => c.takes_delivery.to_owned(),
            Effect::Unknown => self.t.coupons().unknown.to_owned(),
        }
    }

    fn listed<S: Borrow<str>>(&self, names: &[S], all: &str) -> String {
        if names.is_empty() { all.to_owned() } else { names.join(self.t.coupon_terms().comma) }
    }

    /// On which days a held one can be used.
    pub fn days(&self, coupon: &HeldCoupon) -> String {
        let c = self.t.coupon_terms();
        match coupon.last {
            Some(last) => (c.between)(&self.day(coupon.first), &self.day(last)),
            None => format!("{} · {}", (self.t.coupons().from)(&self.day(coupon.first)), self.t.coupons().never),
        }
    }

    /// On which days one could be used that is claimed now.
    pub fn days_if_claimed(&self, terms: &Template) -> String {
        let c = self.t.coupon_terms();
        let from = terms.from.filter(|from| *from > self.today).map(|from| (self.t.coupons().from)(&self.day(from)));
        let until = terms.until.map(|until| (self.t.coupons().until)(&self.day(until)));
        let days = terms.days.map(|days| if days == 0 { c.that_day.to_owned() } else { (c.days_from_now)(days) });
        let said: Vec<String> = from.into_iter().chain(until).chain(days).collect();
        if said.is_empty() { self.t.coupons().never.to_owned() } else { said.join(" · ") }
    }

    /// How many go into a basket, and what else does not: `rivals`, when it is known what else there is.
    pub fn together(&self, terms: &Template, rivals: &[&Template]) -> String {
        let c = self.t.coupon_terms();
        let names: Vec<String> = rivals.iter().map(|rival| (c.quoted)(self.name(rival))).collect();
        let others = if names.is_empty() { c.one_kind.to_owned() } else { (c.not_with)(&names.join(c.comma)) };
        (c.per_basket)(terms.per_basket) + &others
    }

    /// Folded: what to look at when the till does not take it.
    pub fn why(&self, terms: &Template) -> Markup {
        let c = self.t.coupon_terms();
        let instead = matches!(terms.effect, Effect::PercentOff { instead_of_member_price: true, .. });
        let has_goods = !(terms.scope.classes.is_empty() && terms.scope.items.is_empty());
        let reasons = [
            has_goods.then_some(c.why_goods),
            (!terms.scope.stores.is_empty()).then_some(c.why_shops),
            (terms.effect == Effect::BuyThreeOneFree).then_some(c.why_three),
            instead.then_some(c.why_instead),
            Some(c.why_best),
            Some(c.why_offline),
        ];
        let inside = html! {
            ul.reasons {
                @if let Some(yuan) = terms.threshold { li { ((c.why_threshold)(&yuan.to_string())) } }
                @for reason in reasons.into_iter().flatten() { li { (reason) } }
            }
        };
        folded(c.why, &inside)
    }
}

/// Opens at a tap.
pub fn folded(name: &str, inside: &Markup) -> Markup {
    html! {
        details.unfold {
            summary { span.whole { span.folded.row-main { (name) } (Icon::Chevron) } }
            (inside)
        }
    }
}

#[cfg(test)]
mod tests;
