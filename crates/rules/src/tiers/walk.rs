//! The walk through a member's facts.

use super::{Fact, Rules};
use crate::money::Fen;
use crate::policy::{LadderKind, OnReview, TierId};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// Where a member stands at the end of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Standing {
    pub tier: TierId,
    /// The day on which the present validity began.
    pub since: Day,
    /// The day at whose start the tier is reviewed; `None`: it does not lapse.
    pub review: Option<Day>,
    /// All qualifying spend so far.
    pub total: Fen,
}

/// A change of tier, or a review that kept it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    pub day: Day,
    pub from: TierId,
    pub to: TierId,
    pub why: Why,
}

/// What led to a [`Step`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Why {
    /// Spend reached the threshold.
    Spend {
        spend: Fen,
    },
    /// One purchase reached the threshold for a single one.
    Single {
        paid: Fen,
    },
    Invitation,
    /// The spend of the period, and the largest purchase in it, decided.
    Review {
        spend: Fen,
        single: Fen,
    },
    /// A refund undid the purchase that had won the tier.
    Refund,
    #[serde(other)]
    Unknown,
}

/// Goes through a member's facts in order.
#[derive(Clone, Debug)]
pub struct Walk<'a> {
    rules: &'a Rules,
    standing: Standing,
    facts: Vec<Fact>,
    steps: Vec<Step>,
}

impl<'a> Walk<'a> {
    /// A member who joined on `day` and has bought nothing.
    pub fn start(rules: &'a Rules, day: Day) -> Self {
        let tier = rules.tiers.first().map(|tier| tier.id.clone()).unwrap_or_default();
        Self::resume(rules, Standing { tier, since: day, review: None, total: Fen::ZERO }, Vec::new())
    }

    /// Goes on from a standing; `facts` are the purchases before it that still count ([`Self::recent`]).
    pub fn resume(rules: &'a Rules, standing: Standing, facts: Vec<Fact>) -> Self {
        Self { rules, standing, facts, steps: Vec::new() }
    }

    /// Goes on under another version of the rules. Nobody moves by that alone: thresholds are asked again at the next
    /// purchase or review.
    pub fn under(mut self, rules: &'a Rules) -> Self {
        self.rules = rules;
        self
    }

    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    pub fn into_standing(self) -> Standing {
        self.standing
    }

    /// Everything that changed, in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Every purchase so far, oldest first.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// The facts that later decisions under these rules still need, oldest first: those of a period and more before the
    /// last one.
    pub fn recent(&self) -> &[Fact] {
        let Some(last) = self.facts.last().filter(|_| self.rules.ladder.kind == LadderKind::Period) else { return &[] };
        let first = last.day().minus_months(self.rules.ladder.months);
        self.facts.get(self.facts.partition_point(|fact| fact.day() < first)..).unwrap_or_default()
    }

    /// Holds every review up to and including the start of `day`. On a lifetime ladder nothing lapses, also not what was
    /// reached while an earlier version had reviews.
    pub fn go_to(&mut self, day: Day) {
        if self.rules.ladder.kind == LadderKind::Lifetime {
            self.standing.review = None;
        }
        while let Some(review) = self.standing.review.filter(|review| *review <= day) {
            self.hold_review(review);
        }
    }

    /// Takes the next fact. Reviews that fall due before it are held first.
    pub fn take(&mut self, fact: &Fact) {
        self.go_to(fact.day());
        match fact {
            Fact::Purchase { day, paid } => self.purchase(fact, *day, *paid),
            Fact::Invitation { day, tier } => {
                if self.rules.rank(tier) > self.rules.rank(&self.standing.tier) {
                    self.reach(*day, tier.clone(), Why::Invitation);
                }
            }
        }
    }

    fn purchase(&mut self, fact: &Fact, day: Day, paid: Fen) {
        self.standing.total += paid;
        self.facts.push(fact.clone());
        let spend = match self.rules.ladder.kind {
            LadderKind::Lifetime => self.standing.total,
            LadderKind::Period => spend_until(self.rules, &self.facts, day),
        };
        let reached = self.rules.supported(spend, paid);
        if reached > self.rules.rank(&self.standing.tier) {
            let by_spend = self.rules.supported(spend, Fen::ZERO) == reached;
            let why = if by_spend { Why::Spend { spend } } else { Why::Single { paid } };
            self.move_to(day, reached, why);
        }
    }

    fn hold_review(&mut self, day: Day) {
        let first = day.minus_months(self.rules.ladder.months);
        let counted = || self.facts.iter().filter(|fact| fact.day() >= first && fact.day() < day).map(Fact::paid);
        let (spend, single) = (counted().sum(), counted().max().unwrap_or(Fen::ZERO));
        let present = self.rules.rank(&self.standing.tier);
        let supported = self.rules.supported(spend, single);
        let next = match self.rules.ladder.on_review {
            _ if supported >= present => present,
            OnReview::Supported => supported,
            OnReview::OneStep => self.step_below(present),
        };
        self.move_to(day, next, Why::Review { spend, single });
    }

    /// The next lower tier that spending can reach.
    fn step_below(&self, rank: usize) -> usize {
        let below = self.rules.tiers.get(..rank).unwrap_or_default();
        below.iter().rposition(|tier| !tier.by_invitation).unwrap_or(0)
    }

    fn move_to(&mut self, day: Day, rank: usize, why: Why) {
        if let Some(tier) = self.rules.tiers.get(rank) {
            self.reach(day, tier.id.clone(), why);
        }
    }

    fn reach(&mut self, day: Day, to: TierId, why: Why) {
        let lapses = self.rules.ladder.kind == LadderKind::Period && self.rules.rank(&to) > 0;
        let ladder = &self.rules.ladder;
        let from = core::mem::replace(&mut self.standing.tier, to.clone());
        self.standing.since = day;
        self.standing.review = lapses.then(|| day.plus_months(ladder.months).plus_days(ladder.grace_days));
        self.steps.push(Step { day, from, to, why });
    }
}

/// Spend of the days (day − months, day].
pub(super) fn spend_until(rules: &Rules, facts: &[Fact], day: Day) -> Fen {
    let before = day.minus_months(rules.ladder.months);
    facts.iter().filter(|fact| fact.day() > before && fact.day() <= day).map(Fact::paid).sum()
}
