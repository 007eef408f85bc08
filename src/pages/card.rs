//! `/`: the card of a member, or what the card is worth. The first screen is drawn by `shuke_face`, as the server did.

use crate::i18n::{Texts, use_texts};
use crate::react::{dynamic, memo};
use crate::session::Center;
use crate::shared::checking_in::with_stamp;
use crate::ui::simulator::simulator;
use leptos::prelude::*;
use shuke_contract::card::Card;
use shuke_face::{card_body, date, guest_body};

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let html = memo(move || {
        center.with_boot(|boot| match &boot.card {
            Some(card) => card_body(boot, card, t.lang) + &endings(card, t),
            None => guest_body(boot, t.lang),
        })
    });
    let body = with_stamp(html);
    let simulator = dynamic(move || if center.is_member() { simulator(center.boot()) } else { ().into_any() });
    vec![body, simulator].into_any()
}

/// Every day on which points end; the card itself names the first.
fn endings(card: &Card, t: &Texts) -> String {
    if card.ending.len() < 2 {
        return String::new();
    }
    let row = |ending: &shuke_contract::card::Ending| {
        let points = (t.shell.ends)(&ending.points.to_string());
        let day = date(ending.day, card.today, t.lang);
        format!(
            r#"<li class="row"><span class="row-main">{day}</span><span class="row-end"><b>{points}</b></span></li>"#
        )
    };
    let rows: String = card.ending.iter().map(row).collect();
    format!(
        r#"<section class="section"><h2>{}</h2><p class="note">{}</p><ul class="rows">{rows}</ul></section>"#,
        t.shell.endings, t.shell.endings_text,
    )
}
