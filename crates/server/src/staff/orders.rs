//! Orders as staff see them, and who may do what with them.
//!
//! One rule: an order is its own shop's, which hands it over or sends it. Two things are any shop's: money of an order that is
//! held until it is paid, and vouchers. Claims are for managers.

use super::StaffSession;
use crate::context::Moment;
use crate::http::{Call, Identity};
use crate::orders::{self, Stored, shown::shown_claim};
use crate::permissions::Permission;
use crate::policies::Rulebook;
use crate::store::Conn;
use crate::{Error, member};
use shuke_contract::staff::{Action, StaffOrder, Work};
use shuke_contract::{Empty, ErrorCode, Problem};
use shuke_rules::mall::{ItemKind, OrderState, Way};
use std::collections::HashMap;

/// Orders of the list of what waits.
const WAITING: i64 = 200;

pub async fn get_work(call: Call<Empty, StaffSession>) -> Result<Work, Error> {
    let who = call.who;
    let read = call.app.view(move |connection, moment| {
        Box::pin(async move {
            let Moment { rulebook, now, .. } = moment;
            let waiting =
                orders::waiting_in(connection, &who.store, who.may(Permission::DecideClaims), WAITING, now).await?;
            Ok(Work { orders: Views::new(&rulebook, &who).of_all(connection, waiting).await?, now })
        })
    });
    read.await
}

/// Whether staff of this shop may see an order at all.
///
/// # Errors
/// [`ErrorCode::OrderOtherStore`]
pub fn of_this_shop(who: &StaffSession, rulebook: &Rulebook, order: &Stored) -> Result<(), Error> {
    // Until its money came or its time was over it was any shop's.
    let was_held = matches!(order.state, OrderState::Expired | OrderState::Cancelled);
    let any = was_held || matches!(order.item.kind, ItemKind::Voucher | ItemKind::Pack) || order.is_of(&who.store);
    let Some(other) = order.store.as_ref().filter(|_| !any) else { return Ok(()) };
    let name = rulebook.shop_name(&other.0);
    Err(Problem::new(ErrorCode::OrderOtherStore, "This order is another shop's.")
        .rule(format!("It is that of {} · {}.", name.zh, name.en))
        .remedy("The member collects it there.")
        .into())
}

/// What staff of a session may do with an order now.
pub fn actions(who: &StaffSession, order: &Stored) -> Vec<Action> {
    if !order.is_of(&who.store) {
        return Vec::new();
    }
    let actions: &[Action] = match (order.state, order.delivery.way) {
        (OrderState::Reserved, _) => &[Action::TakePayment],
        (OrderState::Placed, Way::PickUp) => &[Action::Prepare, Action::HandOver],
        (OrderState::Placed, way) if way.is_express() => &[Action::Ship],
        (OrderState::Ready, Way::PickUp | Way::Voucher) => &[Action::HandOver],
        _ if order.is_claimed() && who.may(Permission::DecideClaims) => &[Action::AcceptClaim, Action::DeclineClaim],
        _ => &[],
    };
    actions.to_vec()
}

/// Draws orders for one who is signed in; asks for each member once.
pub struct Views<'a> {
    rulebook: &'a Rulebook,
    who: &'a StaffSession,
    members: HashMap<i64, String>,
}

impl<'a> Views<'a> {
    pub fn new(rulebook: &'a Rulebook, who: &'a StaffSession) -> Self {
        Self { rulebook, who, members: HashMap::new() }
    }

    pub async fn of_all(mut self, connection: &mut Conn, orders: Vec<Stored>) -> Result<Vec<StaffOrder>, Error> {
        let mut shown = Vec::with_capacity(orders.len());
        for order in orders {
            shown.push(self.one(connection, order).await?);
        }
        Ok(shown)
    }

    pub async fn of(mut self, connection: &mut Conn, order: Stored) -> Result<StaffOrder, Error> {
        self.one(connection, order).await
    }

    async fn one(&mut self, connection: &mut Conn, order: Stored) -> Result<StaffOrder, Error> {
        let member = self.label(connection, order.member).await?;
        let own = order.store.as_ref() == Some(&self.who.store);
        // An address is there as long as a parcel is to be made or looked for.
        let parcel_matters = own && matches!(order.state, OrderState::Placed | OrderState::Shipped);
        Ok(StaffOrder {
            id: order.id.to_string(),
            state: order.state,
            price: order.price,
            due: order.due(),
            way: order.delivery.way,
            member,
            claim: order.claim.as_ref().map(|claim| shown_claim(self.rulebook, claim)),
            reserved_until: order.reserved_until(),
            at: order.placed_at,
            day: self.rulebook.zone().day_of(order.placed_at),
            actions: actions(self.who, &order),
            item: order.item,
            address: order.delivery.address.filter(|_| parcel_matters),
            parcel: order.delivery.parcel,
        })
    }

    async fn label(&mut self, connection: &mut Conn, id: i64) -> Result<String, Error> {
        if let Some(label) = self.members.get(&id) {
            return Ok(label.clone());
        }
        let label = member::label_of(connection, id).await?;
        self.members.insert(id, label.clone());
        Ok(label)
    }
}
