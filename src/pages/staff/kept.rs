//! What outlives a page of the counter, in memory only: whose it is, what was looked up, what was just done and what waits.

use super::folds::Folds;
use crate::react::lasting;
use leptos::prelude::*;
use shuke_contract::staff::{Found, Role, SeenMember, StaffMember, StaffOrder};
use shuke_face::Page;
use shuke_rules::Instant;
use shuke_rules::policy::StoreId;

/// Whose counter it is.
#[derive(Clone, Default)]
pub enum Signed {
    /// Nobody's, as far as one knows.
    #[default]
    Out,
    In(StaffMember),
    /// Theirs whose session has ended: what lies there is still theirs.
    Ended(StaffMember),
}

impl Signed {
    /// Who is signed in, without what else a reply says: somebody else's pages are drawn anew.
    pub fn whose(&self) -> Option<(String, StoreId, Role)> {
        match self {
            Self::In(who) => Some((who.name.clone(), who.store.clone(), who.role)),
            _ => None,
        }
    }

    pub fn member(&self) -> Option<&StaffMember> {
        match self {
            Self::Out => None,
            Self::In(who) | Self::Ended(who) => Some(who),
        }
    }

    pub fn is_of(&self, other: &StaffMember) -> bool {
        self.member().is_some_and(|who| (&who.name, &who.store, who.role) == (&other.name, &other.store, other.role))
    }

    pub fn has_ended(&self) -> bool {
        matches!(self, Self::Ended(_))
    }

    pub fn end(&mut self) {
        if let Self::In(who) = self {
            *self = Self::Ended(who.clone());
        }
    }
}

/// What was done can be undone under `log` until `until`.
#[derive(Clone)]
pub struct Done {
    pub log: String,
    pub what: String,
    pub until: Option<Instant>,
    /// The order that it was done to, if it was one.
    pub order: Option<String>,
    /// With what was looked up last.
    pub here: bool,
}

/// What was done, with whether it can be undone: of what was done to an order the last is undone first. `all`: the newest first.
pub fn undoable(all: Vec<Done>) -> Vec<Done> {
    let orders: Vec<_> = all.iter().map(|done| done.order.clone()).collect();
    let is_last =
        |at: usize, order: &Option<String>| order.is_none() || !orders.iter().take(at).any(|newer| newer == order);
    let with = |(at, done): (usize, Done)| Done { until: done.until.filter(|_| is_last(at, &done.order)), ..done };
    all.into_iter().enumerate().map(with).collect()
}

/// What the pages of the counter share.
#[derive(Clone, Copy)]
pub struct Kept {
    pub signed: RwSignal<Signed>,
    /// Where somebody wanted to go who had to sign in first.
    pub wanted: StoredValue<Option<Page>>,
    pub found: RwSignal<Option<Found>>,
    /// What on the desk led to it; nothing where the camera did.
    pub from: StoredValue<Option<String>>,
    /// The newest first.
    pub done: RwSignal<Vec<Done>>,
    pub work: RwSignal<Option<Vec<StaffOrder>>>,
    /// What of it is unfolded.
    pub folds: StoredValue<Folds>,
}

impl Kept {
    fn new() -> Self {
        Self {
            signed: RwSignal::new(Signed::Out),
            wanted: StoredValue::new(None),
            found: RwSignal::new(None),
            from: StoredValue::new(None),
            done: RwSignal::new(Vec::new()),
            work: RwSignal::new(None),
            folds: StoredValue::new(Folds::default()),
        }
    }

    /// Stands above every page, for as long as the document does.
    pub fn shared() -> Self {
        lasting(Self::new)
    }

    /// Who is, or was, signed in; once.
    pub fn who(self) -> Option<StaffMember> {
        self.signed.with_untracked(|signed| signed.member().cloned())
    }

    /// The member who was looked up is not as they were.
    pub fn change_member(self, change: impl FnOnce(&mut SeenMember)) {
        self.found.update(|found| {
            if let Some(Found::Member(member)) = found {
                change(member);
            }
        });
    }

    /// Takes away what lies there.
    pub fn clear(self) {
        self.wanted.set_value(None);
        self.found.set(None);
        self.from.set_value(None);
        self.done.set(Vec::new());
        self.work.set(None);
        self.folds.set_value(Folds::default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn somebody(name: &str, role: Role) -> StaffMember {
        let (store, now) = ("x".into(), Instant::UNIX_EPOCH);
        StaffMember { name: name.into(), role, store, store_name: shuke_rules::Text::default(), now }
    }

    #[test]
    fn a_session_that_ended_is_nobodys_but_what_lies_there_is_theirs() {
        let mut signed = Signed::In(somebody("周", Role::Clerk));
        let here = signed.whose();
        assert!(here.is_some() && !signed.has_ended());
        signed.end();
        assert!(signed.has_ended() && signed.whose().is_none());
        assert!(signed.is_of(&somebody("周", Role::Clerk)) && !signed.is_of(&somebody("周", Role::Manager)));
        let later = StaffMember { now: Instant::from_timestamp(9, 0).unwrap(), ..somebody("周", Role::Clerk) };
        assert_eq!(Signed::In(later).whose(), here);
        let mut nobody = Signed::Out;
        nobody.end();
        assert!(!nobody.has_ended() && !nobody.is_of(&somebody("周", Role::Clerk)));
    }

    #[test]
    fn of_what_was_done_to_an_order_the_last_is_undone_first() {
        let until = Instant::from_timestamp(600, 0);
        let done = |log: &str, order: Option<&str>| Done {
            log: log.into(),
            what: String::new(),
            until,
            order: order.map(str::to_owned),
            here: true,
        };
        let mut all =
            vec![done("5", Some("a")), done("4", None), done("3", Some("b")), done("2", None), done("1", Some("a"))];
        let can = |all: &[Done]| -> Vec<String> {
            undoable(all.to_vec()).into_iter().filter(|done| done.until.is_some()).map(|done| done.log).collect()
        };
        assert_eq!(can(&all), ["5", "4", "3", "2"]);
        all.remove(0);
        assert_eq!(can(&all), ["4", "3", "2", "1"], "undone, it uncovers what was done before");
    }

    #[test]
    fn every_page_finds_what_another_left_although_that_is_gone() {
        let app = Owner::new();
        let first = app.child();
        first.with(Kept::shared).wanted.set_value(Some(Page::StaffLog));
        first.cleanup();
        drop(first);
        assert_eq!(app.child().with(Kept::shared).wanted.get_value(), Some(Page::StaffLog));
    }
}
