//! What a coupon is worth, in a few characters, and the way to one that a member holds.

use crate::i18n::Texts;
use shuke_contract::coupons::HeldCoupon;
use shuke_contract::mall::Gives;
use shuke_face::{Icon, date, discount, escape, icon};
use shuke_rules::Day;
use shuke_rules::policy::{Effect, Template};

/// Where a member's coupons are.
pub const COUPONS: &str = "/coupons";

/// `¥10`, `8.5折`, a picture of a gift.
pub fn worth(template: &Template, t: &Texts) -> String {
    match &template.effect {
        Effect::PercentOff { pays_percent, .. } => discount(*pays_percent, t.lang),
        Effect::AmountOff { yuan } | Effect::Trial { yuan } => format!("¥{yuan}"),
        Effect::BuyThreeOneFree => "3−1".to_owned(),
        Effect::Gift { .. } | Effect::FreeDelivery | Effect::Unknown => icon(Icon::Gift),
    }
}

/// What besides its name says what it is: from which amount on it holds, what the gift is, the brand's note.
pub fn about(template: &Template, t: &Texts) -> String {
    let threshold = template.threshold.map(|yuan| (t.coupon_summary().from)(&yuan.to_string()));
    let gift = match &template.effect {
        Effect::Gift { gift, .. } => Some(escape(t.lang.pick(gift))),
        _ => None,
    };
    let note = Some(escape(t.lang.pick(&template.note))).filter(|note| !note.is_empty());
    [gift, threshold, note].into_iter().flatten().collect::<Vec<_>>().join(t.coupon_summary().between)
}

/// What a pack gives, with how many of each.
pub fn pack_list(gives: &[Gives], t: &Texts) -> String {
    let row = |one: &Gives| format!("<li><b>{}×</b><span>{}</span></li>", one.count, escape(t.lang.pick(&one.name)));
    format!(r#"<ul class="benefits">{}</ul>"#, gives.iter().map(row).collect::<String>())
}

/// A row that leads to a coupon which can be used now or later.
pub fn way_to(coupon: &HeldCoupon, today: Day, t: &Texts) -> String {
    let w = t.coupon_summary();
    let last = coupon.last.map(|day| date(day, today, t.lang));
    let when = match (coupon.first > today, last) {
        (true, _) => (w.starts)(&date(coupon.first, today, t.lang)),
        (false, Some(last)) => (w.until)(&last),
        (false, None) => w.always.to_owned(),
    };
    format!(
        r#"<li><a class="row" href="{COUPONS}/{}"><b class="worth">{}</b><span class="row-main">{} <small>{when}</small></span>{}</a></li>"#,
        escape(&coupon.id.0),
        worth(&coupon.terms, t),
        escape(t.lang.pick(&coupon.terms.name)),
        icon(Icon::Chevron),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::texts;
    use shuke_face::Lang;

    fn template(effect: &str) -> Template {
        let json = format!(r#"{{"id":"x","name":{{"zh":"<券>","en":"<c>"}},"effect":{effect},"threshold":"60"}}"#);
        serde_json::from_str(&json).unwrap()
    }

    #[test]
    fn what_a_coupon_is_worth_is_said_in_a_few_characters() {
        let (zh, en) = (texts(Lang::Zh), texts(Lang::En));
        let said = |effect: &str, t| worth(&template(effect), t);
        assert_eq!(said(r#"{"kind":"amount_off","yuan":"10"}"#, zh), "¥10");
        assert_eq!(said(r#"{"kind":"percent_off","pays_percent":75}"#, zh), "7.5折");
        assert_eq!(
            (said(r#"{"kind":"trial"}"#, zh), said(r#"{"kind":"trial","yuan":"99"}"#, en)),
            ("¥0".into(), "¥99".into())
        );
        let gift = template(r#"{"kind":"gift","gift":{"zh":"<茶>","en":"<tea>"}}"#);
        assert!(worth(&gift, zh).starts_with("<svg"));
        assert_eq!(about(&gift, en), "&lt;tea&gt;\u{a0}· from ¥60");
    }
}
