//! The page as the server draws it.

use super::{head, held, next, offered, ways_on, why_not};
use crate::pages::Setting;
use crate::pages::coupons::model::price;
use crate::shapes::controls::{Kind, button_about, group, listed, live, whole};
use crate::shapes::kit::scene;
use crate::shapes::states::state;
use crate::shapes::tasks::row;
use crate::words::Texts;
use crate::{Markup, html};
use shuke_contract::coupons::CouponOffer;
use shuke_contract::welcome::Welcome;
use shuke_rules::Points;

/// Where the focus goes when the button that had it is gone.
pub const OFFERS: &str = "offers";
pub const CHALLENGE: &str = "challenge";

pub fn page_whole(zone: &Welcome, setting: Setting<'_>) -> Markup {
    let t = setting.t;
    if zone.until.is_none() {
        return whole(&state(&scene("welcome"), t.welcome().none, t.welcome().none_text, &ways_on(t)));
    }
    html! {
        (whole(&head(zone, t)))
        @if !zone.offers.is_empty() {
            (listed(OFFERS, t.welcome().offers, &html! { @for one in &zone.offers { (offer(one, zone, setting)) } }))
        }
        @if !zone.tasks.is_empty() {
            (listed(CHALLENGE, t.welcome().challenge, &html! { @for task in &zone.tasks { (row(task, zone.today, t)) } }))
        }
        (whole(&held(zone, t)))
        (whole(&next(zone, t)))
    }
}

fn offer(offer: &CouponOffer, zone: &Welcome, setting: Setting<'_>) -> Markup {
    let Setting { boot, t, .. } = setting;
    html! {
        li.row.offer {
            (whole(&offered(offer, t)))
            @match &offer.withheld {
                Some(why) => { (whole(&why_not(why, offer, zone.today, &boot.rules, t))) }
                None => {
                    (group("row-actions", &html! {
                        (button_about(Kind::Main, &claiming(price(offer), t), t.lang.pick(&offer.terms.name))) (live("alert"))
                    }))
                }
            }
        }
    }
}

/// What the button of an offer says, which costs points or nothing.
pub fn claiming(points: Points, t: &Texts) -> String {
    let w = t.welcome();
    if points.is_zero() { w.claim.to_owned() } else { (w.claim_for)(&points.to_string()) }
}
