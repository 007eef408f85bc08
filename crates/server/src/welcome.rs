//! The zone of new members: read together from what each feature knows. Claiming is `coupons`' and `tasks`' own.

use crate::booking::Asking;
use crate::coupons;
use crate::drawing::Drawn;
use crate::feature::Feature;
use crate::http::Call;
use crate::sessions::Session;
use crate::store::Conn;
use crate::{Error, tasks, wallet};
use shuke_contract::Empty;
use shuke_contract::card::NowOn;
use shuke_contract::coupons::{CouponOffer, HeldCoupon};
use shuke_contract::welcome::{GetWelcome, Welcome};
use shuke_face::pages::welcome::page_whole;
use shuke_face::shapes::kit::WELCOME;
use shuke_face::{Lang, Page};
use shuke_rules::Text;
use shuke_rules::coupons::State;
use shuke_rules::coupons::claim::Withheld;
use shuke_rules::welcome::Zone;

pub const FEATURE: Feature = Feature {
    routes: |routes| routes.read::<GetWelcome, Session, _, _>(get_welcome),
    card_part: Some(|_, asking, card| {
        let zone = Zone::of(&asking.rulebook.current().policy);
        let until = zone.map(|zone| zone.until(asking.account.joined_day)).filter(|until| card.today <= *until);
        card.now_on.extend(until.map(|day| NowOn {
            path: Page::Welcome.path().to_owned(),
            art: WELCOME.to_owned(),
            name: Text { zh: Page::Welcome.title(Lang::Zh).to_owned(), en: Page::Welcome.title(Lang::En).to_owned() },
            begun: true,
            day,
        }));
        Box::pin(async { Ok(None) })
    }),
    pages: &[Drawn { page: Page::Welcome, draw: |drawing| drawing.of::<GetWelcome>(page_whole) }],
    ..Feature::named("welcome")
};

async fn get_welcome(call: Call<Empty, Session>) -> Result<Welcome, Error> {
    let read = coupons::settled_view(&call.app, call.who.member, |connection, asking| {
        Box::pin(async move { as_of(connection, &asking).await })
    });
    read.await
}

async fn as_of(connection: &mut Conn, Asking { rulebook, account, now, .. }: &Asking) -> Result<Welcome, Error> {
    let today = rulebook.zone().day_of(*now);
    let nothing = Welcome {
        until: None,
        is_open: false,
        offers: Vec::new(),
        held: Vec::new(),
        tasks: Vec::new(),
        points: account.balance(*now),
        today,
    };
    let Some(zone) = Zone::of(&rulebook.current().policy) else { return Ok(nothing) };
    let until = zone.until(account.joined_day);
    let is_open = today <= until;
    let mut offers = wallet::offers_of(connection, rulebook, account, &zone.offers, *now).await?;
    offers.retain(|offer| is_open && (offer.had > 0 || !is_over(offer)));
    let mut held = coupons::all_of(connection, rulebook, account, *now).await?;
    held.retain(|coupon| zone.has(&coupon.terms.id) && is_good(coupon));
    // Given first, first shown.
    held.reverse();
    let tasks = tasks::of_tasks(connection, account, rulebook, &zone.tasks, *now).await?;
    Ok(Welcome { until: Some(until), is_open, offers, held, tasks, ..nothing })
}

/// Whether nobody, or not this member, can claim it any more.
fn is_over(offer: &CouponOffer) -> bool {
    matches!(offer.withheld, Some(Withheld::Over { .. } | Withheld::NewMembers { .. }))
}

fn is_good(coupon: &HeldCoupon) -> bool {
    matches!(coupon.state, State::Available | State::Later { .. } | State::Locked { .. })
}
