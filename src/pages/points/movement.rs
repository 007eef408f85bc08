//! A movement in words: what, when, which points came or went, and what it did to debt.

use crate::i18n::Texts;
use crate::ui::when::time_of_day;
use shuke_contract::ledger::{Link, LotPart, Movement};
use shuke_face::{Page, Route, date, escape, month_and_day};
use shuke_rules::ledger::EntryKind;
use shuke_rules::{Day, Points};

pub struct Words<'a> {
    pub t: &'static Texts,
    pub zone: &'a str,
    pub today: Day,
}

impl Words<'_> {
    pub fn row(&self, movement: &Movement) -> String {
        let day = month_and_day(movement.day.month(), movement.day.day_of_month(), self.t.lang);
        let time = time_of_day(movement.at, self.zone, self.t.lang);
        self.written(movement, &format!("{day} {time}"))
    }

    fn written(&self, movement: &Movement, when: &str) -> String {
        let sign = if movement.points.0 < 0 { "minus" } else { "plus" };
        let inside = format!(
            r#"<span class="row-main">{} <small>{when}</small>{}</span><span class="row-end"><b><span class="{sign}">{}</span></b></span>"#,
            self.what(movement),
            self.which(movement),
            signed(movement.points),
        );
        match page_of(&movement.link) {
            Some(page) => format!(r#"<li><a class="row" href="{}">{inside}</a></li>"#, page.href()),
            None => format!(r#"<li class="row">{inside}</li>"#),
        }
    }

    fn what(&self, movement: &Movement) -> String {
        let p = self.t.points();
        let kind = match movement.kind {
            EntryKind::Earned => p.earned,
            EntryKind::TakenBack => p.taken_back,
            EntryKind::CheckedIn => p.checked_in,
            EntryKind::MadeUp => p.made_up,
            EntryKind::Ended => p.ended,
            EntryKind::Redeemed => p.redeemed,
            EntryKind::Paid => p.paid,
            EntryKind::Returned => p.returned,
            EntryKind::TaskDone => p.task_done,
            EntryKind::TaskUndone => p.task_undone,
            EntryKind::Unknown => p.moved,
        };
        match (&movement.about, movement.of_day) {
            (Some(about), _) => format!("{kind} · {}", escape(self.t.lang.pick(about))),
            (None, Some(day)) => format!("{kind} · {}", (p.of_day)(&date(day, self.today, self.t.lang))),
            (None, None) => kind.to_owned(),
        }
    }

    /// Until when new points last, or which points went; and debt.
    fn which(&self, movement: &Movement) -> String {
        let p = self.t.points();
        let lot = |lot: &LotPart| {
            let until = lot.until.map(|day| date(day, self.today, self.t.lang));
            let (points, until) = (lot.points.or_zero().max(-lot.points).to_string(), until.as_deref());
            if movement.points.0 < 0 { (p.from_lot)(&points, until) } else { (p.new_lot)(&points, until) }
        };
        let lots = movement.lots.iter().filter(|_| movement.kind != EntryKind::Ended).map(lot);
        let debt = match movement.debt.0 {
            0 => None,
            1.. => Some((p.repaid)(&movement.debt.to_string())),
            _ => Some((p.owed)(&(-movement.debt).to_string())),
        };
        let told: Vec<String> = lots.chain(debt).collect();
        if told.is_empty() { String::new() } else { format!("<small>{}</small>", told.join(p.and)) }
    }
}

fn page_of(link: &Link) -> Option<Route> {
    match link {
        Link::Receipt(id) => Some(Page::Receipt.of(&id)),
        Link::Order(id) => Some(Page::Order.of(&id)),
        Link::CheckIns => Some(Page::CheckIn.route()),
        Link::Tasks => Some(Page::Together.route()),
        Link::None | Link::Unknown => None,
    }
}

/// `+402`, `−42`: never by colour alone.
pub fn signed(points: Points) -> String {
    if points.0 < 0 { format!("−{}", -points) } else { format!("+{points}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::texts;
    use shuke_face::Lang;
    use shuke_rules::{Instant, Text};

    fn movement() -> Movement {
        Movement {
            seq: 4,
            kind: EntryKind::Redeemed,
            points: Points(-800),
            at: Instant::UNIX_EPOCH,
            day: Day::parse("2026-11-20").unwrap(),
            of_day: None,
            about: Some(Text { zh: "<杯>".into(), en: "<cup>".into() }),
            link: Link::Order("7".into()),
            lots: vec![
                LotPart { points: Points(300), until: Day::parse("2026-12-31") },
                LotPart { points: Points(500), until: None },
            ],
            debt: Points::ZERO,
            rule_version: 1,
        }
    }

    fn written(lang: Lang, movement: &Movement) -> String {
        let words = Words { t: texts(lang), zone: "Asia/Shanghai", today: Day::parse("2026-11-21").unwrap() };
        words.written(movement, "…")
    }

    #[test]
    fn a_debit_names_its_lots_and_leads_to_what_it_paid_for() {
        let html = written(Lang::En, &movement());
        for part in ["href=\"/orders/7\"", "&lt;cup&gt;", "−800", "300 that end on 31 December", "500 that never end"]
        {
            assert!(html.contains(part), "{part} is not in {html}");
        }
    }

    #[test]
    fn a_credit_says_until_when_it_lasts_and_what_went_to_debt() {
        let earned = Movement {
            kind: EntryKind::Earned,
            points: Points(120),
            lots: vec![LotPart { points: Points(90), until: Day::parse("2027-12-31") }],
            debt: Points(30),
            link: Link::None,
            ..movement()
        };
        let html = written(Lang::Zh, &earned);
        for part in ["<li class=\"row\">", "+120", "90 分可用到 2027年12月31日", "30 分补上了欠分"] {
            assert!(html.contains(part), "{part} is not in {html}");
        }
    }
}
