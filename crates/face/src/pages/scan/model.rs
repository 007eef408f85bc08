//! What becomes of a code: a page of ours is opened, and anything else is said to be what it is. Owns no words, and opens nothing itself.

use crate::{Page, Route};
use shuke_rules::code::Presented;
use shuke_rules::gs1::{DigitalLink, NoLink};
use shuke_rules::scanned::{self, Scanned};
use shuke_rules::typed;

/// Characters of a text, and of the name of a host, that are shown.
const TEXT: usize = 120;
const HOST: usize = 60;

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    Open(Route),
    /// A coupon is claimed with it, on the page for that.
    Claim(String),
    Say(Said),
}

/// What a code is that leads nowhere, and what is said of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    Empty,
    /// The member code of whoever scans.
    Own,
    Member,
    PickUp,
    Misread,
    BadLink(NoLink),
    Payment,
    /// Whose it is.
    Foreign(String),
    Staffs,
    /// An address of ours at which there is nothing.
    NoPage,
    Text(String),
    /// A picture is being looked at.
    Looking,
    NoCode,
    NoPicture,
    /// What reads pictures did not come.
    NoReader,
}

/// What a text leads to. `host` is what our own pages are called; `is_own` tells the code that this phone shows.
pub fn next(text: &str, host: &str, is_own: impl Fn(&Presented) -> bool) -> Next {
    match scanned::read(text, host) {
        Scanned::Store(id) => Next::Open(Page::Store.of(&id)),
        Scanned::Referral(code) => open(&format!("/r/{code}")),
        Scanned::Partner(id) => open(&format!("/a/{id}")),
        Scanned::Item(code) => Next::Open(Page::Piece.of(code.as_str())),
        Scanned::Goods(gtin) => Next::Open(Page::Good.of(gtin.as_str())),
        Scanned::Link(link) => Next::Open(linked(&link)),
        Scanned::Page(path) => open(&path),
        Scanned::Coupon(code) => Next::Claim(code),
        Scanned::Member(code) => Next::Say(if is_own(&code) { Said::Own } else { Said::Member }),
        Scanned::Empty => Next::Say(Said::Empty),
        Scanned::PickUp(_) => Next::Say(Said::PickUp),
        Scanned::Misread => Next::Say(Said::Misread),
        Scanned::BadLink(why) => Next::Say(Said::BadLink(why)),
        Scanned::Payment => Next::Say(Said::Payment),
        Scanned::Foreign { host } => Next::Say(Said::Foreign(last(&plain(&host)))),
        Scanned::Text => Next::Say(Said::Text(first(&plain(text)))),
    }
}

/// Goods by their number, one piece of them by its serial: at our own address, whosever the link is.
fn linked(link: &DigitalLink) -> Route {
    match &link.serial {
        Some(serial) => Page::Piece.of(&format!("{}-{serial}", link.gtin)),
        None => Page::Good.of(link.gtin.as_str()),
    }
}

/// A page of the table for members and guests. What staff see is opened anew, by staff.
fn open(path: &str) -> Next {
    let route = Route::parse(path);
    if route.page.is_for_staff() {
        Next::Say(Said::Staffs)
    } else if route.page.exists() {
        Next::Open(route)
    } else {
        Next::Say(Said::NoPage)
    }
}

/// On one line, with nothing in it that hides or turns the rest around.
fn plain(text: &str) -> String {
    let spaced = typed::trimmed(text).chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    spaced.filter(|c| !typed::is_hidden(*c)).collect()
}

fn first(text: &str) -> String {
    if text.chars().count() <= TEXT {
        return text.to_owned();
    }
    text.chars().take(TEXT - 1).chain(['…']).collect()
}

/// Whose a host is stands at its end.
fn last(host: &str) -> String {
    let over = host.chars().count().saturating_sub(HOST);
    if over == 0 { host.to_owned() } else { format!("…{}", host.chars().skip(over + 1).collect::<String>()) }
}

#[cfg(test)]
mod tests;
