//! Packs of coupons: what one gives, giving it at once when nothing is due any more, and taking the unused ones back.

use super::refusals;
use super::save::{By, Step, save};
use super::stored::Stored;
use crate::context::Moment;
use crate::policies::Version;
use crate::store::Conn;
use crate::{Error, coupons};
use shuke_contract::mall::Gives;
use shuke_rules::coupons::Key;
use shuke_rules::mall::{Item, ItemKind, OrderState, Withheld};

const RETURNED: &str = "the order that it was given with came back";

/// What an item gives, by name; `None`: the policy does not have all of it any more, or it is no longer for everybody.
pub fn gives(version: &Version, item: &Item) -> Option<Vec<Gives>> {
    let part = |part: &shuke_rules::mall::PackPart| {
        let template = version.policy.template(&part.coupon).filter(|template| template.narrowed_by().is_none())?;
        Some(Gives { coupon: template.id.clone(), name: template.name.clone(), count: part.count })
    };
    item.coupons.iter().map(part).collect()
}

/// A pack that is placed is received in the same moment: its coupons are the member's, under keys of their own. Anything else
/// stays as it is.
pub(super) async fn deliver(tx: &mut Conn, moment: &Moment, order: &mut Stored, by: By) -> Result<(), Error> {
    if order.item.kind != ItemKind::Pack || order.state != OrderState::Placed {
        return Ok(());
    }
    let version = moment.rulebook.version(order.rule_version);
    for part in &order.item.gives {
        let template = version.policy.template(&part.coupon);
        let template =
            template.ok_or_else(|| Error::internal(format!("a pack of `{}`, which is none", part.coupon)))?;
        for nth in 0..part.count {
            let key = Key::Order { order: order.id, template: &part.coupon.0, nth }.to_string();
            let given = coupons::reward(tx, &moment.rulebook, version, order.member, template, key, moment.now).await?;
            given.ok_or_else(|| refusals::withheld(Withheld::SoldOut, None))?;
        }
    }
    order.received_at = Some(moment.now);
    save(tx, order, Step::plain(OrderState::Received, moment.now, by)).await
}

/// Withdraws what an order gave and was not used.
pub(super) async fn take_back(tx: &mut Conn, moment: &Moment, order: &Stored) -> Result<(), Error> {
    if order.item.gives.is_empty() {
        return Ok(());
    }
    let of_it = |key: &Key<'_>| matches!(key, Key::Order { order: id, .. } if *id == order.id);
    coupons::take_back(tx, &moment.rulebook, order.member, of_it, RETURNED, moment.now).await
}
