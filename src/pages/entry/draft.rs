//! What has been filled in so far. Kept above the router: nothing typed is lost by a look at another page or by
//! changing the language.

use crate::device::events;
use crate::device_copy;
use crate::i18n::{Explain, use_texts};
use crate::react::spawn;
use crate::remote::Write;
use crate::router::Router;
use crate::session::Center;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::sign_in::{CameBy, CameByKind, CodeSent, SignedIn};
use shuke_contract::tasks::{Visit, VisitRequest};
use shuke_face::Page;
use shuke_rules::phone::Phone;
use shuke_rules::policy::ConsentId;
use std::collections::BTreeSet;

#[derive(Clone, Copy)]
pub struct Draft {
    pub phone: RwSignal<String>,
    pub name: RwSignal<String>,
    pub code: RwSignal<String>,
    /// What is ticked.
    pub consents: RwSignal<BTreeSet<ConsentId>>,
    /// Where the code went, and for how long it is good.
    pub sent: RwSignal<Option<(Phone, CodeSent)>>,
    /// The code was right, only that its number is no member's: it joins without another.
    pub proven: RwSignal<bool>,
}

impl Draft {
    pub fn new() -> Self {
        Self {
            phone: RwSignal::new(String::new()),
            name: RwSignal::new(String::new()),
            code: RwSignal::new(String::new()),
            consents: RwSignal::new(BTreeSet::new()),
            sent: RwSignal::new(None),
            proven: RwSignal::new(false),
        }
    }

    /// Another number, from the start.
    pub fn restart(self) {
        self.code.set(String::new());
        self.sent.set(None);
        self.proven.set(false);
    }

    fn forget(self) {
        self.restart();
        self.phone.set(String::new());
        self.name.set(String::new());
        self.consents.set(BTreeSet::new());
    }
}

/// Who scans the code of a shop and signs in is there, like whoever was signed in before; joining counts by itself.
fn visit(center: Center) {
    if let Some(store) = device_copy::shop_around().filter(|_| center.with_boot_now(|boot| boot.has.together)) {
        Write::new(center).send::<Visit>(&VisitRequest { store }, |_| device_copy::forget_shop());
    }
}

/// Joined or signed in: fetches the card and says what happened. The frame then shows the page that was asked for.
pub fn arrive(center: Center, write: Write, toasts: Toasts, draft: Draft) -> impl Fn(SignedIn) + Copy {
    let t = use_texts();
    let router: Router = expect_context();
    move |signed: SignedIn| {
        write.hold();
        spawn(async move {
            while let Err(failure) = center.reload().await {
                let explained = t.explain(&failure, &[]);
                toasts.say(&format!("{} {}", explained.title, explained.text));
                if events::is_online() {
                    write.release();
                    return;
                }
                events::until_online().await;
            }
            if signed.joined {
                device_copy::forget_shop();
                toasts.say(t.entry().welcome);
            } else if draft.name.with_untracked(|name| !name.is_empty())
                || draft.consents.with_untracked(|consents| !consents.is_empty())
            {
                // Who filled in the form to join is told why there was nothing to join.
                toasts.say(t.entry().welcome_back);
            }
            if !signed.joined {
                visit(center);
                // Who came to see whose a piece is goes back to it.
                if let Some(CameBy { kind: CameByKind::Item, id }) = device_copy::came_by() {
                    device_copy::forget_came_by();
                    router.replace(&Page::Piece.of(&id));
                }
            }
            draft.forget();
        });
    }
}
