//! One coupon: what it is worth, the member code to show for it, or why it cannot be used and the way on; its terms.

use super::wallet::{follow, tell_card};
use super::{REFUSALS, written};
use crate::device::events;
use crate::i18n::{Explain, Texts, use_texts};
use crate::react::{dynamic, memo};
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::shared::showing_code::{Key, code, on_change};
use crate::shared::titling::Title;
use crate::ui::markup::{html, live_html};
use crate::ui::states::state_page;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::coupons::{GetCoupons, HeldCoupon, Wallet};
use shuke_face::pages::coupons::Words;
use shuke_face::pages::coupons::model::Hindrance;
use shuke_face::pages::coupons::one::{code_failed, head, terms, way_back, why_not};
use shuke_face::{Markup, Page};
use shuke_rules::coupons::State;

pub fn coupon_page(id: &str) -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetCoupons>::recalling(center, "", &Empty {});
    events::on_return_here(move || read.again());
    on_change(center, move || read.again());
    let id = id.to_owned();
    dynamic(move || {
        if let Some(wallet) = read.followed() {
            tell_card(center, wallet);
            follow(read, wallet, |coupon| matches!(coupon.state, State::Available | State::Locked { .. }));
            return loaded(CouponPage { center, t, wallet, id: StoredValue::new(id.clone()) });
        }
        read.instead(t, Page::Coupon.title(t.lang), REFUSALS)
    })
}

#[derive(Clone, Copy)]
struct CouponPage {
    center: Center,
    t: &'static Texts,
    wallet: RwSignal<Wallet>,
    id: StoredValue<String>,
}

impl CouponPage {
    /// Of the coupon, as it is now; nothing when there is none such.
    fn write(self, write: fn(&Words<'_>, &HeldCoupon, &Wallet) -> Markup) -> Markup {
        let Self { center, t, wallet, id } = self;
        wallet.with(|wallet| {
            let coupon = id.with_value(|id| wallet.coupons.iter().find(|coupon| coupon.id.0 == *id));
            coupon.map_or(Markup::default(), |coupon| {
                written(center, t, wallet.today, &|words| write(words, coupon, wallet))
            })
        })
    }

    fn entitle(self) {
        self.wallet.with_untracked(|wallet| {
            self.id.with_value(|id| {
                if let Some(coupon) = wallet.coupons.iter().find(|coupon| coupon.id.0 == *id) {
                    Title::is(Page::Coupon, id, self.t.lang.pick(&coupon.terms.name));
                }
            });
        });
    }

    /// Whether it can be used now; `None` when there is none such.
    fn is_usable(self) -> Option<bool> {
        self.wallet.with(|wallet| {
            let coupon = self.id.with_value(|id| wallet.coupons.iter().find(|coupon| coupon.id.0 == *id));
            coupon.map(|coupon| Hindrance::of(coupon).is_none())
        })
    }
}

fn loaded(page: CouponPage) -> AnyView {
    page.entitle();
    let state = memo(move || page.is_usable());
    dynamic(move || match state.get() {
        None => state_page("coupons", page.t.coupons().gone, page.t.coupons().gone_text, &way_back(page.t)),
        Some(usable) => {
            let part = |write: fn(&Words<'_>, &HeldCoupon, &Wallet) -> Markup| live_html(move || page.write(write));
            let middle = if usable { shown_code(page) } else { part(|words, coupon, _| why_not(words, coupon)) };
            vec![part(|words, coupon, _| head(words, coupon)), middle, part(terms)].into_any()
        }
    })
}

/// White paper in every mode: it is scanned. Its room is kept until it is there.
fn shown_code(page: CouponPage) -> AnyView {
    let CouponPage { center, t, .. } = page;
    let c = t.coupons();
    let key = Key::ask(center);
    let symbols = dynamic(move || match key.get() {
        Load::Loaded(key) => code(center, key.device.clone()).into_any(),
        Load::Failed(failure) => html(code_failed(&t.explain(&failure, REFUSALS).text, t)),
        _ => ().into_any(),
    });
    view! {
        <section class="pass white coupon-pass">
            <h2>{c.show}</h2>
            {symbols}
            <p class="note">{c.show_text}</p>
        </section>
    }
    .into_any()
}
