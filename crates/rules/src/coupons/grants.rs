//! Coupons that are given by themselves: to a new member, around a birthday, for holding a tier. Owns which are due on a day and
//! what each is called; the server gives what is due once, by its key, when it next looks at the member.

use super::{Key, Within};
use crate::birthday::Birthday;
use crate::policy::{Grant, GrantId, Occasion, Per, Policy, Template, TemplateId, TierId};
use crate::time::Day;
use std::collections::BTreeSet;

/// A coupon that a member is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub grant: GrantId,
    pub template: TemplateId,
    /// A [`Key`]: names it among everything that the member was ever given; unique, so that nothing is given twice.
    pub key: String,
    /// The first and the last day on which it can be used; `None`: it does not end.
    pub first: Day,
    pub last: Option<Day>,
}

/// What decides what a member is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub today: Day,
    pub tier: TierId,
    /// Since when the member has held that tier: what is for a month or a year begins no sooner.
    pub since: Day,
    /// The day of joining.
    pub joined: Day,
    pub birthday: Option<Birthday>,
}

/// What a new member is given. `today`: the day of joining. Of several grants of one coupon the one that gives the most counts.
pub fn on_joining(policy: &Policy, tier: &TierId, today: Day) -> Vec<Due> {
    let grants = policy.grants.iter().filter(|grant| grant.on == Occasion::Joining && is_for(grant, tier));
    let joining = |grant: &Grant, nth| Key::Joining { template: &grant.coupon.0, nth }.to_string();
    once_each(grants.flat_map(|grant| each(policy, grant, |nth| joining(grant, nth), today, None)))
}

/// Those of several grants whose key is the same are one.
fn once_each(dues: impl Iterator<Item = Due>) -> Vec<Due> {
    let mut keys = BTreeSet::new();
    dues.filter(|due| keys.insert(due.key.clone())).collect()
}

/// What a member is due today for holding a tier, and for a birthday.
///
/// A birthday's keys are the year in which its coupons begin, and their places among those that the tier is given for it: so
/// there is one set a calendar year, however often the birthday is moved, the tier changes or the policy is edited, and none of a
/// year in which nobody was a member yet. Quotas in all are counted by template over all tiers, so rising from a tier that gives one to a tier that gives
/// three gives two more. Of several grants of one coupon for one period the one that gives the most counts.
pub fn due(policy: &Policy, facts: &Facts) -> Vec<Due> {
    let held = policy.grants.iter().filter(|grant| grant.on == Occasion::Tier && is_for(grant, &facts.tier));
    let held = held.flat_map(|grant| for_tier(policy, grant, facts));
    let born = of_birthdays(policy, &facts.tier).flat_map(|(first, grant)| for_birthday(policy, grant, first, facts));
    let dues = held.chain(born);
    once_each(dues.filter(|due| due.last.is_none_or(|last| facts.today <= last)))
}

/// Whether a member of a tier may still use the `nth` coupon, from 0, that was given in all for holding a tier: a tier that
/// was undone by a refund takes its unused ones with it, a higher one leaves those of the tiers below.
pub fn stands(policy: &Policy, template: &TemplateId, nth: u32, tier: &TierId) -> bool {
    let rank = policy.rank(tier);
    policy.grants.iter().any(|grant| {
        let reached = grant.tiers.is_empty() || grant.tiers.iter().any(|tier| policy.rank(tier) <= rank);
        let in_all = grant.on == Occasion::Tier && grant.per == Per::Ever;
        in_all && grant.coupon == *template && nth < grant.count && reached
    })
}

/// Whether members of a tier are given it.
pub fn is_for(grant: &Grant, tier: &TierId) -> bool {
    grant.tiers.is_empty() || grant.tiers.contains(tier)
}

/// Each of the coupons of a grant, given on a day and over with `last` at the latest. `key` says that of the n-th, from 0.
fn each(policy: &Policy, grant: &Grant, key: impl Fn(u32) -> String, given: Day, last: Option<Day>) -> Vec<Due> {
    let Some((first, ends)) = policy.template(&grant.coupon).and_then(|template| Template::days_of(template, given))
    else {
        return Vec::new();
    };
    let last = [ends, last].into_iter().flatten().min();
    let due = |nth: u32| Due { grant: grant.id.clone(), template: grant.coupon.clone(), key: key(nth), first, last };
    (0..grant.count).map(due).collect()
}

/// The period that a day belongs to, as the keys name it of those that are given for holding a tier.
pub fn within(per: Per, day: Day) -> Within {
    match per {
        Per::Month => Within::Month(day.year(), day.month()),
        Per::Year => Within::Year(day.year()),
        Per::Ever | Per::Unknown => Within::Ever,
    }
}

fn for_tier(policy: &Policy, grant: &Grant, facts: &Facts) -> Vec<Due> {
    let first = facts.today.first_of_month();
    let within = within(grant.per, first);
    let key = |nth| Key::Tier { within, template: &grant.coupon.0, nth }.to_string();
    let (begins, months) = match grant.per {
        Per::Ever => return each(policy, grant, key, facts.today, None),
        Per::Month => (first, 1),
        Per::Year => (first.minus_months(first.month() - 1), 12),
        Per::Unknown => return Vec::new(),
    };
    let last = begins.plus_months(months).minus_days(1);
    each(policy, grant, key, begins.max(facts.since), Some(last))
}

/// The grants for the birthdays of a tier's members, each with how many coupons those before it give.
fn of_birthdays<'p>(policy: &'p Policy, tier: &TierId) -> impl Iterator<Item = (u32, &'p Grant)> {
    let on_birthdays = |grant: &&Grant| matches!(grant.on, Occasion::Birthday | Occasion::BirthdayMonth);
    let mine = policy.grants.iter().filter(on_birthdays).filter(|grant| is_for(grant, tier));
    mine.scan(0, |before, grant| {
        let first = *before;
        *before += grant.count;
        Some((first, grant))
    })
}

fn for_birthday(policy: &Policy, grant: &Grant, first: u32, facts: &Facts) -> Vec<Due> {
    let mut dues = around_birthdays(policy, grant, first, facts);
    dues.retain(|due| due.first <= facts.today);
    dues
}

/// What a member will be given for the next birthday, or is given for this one: of each grant the first whose time is not over
/// and whose key is not among `had`, which are those that the member was given already.
pub fn next_birthday(policy: &Policy, facts: &Facts, had: &[&str]) -> Vec<Due> {
    let next = |(first, grant): (u32, &Grant)| {
        let mut dues = around_birthdays(policy, grant, first, facts);
        dues.retain(|due| !had.contains(&due.key.as_str()));
        dues.into_iter().min_by_key(|due| due.first)
    };
    of_birthdays(policy, &facts.tier).filter_map(next).collect()
}

/// Those of a grant whose time is not over, of the birthdays of last year, this year and the next two. `place`: that of its
/// first coupon.
fn around_birthdays(policy: &Policy, grant: &Grant, place: u32, facts: &Facts) -> Vec<Due> {
    let Some(birthday) = facts.birthday else { return Vec::new() };
    // Around New Year the birthday that matters may be of the next year or of the last.
    let years = facts.today.year() - 1..=facts.today.year() + 2;
    let dues = years.filter_map(|year| birthday.in_year(year)).flat_map(|day| {
        let month = day.first_of_month();
        let (begins, last) = match grant.on {
            Occasion::BirthdayMonth => (month, Some(month.plus_months(1).minus_days(1))),
            _ => (day.minus_days(grant.days_before), None),
        };
        if begins.year() < facts.joined.year() {
            return Vec::new();
        }
        let key = |nth| Key::Birthday { year: begins.year(), place: place + nth }.to_string();
        each(policy, grant, key, begins, last)
    });
    dues.filter(|due| due.last.is_some_and(|last| facts.today <= last)).collect()
}
