//! What can be claimed, and claiming it: points leave, the stock goes down and the coupon is there, all or nothing.

use crate::Error;
use crate::booking::{self, Account, Asking, Batch, Gates};
use crate::coupons::{self, New, Stored, give, of_member, refusals, settle, settled_view};
use crate::http::answer;
use crate::http::call::{Call, Request, Tries};
use crate::http::limits::Counted;
use crate::http::mount::Done;
use crate::policies::{Rulebook, Version};
use crate::sessions::Session;
use crate::store::{Conn, Work};
use shuke_contract::coupons::{ClaimCouponRequest, CouponClaimed, CouponOffer, CouponOffers};
use shuke_contract::{Empty, ErrorCode, Problem};
use shuke_rules::coupons::Key;
use shuke_rules::coupons::claim::{Facts, Withheld, left, offered};
use shuke_rules::ledger::{self, EntryKind};
use shuke_rules::policy::{Template, TemplateId};
use shuke_rules::{Fen, Instant, Points, typed};
use std::collections::BTreeMap;

/// What decides on offers for one member.
struct Seen<'a> {
    rulebook: &'a Rulebook,
    gates: Gates<'a>,
    facts: Facts,
    held: Vec<Stored>,
    taken: BTreeMap<TemplateId, i64>,
}

impl<'a> Seen<'a> {
    async fn read(
        connection: &mut Conn,
        rulebook: &'a Rulebook,
        account: &Account,
        now: Instant,
    ) -> Result<Self, Error> {
        Ok(Self {
            rulebook,
            gates: Gates::of(rulebook, account, now),
            facts: Facts {
                today: rulebook.zone().day_of(now),
                joined: account.joined_day,
                tier_reached: true,
                had: 0,
                taken: 0,
                points: account.balance(now),
            },
            held: of_member(connection, rulebook, account.member).await?,
            taken: coupons::taken(connection).await?,
        })
    }

    fn taken(&self, template: &Template) -> i64 {
        self.taken.get(&template.id).copied().unwrap_or(0)
    }

    fn had(&self, template: &Template) -> u32 {
        let had = self.held.iter().filter(|stored| stored.coupon.template.id == template.id).count();
        u32::try_from(had).unwrap_or(u32::MAX)
    }

    /// Why it cannot be claimed, and what is missing for its tier.
    fn judge(&self, template: &Template) -> (Option<Withheld>, Option<Fen>) {
        let gate = self.gates.of_tier(template.tier.as_ref());
        let (had, taken) = (self.had(template), self.taken(template));
        let facts = Facts { tier_reached: gate.reached, had, taken, ..self.facts };
        (offered(template, &facts).err(), gate.missing.filter(|_| !gate.reached))
    }

    fn offer(&self, template: &Template) -> CouponOffer {
        let (withheld, tier_missing) = self.judge(template);
        let (left, had) = (left(template, self.taken(template)), self.had(template));
        let only_for = self.rulebook.only_for(&template.scope);
        CouponOffer { terms: coupons::terms(template), only_for, left, had, withheld, tier_missing }
    }

    /// The number of the next claim.
    fn next(&self, template: &Template) -> usize {
        let id = template.id.0.as_str();
        let of_it = |key| matches!(key, Key::Claim { template, .. } | Key::Demo { template, .. } if template == id);
        self.held.iter().filter_map(Stored::given_for).filter(|key| of_it(*key)).count()
    }
}

/// What a member is told of some templates, whoever can claim them.
pub async fn offers_of(
    connection: &mut Conn,
    rulebook: &Rulebook,
    account: &Account,
    templates: &[&Template],
    now: Instant,
) -> Result<Vec<CouponOffer>, Error> {
    let seen = Seen::read(connection, rulebook, account, now).await?;
    Ok(templates.iter().map(|template| seen.offer(template)).collect())
}

pub async fn get_offers(call: Call<Empty, Session>) -> Result<CouponOffers, Error> {
    let read = settled_view(&call.app, call.who.member, |connection, Asking { rulebook, account, now, .. }| {
        Box::pin(async move {
            let seen = Seen::read(connection, &rulebook, &account, now).await?;
            let open = |template: &&Template| template.claim.as_ref().is_some_and(|claim| claim.code.is_none());
            let offers = rulebook.current().policy.coupons.iter().filter(open).map(|template| seen.offer(template));
            let over = |offer: &CouponOffer| {
                matches!(offer.withheld, Some(Withheld::Over { .. } | Withheld::NewMembers { .. }))
            };
            let offers: Vec<CouponOffer> = offers.filter(|offer| !over(offer)).collect();
            Ok(CouponOffers { offers, points: account.balance(now), today: rulebook.zone().day_of(now) })
        })
    });
    read.await
}

pub fn claim(tx: &mut Conn, call: Request<ClaimCouponRequest, Session>) -> Work<'_, Done<CouponClaimed>> {
    Box::pin(async move {
        let moment = call.app.moment(tx).await?;
        let (rulebook, now) = (&moment.rulebook, moment.now);
        let version = rulebook.current();
        let template = asked(&call, version)?;
        let mut account = booking::of_member(tx, call.who.member).await?;
        settle(tx, &moment, &account).await?;
        let seen = Seen::read(tx, rulebook, &account, now).await?;
        let price = template.claim.as_ref().and_then(|claim| claim.points).unwrap_or(Points::ZERO);
        let balance = account.balance(now);
        let (why, missing) = seen.judge(template);
        if let Some(why) = why {
            return Err(refusals::withheld(why, price, balance, missing));
        }
        if price != call.request.points {
            return Err(refusals::price(price));
        }
        let key = Key::Claim { template: &template.id.0, nth: seen.next(template) }.to_string();
        let today = rulebook.zone().day_of(now);
        let days = template.days_of(today).ok_or(Withheld::Over { until: template.until.unwrap_or(today) });
        let (first, last) = days.map_err(|why| refusals::withheld(why, price, balance, missing))?;
        let new = New { template, key, first, last };
        let given = give(tx, rulebook, version, account.member, &new, now).await?;
        let id = given.ok_or_else(|| refusals::withheld(Withheld::SoldOut, price, balance, missing))?;
        pay(tx, &mut account, id, price, version.id, now).await?;
        let held = of_member(tx, rulebook, account.member).await?;
        let stored = held.iter().find(|stored| stored.id == id);
        let stored = stored.ok_or_else(|| Error::internal("a coupon that was just given"))?;
        let coupon = coupons::held(rulebook, stored, &coupons::tier_of(rulebook, &account, now), now);
        Ok(CouponClaimed { coupon, points: account.balance(now) }.into())
    })
}

/// The template that is meant: by its name where it takes no code, else by its code. Wrong codes count, so that nobody tries
/// through them.
fn asked<'v>(call: &Request<ClaimCouponRequest, Session>, version: &'v Version) -> Result<&'v Template, Error> {
    let templates = &version.policy.coupons;
    let code_of = |template: &Template| template.claim.as_ref().and_then(|claim| claim.code.clone());
    match (&call.request.template, &call.request.code) {
        (Some(id), None) => {
            let found = templates.iter().find(|template| template.id == *id && code_of(template).is_none());
            found.ok_or_else(answer::not_found)
        }
        (None, Some(code)) => {
            let who = call.who.member.to_string();
            // Before the code is judged: who has tried too often does not learn whether the next one was right.
            call.check(Counted::WrongCoupon, &who)?;
            let code = typed::plain(code).replace(' ', "").to_lowercase();
            let found = templates.iter().find(|template| code_of(template).as_ref() == Some(&code));
            if found.is_none() {
                call.was_wrong(Counted::WrongCoupon, &who);
            }
            found.ok_or_else(refusals::code_unknown)
        }
        _ => Err(Problem::new(ErrorCode::InvalidFields, "Fields are wrong.")
            .field("template", "either this or `code` says what to claim")
            .into()),
    }
}

/// Takes what it costs.
async fn pay(
    tx: &mut Conn,
    account: &mut Account,
    coupon: i64,
    price: Points,
    rule_version: i64,
    now: Instant,
) -> Result<(), Error> {
    if price.is_zero() {
        return Ok(());
    }
    let key = ledger::Key::RedeemedCoupon { coupon }.to_string();
    let mut batch = Batch::default();
    let price_of = booking::Price { kind: EntryKind::Redeemed, points: price, key, rule_version };
    let missing = |balance: Points| Withheld::Points { missing: price - balance };
    let spent = account.spend(price_of, now, &mut batch);
    spent.map_err(|balance| refusals::withheld(missing(balance), price, balance, None))?;
    batch.moved(account);
    batch.write(tx).await
}
