//! Who is signed in and what the server said of them last. Kept above the router, so that pages find it again.
//! Owns the calls on behalf of the session: a session that has ended ends here, for every page alike.

mod anew;

use crate::api::{self, Call, IdempotencyKey};
use crate::device::{clock, dom};
use crate::device_copy;
use crate::failure::Failure;
use crate::react::spawn;
use leptos::prelude::*;
use shuke_contract::boot::{Boot, GetBoot};
use shuke_contract::card::{Card, CheckInToday};
use shuke_contract::{Empty, ErrorCode};
use shuke_rules::number::CardNumber;
use shuke_rules::{Instant, Points};
use std::cell::RefCell;

thread_local! {
    /// What was read lately, by path: a page that was seen before shows it until the server has said it anew.
    static READ: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
    /// What the page was drawn from, by path: the server has just said it, so the page asks for none of it.
    static DRAWN_FROM: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// Replies that are remembered; each is some kB.
const READ_AT_MOST: usize = 50;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Session {
    Guest,
    /// Ended by the server: signed out elsewhere, or too old.
    Ended,
    Member,
}

/// What the app knows of brand and member.
#[derive(Clone, Copy)]
pub struct Center {
    boot: RwSignal<Boot>,
    session: RwSignal<Session>,
    /// The server was asked since, and did not answer.
    stale: RwSignal<bool>,
}

impl Center {
    /// `fresh`: the server has just said it.
    pub fn new(boot: Boot, fresh: bool) -> Self {
        let session = if boot.card.is_some() { Session::Member } else { Session::Guest };
        let now = boot.now;
        let center = Self { session: RwSignal::new(session), boot: RwSignal::new(boot), stale: RwSignal::new(false) };
        if fresh {
            clock::set(now);
        } else {
            center.refresh_boot();
        }
        center
    }

    /// The server said at `now` whose card it is; `put` writes down what it said.
    fn take(self, now: Instant, number: Option<&CardNumber>, put: impl FnOnce(&mut Boot)) {
        let is_other = |before: &Card| number.is_some_and(|number| *number != before.number);
        if self.boot.with_untracked(|boot| boot.card.as_ref().is_some_and(is_other)) {
            // Somebody else signed in, in another tab: nothing that is remembered here is theirs.
            dom::reload();
            return;
        }
        clock::set(now);
        self.stale.set(false);
        if number.is_some() {
            self.session.set(Session::Member);
        } else if self.session.get_untracked() == Session::Member {
            self.end(Session::Ended);
        }
        self.boot.update(put);
    }

    pub fn session(self) -> Session {
        self.session.get()
    }

    pub fn is_member(self) -> bool {
        self.session.get() == Session::Member
    }

    pub fn with_boot<T>(self, read: impl FnOnce(&Boot) -> T) -> T {
        self.boot.with(read)
    }

    /// Like [`Self::with_boot`], once: the page does not follow.
    pub fn with_boot_now<T>(self, read: impl FnOnce(&Boot) -> T) -> T {
        self.boot.with_untracked(read)
    }

    /// All of it, for what knows no session.
    pub fn boot(self) -> Signal<Boot> {
        self.boot.into()
    }

    /// Names what the member who is shown types, and what about.
    pub fn typing(self, about: &str) -> String {
        let number = self.with_boot_now(|boot| boot.card.as_ref().map(|card| card.number.as_str().to_owned()));
        format!("{} {about}", number.unwrap_or_default())
    }

    pub fn is_stale(self) -> bool {
        self.stale.get()
    }

    /// Like [`Self::is_stale`], once.
    pub fn is_stale_now(self) -> bool {
        self.stale.get_untracked()
    }

    /// Asks for brand, rules and card anew; after signing in, too.
    pub async fn reload(self) -> Result<(), Failure> {
        let text = Call::to::<GetBoot>("", &Empty {}).send(None, None).await?;
        let boot: Boot = api::read(&text)?;
        device_copy::keep_boot(&text);
        let number = boot.card.as_ref().map(|card| card.number.clone());
        self.take(boot.now, number.as_ref(), move |kept| *kept = boot);
        Ok(())
    }

    /// What this app knows of the card before the server says it: it is none that the server has named.
    fn change_card(self, change: impl FnOnce(&mut Card)) {
        self.boot.update(|boot| {
            if let Some(card) = &mut boot.card {
                change(card);
                card.tag.clear();
            }
        });
    }

    /// The card as it will be, or is, after a check-in; the server is asked for the rest of it.
    pub fn set_check_in(self, state: CheckInToday, points: Points) {
        self.change_card(|card| {
            card.check_in = Some(state);
            card.points = points;
        });
    }

    /// So many messages are still to be seen.
    pub fn set_unread(self, unread: u32) {
        self.change_card(|card| card.unread = unread);
    }

    /// The name was changed on another page than the card's.
    pub fn rename(self, name: Option<String>) {
        self.change_card(|card| card.name = name);
    }

    /// Forgets the member on this device.
    pub fn end(self, how: Session) {
        device_copy::forget_member();
        READ.with_borrow_mut(Vec::clear);
        drawn_from(Vec::new());
        self.boot.update(|boot| boot.card = None);
        self.session.set(how);
    }

    /// Asks, and tells `done`: a page that waits by itself carries the whole way there and back once more.
    pub fn ask(self, call: Call, done: impl FnOnce(Result<String, Failure>) + 'static) {
        let done: Box<dyn FnOnce(Result<String, Failure>)> = Box::new(done);
        self.ask_boxed(call, done);
    }

    fn ask_boxed(self, call: Call, done: Box<dyn FnOnce(Result<String, Failure>)>) {
        spawn(async move { done(self.send(&call, None).await) });
    }

    /// Sends on behalf of the member who is shown. When the server says that nobody is signed in, so it is; when it is somebody
    /// else by now, from another tab, the page starts anew.
    pub async fn send(self, call: &Call, key: Option<&IdempotencyKey>) -> Result<String, Failure> {
        if let Some(reply) = came_with_page(call) {
            return Ok(reply);
        }
        if !call.is_read() {
            drawn_from(Vec::new());
        }
        let member = self.with_boot_now(|boot| boot.card.as_ref().map(|card| card.number.clone()));
        let answer = call.send(key, member.as_ref().map(CardNumber::as_str)).await;
        match answer.as_ref().err().and_then(Failure::code) {
            Some(ErrorCode::SignInRequired) if self.session.get_untracked() == Session::Member => {
                self.end(Session::Ended);
            }
            Some(ErrorCode::OtherMember) => dom::reload(),
            _ => (),
        }
        if self.stale.get_untracked() && !answer.as_ref().is_err_and(Failure::leaves_open) {
            // It is back: what is shown can be of now again.
            self.refresh_boot();
        }
        if answer.is_ok() && !call.is_read() {
            // Whatever was read may have become another.
            READ.with_borrow_mut(Vec::clear);
        }
        answer
    }
}

/// What the page was drawn from; none of it counts any more when it was not asked for at once.
pub fn drawn_from(replies: Vec<(String, String)>) {
    DRAWN_FROM.set(replies);
}

/// What came with the page for this call, once: whoever asks again wants to know how it is then.
pub fn came_with_page(call: &Call) -> Option<String> {
    if !call.is_plain() {
        return None;
    }
    DRAWN_FROM.with_borrow_mut(|replies| {
        let at = replies.iter().position(|(path, _)| path == call.path())?;
        Some(replies.swap_remove(at).1)
    })
}

/// Keeps what the server said to this call, for [`recall`].
pub fn remember(call: &Call, text: &str) {
    READ.with_borrow_mut(|read| {
        read.retain(|(path, _)| path != call.path());
        if read.len() < READ_AT_MOST {
            read.push((call.path().to_owned(), text.to_owned()));
        }
    });
}

/// What the server last said to this call, if nothing was written since.
pub fn recall(call: &Call) -> Option<String> {
    READ.with_borrow(|read| read.iter().find(|(path, _)| path == call.path()).map(|(_, text)| text.clone()))
}
