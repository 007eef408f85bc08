//! The zone of new members: what of a policy is for them, and until when it is open to one. Who can claim what there is in
//! [`crate::coupons::claim`], what a task asks for in [`crate::tasks`].

use crate::policy::{Occasion, Policy, Task, Template, TemplateId};
use crate::time::Day;

/// What a policy has for new members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone<'p> {
    /// What they can claim; what takes a code is not among it.
    pub offers: Vec<&'p Template>,
    /// What they are given on joining.
    pub given: Vec<&'p TemplateId>,
    pub tasks: Vec<&'p Task>,
    /// Days after the day of joining on which something of it is still open.
    days: u32,
}

impl<'p> Zone<'p> {
    /// `None` where nothing is for new members only: what is given on joining alone makes no zone, it has no time of its own.
    pub fn of(policy: &'p Policy) -> Option<Self> {
        let offers: Vec<&Template> = policy.coupons.iter().filter(|template| days_of(template).is_some()).collect();
        let tasks: Vec<&Task> = policy.tasks.iter().filter(|task| task.new_members_days.is_some()).collect();
        let days = offers.iter().filter_map(|template| days_of(template));
        let days = days.chain(tasks.iter().filter_map(|task| task.new_members_days)).max()?;
        let joining = policy.grants.iter().filter(|grant| grant.on == Occasion::Joining);
        Some(Self { offers, given: joining.map(|grant| &grant.coupon).collect(), tasks, days })
    }

    /// The last day on which it is open to who joined on a day.
    pub fn until(&self, joined: Day) -> Day {
        joined.plus_days(self.days)
    }

    /// Whether a coupon belongs to it.
    pub fn has(&self, template: &TemplateId) -> bool {
        self.given.contains(&template) || self.offers.iter().any(|offer| offer.id == *template)
    }
}

fn days_of(template: &Template) -> Option<u32> {
    let claim = template.claim.as_ref().filter(|claim| claim.code.is_none())?;
    claim.new_members_days
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Fen;
    use crate::policy::{Claim, Effect, Grant, Per};
    use crate::pricing::tests::{policy, template};

    fn offer(id: &str, days: Option<u32>, code: Option<&str>) -> Template {
        let claim = Claim { new_members_days: days, code: code.map(str::to_owned), ..Claim::default() };
        Template { claim: Some(claim), ..template(id, Effect::AmountOff { yuan: Fen(100) }) }
    }

    #[test]
    fn a_zone_is_open_as_long_as_the_longest_of_what_is_in_it() {
        let mut policy = policy();
        assert_eq!(Zone::of(&policy), None);
        policy.coupons = vec![offer("all", None, None), offer("coded", Some(90), Some("tea"))];
        let grant = Grant {
            id: "pack".into(),
            coupon: "all".into(),
            on: Occasion::Joining,
            tiers: Vec::new(),
            count: 1,
            per: Per::Ever,
            days_before: 0,
        };
        policy.grants = vec![grant];
        assert_eq!(Zone::of(&policy), None, "a gift on joining alone has no time, and who knows a code needs no zone");
        policy.coupons.extend([offer("short", Some(7), None), offer("long", Some(30), None)]);
        let zone = Zone::of(&policy).unwrap();
        let ids: Vec<&str> = zone.offers.iter().map(|offer| offer.id.0.as_str()).collect();
        assert_eq!((ids, zone.given.len(), zone.tasks.len()), (vec!["short", "long"], 1, 0));
        assert_eq!(zone.until(Day::parse("2026-11-22").unwrap()), Day::parse("2026-12-22").unwrap());
        assert!(zone.has(&"all".into()) && zone.has(&"long".into()) && !zone.has(&"coded".into()));
    }
}
