//! All terms, in plain words: they stand on the page and on what a link leads to, alike.

use crate::words::Texts;
use crate::{Markup, html};
use shuke_contract::referral::ReferralTerms;

pub fn terms(terms: &ReferralTerms, t: &Texts) -> Markup {
    let r = t.referral();
    let days = |days| (r.days)(days);
    let least = terms.least.map(|least| least.to_string());
    let settles =
        if terms.settle_days == 0 { r.settles_at_once.to_owned() } else { (r.settles)(&days(terms.settle_days)) };
    let told = [
        (r.window)(&days(terms.window_days)),
        r.only_new.to_owned(),
        (r.buys)(&days(terms.buy_days), least.as_deref()),
        settles,
        (r.month_limit)(terms.per_month.into()),
        r.no_sharing.to_owned(),
        r.seen.to_owned(),
        r.leaving.to_owned(),
    ];
    html! { section.section { h2 { (r.terms) } ul.told { @for one in &told { li { (one) } } } } }
}
