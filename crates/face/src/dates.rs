//! How days are written, alike on both sides. Times of day are not: only a browser knows how to say them.

use crate::Lang;
use shuke_rules::Day;

pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `6月30日` or `June 30`.
pub fn month_and_day(month: u32, day: u32, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{month}月{day}日"),
        Lang::En => format!("{} {day}", month_name(month)),
    }
}

/// The day without its year.
pub fn day_in_year(day: Day, lang: Lang) -> String {
    month_and_day(day.month(), day.day_of_month(), lang)
}

/// The day, with its year unless it is `today`'s.
pub fn date(day: Day, today: Day, lang: Lang) -> String {
    if day.year() == today.year() { day_in_year(day, lang) } else { full_date(day, lang) }
}

/// The day with its year, as a browser writes it, too: `2026年11月21日` or `21 November 2026`.
pub fn full_date(day: Day, lang: Lang) -> String {
    let short = day_in_year(day, lang);
    match lang {
        Lang::Zh => format!("{}年{short}", day.year()),
        Lang::En => format!("{short}, {}", day.year()),
    }
}

/// A day of this year with its time: `11月21日 14:32` or `November 21 at 14:32`.
pub fn moment(day: Day, time: &str, lang: Lang) -> String {
    let day = day_in_year(day, lang);
    match lang {
        Lang::Zh => format!("{day} {time}"),
        Lang::En => format!("{day} at {time}"),
    }
}

/// `2026年11月` or `November 2026`.
pub fn month(day: Day, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}年{}月", day.year(), day.month()),
        Lang::En => format!("{} {}", month_name(day.month()), day.year()),
    }
}

/// Days that are left after today, up to the last one: 0 on the last day itself. Said alike wherever something ends, or begins.
pub fn days_left(last: Day, today: Day) -> u32 {
    u32::try_from(today.days_until(last)).unwrap_or(0)
}

fn month_name(month: u32) -> &'static str {
    let index = usize::try_from(month).ok().and_then(|month| month.checked_sub(1));
    index.and_then(|index| MONTHS.get(index)).copied().unwrap_or_default()
}
