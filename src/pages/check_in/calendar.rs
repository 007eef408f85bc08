//! The calendar: this month, and last month when a day of it can still be made up for.

use crate::i18n::Texts;
use shuke_contract::check_in::CheckIns;
use shuke_face::month;
use shuke_rules::Day;

pub fn months(state: &CheckIns, t: &Texts) -> String {
    let this = first_of(state.today);
    let last = this.minus_months(1);
    let open = state.make_up.iter().flat_map(|offer| &offer.days);
    let shows_last = open.into_iter().any(|day| *day < this);
    let shown = shows_last.then_some(last).into_iter().chain([this]);
    shown.map(|first| table(state, t, first)).collect()
}

fn first_of(day: Day) -> Day {
    day.minus_days(day.day_of_month() - 1)
}

fn table(state: &CheckIns, t: &Texts, first: Day) -> String {
    let head = t.check_in().weekdays.map(|day| [r#"<th scope="col">"#, day, "</th>"].concat()).concat();
    let mut weeks = String::new();
    let mut monday = first.minus_days(first.weekday());
    while monday < first.plus_months(1) {
        let days: String = (0..7).map(|later| cell(state, t, first, monday.plus_days(later))).collect();
        weeks += &["<tr>", &days, "</tr>"].concat();
        monday = monday.plus_days(7);
    }
    format!(
        r#"<table class="calendar"><caption>{}</caption><thead><tr>{head}</tr></thead><tbody>{weeks}</tbody></table>"#,
        month(first, t.lang)
    )
}

/// A day of the month, with what it was in words for those who do not see it.
fn cell(state: &CheckIns, t: &Texts, first: Day, day: Day) -> String {
    if first_of(day) != first {
        return "<td></td>".to_owned();
    }
    let c = t.check_in();
    let stamp = state.stamps.iter().find(|stamp| stamp.day == day);
    let is_open = state.make_up.as_ref().is_some_and(|offer| offer.days.contains(&day));
    let (class, said) = match stamp {
        Some(stamp) if stamp.made_up => ("made-up", c.made_up),
        Some(_) => ("done", c.on_time),
        None if day == state.today => ("today", c.today),
        None if is_open => ("missed", c.missed),
        None => ("", ""),
    };
    let theme = if state.themed.iter().any(|themed| themed.day == day) { " theme" } else { "" };
    format!(r#"<td><span class="day {class}{theme}">{}<span class="sr">{said}</span></span></td>"#, day.day_of_month())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::texts;
    use shuke_contract::check_in::{MakeUpOffer, Stamp};
    use shuke_face::Lang;
    use shuke_rules::Points;
    use shuke_rules::check_in::Reward;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn state() -> CheckIns {
        CheckIns {
            today: day("2026-11-02"),
            done: false,
            streak: 0,
            reward: Reward { base: Points(2), streak: None, themed: None },
            next: None,
            stamps: vec![Stamp { day: day("2026-10-30"), points: Points(2), made_up: false }],
            themed: Vec::new(),
            make_up: None,
            points: Points(0),
        }
    }

    #[test]
    fn a_month_begins_on_its_weekday_and_has_all_its_days() {
        let html = months(&state(), texts(Lang::En));
        assert_eq!(html.matches("<table").count(), 1);
        // 1 November 2026 is a Sunday: six empty cells before it.
        assert!(html.contains(&format!("<tbody><tr>{}<td><span class=\"day \">1<", "<td></td>".repeat(6))), "{html}");
        assert_eq!(html.matches("class=\"day").count(), 30);
        assert!(html.contains("class=\"day today\">2<"));
    }

    #[test]
    fn last_month_is_shown_while_a_day_of_it_can_be_made_up_for() {
        let offer = MakeUpOffer { price: Points(10), days: vec![day("2026-10-31")], per_month: 3, left: 3 };
        let html = months(&CheckIns { make_up: Some(offer), ..state() }, texts(Lang::En));
        assert_eq!(html.matches("<table").count(), 2);
        assert!(html.contains("class=\"day missed\">31<") && html.contains("class=\"day done\">30<"));
    }
}
