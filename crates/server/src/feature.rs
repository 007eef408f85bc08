//! What a feature is to the rest of the server: a value that names what it brings. Routes, jobs, the inbox, the card, the export
//! and closing an account walk the list of these values and know no feature by name; [`happened`] tells them what others did.

use crate::Error;
use crate::audit::Audit;
use crate::booking::{Account, Asking};
use crate::context::{Context, Moment};
use crate::coupons::Grantor;
use crate::drawing::{Drawn, Shared};
use crate::http::{Browser, Routes};
use crate::jobs::{self, Job};
use crate::store::{Conn, Migration, Work};
use shuke_contract::account::Export;
use shuke_contract::card::Card;
use shuke_contract::inbox::What;
use shuke_contract::ledger::Link;
use shuke_contract::sign_in::CameBy;
use shuke_contract::till::RefundLine;
use shuke_rules::coupons::CouponId;
use shuke_rules::ledger::Key;
use shuke_rules::phone::Phone;
use shuke_rules::policy::TierId;
use shuke_rules::{Day, Instant, Text};
use std::time::Duration;

/// A feature. What it does not bring it leaves as in [`Feature::named`].
pub struct Feature {
    pub name: &'static str,
    /// Mounts its endpoints.
    pub routes: fn(Routes) -> Routes,
    /// Its tables.
    pub migrations: &'static [Migration],
    pub jobs: &'static [Job],
    /// The pages that it draws.
    pub pages: &'static [Drawn],
    /// What it says of pages where their addresses are passed on.
    pub shares: &'static [Shared],
    /// Deletes what counts for nothing any more; now and then.
    pub tidy: Option<Tidy>,
    /// What it does because of what another one did, in the same transaction.
    pub on: Option<On>,
    /// What it gives by itself of coupons.
    pub grants: Option<&'static Grantor>,
    /// What it has to say in a member's inbox.
    pub told: Option<Tell>,
    /// What an entry of the ledger was about.
    pub explains: Option<Explain>,
    /// Its part of everything about a member.
    pub export: Option<Part<Export>>,
    /// Forgets the person when a member leaves.
    pub forget: Option<Forget>,
    /// Its part of the card, and until when the clock alone leaves it so.
    pub card_part: Option<CardPart>,
    /// How its tables are audited.
    pub audits: &'static [&'static Audit],
}

pub type Tidy = for<'c> fn(&'c mut Conn, &'c Moment) -> Work<'c, ()>;
pub type On = for<'c> fn(&'c mut Conn, &'c Moment, &'c mut Fact) -> Work<'c, ()>;
pub type Tell = for<'c> fn(&'c mut Conn, &'c Asking, Span) -> Work<'c, Heard>;
pub type Explain = for<'c> fn(&'c mut Conn, &'c Asking, Key<'c>) -> Work<'c, Option<Explained>>;
pub type Part<T> = for<'c> fn(&'c mut Conn, &'c Asking, &'c mut T) -> Work<'c, ()>;
pub type Forget = for<'c> fn(&'c mut Conn, &'c Moment, i64) -> Work<'c, ()>;
pub type CardPart = for<'c> fn(&'c mut Conn, &'c Asking, &'c mut Card) -> Work<'c, Option<Instant>>;

impl Feature {
    /// One that brings nothing but its name.
    pub const fn named(name: &'static str) -> Self {
        Self {
            name,
            routes: nothing_mounted,
            migrations: &[],
            jobs: &[],
            pages: &[],
            shares: &[],
            tidy: None,
            on: None,
            grants: None,
            told: None,
            explains: None,
            export: None,
            forget: None,
            card_part: None,
            audits: &[],
        }
    }
}

fn nothing_mounted(routes: Routes) -> Routes {
    routes
}

/// Every feature, in the order in which they are asked and told.
#[derive(Clone, Copy, Default)]
pub struct Features(pub &'static [&'static Feature]);

impl Context {
    /// Every feature of this process.
    pub fn features(&self) -> &'static [&'static Feature] {
        self.shared::<Features>().0
    }
}

/// Something that happened to a member, or to whoever may become one, told to every feature in the transaction in which it did.
pub enum Fact {
    /// Somebody asked for a one-time code.
    CodeAsked {
        phone: Phone,
        browser: Browser,
    },
    Joined {
        account: Box<Account>,
        browser: Browser,
        /// What led them here, as their browser says.
        came_by: Option<CameBy>,
    },
    /// Somebody signed in who was a member before.
    SignedIn {
        member: i64,
        browser: Browser,
    },
    SaleBooked {
        member: i64,
        sale: i64,
    },
    SaleRefunded(Refunded),
    CheckedIn {
        member: i64,
        day: Day,
    },
    OrderPlaced {
        member: i64,
        order: i64,
    },
    /// What it was redeemed for came back, or staff took back that it was handed over.
    OrderUndone {
        member: i64,
        order: i64,
    },
}

/// Something of a sale came back.
pub struct Refunded {
    pub member: i64,
    pub sale: i64,
    pub lines: Vec<RefundLine>,
    /// Everything that had a price has come back by now.
    pub whole: bool,
    /// What was handed over for the sale's coupons came back, too.
    pub gifts_back: bool,
    pub tier_before: TierId,
    pub tier: TierId,
    /// What the till is told: coupons that are free again, and those that stay used.
    pub coupons_back: Vec<CouponId>,
    pub gifts_kept: Vec<CouponId>,
}

/// Tells every feature what happened, in their order, and gives the fact with what they noted in it.
pub async fn happened(tx: &mut Conn, moment: &Moment, mut fact: Fact) -> Result<Fact, Error> {
    for feature in moment.context.features() {
        if let Some(on) = feature.on {
            on(tx, moment, &mut fact).await?;
        }
    }
    Ok(fact)
}

/// Something to say in the inbox, and since when.
pub struct Told {
    pub at: Instant,
    pub what: What,
}

/// What a feature has to say.
#[derive(Default)]
pub struct Heard {
    pub told: Vec<Told>,
    /// When the clock alone brings the next, before the next day does; the start of a day brings others.
    pub until: Option<Instant>,
}

impl From<Vec<Told>> for Heard {
    fn from(told: Vec<Told>) -> Self {
        Self { told, until: None }
    }
}

/// After when, and until when, messages are asked for.
#[derive(Clone, Copy)]
pub struct Span {
    pub after: Instant,
    pub now: Instant,
}

impl Span {
    pub fn has(&self, at: Instant) -> bool {
        self.after < at && at <= self.now
    }

    /// In microseconds, as the tables have it.
    pub fn after_micros(&self) -> i64 {
        self.after.timestamp_micros()
    }
}

/// What an entry of the ledger was about.
pub struct Explained {
    pub about: Option<Text>,
    pub link: Link,
    /// The day that it was for, where that may be another than its own.
    pub of_day: Option<Day>,
}

impl Explained {
    pub fn link(link: Link) -> Self {
        Self { about: None, link, of_day: None }
    }
}

/// Lets every feature delete what counts for nothing any more.
pub const TIDY: Job = Job {
    name: "tidy",
    every: Duration::from_mins(10),
    between: Duration::ZERO,
    leased: true,
    look: jobs::always,
    run: |tx, moment, _| {
        Box::pin(async move {
            for tidy in moment.context.features().iter().filter_map(|feature| feature.tidy) {
                tidy(tx, moment).await?;
            }
            Ok(false)
        })
    },
};
