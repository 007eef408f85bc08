//! Selling: a purchase moves spend, tier and points.

use super::account::{Account, Made, What};
use super::batch::Batch;
use super::lines::{StoredLine, earning_line};
use super::past::sale_of_key;
use super::points::Gain;
use super::rows::SaleRow;
use crate::Error;
use crate::policies::Rulebook;
use crate::store::{Conn, next_pair};
use shuke_contract::till::SaleLine;
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::ledger::{EntryKind, Key};
use shuke_rules::policy::{ClassId, Earning, PointsTier, StoreId, TierId};
use shuke_rules::tiers::Rules;
use shuke_rules::{Fen, Instant, Points};

/// A sale to be booked. Its amounts are checked: none negative or above [`Fen::MAX`], and lists less discounts are what was paid.
#[derive(Clone, Debug)]
pub struct Sale {
    /// The natural identity, as [`SaleKey`](shuke_rules::ledger::SaleKey) writes it.
    pub key: String,
    pub store: Option<StoreId>,
    /// What the till called it.
    pub number: String,
    pub at: Instant,
    pub booked_at: Instant,
    pub lines: Vec<SaleLine>,
}

/// A sale that was booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sold {
    pub id: i64,
    pub member: i64,
    pub earned: Points,
    /// Today's tier before and after it.
    pub tier_before: TierId,
    pub tier: TierId,
    /// What can be spent now.
    pub balance: Points,
    pub rule_version: i64,
}

/// Books a sale to a member; there is none, or they left, where somebody guessed.
///
/// # Errors
/// [`ErrorCode::MemberUnknown`], [`ErrorCode::SaleExists`], [`ErrorCode::InvalidFields`] for a class that the policy does not know.
pub async fn sell(
    connection: &mut Conn,
    rulebook: &Rulebook,
    account: Option<Account>,
    sale: Sale,
) -> Result<Sold, Error> {
    let Some(mut account) = account.filter(|account| account.closed_at.is_none()) else {
        return Err(Problem::new(ErrorCode::MemberUnknown, "No member has this card number.").into());
    };
    if sale_of_key(connection, &sale.key).await?.is_some() {
        return Err(exists());
    }
    let today = rulebook.zone().day_of(sale.booked_at);
    let now = sale.booked_at;
    account.prime(rulebook);
    let tier_before = account.standing_at(rulebook, today).tier;
    let ids = next_pair(connection, ["sales", "lots"]).await?;
    let mut batch = Batch::default();
    let (earned, rule_version) = account.sell(rulebook, sale, ids, &mut batch).map_err(unknown_class)?;
    batch.moved(&mut account);
    batch.write(connection).await?;
    let tier = account.standing_at(rulebook, today).tier;
    Ok(Sold {
        id: ids.0,
        member: account.member,
        earned,
        tier_before,
        tier,
        balance: account.balance(now),
        rule_version,
    })
}

fn exists() -> Error {
    Problem::new(ErrorCode::SaleExists, "This number was used for another sale of the shop.")
        .rule("A till gives each sale its own number.")
        .remedy("Send the sale under a number of its own, or refund the one that is booked.")
        .into()
}

fn unknown_class((line, class): (usize, ClassId)) -> Error {
    Problem::new(ErrorCode::InvalidFields, "A line names a class of goods that the policy does not have.")
        .field(format!("lines[{line}].class"), format!("the policy has no class `{class}`"))
        .into()
}

impl Account {
    /// Books a purchase in memory and adds its rows to `batch`: what it earned, and the rule version that decided.
    /// `ids` are those of the sale and of the lot it may open.
    ///
    /// `Err` with the first line whose class the policy does not know; nothing moved then.
    pub fn sell(
        &mut self,
        rulebook: &Rulebook,
        sale: Sale,
        ids: (i64, i64),
        batch: &mut Batch,
    ) -> Result<(Points, i64), (usize, ClassId)> {
        let version = rulebook.at(sale.at);
        known_classes(&version.rules.earning, &sale.lines)?;
        let day = rulebook.zone().day_of(sale.at);
        let paid = sale.lines.iter().map(|line| line.paid).sum();
        let what = What::Purchase { sale: ids.0, paid, refunds: Vec::new() };
        let (before, after) = self.add_purchase(rulebook, Made { at: sale.at, day, version: version.id, what });
        let tier = match version.rules.ladder.points_tier {
            PointsTier::Before => before,
            PointsTier::After => after,
        };
        let multiplier = multiplier(&version.rules, &tier);
        let lines: Vec<_> = sale.lines.iter().map(earning_line).collect();
        let earned = version.rules.earning.earn(multiplier, &lines).map_err(|class| (0, class))?;
        let last_day = version.policy.expiry.last_day(day);
        let gain = Gain {
            kind: EntryKind::Earned,
            points: earned.points,
            key: Key::Sale(&sale.key).to_string(),
            at: sale.at,
            booked_at: sale.booked_at,
            ends: last_day.map(|day| rulebook.zone().end_of(day)),
            lot: ids.1,
            sale: Some(ids.0),
            rule_version: version.id,
        };
        self.gain(gain, batch);
        batch.sales.push(SaleRow {
            id: ids.0,
            member: self.member,
            day,
            list: sale.lines.iter().map(|line| line.list).sum(),
            paid,
            earned: earned.points,
            tier,
            multiplier,
            points_until: last_day.filter(|_| !earned.points.is_zero()),
            rule_version: version.id,
            lines: sale.lines.iter().zip(earned.lines).map(|(line, earned)| StoredLine::new(line, &earned)).collect(),
            sale,
        });
        Ok((earned.points, version.id))
    }
}

fn known_classes(earning: &Earning, lines: &[SaleLine]) -> Result<(), (usize, ClassId)> {
    let unknown = lines.iter().position(|line| earning.class(&line.class).is_none());
    match unknown.and_then(|at| lines.get(at).map(|line| (at, line.class.clone()))) {
        Some(unknown) => Err(unknown),
        None => Ok(()),
    }
}

/// A tier that came with a later version counts as the lowest in an earlier one.
fn multiplier(rules: &Rules, tier: &TierId) -> shuke_rules::Multiplier {
    let tier = rules.tier(tier).or_else(|| rules.tiers.first());
    tier.map_or(shuke_rules::Multiplier::ONE, |tier| tier.multiplier)
}

/// A purchase of regular goods of which only the amount is known. It has no name: receipts show that of the class, in the
/// reader's language.
pub fn plain_line(earning: &Earning, paid: Fen) -> SaleLine {
    let regular = earning.regular();
    SaleLine {
        item: String::new(),
        name: String::new(),
        class: regular.map(|class| class.id.clone()).unwrap_or_default(),
        quantity: 1,
        list: paid,
        discounts: Vec::new(),
        paid,
    }
}
