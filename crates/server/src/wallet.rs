//! The wallet: what a member holds of coupons, what can be claimed, and claiming it. The coupons themselves are `coupons`'.

mod claim;
mod shown;
mod told;

pub use claim::offers_of;

use crate::booking::Asking;
use crate::coupons::{self, GIVE_DUE};
use crate::drawing::Drawn;
use crate::feature::{Explained, Fact, Feature, Refunded};
use crate::sessions::Session;
use crate::store::{Conn, Work};
use crate::{Error, context::Moment};
use shuke_contract::card::Card;
use shuke_contract::card::GetDevice;
use shuke_contract::coupons::{ClaimCoupon, GetCouponOffers, GetCoupons};
use shuke_contract::ledger::Link;
use shuke_face::Page;
use shuke_face::pages::coupons::{offers_whole, one_whole, usable, wallet_whole};
use shuke_rules::Instant;
use shuke_rules::ledger::Key;

pub const FEATURE: Feature = Feature {
    routes: |routes| {
        routes
            .read::<GetCoupons, Session, _, _>(shown::get_coupons)
            .read::<GetCouponOffers, Session, _, _>(claim::get_offers)
            .write::<ClaimCoupon, Session, _>(claim::claim)
    },
    jobs: &[GIVE_DUE],
    on: Some(|tx, moment, fact| Box::pin(on(tx, moment, fact))),
    told: Some(|connection, asking, span| Box::pin(told::told(connection, asking, span))),
    explains: Some(|connection, asking, key| {
        Box::pin(async move {
            let Key::RedeemedCoupon { coupon } = key else { return Ok(None) };
            let about = coupons::name_of(connection, &asking.rulebook, coupon).await?;
            Ok(Some(Explained { about, ..Explained::link(Link::Coupon(coupon.to_string())) }))
        })
    }),
    export: Some(|connection, asking, export| {
        Box::pin(async move {
            let Asking { rulebook, account, now, .. } = asking;
            export.coupons = coupons::all_of(connection, rulebook, account, *now).await?;
            Ok(())
        })
    }),
    forget: Some(|tx, _, member| Box::pin(coupons::forget(tx, member))),
    card_part: Some(card_part),
    pages: &[
        Drawn { page: Page::Coupons, draw: |drawing| drawing.of::<GetCoupons>(wallet_whole) },
        Drawn { page: Page::CouponOffers, draw: |drawing| drawing.of::<GetCouponOffers>(offers_whole) },
        Drawn {
            page: Page::Coupon,
            draw: |drawing| {
                Box::pin(async move {
                    let (wallet, id) = (drawing.read::<GetCoupons>("").await?, drawing.id);
                    let key = drawing.read_if::<GetDevice>(usable(&wallet, id)).await?;
                    Ok(drawing.draw(|setting| one_whole(&wallet, id, key.as_ref(), setting)))
                })
            },
        },
    ],
    ..Feature::named("wallet")
};

async fn on(tx: &mut Conn, moment: &Moment, fact: &mut Fact) -> Result<(), Error> {
    match fact {
        Fact::Joined { account, .. } => coupons::welcome(tx, moment, account).await,
        Fact::SaleRefunded(refunded) => came_back(tx, moment, refunded).await,
        _ => Ok(()),
    }
}

/// A sale that came back whole gives its coupons back; a tier that it had won takes along what was given for it.
async fn came_back(tx: &mut Conn, moment: &Moment, refunded: &mut Refunded) -> Result<(), Error> {
    if refunded.whole {
        let back = coupons::give_back(tx, &moment.rulebook, refunded.sale, refunded.gifts_back, moment.now).await?;
        refunded.coupons_back = back.coupons;
        refunded.gifts_kept = back.gifts_kept;
    }
    if refunded.tier_before != refunded.tier
        && let Some(account) = crate::booking::by_id(tx, refunded.member).await?
    {
        coupons::settle(tx, moment, &account).await?;
    }
    Ok(())
}

fn card_part<'c>(connection: &'c mut Conn, asking: &'c Asking, card: &'c mut Card) -> Work<'c, Option<Instant>> {
    Box::pin(async move {
        let in_hand = coupons::in_hand(connection, &asking.rulebook, &asking.account, asking.now).await?;
        card.coupons = in_hand.coupons;
        Ok(in_hand.until)
    })
}
