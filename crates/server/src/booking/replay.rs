//! A walk through the rule versions as well as through the facts.

use crate::policies::Rulebook;
use shuke_rules::Day;
use shuke_rules::tiers::{Fact, Standing, Walk};

/// A [`Walk`] that holds each review under the version in force on its day and takes each fact under the fact's own.
#[derive(Clone, Debug)]
pub struct Replay<'a> {
    rulebook: &'a Rulebook,
    walk: Walk<'a>,
    version: i64,
    day: Day,
}

impl<'a> Replay<'a> {
    /// A member who joined on `day`.
    pub fn start(rulebook: &'a Rulebook, day: Day) -> Self {
        let version = rulebook.reviewing(day);
        Self { rulebook, walk: Walk::start(&version.rules, day), version: version.id, day }
    }

    /// Goes on where another replay stopped: on `day`, with the purchases before it.
    pub fn resume(rulebook: &'a Rulebook, day: Day, standing: Standing, facts: Vec<Fact>) -> Self {
        let version = rulebook.reviewing(day);
        Self { rulebook, walk: Walk::resume(&version.rules, standing, facts), version: version.id, day }
    }

    /// Holds every review up to and including the start of `day`.
    pub fn go_to(&mut self, day: Day) {
        while let Some(from) = self.rulebook.next_reviewing(self.day).filter(|from| *from <= day) {
            self.review_until(from.minus_days(1));
            self.day = from;
        }
        self.review_until(day);
        self.day = self.day.max(day);
    }

    fn review_until(&mut self, day: Day) {
        self.under(self.rulebook.reviewing(self.day).id);
        self.walk.go_to(day);
    }

    /// Takes the next fact, which was made under `version`.
    pub fn take(&mut self, fact: &Fact, version: i64) {
        self.go_to(fact.day());
        self.under(version);
        self.walk.take(fact);
    }

    fn under(&mut self, version: i64) {
        if self.version != version {
            self.walk = self.walk.clone().under(&self.rulebook.version(version).rules);
            self.version = version;
        }
    }

    /// The walk, as far as it went.
    pub fn walk(&self) -> &Walk<'a> {
        &self.walk
    }

    pub fn into_walk(self) -> Walk<'a> {
        self.walk
    }
}
