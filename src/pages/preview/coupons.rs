//! The member's coupons beside the price: those that are used, and the others with what stands against them. Ticking one is a
//! choice of one's own; the best is one tap away.

use super::why::sentence;
use super::{Asking, WISH, wish};
use shuke_contract::preview::Preview;
use shuke_face::escape;
use shuke_rules::Fen;
use shuke_rules::pricing::{Applied, Why};

/// As HTML; nothing for a member who has none.
pub fn section(asking: Asking, preview: &Preview) -> String {
    let t = asking.t.preview();
    let rows = rows(asking, preview);
    if rows.is_empty() {
        return rows;
    }
    let own = match wish().chosen {
        Some(_) => format!(
            r#"<div class="actions"><button type="button" class="button button-quiet" id="best" data-best="">{}</button></div>"#,
            t.best_again
        ),
        None => format!(r#"<p class="note">{}</p>"#, t.coupons_text),
    };
    format!(
        r#"<section class="section"><h2>{}</h2><fieldset><legend class="sr">{}</legend><div class="rows">{rows}</div></fieldset>{own}</section>"#,
        t.coupons, t.coupons
    )
}

/// From what is used now, one more or one less.
pub fn tick(preview: &Preview, id: &str, on: bool) {
    WISH.with_borrow_mut(|wish| {
        let used = || preview.coupons.iter().map(|applied| applied.coupon.0.clone()).collect::<Vec<_>>();
        let mut ids = wish.chosen.as_ref().map_or_else(used, |ids| ids.split(',').map(str::to_owned).collect());
        ids.retain(|other| other != id && !other.is_empty());
        if on {
            ids.push(id.to_owned());
        }
        wish.chosen = Some(ids.join(","));
    });
}

fn rows(asking: Asking, preview: &Preview) -> String {
    let chosen = wish().chosen;
    let used = preview.coupons.iter().map(|applied| {
        let name = asking.t.lang.pick(&applied.name);
        row(&applied.coupon.0, name, true, true, &what_it_does(asking, applied))
    });
    let others = preview.declined.iter().filter(|declined| !matches!(declined.why, Why::NotHeld)).map(|declined| {
        let name = asking.t.lang.pick(&declined.name);
        let is_ticked = chosen.as_ref().is_some_and(|ids| ids.split(',').any(|id| id == declined.coupon.0));
        let why = sentence(asking, preview, &declined.why);
        row(&declined.coupon.0, name, is_ticked, can_be_chosen(&declined.why), &why)
    });
    used.chain(others).collect()
}

/// Whether ticking it could change anything with this basket.
fn can_be_chosen(why: &Why) -> bool {
    matches!(
        why,
        Why::Together { .. }
            | Why::PerBasket { .. }
            | Why::Full { .. }
            | Why::NoBetter { .. }
            | Why::NotChosen
            | Why::NotCompared
            | Why::NothingLeft
            | Why::Short { .. }
    )
}

fn what_it_does(asking: Asking, applied: &Applied) -> String {
    let t = asking.t.preview();
    match &applied.gift {
        Some(gift) if applied.off == Fen::ZERO => (t.gift)(&escape(asking.t.lang.pick(gift))),
        _ => (t.used)(&applied.off.to_string()),
    }
}

/// `said` is HTML.
fn row(id: &str, name: &str, ticked: bool, free: bool, said: &str) -> String {
    let (ticked, free, id) = (if ticked { " checked" } else { "" }, if free { "" } else { " disabled" }, escape(id));
    format!(
        r#"<label class="row"><input class="pick" type="checkbox" id="coupon-{id}" value="{id}"{ticked}{free}><span class="row-main">{}<small>{said}</small></span></label>"#,
        escape(name),
    )
}
