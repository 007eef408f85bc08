//! Who stands at the counter and what lies on it: what was looked up, and what was just done.

use crate::api::{self, Call};
use crate::calls::Write;
use crate::device::{clock, dom, timers};
use crate::failure::Failure;
use crate::i18n::{Explained, Texts, use_texts};
use crate::react::{effect, spawn};
use crate::session::Center;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::staff::{Acted, Found, GetStaff, StaffMember, StaffOrder};
use shuke_contract::{Empty, ErrorCode};
use shuke_rules::Instant;
use std::cell::RefCell;

/// What was done can be undone under `log` until `until`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    pub log: String,
    pub what: String,
    pub until: Option<Instant>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    Asking,
    /// `ended`: somebody was here.
    Nobody {
        ended: bool,
    },
    Here(StaffMember),
    Failed(Failure),
}

/// What lies on the counter, between two pages of it.
#[derive(Clone, Default)]
struct Left {
    who: Option<StaffMember>,
    found: Option<Found>,
    done: Vec<Done>,
}

thread_local! {
    static LEFT: RefCell<Left> = RefCell::default();
}

#[derive(Clone, Copy)]
pub struct Desk {
    pub center: Center,
    pub t: &'static Texts,
    pub toasts: Toasts,
    pub who: RwSignal<Who>,
    pub is_slow: RwSignal<bool>,
    pub found: RwSignal<Option<Found>>,
    /// The newest first.
    pub done: RwSignal<Vec<Done>>,
    /// Counts what was done: what waits is asked for anew.
    pub turn: RwSignal<u32>,
    /// Whose counter it was when the session ended.
    before: StoredValue<Option<StaffMember>>,
}

impl Desk {
    pub fn open() -> Self {
        let left = LEFT.with_borrow(Clone::clone);
        let desk = Self {
            center: expect_context(),
            t: use_texts(),
            toasts: expect_context(),
            who: RwSignal::new(left.who.clone().map_or(Who::Asking, Who::Here)),
            is_slow: RwSignal::new(false),
            found: RwSignal::new(left.found),
            done: RwSignal::new(left.done),
            turn: RwSignal::new(0),
            before: StoredValue::new(left.who),
        };
        effect(move || {
            let who = match desk.who.get() {
                Who::Here(who) => Some(who),
                _ => desk.before.get_value(),
            };
            LEFT.set(Left { who, found: desk.found.get(), done: desk.done.get() });
        });
        desk.ask();
        timers::after(timers::SLOW_MS, move || desk.is_slow.set(true));
        desk
    }

    /// Asks who is signed in. Whoever was here stays while there is no answer.
    pub fn ask(self) {
        let was_here = matches!(self.who.get_untracked(), Who::Here(_));
        if !was_here {
            self.who.set(Who::Asking);
        }
        spawn(async move {
            let answer = self.center.send(&Call::to::<GetStaff>("", &Empty {}), None).await;
            match answer.and_then(|text| api::read::<StaffMember>(&text)) {
                Ok(who) => self.welcome(who),
                Err(failure) if is_signed_out(&failure) => self.leave(was_here),
                Err(failure) if !was_here => drop(self.who.try_set(Who::Failed(failure))),
                Err(_) => (),
            }
        });
    }

    /// Somebody is signed in. What lies there is theirs only if they are who was here before.
    pub fn welcome(self, who: StaffMember) {
        clock::set(who.now);
        let same = |other: &StaffMember| other.name == who.name && other.store == who.store && other.role == who.role;
        match self.before.try_get_value() {
            None => return,
            Some(Some(before)) if same(&before) => (),
            Some(_) => self.clear(),
        }
        self.before.set_value(Some(who.clone()));
        // The page stays as it is when only the time is another.
        let is_here = self.who.with_untracked(|here| matches!(here, Who::Here(here) if same(here)));
        if !is_here {
            self.who.set(Who::Here(who));
        }
    }

    /// Nobody is signed in any more.
    pub fn leave(self, ended: bool) {
        drop(self.who.try_set(Who::Nobody { ended }));
    }

    /// They signed out: nothing of it stays.
    pub fn close(self) {
        self.clear();
        self.before.set_value(None);
        self.leave(false);
    }

    fn clear(self) {
        self.found.set(None);
        self.done.set(Vec::new());
    }

    /// A write on behalf of staff: a session that has ended ends here, for every part of the counter alike.
    pub fn write(self) -> Write {
        let write = Write::new(self.center);
        effect(move || {
            if write.failure().is_some_and(|failure| is_signed_out(&failure)) {
                self.leave(true);
            }
        });
        write
    }

    pub fn explain(self, failure: &Failure) -> Explained {
        self.t.staff_problems().explain(failure).unwrap_or_else(|| self.t.problems.explain(failure))
    }

    /// Why a write was refused; nothing for a session that ended, which is told elsewhere.
    pub fn refusal(self, write: Write) -> impl Fn() -> Option<Explained> + Send + Sync + Copy {
        move || write.failure().filter(|failure| !is_signed_out(failure)).map(|failure| self.explain(&failure))
    }

    /// An order as it is after something was done with it.
    pub fn take(self, acted: Acted, what: String) {
        let Acted { order, log, undo_until } = acted;
        self.found.update(|found| match found {
            Some(Found::Member(member)) => replace(&mut member.orders, order),
            _ => *found = Some(Found::Order(Box::new(order))),
        });
        self.note(Done { log, what, until: undo_until });
    }

    /// Something was done: it is said, and can be undone for a while. The focus goes there, since its button is gone.
    pub fn note(self, done: Done) {
        self.toasts.say(&done.what);
        self.done.update(|all| all.insert(0, done));
        self.turn.update(|turn| *turn += 1);
        timers::once_drawn(|| dom::show_and_focus("staff-done"));
    }
}

fn replace(orders: &mut [StaffOrder], order: StaffOrder) {
    if let Some(place) = orders.iter_mut().find(|other| other.id == order.id) {
        *place = order;
    }
}

pub fn is_signed_out(failure: &Failure) -> bool {
    failure.code() == Some(ErrorCode::StaffSignInRequired)
}
