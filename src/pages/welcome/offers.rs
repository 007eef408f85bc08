//! What new members can claim: how many are left, the price, claiming in place, or why not.

use crate::device::{dom, timers};
use crate::i18n::{Texts, refusals};
use crate::react::{dynamic, effect, memo};
use crate::remote::{Read, Write};
use crate::session::Center;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, html};
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::coupons::{ClaimCoupon, ClaimCouponRequest, CouponOffer};
use shuke_contract::welcome::{GetWelcome, Welcome};
use shuke_face::pages::coupons::model::price;
use shuke_face::pages::welcome::{OFFERS, claiming, offered, why_not};
use shuke_rules::Day;

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
                <h2 id=OFFERS tabindex="-1">
                    {t.welcome().offers}
                </h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

fn row(center: Center, t: &'static Texts, offer: &CouponOffer, today: Day, read: Read<GetWelcome>) -> AnyView {
    let about = html(offered(offer, t));
    let action = match &offer.withheld {
        None => claim(center, t, offer, read),
        Some(why) => html(center.with_boot_now(|boot| why_not(why, offer, today, &boot.rules, t))),
    };
    view! {
        <li class="row offer">
            {about} {action}
        </li>
    }
    .into_any()
}

fn claim(center: Center, t: &'static Texts, offer: &CouponOffer, read: Read<GetWelcome>) -> AnyView {
    let (w, toasts) = (t.welcome(), expect_context::<Toasts>());
    let write = Write::new(center);
    let points = price(offer);
    let label = write.label(t, &claiming(points, t));
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
            timers::once_drawn(|| dom::focus_id(OFFERS));
        });
    };
    // Whoever came too late sees how it is now, and why.
    effect(move || {
        if write.failure().is_some_and(|failure| !failure.leaves_open()) {
            read.again();
        }
    });
    let failure = write.refused(t, &[refusals::coupons::REFUSALS, refusals::points::REFUSALS]);
    group("row-actions", vec![button(look, send), failure])
}
