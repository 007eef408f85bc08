//! Whether somebody who joins is bound by the link that they opened, and why not.

use crate::policy::Referral;
use crate::time::Day;
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// Why somebody who came by a link is not bound by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// It is their own link, or that of somebody who uses the same browser.
    Oneself,
    /// The link is that of somebody whom they brought themselves, at one remove or several.
    Loop,
    /// They are, or were until lately, a member.
    Member,
    /// Somebody joined or signed in with this browser within the last 90 days.
    Device,
    /// The member has brought as many as one can within the month.
    Limit,
    /// The member has left.
    Closed,
    /// The link was opened too long ago.
    Expired,
    #[serde(other)]
    Unknown,
}

impl Refused {
    /// Every one that is given.
    pub const ALL: [Self; 7] =
        [Self::Oneself, Self::Loop, Self::Member, Self::Device, Self::Limit, Self::Closed, Self::Expired];

    /// The name in storage.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Oneself => "oneself",
            Self::Loop => "loop",
            Self::Member => "member",
            Self::Device => "device",
            Self::Limit => "limit",
            Self::Closed => "closed",
            Self::Expired => "expired",
            Self::Unknown => "unknown",
        }
    }

    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|why| why.name() == name).unwrap_or(Self::Unknown)
    }
}

/// What decides whether somebody who joins is bound by the link that they opened. Members are named by numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joining<'a> {
    pub opened: Day,
    pub joined: Day,
    pub inviter: i64,
    pub inviter_left: bool,
    /// Who brought the inviter, who brought that one, and so on.
    pub above: &'a [i64],
    /// Who had this number until they left, within the last 90 days.
    pub formerly: &'a [i64],
    /// Who joined or signed in with this browser within the last 90 days.
    pub same_browser: &'a [i64],
    /// How many the inviter has brought in this calendar month.
    pub this_month: u32,
}

/// Whether a bind is taken.
///
/// # Errors
/// The first reason against it: what is about the link, then what is about the two, then what is about how many.
pub fn bind(rules: &Referral, joining: &Joining<'_>) -> Result<(), Refused> {
    let theirs = || joining.formerly.iter().chain(joining.same_browser);
    let checks = [
        (Refused::Closed, joining.inviter_left),
        (Refused::Expired, joining.opened.plus_days(rules.window_days) < joining.joined),
        (Refused::Oneself, theirs().any(|member| *member == joining.inviter)),
        (Refused::Loop, theirs().any(|member| joining.above.contains(member))),
        (Refused::Member, !joining.formerly.is_empty()),
        (Refused::Device, !joining.same_browser.is_empty()),
        (Refused::Limit, joining.this_month >= rules.per_month),
    ];
    checks.into_iter().find(|(_, applies)| *applies).map_or(Ok(()), |(why, _)| Err(why))
}
