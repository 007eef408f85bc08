//! The page as the server draws it: the code is there before the app is.

use super::{coupons, facts, heading, show};
use crate::pages::Setting;
use crate::shapes::controls::whole;
use crate::shapes::member_code::shown;
use crate::{Markup, html, moment};
use shuke_contract::card::DeviceKey;
use shuke_contract::coupons::Wallet;

/// `wallet` where something in it can be used now.
pub fn page_whole(key: &DeviceKey, wallet: Option<&Wallet>, setting: Setting<'_>) -> Markup {
    let Setting { boot, t, time, .. } = setting;
    let (points, today) = boot.card.as_ref().map_or((key.points, None), |card| (card.points, Some(card.today)));
    let synced = today.map_or_else(|| time(key.now), |today| moment(today, &time(key.now), t.lang));
    html! {
        section.code {
            div.came role="status" {}
            (whole(&heading(boot, t)))
            (shown(&key.device, boot.card.as_ref(), key.now, t))
            (whole(&show(t)))
            (whole(&facts(points, &synced, true, t)))
            @if let Some(wallet) = wallet { (whole(&coupons(wallet, t))) }
        }
    }
}
