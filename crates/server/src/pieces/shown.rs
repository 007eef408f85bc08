//! A piece as a member or a guest sees it, and repairs as a shop sees them.

use super::find::{Found, rules};
use super::register::{brings, doubt, owner as owner_of};
use super::registrations::{self, Registration};
use super::repairs::{self, Stored};
use super::{offers, sightings};
use crate::Error;
use crate::booking;
use crate::context::Moment;
use crate::member;
use crate::policies::Rulebook;
use crate::store::Conn;
use chrono::Duration;
use shuke_contract::pieces::{Offer, Own, Owner, Piece, Purchase, Register, Repair, RepairShop, ShopRepair};
use shuke_rules::pieces::{self, NotRegistered, Proof, may_register};
use shuke_rules::policy::ItemCodes;
use shuke_rules::{Instant, Points};

/// Receipts that are offered to choose from.
const RECEIPTS: i64 = 20;

/// What decides on what is shown.
struct View<'a> {
    rulebook: &'a Rulebook,
    rules: &'a ItemCodes,
    now: Instant,
    found: Found,
    all: Vec<Registration>,
}

/// A piece, for a member or a guest.
pub async fn piece(connection: &mut Conn, moment: &Moment, found: Found, member: Option<i64>) -> Result<Piece, Error> {
    let Moment { rulebook, now, .. } = moment;
    let all = registrations::of_piece(connection, &found.code).await?;
    let seen = sightings::seen(connection, rulebook, &found.code, moment.today()).await?;
    let view = View { rulebook, rules: rules(rulebook)?, now: *now, found, all };
    let owner = member.map_or_else(|| view.of_guest(), |member| owner_of(&view.all, member));
    let register = match member {
        Some(member) => view.register(connection, member, owner, seen.suspect.is_some()).await?,
        None => None,
    };
    let own = view.own(member);
    let all_repairs = match member {
        Some(_) => repairs::of_piece(connection, &view.found.code).await?,
        None => Vec::new(),
    };
    // One repair at a time, also of who had it before.
    let in_repair = all_repairs.iter().any(|repair| !repair.state().is_over());
    let theirs = all_repairs.iter().filter(|repair| Some(repair.member) == member);
    let repairs = theirs.map(|repair| one(repair, rulebook)).collect();
    let asks = own.is_some() && !in_repair;
    let shops = if asks { shops(connection, rulebook, member).await? } else { Vec::new() };
    let category = view.found.good.category.as_ref().map(|id| rulebook.category_name(id));
    Ok(Piece {
        warranty_months: view.found.good.warranty_months.unwrap_or(view.rules.warranty_months),
        code: view.found.code,
        quality: view.found.quality,
        good: view.found.good,
        category,
        seen,
        owner: shown(owner),
        own,
        register,
        repairs,
        shops,
        today: moment.today(),
    })
}

fn shown(owner: pieces::Owner) -> Owner {
    match owner {
        pieces::Owner::Nobody => Owner::Nobody,
        pieces::Owner::Asker => Owner::You,
        pieces::Owner::Other => Owner::Another,
    }
}

impl View<'_> {
    fn standing(&self) -> Option<&Registration> {
        self.all.iter().find(|one| one.ended_at.is_none())
    }

    fn of_guest(&self) -> pieces::Owner {
        if self.standing().is_some() { pieces::Owner::Other } else { pieces::Owner::Nobody }
    }

    fn own(&self, member: Option<i64>) -> Option<Own> {
        let own = self.standing().filter(|own| Some(own.member) == member)?;
        let zone = self.rulebook.zone();
        let offer = own.offer.as_ref().filter(|_| offers::is_open(own, self.now)).map(|offer| Offer {
            code: offer.code.clone(),
            until: offer.until,
            until_day: zone.day_of(offer.until - Duration::microseconds(1)),
        });
        Some(Own {
            since: zone.day_of(own.at),
            how: own.how,
            bought: own.bought,
            warranty_until: own.warranty_until,
            offer,
            points: if own.undone_at.is_some() { Points::ZERO } else { own.points },
        })
    }

    async fn register(
        &self,
        connection: &mut Conn,
        member: i64,
        owner: pieces::Owner,
        is_suspect: bool,
    ) -> Result<Option<Register>, Error> {
        let doubt = doubt(&self.all, is_suspect);
        let alone = may_register(self.rules, owner, Proof::Nothing, doubt);
        if matches!(alone, Err(NotRegistered::Yours | NotRegistered::Taken)) {
            return Ok(None);
        }
        let number = &self.found.good.number;
        let mut receipts = Vec::new();
        for bought in booking::bought(connection, member, number, None, RECEIPTS).await? {
            let registered = registrations::registered(connection, bought.sale, number).await?;
            let proof = Proof::Receipt { kept: bought.kept, registered };
            if may_register(self.rules, owner, proof, doubt).is_ok() {
                let store = bought.store.as_deref().map(|store| self.rulebook.shop_name(store));
                receipts.push(Purchase { id: bought.sale.to_string(), store, day: bought.day, paid: bought.paid });
            }
        }
        let points = brings(self.rules, &self.all);
        Ok(Some(Register { receipts, first_come: alone.is_ok(), points }))
    }
}

pub fn one(repair: &Stored, rulebook: &Rulebook) -> Repair {
    Repair {
        id: repair.id.to_string(),
        state: repair.state(),
        store: rulebook.shop_name(&repair.store.0),
        steps: repair.shown_steps(rulebook.zone()),
    }
}

/// The open shops, the one where the member joined first.
async fn shops(connection: &mut Conn, rulebook: &Rulebook, member: Option<i64>) -> Result<Vec<RepairShop>, Error> {
    let joined = match member {
        Some(member) => member::joined_in(connection, member).await?,
        None => None,
    };
    let open = rulebook.current().policy.stores.iter().filter(|store| !store.revoked);
    let mut shops: Vec<RepairShop> =
        open.map(|store| RepairShop { id: store.id.clone(), name: store.name.clone() }).collect();
    shops.sort_by_key(|shop| joined.as_ref() != Some(&shop.id));
    Ok(shops)
}

/// A repair as its shop sees it.
pub async fn of_shop(connection: &mut Conn, moment: &Moment, repair: &Stored) -> Result<ShopRepair, Error> {
    let good = registrations::good_of(connection, &repair.code).await?;
    let all = registrations::of_piece(connection, &repair.code).await?;
    let until = all.iter().rev().find(|one| one.member == repair.member).and_then(|one| one.warranty_until);
    let asked = repair.steps.first().map(|step| moment.rulebook.zone().day_of(step.at));
    Ok(ShopRepair {
        repair: one(repair, &moment.rulebook),
        code: repair.code.clone(),
        good: good.name,
        is_warranted: until.zip(asked).is_some_and(|(until, asked)| asked <= until),
        next: repair.state().next().to_vec(),
        has_left: member::has_left(connection, repair.member).await?,
    })
}
