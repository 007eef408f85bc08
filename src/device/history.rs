//! The entries of the browser's history. That of a page carries its number; a sheet has one of its own above that of its page, so that
//! going back closes it and one stays. Knows no page; what is left behind at an entry is the router's.
//!
//! Leaving an entry takes the browser a while. What comes next is shown at once all the same: only what it means to the history waits.

use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use web_sys::{History, ScrollRestoration};

/// What the entry of a sheet has above the number of its page's.
const ABOVE: f64 = 0.5;

thread_local! {
    static OVER: Cell<Over> = const { Cell::new(Over::Nothing) };
    /// Sheets so far.
    static COVERS: Cell<u32> = const { Cell::new(0) };
    /// What is to be done at the entry of the page.
    static WAITING: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
}

/// What there is above the entry of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Over {
    Nothing,
    Sheet(Cover),
    /// The sheet was closed otherwise, and its entry is being left for that of the page; `next` was opened meanwhile.
    Leaving {
        to: usize,
        next: Option<Cover>,
    },
}

/// A sheet's own entry, or that there will be one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Cover(u32);

/// Where the browser went.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Went {
    /// To the entry of a page, which may be the one that one was on.
    To(usize),
    /// Back from a sheet to its page.
    FromSheet,
    /// Nowhere that anybody sees.
    Nowhere,
}

/// Numbers the entry that the visit begins at, and gives its number.
pub fn begin() -> usize {
    let (entry, is_over) = place();
    if let Some(history) = history() {
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
    if is_over {
        // Opened anew with a sheet, which is not there any more.
        leave_sheet();
    } else {
        rename(number(entry), None);
    }
    entry
}

pub fn push(entry: usize, href: &str) {
    let (entry, href) = (number(entry), href.to_owned());
    if let Over::Sheet(_) = OVER.get() {
        // The entry of the sheet becomes that of the page which it led to.
        OVER.set(Over::Nothing);
        rename(entry, Some(&href));
    } else {
        once_uncovered(move || add(entry, Some(&href)));
    }
}

pub fn replace(entry: usize, href: &str) {
    let (entry, href) = (number(entry), href.to_owned());
    once_uncovered(move || rename(entry, Some(&href)));
}

pub fn back() {
    once_uncovered(step_back);
}

/// Where the browser went from the entry `from`, which is that of the page.
pub fn went(from: usize) -> Went {
    let was = OVER.replace(Over::Nothing);
    let (entry, is_over) = place();
    if is_over {
        // Forward, to where a sheet was.
        leave_sheet();
        return Went::Nowhere;
    }
    let waiting = WAITING.take();
    match was {
        Over::Leaving { to, next } if to == entry => {
            if waiting.is_empty() {
                next.into_iter().for_each(lay);
            }
            for step in waiting {
                step();
            }
            Went::Nowhere
        }
        Over::Sheet(_) if entry == from => Went::FromSheet,
        _ => Went::To(entry),
    }
}

/// A sheet lies over the page from now on.
pub fn cover() -> Cover {
    COVERS.set(COVERS.get() + 1);
    let cover = Cover(COVERS.get());
    match OVER.get() {
        Over::Nothing => lay(cover),
        // In place of the one before, which needs no closing then.
        Over::Sheet(_) => OVER.set(Over::Sheet(cover)),
        Over::Leaving { to, .. } => OVER.set(Over::Leaving { to, next: Some(cover) }),
    }
    cover
}

/// That sheet is closed: its entry goes, if it has not.
pub fn uncover(cover: Cover) {
    match OVER.get() {
        Over::Sheet(over) if over == cover => leave_sheet(),
        Over::Leaving { to, next: Some(next) } if next == cover => OVER.set(Over::Leaving { to, next: None }),
        _ => (),
    }
}

/// Does `step` at the entry of the page: at once, unless that of a sheet is still to be left.
fn once_uncovered(step: impl FnOnce() + 'static) {
    if let Over::Sheet(_) = OVER.get() {
        leave_sheet();
    }
    if OVER.get() == Over::Nothing {
        step();
    } else {
        WAITING.with_borrow_mut(|waiting| waiting.push(Box::new(step)));
    }
}

fn lay(cover: Cover) {
    add(number(place().0) + ABOVE, None);
    OVER.set(Over::Sheet(cover));
}

fn leave_sheet() {
    let (to, is_over) = place();
    if is_over {
        OVER.set(Over::Leaving { to, next: None });
        step_back();
    } else {
        OVER.set(Over::Nothing);
    }
}

fn step_back() {
    if let Some(history) = history() {
        let _ = history.back();
    }
}

fn add(state: f64, href: Option<&str>) {
    if let Some(history) = history() {
        let _ = history.push_state_with_url(&state.into(), "", href);
    }
}

fn rename(state: f64, href: Option<&str>) {
    if let Some(history) = history() {
        let _ = history.replace_state_with_url(&state.into(), "", href);
    }
}

fn history() -> Option<History> {
    window().history().ok()
}

/// The path of the address.
pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

fn number(entry: usize) -> f64 {
    u32::try_from(entry).unwrap_or(0).into()
}

/// The number of the entry that one is at, and whether it is that of a sheet over the page.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of pages, written by us")]
fn place() -> (usize, bool) {
    let state = history().and_then(|history| history.state().ok()?.as_f64()).unwrap_or(0.0);
    (state as usize, state.fract() > 0.0)
}
