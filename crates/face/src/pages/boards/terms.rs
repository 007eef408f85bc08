//! All terms of a leaderboard or a first-come gift, in plain words.

use crate::shapes::scope::goods;
use crate::words::Texts;
use crate::{Markup, date, html};
use core::borrow::Borrow;
use shuke_contract::boards::{Board, BoardKind};
use shuke_rules::Day;

/// A paragraph for each.
pub fn told(board: &Board, today: Day, t: &Texts) -> Markup {
    let (b, terms) = (t.boards(), &board.terms);
    let day = |day| date(day, today, t.lang);
    let is_first = board.kind == BoardKind::First;
    let places = board.prizes.iter().map(|prize| prize.to).max().unwrap_or_default();
    let what = match board.kind {
        BoardKind::First => (b.counts_first)(places.into()),
        BoardKind::Orders => b.counts_orders.to_owned(),
        BoardKind::Paid | BoardKind::Unknown => b.counts_paid.to_owned(),
    };
    let settled = day(terms.settled);
    let shops: Vec<&str> = terms.only_for.shops.iter().map(|shop| t.lang.pick(shop)).collect();
    let all = [
        Some(what),
        Some((b.days)(&day(terms.from), &day(terms.until))),
        listed(&goods(&terms.only_for, t), t).map(|goods| (b.only_goods)(&goods)),
        listed(&shops, t).map(|stores| (b.only_stores)(&stores)),
        terms.least.map(|least| (b.least)(&least.to_string())),
        terms.tier.as_ref().map(|tier| (b.tier)(t.lang.pick(tier))),
        (!is_first).then(|| (b.settles)(terms.settle_days, &settled)),
        is_first.then(|| (b.first_settles)(&settled)),
        Some(b.refunds.to_owned()),
        (!is_first).then(|| b.ties.to_owned()),
        Some(if is_first { b.at_once } else { b.by_coupon }.to_owned()),
        (!is_first).then(|| b.names.to_owned()),
        Some(b.stands.to_owned()),
    ];
    html! {
        @for told in all.into_iter().flatten() { p { (told) } }
    }
}

fn listed<S: Borrow<str>>(names: &[S], t: &Texts) -> Option<String> {
    (!names.is_empty()).then(|| names.join(t.boards().and))
}
