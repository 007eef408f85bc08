//! The wallet, one coupon and what can be claimed, as the server draws them.

use super::model::Hindrance;
use super::{Words, offers, one, wallet};
use crate::pages::Setting;
use crate::shapes::controls::{Field, Kind, field, form, live, section, submit, whole};
use crate::shapes::kit::scene;
use crate::shapes::member_code::shown;
use crate::shapes::states::state;
use crate::words::Texts;
use crate::{Markup, html};
use shuke_contract::card::DeviceKey;
use shuke_contract::coupons::{CouponOffers, HeldCoupon, Wallet};
use shuke_rules::Day;

fn words(setting: Setting<'_>, today: Day) -> Words<'_> {
    let Setting { boot, t, time, .. } = setting;
    Words { boot, t, today, time }
}

pub fn wallet_whole(held: &Wallet, setting: Setting<'_>) -> Markup {
    let t = setting.t;
    if held.coupons.is_empty() {
        return whole(&state(&scene("coupons"), t.coupons().empty, t.coupons().empty_text, &wallet::way_on(t)));
    }
    whole(&wallet::list(&words(setting, held.today), held))
}

fn found<'a>(held: &'a Wallet, id: &str) -> Option<&'a HeldCoupon> {
    held.coupons.iter().find(|coupon| coupon.id.0 == id)
}

/// Whether a coupon is there and can be used now: then the code is shown with it.
pub fn usable(held: &Wallet, id: &str) -> bool {
    found(held, id).is_some_and(|coupon| Hindrance::of(coupon).is_none())
}

/// `key` where the coupon can be used.
pub fn one_whole(held: &Wallet, id: &str, key: Option<&DeviceKey>, setting: Setting<'_>) -> Markup {
    let (t, words) = (setting.t, words(setting, held.today));
    let c = t.coupons();
    let Some(coupon) = found(held, id) else {
        return whole(&state(&scene("coupons"), c.gone, c.gone_text, &one::way_back(t)));
    };
    html! {
        (whole(&one::head(&words, coupon)))
        @match key {
            Some(key) => {
                section.pass.white.coupon-pass {
                    h2 { (c.show) }
                    (shown(&key.device, setting.boot.card.as_ref(), key.now, t))
                    p.note { (c.show_text) }
                }
            }
            None => { (whole(&one::why_not(&words, coupon))) }
        }
        (whole(&one::terms(&words, coupon, held)))
    }
}

/// The field of a code that was given out.
const CODE: &str = "coupon-code";

/// A code that was given out.
pub fn code(t: &Texts) -> Field {
    Field { hint: t.coupon_offers().code_hint, ..Field::text(CODE, t.coupon_offers().code) }
}

pub fn offers_whole(offered: &CouponOffers, setting: Setting<'_>) -> Markup {
    let (t, words) = (setting.t, words(setting, offered.today));
    let o = t.coupon_offers();
    html! {
        (whole(&offers::head(&words, offered)))
        (whole(&offers::list(&words, offered)))
        (section(o.have_code, &form(&html! { (field(code(t), "")) (live("alert")) (submit(Kind::Quiet, o.send_code)) })))
    }
}
