//! Quoting: what a basket comes to and why, under `shuke-rules`. The coupons that it counts on are kept for it.

use super::identify::take_code;
use super::quoted::{self, Line};
use super::{TillKey, check};
use crate::Error;
use crate::booking::{self, Account};
use crate::coupons::{self, Stored};
use crate::fields::Fields;
use crate::http::call::Request;
use crate::http::limits::Counted;
use crate::http::mount::Done;
use crate::policies::Rulebook;
use crate::store::{Conn, Work, next_id};
use chrono::SubsecRound;
use shuke_contract::till::{NotUsed, QuoteRequest, Quoted};
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::coupons::{CouponId, kept_until};
use shuke_rules::number::CardNumber;
use shuke_rules::policy::StoreId;
use shuke_rules::pricing::{self, BadBasket, Basket, Buyer, Choice, Declined, Priced};
use shuke_rules::{Instant, Points};

/// Coupons that can be asked for by name.
const ASKED: usize = 50;

pub fn create_quote(tx: &mut Conn, call: Request<QuoteRequest, TillKey>) -> Work<'_, Done<Quoted>> {
    Box::pin(async move {
        // To the microsecond, as it is kept: what two are told of one lock is the same.
        let asked = &call.request;
        well_formed(asked)?;
        let mut moment = call.app.moment(tx).await?;
        moment.now = moment.now.trunc_subsecs(6);
        let (rulebook, now) = (&moment.rulebook, moment.now);
        let key = call.who.natural_key(&asked.number);
        quoted::not_sold_yet(tx, &key).await?;
        let account = buyer(tx, &call, rulebook, now).await?;
        quoted::replace(tx, &key, now).await?;
        if let Some(account) = &account {
            coupons::settle(tx, &moment, account).await?;
        }
        let basket = Basket { lines: asked.lines.clone(), sent: asked.sent };
        let wish = Wish { basket: &basket, coupons: &asked.coupons, points: asked.points };
        let (priced, held) = priced(tx, rulebook, account.as_ref(), wish, &call.who.store, now).await?;
        let used: Vec<&Stored> =
            held.iter().filter(|one| priced.coupons.iter().any(|applied| applied.coupon == one.coupon.id)).collect();
        let until = kept_until(used.iter().map(|one| &one.coupon), now);
        let new = quoted::New {
            id: next_id(tx, "quotes").await?,
            key,
            member: account.as_ref().map(|account| account.member),
            until,
            lines: priced.lines.iter().map(Line::of).collect(),
            delivery: priced.delivery.fee - priced.delivery.off,
            gifts: priced.coupons.iter().filter_map(|applied| applied.gift.clone()).collect(),
            rule_version: rulebook.current().id,
        };
        new.insert(tx, now).await?;
        coupons::lock(tx, &used, (new.id, until), now).await?;
        Ok(told(priced, &held, &new, account.map(|account| account.card), now).into())
    })
}

/// What can be said without looking at anything.
fn well_formed(asked: &QuoteRequest) -> Result<(), Error> {
    let mut fields = Fields::default();
    fields.check(check::is_number(&asked.number), "number", check::NUMBER);
    fields.check(asked.member.is_none() || asked.code.is_none(), "code", "is one too many: there is a member already");
    let card = asked.member.as_ref().is_none_or(|member| CardNumber::parse(member.as_str()).is_some());
    fields.check(card, "member", "is no card number: 13 digits, the last a check digit");
    for (index, line) in asked.lines.iter().enumerate().take(Basket::MOST_LINES) {
        fields.text(&line.item.0, 0, 64, format!("lines[{index}].item"));
        fields.text(&line.class.0, 1, 64, format!("lines[{index}].class"));
    }
    fields.check(asked.points >= Points::ZERO, "points", "must not be negative");
    if let Choice::These(ids) = &asked.coupons {
        fields.check(ids.len() <= ASKED, "coupons.these", format!("must be at most {ASKED}"));
        fields.check(ids.iter().all(|id| id.0.len() <= 64), "coupons.these", "holds what is no coupon's id");
    }
    fields.done()
}

/// The account that pays; nobody's where neither a card nor a code was sent.
async fn buyer(
    tx: &mut Conn,
    call: &Request<QuoteRequest, TillKey>,
    rulebook: &Rulebook,
    now: Instant,
) -> Result<Option<Account>, Error> {
    if let Some(code) = &call.request.code {
        let by = (Counted::WrongByTill, &*call.who.id.to_string());
        let member = take_code(tx, &**call, rulebook, by, code, now).await?;
        return Ok(Some(booking::of_member(tx, member).await?));
    }
    let Some(card) = &call.request.member else { return Ok(None) };
    let account = booking::by_card(tx, card).await?.filter(|account| account.closed_at.is_none());
    let unknown = || Problem::new(ErrorCode::MemberUnknown, "No member has this card number.");
    Ok(Some(account.ok_or_else(unknown)?))
}

/// A basket and how it shall be paid.
#[derive(Clone, Copy)]
pub struct Wish<'a> {
    pub basket: &'a Basket,
    pub coupons: &'a Choice,
    pub points: Points,
}

/// The price, and the member's coupons that it was judged with.
pub async fn priced(
    connection: &mut Conn,
    rulebook: &Rulebook,
    account: Option<&Account>,
    wish: Wish<'_>,
    store: &StoreId,
    now: Instant,
) -> Result<(Priced, Vec<Stored>), Error> {
    let mut held = Vec::new();
    let mut buyer = None;
    if let Some(account) = account {
        let by_name: &[_] = if let Choice::These(ids) = wish.coupons { ids } else { &[] };
        held = coupons::for_basket(connection, rulebook, account.member, by_name, now).await?;
        let coupons = held.iter().map(|one| one.coupon.clone()).collect();
        buyer = Some(Buyer {
            tier: coupons::tier_of(rulebook, account, now),
            points: account.balance(now).or_zero(),
            coupons,
        });
    }
    let request = pricing::Request {
        basket: wish.basket,
        store,
        now,
        today: rulebook.zone().day_of(now),
        buyer: buyer.as_ref(),
        choice: wish.coupons,
        points: wish.points,
    };
    let priced = pricing::price(&rulebook.current().policy, &request).map_err(bad_basket)?;
    Ok((priced, held))
}

fn bad_basket(bad: BadBasket) -> Error {
    let (field, message) = match bad {
        BadBasket::Empty => ("lines".to_owned(), format!("must be 1 to {}", Basket::MOST_LINES)),
        BadBasket::TooManyLines { most } => ("lines".to_owned(), format!("must be 1 to {most}")),
        BadBasket::Quantity { line, most } => (format!("lines[{line}].quantity"), format!("must be from 1 to {most}")),
        BadBasket::Price { line, most } => {
            (format!("lines[{line}].price"), format!("must be from 0, and the line at most {} fen", most.0))
        }
        BadBasket::Class { line, class } => {
            (format!("lines[{line}].class"), format!("the policy has no class `{class}`"))
        }
        BadBasket::Unknown => ("lines".to_owned(), "cannot be priced".to_owned()),
    };
    Problem::new(ErrorCode::InvalidFields, "Fields are wrong.").field(field, message).into()
}

/// The coupons that are not used, by name.
pub fn not_used(declined: &[Declined], held: &[Stored]) -> Vec<NotUsed> {
    let name = |id: &CouponId| held.iter().find(|one| one.coupon.id == *id).map(|one| one.coupon.template.name.clone());
    let told = declined.iter().map(|Declined { coupon, why }| NotUsed {
        coupon: coupon.clone(),
        name: name(coupon).unwrap_or_default(),
        why: why.clone(),
        remedy: why.remedy(),
    });
    told.collect()
}

fn told(priced: Priced, held: &[Stored], new: &quoted::New, member: Option<CardNumber>, now: Instant) -> Quoted {
    Quoted {
        id: new.id.to_string(),
        member,
        declined: not_used(&priced.declined, held),
        lines: priced.lines,
        coupons: priced.coupons,
        points: priced.points,
        delivery: priced.delivery,
        list: priced.list,
        to_pay: priced.to_pay,
        best: priced.best,
        until: new.until,
        now,
        rule_version: new.rule_version,
    }
}
