//! Coupons that are given by themselves: to a new member at once, what else is due whenever the server meets the member, and by a
//! round through all members once a business day. What was given for a tier that a refund undid is withdrawn, and comes
//! back with the tier. Whoever else gives coupons by itself is a [`Grantor`].

use super::give::{self, New, give};
use super::grantor::{Grantor, Grantors, Sees, Waiting};
use super::hold::{restore, withdraw};
use super::stored::{Stored, of_member};
use crate::Error;
use crate::booking::{self, Account, Asking};
use crate::context::Moment;
use crate::http::App;
use crate::member::birthday_of;
use crate::policies::Rulebook;
use crate::store::{Conn, Work};
use shuke_rules::coupons::claim::left;
use shuke_rules::coupons::grants::{self, Due, Facts};
use shuke_rules::coupons::{Key, Within};
use shuke_rules::policy::{Policy, TemplateId, TierId};
use shuke_rules::{Day, Instant};

const UNDONE: &str = "the tier that it was given for was undone";

/// Gives a new member what new members are given.
pub async fn welcome(tx: &mut Conn, moment: &Moment, account: &Account) -> Result<(), Error> {
    let tier = account.standing_at(&moment.rulebook, moment.today()).tier;
    let dues = grants::on_joining(&moment.rulebook.current().policy, &tier, moment.today());
    give_all(tx, moment, account.member, &dues).await?;
    settle(tx, moment, account).await
}

/// What is to be done for a member.
#[derive(Default)]
pub(super) struct Plan {
    give: Vec<Due>,
    withdraw: Vec<i64>,
    restore: Vec<i64>,
    others: Vec<(&'static Grantor, Waiting)>,
}

impl Plan {
    pub(super) async fn of(
        connection: &mut Conn,
        moment: &Moment,
        account: &Account,
        sees: Sees,
    ) -> Result<Self, Error> {
        let Moment { rulebook, now, .. } = moment;
        let (policy, today) = (&rulebook.current().policy, moment.today());
        let grantors = moment.context.shared::<Grantors>();
        if !gives(&grantors, policy) {
            return Ok(Self::default());
        }
        let standing = account.standing_at(rulebook, today);
        let birthday = birthday_of(connection, account.member).await?;
        let (tier, since, joined) = (standing.tier.clone(), standing.since, account.joined_day);
        let facts = Facts { today, tier, since, joined, birthday };
        let held = of_member(connection, rulebook, account.member).await?;
        let mut plan = Self::default();
        for grantor in grantors.0.iter().filter(|grantor| (grantor.gives)(policy)) {
            let waiting = (grantor.waits)(connection, moment, account.member, &held, sees).await?;
            plan.others.push((*grantor, waiting));
        }
        for due in grants::due(policy, &facts) {
            match held.iter().find(|stored| stored.key == due.key) {
                None => plan.give.push(due),
                Some(stored) if stored.is_withdrawn() => plan.restore.push(stored.id),
                Some(_) => {}
            }
        }
        plan.leave_out_what_is_gone(connection, rulebook, &held).await?;
        let fallen = |stored: &&Stored| {
            stored.coupon.withdrawn(UNDONE, *now).is_ok() && is_undone(rulebook, account, &standing.tier, stored, today)
        };
        plan.withdraw = held.iter().filter(fallen).map(|stored| stored.id).collect();
        Ok(plan)
    }

    /// Of a template with a limit or a stock not more are given than that.
    async fn leave_out_what_is_gone(
        &mut self,
        connection: &mut Conn,
        rulebook: &Rulebook,
        held: &[Stored],
    ) -> Result<(), Error> {
        let policy = &rulebook.current().policy;
        let limited = |due: &Due| {
            policy.template(&due.template).is_some_and(|one| one.stock.is_some() || one.per_member.is_some())
        };
        if !self.give.iter().any(limited) {
            return Ok(());
        }
        let taken = give::taken(connection).await?;
        let mut given: Vec<TemplateId> = held.iter().map(|stored| stored.coupon.template.id.clone()).collect();
        self.give.retain(|due| {
            let Some(template) = policy.template(&due.template) else { return false };
            let had = given.iter().filter(|other| **other == due.template).count();
            let may_have = template.per_member.is_none_or(|most| had < usize::try_from(most).unwrap_or(usize::MAX));
            let is_left = left(template, taken.get(&due.template).copied().unwrap_or(0)) != Some(0);
            if may_have && is_left {
                given.push(due.template.clone());
            }
            may_have && is_left
        });
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.give.is_empty()
            && self.withdraw.is_empty()
            && self.restore.is_empty()
            && self.others.iter().all(|(_, waiting)| waiting.is_empty())
    }

    async fn carry_out(self, tx: &mut Conn, moment: &Moment, member: i64) -> Result<(), Error> {
        for id in self.withdraw {
            withdraw(tx, id, UNDONE, moment.now).await?;
        }
        for id in self.restore {
            restore(tx, id).await?;
        }
        for (grantor, waiting) in self.others {
            let mut won = waiting.prizes;
            for gift in waiting.gifts {
                won.extend((grantor.settle)(tx, moment, &gift, member).await?);
            }
            give_won(tx, moment, member, won).await?;
        }
        give_all(tx, moment, member, &self.give).await
    }
}

/// Whether a refund undid the tier that a coupon was given in all for: no tier that the member has held since, by what is known
/// now, gives so many by any rule version since. A review and an edited policy take nothing that was given.
fn is_undone(rulebook: &Rulebook, account: &Account, tier: &TierId, stored: &Stored, today: Day) -> bool {
    let Some((template, nth)) = in_all(&stored.key) else { return false };
    let gives = |tier: &TierId| {
        let mut since = rulebook.versions().filter(|version| version.id >= stored.rule_version);
        since.any(|version| grants::stands(&version.policy, &template, nth, tier))
    };
    let given = rulebook.zone().day_of(stored.given_at);
    !gives(tier) && !account.tiers_held(rulebook, given, today).iter().any(gives)
}

/// Whether a policy gives anything by itself.
pub(super) fn gives(grantors: &Grantors, policy: &Policy) -> bool {
    !policy.grants.is_empty() || grantors.0.iter().any(|grantor| (grantor.gives)(policy))
}

/// Gives what was won, each with its key.
async fn give_won(tx: &mut Conn, moment: &Moment, member: i64, won: Vec<(TemplateId, String)>) -> Result<(), Error> {
    let Moment { rulebook, now, .. } = moment;
    let (version, today) = (rulebook.current(), moment.today());
    for (id, key) in won {
        let template =
            version.policy.template(&id).ok_or_else(|| Error::internal(format!("a prize `{id}`, no coupon")))?;
        if let Some((first, last)) = template.days_of(today) {
            give(tx, rulebook, version, member, &New { template, key, first, last }, *now).await?;
        }
    }
    Ok(())
}

/// The template and the number of a coupon that was given in all for holding a tier.
fn in_all(key: &str) -> Option<(TemplateId, u32)> {
    match Key::parse(key)? {
        Key::Tier { within: Within::Ever, template, nth } => Some((TemplateId::from(template), nth)),
        _ => None,
    }
}

async fn give_all(tx: &mut Conn, moment: &Moment, member: i64, dues: &[Due]) -> Result<(), Error> {
    let Moment { rulebook, now, .. } = moment;
    let version = rulebook.current();
    for due in dues {
        let template = version.policy.template(&due.template);
        let template =
            template.ok_or_else(|| Error::internal(format!("a grant of `{}`, which is no coupon", due.template)))?;
        let new = New { template, key: due.key.clone(), first: due.first, last: due.last };
        give(tx, rulebook, version, member, &new, *now).await?;
    }
    Ok(())
}

/// Gives a member what is due and withdraws what is undone. Whoever looks at a member's coupons calls this first, in a write.
pub async fn settle(tx: &mut Conn, moment: &Moment, account: &Account) -> Result<(), Error> {
    let plan = Plan::of(tx, moment, account, Sees::Own).await?;
    if plan.is_empty() { Ok(()) } else { plan.carry_out(tx, moment, account.member).await }
}

/// The same before a read: a write only where there is something to do.
pub async fn settle_before_reading(app: &App, member: i64) -> Result<(), Error> {
    let waits = app.view(move |connection, moment| {
        Box::pin(async move {
            let account = booking::of_member(connection, member).await?;
            Ok(!Plan::of(connection, &moment, &account, Sees::Committed).await?.is_empty())
        })
    });
    if !waits.await? {
        return Ok(());
    }
    let settled = app.write(move |tx, moment| {
        Box::pin(async move {
            let account = booking::of_member(tx, member).await?;
            settle(tx, &moment, &account).await
        })
    });
    settled.await
}

/// Reads what a member is shown of coupons, as of one moment, when what is due is given.
pub async fn settled_view<T: Send + 'static, F>(app: &App, member: i64, read: F) -> Result<T, Error>
where
    F: for<'c> FnOnce(&'c mut Conn, Asking) -> Work<'c, T> + Send + 'static,
{
    settle_before_reading(app, member).await?;
    let view = app.view(move |connection, moment| {
        Box::pin(async move {
            let asking = Asking::of(connection, moment, member).await?;
            read(connection, asking).await
        })
    });
    view.await
}

/// Where a member stands on the ladder, as far as coupons ask.
pub fn tier_of(rulebook: &Rulebook, account: &Account, now: Instant) -> TierId {
    account.standing_at(rulebook, rulebook.zone().day_of(now)).tier
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_given_in_all_for_a_tier_is_withdrawn_with_it() {
        assert_eq!(in_all("tier:three-one:2"), Some((TemplateId::from("three-one"), 2)));
        for other in ["tier:2026-12:three-one:0", "joining:three-one:0", "claim:three-one:0", "tier:three-one"] {
            assert_eq!(in_all(other), None, "{other}");
        }
    }
}
