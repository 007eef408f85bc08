//! What a page of the counter does with what lies there: who comes and goes, what is looked up, done and undone.

use super::kept::{Done, Kept, Signed};
use crate::device::{clock, dom, timers};
use crate::failure::Failure;
use crate::i18n::{Explain, Explained, Refusals, Texts, refusals, use_texts};
use crate::react::effect;
use crate::remote::{Load, Read, Write};
use crate::router::Router;
use crate::session::Center;
use crate::ui::toast::Toasts;
use crate::ui::when::time_of_day;
use leptos::prelude::*;
use shuke_contract::staff::{Acted, Found, GetStaff, StaffMember, StaffOrder};
use shuke_contract::{Empty, ErrorCode};
use shuke_face::Page;
use shuke_rules::Instant;

#[derive(Clone, Copy)]
pub struct Desk {
    pub center: Center,
    pub t: &'static Texts,
    pub toasts: Toasts,
    pub router: Router,
    pub page: Page,
    pub kept: Kept,
}

impl Desk {
    pub fn open(page: Page) -> Self {
        Self {
            center: expect_context(),
            t: use_texts(),
            toasts: expect_context(),
            router: expect_context(),
            page,
            kept: Kept::shared(),
        }
    }

    /// Asks who is signed in. Whoever was here stays while there is no answer.
    pub fn ask(self) -> Read<GetStaff> {
        let who = Read::<GetStaff>::new(self.center, "", &Empty {});
        effect(move || match who.get() {
            Load::Loaded(who) => self.welcome((*who).clone()),
            Load::Failed(failure) => self.mind(&failure),
            _ => (),
        });
        who
    }

    /// Somebody is signed in. What lies there is theirs only if they are who was here before.
    pub fn welcome(self, who: StaffMember) {
        clock::set(who.now);
        let wanted = self.kept.wanted.get_value();
        self.kept.wanted.set_value(None);
        if !self.kept.signed.with_untracked(|before| before.is_of(&who)) {
            self.kept.clear();
        }
        self.kept.signed.set(Signed::In(who));
        if self.page == Page::StaffSignIn {
            self.replace(wanted.unwrap_or(Page::Staff));
        }
    }

    /// A session that has ended ends here: one signs in, and comes back to this page.
    pub fn mind(self, failure: &Failure) {
        if is_signed_out(failure) && self.page != Page::StaffSignIn {
            self.kept.wanted.set_value(Some(self.page));
            self.replace(Page::StaffSignIn);
            self.kept.signed.update(Signed::end);
        }
    }

    /// They signed out: nothing of it stays.
    pub fn close(self) {
        self.replace(Page::StaffSignIn);
        self.kept.clear();
        self.kept.wanted.set_value(Some(Page::Staff));
        self.kept.signed.set(Signed::Out);
    }

    /// The time of day where the shops are.
    pub fn time(self, at: Instant) -> String {
        self.center.with_boot_now(|boot| time_of_day(at, &boot.brand.time_zone, self.t.lang))
    }

    pub fn replace(self, page: Page) {
        self.router.replace(&page.route());
    }

    /// A write on behalf of staff.
    pub fn write(self) -> Write {
        let write = Write::new(self.center);
        effect(move || {
            if let Some(failure) = write.failure() {
                self.mind(&failure);
            }
        });
        write
    }

    pub fn explain(self, failure: &Failure) -> Explained {
        self.t.explain(failure, &refusals_of(failure))
    }

    /// Why a write was refused; nothing for a session that ended, which is told elsewhere.
    pub fn refusal(self, write: Write) -> impl Fn() -> Option<Explained> + Send + Sync + Copy {
        move || write.failure().filter(|failure| !is_signed_out(failure)).map(|failure| self.explain(&failure))
    }

    /// Goes on to what a code or a row led to. From the camera there is no way back to the camera.
    pub fn show(self, found: Found, from: Option<String>) {
        self.kept.found.set(Some(found));
        self.kept.from.set_value(from);
        self.kept.done.update(|all| {
            for done in all {
                done.here = false;
            }
        });
        if self.page == Page::Staff {
            self.router.go(&Page::StaffFound.route());
        } else {
            self.replace(Page::StaffFound);
        }
    }

    /// An order as it is after something was done with it.
    pub fn take(self, acted: Acted, what: String) {
        let Acted { order, log, undo_until } = acted;
        let id = order.id.clone();
        self.kept.work.update(|work| put(work.as_deref_mut().unwrap_or_default(), &order));
        self.kept.found.update(|found| match found {
            Some(Found::Member(member)) => put(&mut member.orders, &order),
            found => *found = Some(Found::Order(Box::new(order))),
        });
        self.note_of(Done { log, what, until: undo_until, order: Some(id), here: true });
    }

    /// Something was done that is no step of an order.
    pub fn note(self, log: String, what: String, until: Option<Instant>) {
        self.note_of(Done { log, what, until, order: None, here: true });
    }

    /// Something was done: it is said, and can be undone for a while. The focus goes there, since its button is gone.
    fn note_of(self, done: Done) {
        self.toasts.say(&done.what);
        self.kept.done.update(|all| all.insert(0, done));
        timers::once_drawn(|| dom::show_and_focus("staff-done"));
    }

    /// It was undone: what was looked up is not as it was seen. Beside that the page stands still until one is back at the desk.
    pub fn undone(self, done: &Done) {
        self.toasts.say(&(self.t.staff_acts().undone_now)(&done.what));
        let rest = |all: &mut Vec<Done>| all.retain(|other| other.log != done.log);
        if self.page == Page::StaffFound {
            self.kept.done.update_untracked(rest);
        } else {
            self.kept.done.update(rest);
        }
        self.kept.found.set(None);
    }
}

/// What the counter may be refused for.
fn refusals_of(failure: &Failure) -> [Refusals; 5] {
    [
        refusals::staff::REFUSALS,
        refusals::codes::REFUSALS,
        refusals::staff_coupons::refusals(failure),
        refusals::otp::REFUSALS,
        refusals::pieces::REFUSALS,
    ]
}

fn put(orders: &mut [StaffOrder], order: &StaffOrder) {
    if let Some(place) = orders.iter_mut().find(|other| other.id == order.id) {
        *place = order.clone();
    }
}

pub fn is_signed_out(failure: &Failure) -> bool {
    failure.code() == Some(ErrorCode::StaffSignInRequired)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::refusals::tests::silent;
    use shuke_contract::{Endpoint, pieces, sign_in, staff};

    #[test]
    fn every_refusal_of_staffs_endpoints_has_words_of_its_own() {
        let errors = [
            sign_in::RequestCode::ERRORS,
            staff::StaffSignIn::ERRORS,
            staff::LookUp::ERRORS,
            staff::Act::ERRORS,
            staff::ConfirmTask::ERRORS,
            staff::UseCoupon::ERRORS,
            staff::VoidCoupon::ERRORS,
            staff::Undo::ERRORS,
            pieces::ListRepairs::ERRORS,
            pieces::MoveRepair::ERRORS,
        ];
        assert_eq!(silent(&refusals_of(&Failure::Offline), &errors), []);
    }
}
