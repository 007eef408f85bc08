//! `/scan`: a code before the camera, in a picture, typed or pasted, and where it leads. What is shown stands in `shuke_face`. A code does nothing
//! but open a page of ours.

use crate::device::{dom, files};
use crate::device_copy;
use crate::failure::Failure;
use crate::i18n::{Texts, use_texts};
use crate::inside;
use crate::router::Router;
use crate::scanner::door::{InPicture, Source, Watch, watch};
use crate::session::Center;
use crate::shared::claiming::Carried;
use crate::ui::button::{Kind, Look, button, file, submit};
use crate::ui::field::{error_while, field};
use crate::ui::markup::{form, group, html, live_region};
use leptos::ev::Event;
use leptos::prelude::*;
use shuke_face::pages::scan::{self as shown, Next, PICTURES, Said, TYPED, next};
use shuke_face::{Markup, Page};
use std::cell::RefCell;

pub fn page() -> AnyView {
    let scan = Scanning::new();
    let t = scan.t;
    // What the camera saw last, over its picture; and what was typed or stood in a picture, below the field.
    let (seen, told) = (RwSignal::new(None), RwSignal::new(None));
    let parts = vec![
        html(shown::heading(t)),
        by_hand(scan, told),
        group("scan-camera", vec![camera(scan, seen)]),
        group("scan-seen", vec![scan.says(seen)]),
        scan.says(told),
    ];
    group("scan", parts)
}

#[derive(Clone, Copy)]
struct Scanning {
    center: Center,
    t: &'static Texts,
    router: Router,
    code: Carried,
    pictures: Source,
}

impl Scanning {
    fn new() -> Self {
        Self {
            center: expect_context(),
            t: use_texts(),
            router: expect_context(),
            code: Carried::find(),
            pictures: expect_context(),
        }
    }

    /// Opens what a text leads to, in place of this page; else says what it is.
    fn judge(self, text: &str) -> Option<Said> {
        let host = window().location().host().unwrap_or_default();
        let own = device_copy::device().map(|key| key.device);
        let next = next(text, &host, |code| {
            own.as_ref().is_some_and(|own| own.brand == code.brand && own.locator == code.locator)
        });
        match next {
            Next::Open(route) => self.router.replace(&route),
            Next::Claim(code) => {
                self.code.put(code);
                self.router.replace(&Page::CouponOffers.route());
            }
            Next::Say(said) => return Some(said),
        }
        None
    }

    /// What was noted, read out when it appears.
    fn says(self, told: RwSignal<Option<Said>>) -> AnyView {
        live_region("status", move || match told.get() {
            Some(said) => self.center.with_boot(|boot| shown::told(&said, boot, self.t)),
            None => Markup::default(),
        })
    }

    /// A picture that was chosen.
    fn look(self, event: &Event, told: RwSignal<Option<Said>>) {
        let Some(file) = files::chosen(event) else { return };
        told.set(Some(Said::Looking));
        self.pictures.read(file.into(), move |answer| self.note(answer, told));
    }

    fn note(self, answer: Result<InPicture, Failure>, told: RwSignal<Option<Said>>) {
        if told.is_disposed() {
            // Somebody went on meanwhile.
            return;
        }
        let said = match answer {
            Ok(InPicture::Text(text)) => self.judge(&text),
            Ok(InPicture::NoCode) => Some(Said::NoCode),
            Ok(InPicture::NoPicture) => Some(Said::NoPicture),
            Err(_) => Some(Said::NoReader),
        };
        told.try_set(said);
    }
}

fn camera(scan: Scanning, seen: RwSignal<Option<Said>>) -> AnyView {
    let last = RefCell::new(String::new());
    let see = move |text: String| {
        // It is held there for longer than a look.
        if *last.borrow() == text {
            return false;
        }
        let said = scan.judge(&text);
        last.replace(text);
        let leads_on = said.is_none();
        seen.try_set(said);
        leads_on
    };
    watch(Watch { t: scan.t, said: Signal::stored(String::new()), busy: Signal::stored(false), by_hand: TYPED }, see)
}

fn by_hand(scan: Scanning, told: RwSignal<Option<Said>>) -> AnyView {
    let s = scan.t.scanned();
    let (typed, is_missing) = (RwSignal::new(String::new()), RwSignal::new(false));
    let look = move || {
        let said = scan.judge(&typed.get_untracked());
        is_missing.try_set(said == Some(Said::Empty));
        if said == Some(Said::Empty) {
            dom::focus_id(TYPED);
        } else {
            told.try_set(said);
        }
    };
    let error = error_while(move || is_missing.get() && typed.with(String::is_empty), s.empty);
    let picture = file(s.choose, PICTURES, move |event| scan.look(&event, told));
    let mut ways = vec![submit(Look::plain(Kind::Quiet, s.look)), picture];
    if scan.center.with_boot_now(|boot| boot.wechat.is_some()) {
        ways.push(by_wechat(scan, told));
    }
    form(vec![field(shown::typed(scan.t), typed, error), group("actions", ways)], look)
}

/// Where WeChat scans: its own reader knows more codes, and needs no leave for the camera.
fn by_wechat(scan: Scanning, told: RwSignal<Option<Said>>) -> AnyView {
    let inside: inside::Source = expect_context();
    let note = move |answer: Result<Option<String>, Failure>| match answer {
        Ok(Some(text)) => scan.note(Ok(InPicture::Text(text)), told),
        Ok(None) => (),
        Err(failure) => scan.note(Err(failure), told),
    };
    button(Look::plain(Kind::Quiet, scan.t.wechat().scan), move || inside.scan(scan.center, note))
}
