//! What new members can claim: how many are left, the price, claiming in place, or why not.

use crate::device::{dom, timers};
use crate::i18n::{Explain, Texts, refusals};
use crate::react::{dynamic, effect, memo};
use crate::remote::{Read, Write};
use crate::session::Center;
use crate::ui::button::{Kind, Look, button};
use crate::ui::coupon_summary::{COUPONS, about, worth};
use crate::ui::markup::{group, html};
use crate::ui::states::refused;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::coupons::{ClaimCoupon, ClaimCouponRequest, CouponOffer};
use shuke_contract::welcome::{GetWelcome, Welcome};
use shuke_face::{date, escape};
use shuke_rules::coupons::claim::Withheld;
use shuke_rules::policy::TierId;
use shuke_rules::{Day, Points};

/// Where the focus goes when the button that had it is gone.
const HEADING: &str = "offers";

pub fn offers(center: Center, t: &'static Texts, state: RwSignal<Welcome>, read: Read<GetWelcome>) -> AnyView {
    let offers = memo(move || state.with(|state| (state.offers.clone(), state.today)));
    let is_empty = memo(move || offers.with(|(offers, _)| offers.is_empty()));
    dynamic(move || {
        if is_empty.get() {
            return ().into_any();
        }
        // The heading stays when the rows are drawn anew: it may have the focus.
        let rows = dynamic(move || {
            let (offers, today) = offers.get();
            let rows: Vec<AnyView> = offers.iter().map(|offer| row(center, t, offer, today, read)).collect();
            rows.into_any()
        });
        view! {
            <section class="section">
                <h2 id=HEADING tabindex="-1">
                    {t.welcome().offers}
                </h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

fn row(center: Center, t: &'static Texts, offer: &CouponOffer, today: Day, read: Read<GetWelcome>) -> AnyView {
    let about = html(told(offer, t));
    let action = match &offer.withheld {
        None => claim(center, t, offer, read),
        Some(why) => html(center.with_boot_now(|boot| {
            let tier = |id: &TierId| boot.rules.tier(id).map_or("", |tier| t.lang.pick(&tier.name)).to_owned();
            why_not(why, offer, today, tier, t)
        })),
    };
    view! {
        <li class="row offer">
            {about} {action}
        </li>
    }
    .into_any()
}

/// What it is, and how many there are.
fn told(offer: &CouponOffer, t: &Texts) -> String {
    let (w, terms) = (t.welcome(), &offer.terms);
    let left = offer.left.filter(|left| *left > 0).map(w.left);
    let facts = [left, terms.per_member.map(w.each), terms.days.map(w.use_within)];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let facts = if facts.is_empty() {
        String::new()
    } else {
        format!(
            r#"<span class="facts"><span class="fact">{}</span></span>"#,
            facts.join(r#"</span> <span class="fact">"#)
        )
    };
    let lines = [about(terms, t), facts];
    let lines = lines.into_iter().filter(|line| !line.is_empty()).map(|line| format!("<small>{line}</small>"));
    format!(
        r#"<b class="worth">{}</b><span class="row-main"><b>{}</b> {}</span>"#,
        worth(terms, t),
        escape(t.lang.pick(&terms.name)),
        lines.collect::<String>(),
    )
}

/// Why it cannot be claimed, with the figures; of what was claimed, the way to it.
fn why_not(why: &Withheld, offer: &CouponOffer, today: Day, tier: impl Fn(&TierId) -> String, t: &Texts) -> String {
    let w = t.welcome();
    if offer.had > 0 {
        return format!(
            r#"<p class="row-actions"><span class="tag">{}</span> <a class="text-link" href="{COUPONS}">{}</a></p>"#,
            w.claimed, w.to_coupon
        );
    }
    let said = match why {
        Withheld::SoldOut => w.sold_out.to_owned(),
        Withheld::NotYet { from } => (w.from)(&date(*from, today, t.lang)),
        Withheld::Tier { lowest } => (w.tier)(&escape(&tier(lowest))),
        Withheld::Points { missing } => (w.points)(&missing.to_string()),
        _ => w.not_now.to_owned(),
    };
    format!(r#"<p class="row-actions note">{said}</p>"#)
}

fn claim(center: Center, t: &'static Texts, offer: &CouponOffer, read: Read<GetWelcome>) -> AnyView {
    let (w, toasts) = (t.welcome(), expect_context::<Toasts>());
    let write = Write::new(center);
    let points = offer.terms.claim.as_ref().and_then(|claim| claim.points).unwrap_or(Points::ZERO);
    let label = if points.is_zero() { w.claim.to_owned() } else { (w.claim_for)(&points.to_string()) };
    let waiting = t.shell.waiting;
    let label = Signal::derive(move || if write.is_waiting() { waiting.to_owned() } else { label.clone() });
    let name = t.lang.pick(&offer.terms.name).to_owned();
    let look = Look::plain(Kind::Main, "").label(label).busy(write.busy()).about(&name);
    let request = ClaimCouponRequest { template: Some(offer.terms.id.clone()), code: None, points };
    let send = move || {
        let name = name.clone();
        write.send::<ClaimCoupon>(&request, move |_| {
            // Until the offers have come anew: a second tap would claim a second one.
            write.hold();
            toasts.say(&(w.claimed_now)(&name));
            if !points.is_zero() {
                center.ask_for_card();
            }
            read.again();
            timers::once_drawn(|| dom::focus_id(HEADING));
        });
    };
    // Whoever came too late sees how it is now, and why.
    effect(move || {
        if write.failure().is_some_and(|failure| !failure.leaves_open()) {
            read.again();
        }
    });
    let failure = refused(move || {
        write.failure().map(|failure| t.explain(&failure, &[refusals::coupons::REFUSALS, refusals::points::REFUSALS]))
    });
    group("row-actions", vec![button(look, send), failure])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::texts;
    use shuke_face::Lang;

    fn offer(left: Option<i64>, had: u32) -> CouponOffer {
        let terms = r#"{"id":"set","name":{"zh":"<套装>","en":"<set>"},"effect":{"kind":"trial","yuan":"99"},"days":14,"per_member":1}"#;
        CouponOffer {
            terms: serde_json::from_str(terms).unwrap(),
            only_for: shuke_contract::coupons::OnlyFor::default(),
            left,
            had,
            withheld: None,
            tier_missing: None,
        }
    }

    #[test]
    fn an_offer_says_what_it_costs_how_many_are_left_and_how_long_it_is_good() {
        let html = told(&offer(Some(3), 0), texts(Lang::En));
        for part in ["¥99", "&lt;set&gt;", "3 left", "1 for each member", "within 14 days"] {
            assert!(html.contains(part), "{part} is not in {html}");
        }
        assert!(!told(&offer(Some(0), 0), texts(Lang::En)).contains("left"));
    }

    #[test]
    fn who_cannot_claim_is_told_why_and_who_has_is_led_there() {
        let today = Day::parse("2026-11-22").unwrap();
        let said =
            |why: &Withheld, had| why_not(why, &offer(Some(1), had), today, |id| format!("<{id}>"), texts(Lang::En));
        assert!(said(&Withheld::HadAll { per_member: 1 }, 1).contains("href=\"/coupons\""));
        assert!(said(&Withheld::SoldOut, 0).contains("first come"));
        assert!(said(&Withheld::Tier { lowest: "gold".into() }, 0).contains("&lt;gold&gt;"));
        assert!(said(&Withheld::Points { missing: Points(7) }, 0).contains("7 points short"));
        assert!(said(&Withheld::NotYet { from: today.plus_days(1) }, 0).contains("23 November"));
    }
}
