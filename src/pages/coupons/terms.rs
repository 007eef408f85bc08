//! The terms of a coupon in plain words, from nothing but its template; and what to look at when a till does not take it.

use super::words::Words;
use shuke_contract::coupons::{HeldCoupon, OnlyFor};
use shuke_face::{discount, escape};
use shuke_rules::Text;
use shuke_rules::policy::{Effect, Template};

impl Words<'_> {
    /// A heading and what holds, row by row. `when` and `together` are for the caller to say: both depend on more than the template.
    pub fn terms(&self, terms: &Template, only_for: &OnlyFor, when: &str, together: &str) -> String {
        let c = self.t.coupon_terms();
        let threshold = match (terms.threshold, &terms.effect) {
            (Some(yuan), _) => (c.threshold_of)(&yuan.to_string()),
            (None, Effect::BuyThreeOneFree) => c.three_of.to_owned(),
            (None, _) => c.no_threshold.to_owned(),
        };
        let tier = terms.tier.as_ref().map(|tier| (c.and_above)(&self.tier(tier)));
        let note = escape(self.t.lang.pick(&terms.note));
        let rows = [
            (c.takes, Some(self.takes(&terms.effect))),
            (c.threshold, Some(threshold)),
            (c.goods, Some(self.listed(&only_for.goods, c.all_goods))),
            (c.shops, Some(self.listed(&only_for.shops, c.all_shops))),
            (c.validity, Some(when.to_owned())),
            (c.tier, tier),
            (c.together, Some(together.to_owned())),
            (c.note, Some(note).filter(|note| !note.is_empty())),
        ];
        let row = |(label, words): (&str, Option<String>)| {
            words.map_or(String::new(), |words| format!("<div><dt>{label}</dt><dd>{words}</dd></div>"))
        };
        let rows: String = rows.into_iter().map(row).collect();
        format!(r#"<section class="section"><h2>{}</h2><dl class="terms">{rows}</dl></section>"#, c.terms)
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
            Effect::Gift { gift, .. } => (c.takes_gift)(&escape(lang.pick(gift))),
            Effect::Trial { yuan } => (c.takes_trial)(&yuan.to_string()),
            Effect::BuyThreeOneFree => c.takes_three_one.to_owned(),
            Effect::FreeDelivery => c.takes_delivery.to_owned(),
            Effect::Unknown => self.t.coupons().unknown.to_owned(),
        }
    }

    fn listed(&self, names: &[Text], all: &str) -> String {
        let names: Vec<String> = names.iter().map(|name| escape(self.t.lang.pick(name))).collect();
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
        let names: Vec<String> = rivals.iter().map(|rival| (c.quoted)(&self.name(rival))).collect();
        let others = if names.is_empty() { c.one_kind.to_owned() } else { (c.not_with)(&names.join(c.comma)) };
        (c.per_basket)(terms.per_basket) + &others
    }

    /// Folded: what to look at when the till does not take it.
    pub fn why(&self, terms: &Template) -> String {
        let c = self.t.coupon_terms();
        let instead = matches!(terms.effect, Effect::PercentOff { instead_of_member_price: true, .. });
        let has_goods = !(terms.scope.classes.is_empty() && terms.scope.items.is_empty());
        let reasons = [
            terms.threshold.map(|yuan| (c.why_threshold)(&yuan.to_string())),
            has_goods.then(|| c.why_goods.to_owned()),
            (!terms.scope.stores.is_empty()).then(|| c.why_shops.to_owned()),
            (terms.effect == Effect::BuyThreeOneFree).then(|| c.why_three.to_owned()),
            instead.then(|| c.why_instead.to_owned()),
            Some(c.why_best.to_owned()),
            Some(c.why_offline.to_owned()),
        ];
        let reasons: Vec<String> = reasons.into_iter().flatten().collect();
        folded(c.why, &format!(r#"<ul class="reasons"><li>{}</li></ul>"#, reasons.join("</li><li>")))
    }
}

/// Opens at a tap. `inside` is HTML.
pub fn folded(name: &str, inside: &str) -> String {
    format!(
        r#"<details class="unfold"><summary><span class="whole"><span class="folded row-main">{name}</span>{}</span></summary>{inside}</details>"#,
        shuke_face::icon(shuke_face::Icon::Chevron)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::texts;
    use crate::pages::coupons::model::tests::template;
    use shuke_contract::boot::Boot;
    use shuke_face::Lang;
    use shuke_json::{FromJson, Json};
    use shuke_rules::{Day, Fen};

    fn boot() -> Boot {
        let text = include_str!("boot.json");
        Boot::from_json(&Json::parse(text).unwrap()).unwrap()
    }

    fn words(boot: &Boot, lang: Lang, write: impl Fn(&Words<'_>) -> String) -> String {
        write(&Words { boot, t: texts(lang), today: Day::parse("2026-11-22").unwrap() })
    }

    #[test]
    fn terms_say_what_it_takes_from_when_for_what_and_where_in_both_languages() {
        let terms = Template {
            effect: Effect::PercentOff { pays_percent: 85, at_most: Some(Fen(5_000)), instead_of_member_price: false },
            threshold: Some(Fen(10_000)),
            tier: Some("daren".into()),
            ..template("<x>", "main")
        };
        let text = |zh: &str, en: &str| Text { zh: zh.into(), en: en.into() };
        let only_for = OnlyFor {
            goods: vec![text("正价商品", "Regular goods"), text("<茶>", "<tea>")],
            shops: vec![text("武康路店", "Wukang Road"), text("closed", "closed")],
        };
        let boot = boot();
        let zh = words(&boot, Lang::Zh, |words| words.terms(&terms, &only_for, "", ""));
        for part in ["8.5折，最多减 ¥50", "满 ¥100", "正价商品、&lt;茶&gt;", "武康路店、closed", "达人及以上"]
        {
            assert!(zh.contains(part), "{part} is not in {zh}");
        }
        let en = words(&boot, Lang::En, |words| words.terms(&terms, &only_for, "", "") + &words.why(&terms));
        for part in [
            "15 % off, at most ¥50",
            "Regular goods, &lt;tea&gt;",
            "Wukang Road",
            "Connoisseur and above",
            "¥100 after",
        ] {
            assert!(en.contains(part), "{part} is not in {en}");
        }
    }

    #[test]
    fn what_is_for_everything_everywhere_says_so() {
        let said = words(&boot(), Lang::Zh, |words| words.terms(&template("a", "g"), &OnlyFor::default(), "", ""));
        assert!(said.contains("全部商品") && said.contains("全部门店"), "{said}");
    }

    #[test]
    fn what_does_not_go_with_it_is_named_where_it_is_known() {
        let (boot, other) = (boot(), template("<b>", "main"));
        let terms = Template { per_basket: 3, ..template("a", "main") };
        let said = words(&boot, Lang::En, |words| words.together(&terms, &[&other]));
        assert_eq!(said, "Up to 3 a basket; not with “&lt;b&gt;”, but with others");
        let said = words(&boot, Lang::Zh, |words| words.together(&terms, &[]));
        assert_eq!(said, "一单最多 3 张；同类券一单只用一种，别的券可以一起用");
    }

    #[test]
    fn the_days_of_one_that_is_not_claimed_yet_follow_from_its_template() {
        let boot = boot();
        let day = |text: &str| Day::parse(text);
        let said = |terms: &Template| words(&boot, Lang::Zh, |words| words.days_if_claimed(terms));
        assert_eq!(said(&template("a", "g")), "不过期");
        assert_eq!(said(&Template { days: Some(30), ..template("a", "g") }), "领到后 30 天内");
        let both = Template { from: day("2026-12-01"), until: day("2026-12-31"), ..template("a", "g") };
        assert_eq!(said(&both), "12月1日起可用 · 用到 12月31日");
    }
}
