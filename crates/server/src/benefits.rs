//! The benefits of a member's tier beside those of the next, with what is left of quotas. What a tier is good for is decided by
//! `shuke-rules`.

use crate::Error;
use crate::booking::Asking;
use crate::coupons::{self, Stored};
use crate::drawing::Drawn;
use crate::feature::Feature;
use crate::http::Call;
use crate::sessions::Session;
use crate::store::Conn;
use shuke_contract::Empty;
use shuke_contract::benefits::{BenefitRow, Benefits, GetBenefits, Quota};
use shuke_face::Page;
use shuke_face::pages::tiers::page_whole;
use shuke_rules::benefits::{Benefit, beside, of};
use shuke_rules::coupons::grants::within;
use shuke_rules::coupons::{Key, State};
use shuke_rules::{Day, Instant};

pub const FEATURE: Feature = Feature {
    routes: |routes| routes.read::<GetBenefits, Session, _, _>(get_benefits),
    pages: &[Drawn {
        page: Page::Tiers,
        draw: |drawing| {
            Box::pin(async move {
                let benefits = drawing.read_if::<GetBenefits>(drawing.boot.card.is_some()).await?;
                Ok(drawing.draw(|setting| page_whole(benefits.as_ref(), setting)))
            })
        },
    }],
    ..Feature::named("benefits")
};

async fn get_benefits(call: Call<Empty, Session>) -> Result<Benefits, Error> {
    let read = coupons::settled_view(&call.app, call.who.member, |connection, asking| {
        Box::pin(async move { as_of(connection, &asking).await })
    });
    read.await
}

async fn as_of(connection: &mut Conn, Asking { rulebook, account, now, .. }: &Asking) -> Result<Benefits, Error> {
    let (policy, today) = (&rulebook.current().policy, rulebook.zone().day_of(*now));
    let tier = coupons::tier_of(rulebook, account, *now);
    let next = policy.tiers.get(policy.rank(&tier) + 1).map(|next| next.id.clone());
    let mine = of(policy, &tier, today);
    let of_next = next.as_ref().map(|next| of(policy, next, today)).unwrap_or_default();
    let held = coupons::of_member(connection, rulebook, account.member).await?;
    let row = |row: shuke_rules::benefits::Beside| {
        let quota = row.mine.as_ref().and_then(|mine| quota(mine, &held, today, *now));
        BenefitRow { mine: row.mine, next: row.next, quota }
    };
    let rows = beside(&mine, &of_next).into_iter().map(row).collect();
    Ok(Benefits { tier, next, rows, today })
}

/// What a member has of what is given within a period.
fn quota(benefit: &Benefit, held: &[Stored], today: Day, now: Instant) -> Option<Quota> {
    let Benefit::Given { coupon, per, .. } = benefit else { return None };
    let period = within(*per, today);
    let of_it = |stored: &&Stored| match stored.given_for() {
        Some(Key::Tier { within, template, .. }) => within == period && template == coupon.0,
        _ => false,
    };
    let mut quota = Quota { used: 0, left: 0 };
    for stored in held.iter().filter(of_it) {
        match stored.coupon.state(now) {
            State::Used => quota.used += 1,
            State::Available | State::Later { .. } | State::Locked { .. } => quota.left += 1,
            State::Expired { .. } | State::Void { .. } | State::Unknown => {}
        }
    }
    Some(quota)
}
