//! A member's past on the ladder: where they stood at a time, by what was known then, and every step with what led to it.

use super::account::{Account, What};
use super::replay::Replay;
use crate::policies::Rulebook;
use chrono::Duration;
use shuke_rules::policy::TierId;
use shuke_rules::tiers::{Standing, Step, Walk, Why};
use shuke_rules::{Day, Instant};

impl Account {
    /// Where the member stood at the end of `day`: refunds that came later do not count.
    pub fn stood_at(&self, rulebook: &Rulebook, day: Day) -> Standing {
        let end = rulebook.zone().end_of(day);
        self.stopped(rulebook, end, end).replay.into_walk().into_standing()
    }

    /// The walk through everything that happened before `at`, with the refunds before it.
    pub fn walk_before<'a>(&self, rulebook: &'a Rulebook, at: Instant) -> Walk<'a> {
        self.stopped(rulebook, at, at).replay.into_walk()
    }

    /// Every change of tier and every review up to the end of `day`, as they happened: a tier that a refund undid is
    /// first won and then undone.
    pub fn steps(&self, rulebook: &Rulebook, day: Day) -> Vec<Step> {
        self.timed_steps(rulebook, day).into_iter().map(|(_, step)| step).collect()
    }

    /// The same, each with the instant of the purchase, invitation or refund that led to it, or of the start of its review.
    pub fn timed_steps(&self, rulebook: &Rulebook, day: Day) -> Vec<(Instant, Step)> {
        let end = rulebook.zone().end_of(day);
        let refunds = self.refund_times().into_iter().filter(|at| *at < end);
        let mut steps: Vec<(Instant, Step)> = Vec::new();
        let mut past: Option<Instant> = None;
        for until in refunds.chain([end]) {
            let begun = past.map(|past| (past, self.stopped(rulebook, past, until)));
            if let Some((at, begun)) = &begun {
                let step =
                    undone(&steps, begun.replay.walk().standing(), rulebook.zone().day_of(*at), &self.lowest(rulebook));
                steps.extend(step.map(|step| (*at, step)));
            }
            let already = begun.map_or(0, |(_, begun)| begun.times.len());
            let so_far = self.stopped(rulebook, until, until);
            let timed = so_far.times.iter().copied().zip(so_far.replay.walk().steps().iter().cloned());
            steps.extend(timed.skip(already));
            past = Some(until);
        }
        steps
    }

    fn lowest(&self, rulebook: &Rulebook) -> TierId {
        Replay::start(rulebook, self.joined_day).into_walk().into_standing().tier
    }

    /// The replay of what happened before `until`, with the refunds before `known`.
    fn stopped<'a>(&self, rulebook: &'a Rulebook, until: Instant, known: Instant) -> Stopped<'a> {
        let before = self.facts.partition_point(|made| made.at < until);
        let mut stopped = Stopped { replay: Replay::start(rulebook, self.joined_day), times: Vec::new() };
        for made in self.facts.iter().take(before) {
            if let Some(fact) = made.fact(Some(known)) {
                stopped.replay.take(&fact, made.version);
                stopped.note(rulebook, made.at);
            }
        }
        let last = until - Duration::microseconds(1);
        stopped.replay.go_to(rulebook.zone().day_of(last));
        stopped.note(rulebook, last);
        stopped
    }

    fn refund_times(&self) -> Vec<Instant> {
        let mut times: Vec<Instant> = self
            .facts
            .iter()
            .flat_map(|made| match &made.what {
                What::Purchase { refunds, .. } => refunds.iter().map(|(at, _)| *at).collect(),
                What::Invitation(_) => Vec::new(),
            })
            .collect();
        times.sort_unstable();
        times.dedup();
        times
    }
}

/// A replay that stopped somewhere, and the instant of each of its steps.
struct Stopped<'a> {
    replay: Replay<'a>,
    times: Vec<Instant>,
}

impl Stopped<'_> {
    /// Notes when the steps were made that are new: at `at`, or at the start of the day of a review.
    fn note(&mut self, rulebook: &Rulebook, at: Instant) {
        let time = |step: &Step| match step.why {
            Why::Review { .. } => rulebook.zone().start_of(step.day),
            _ => at,
        };
        let noted = self.times.len();
        self.times.extend(self.replay.walk().steps().iter().skip(noted).map(time));
    }
}

/// The step by which a refund on `day` moved the member to where they stood after it.
fn undone(steps: &[(Instant, Step)], after: &Standing, day: Day, lowest: &TierId) -> Option<Step> {
    let from = steps.last().map_or(lowest, |(_, step)| &step.to).clone();
    (from != after.tier).then(|| Step { day, from, to: after.tier.clone(), why: Why::Refund })
}
