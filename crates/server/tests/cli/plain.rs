//! The figures once more, by the plainest way there is: every day of every customer, one after the other, with nothing of the
//! project's code.

use std::collections::BTreeMap;

/// A day as the number of days since 1 January 1970, in the proleptic Gregorian calendar.
pub type DayNumber = i64;

pub fn number_of(text: &str) -> DayNumber {
    let mut parts = text.split('-').map(|part| part.parse::<i64>().unwrap());
    number(parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap())
}

fn leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn number(year: i64, month: i64, day: i64) -> DayNumber {
    let years: i64 = (1970..year).map(|year| if leap(year) { 366 } else { 365 }).sum();
    let months: i64 = (1..month).map(|month| days_in(year, month)).sum();
    years + months + day - 1
}

fn date(mut day: DayNumber) -> (i64, i64, i64) {
    let mut year = 1970;
    while day >= if leap(year) { 366 } else { 365 } {
        day -= if leap(year) { 366 } else { 365 };
        year += 1;
    }
    let mut month = 1;
    while day >= days_in(year, month) {
        day -= days_in(year, month);
        month += 1;
    }
    (year, month, day + 1)
}

/// The same day of the month a year earlier or later, or the last of a shorter month.
fn a_year(from: DayNumber, years: i64) -> DayNumber {
    let (year, month, day) = date(from);
    number(year + years, month, day.min(days_in(year + years, month)))
}

/// Purchases by customer: (day, fen), in the order of the file.
pub fn purchases(csv: &str) -> BTreeMap<&str, Vec<(DayNumber, i64)>> {
    let mut customers: BTreeMap<&str, Vec<(DayNumber, i64)>> = BTreeMap::new();
    for row in csv.lines().skip(1) {
        let fields: Vec<&str> = row.split(',').collect();
        let fen: i64 = fields[3].replace('.', "").parse().unwrap();
        customers.entry(fields[0]).or_default().push((number_of(fields[1]), fen));
    }
    for purchases in customers.values_mut() {
        purchases.sort_by_key(|(day, _)| *day);
    }
    customers
}

/// What a calculation gives for the end of a day.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub members: i64,
    pub tiers: Vec<i64>,
    pub earned: i64,
    pub expired: i64,
}

/// Policy A: (spend in fen, points for ten yuan), lowest first.
pub fn lifetime(csv: &str, tiers: &[(i64, i64)], until: DayNumber) -> Figures {
    let mut figures = Figures { tiers: vec![0; tiers.len()], ..Figures::default() };
    for purchases in purchases(csv).into_values() {
        let mut spend = 0;
        let tier = |spend: i64| tiers.iter().filter(|(threshold, _)| *threshold <= spend).count() - 1;
        let past: Vec<_> = purchases.into_iter().filter(|(day, _)| *day <= until).collect();
        for (day, fen) in &past {
            let points = fen * tiers[tier(spend)].1 / 1000;
            spend += fen;
            figures.earn(*day, points, until);
        }
        if !past.is_empty() {
            figures.members += 1;
            figures.tiers[tier(spend)] += 1;
        }
    }
    figures
}

/// Policy B: (spend of twelve months, single purchase) in fen, lowest first; the lowest has neither.
pub fn period(csv: &str, tiers: &[(i64, i64)], one_step: bool, until: DayNumber) -> Figures {
    let mut figures = Figures { tiers: vec![0; tiers.len() + 1], ..Figures::default() };
    let supported = |spend: i64, single: i64| {
        (0..tiers.len()).filter(|at| tiers[*at].0 <= spend || tiers[*at].1 <= single).max().map_or(0, |at| at + 1)
    };
    for purchases in purchases(csv).into_values() {
        let first = purchases[0].0;
        if first > until {
            continue;
        }
        let (mut tier, mut review) = (0, None);
        for today in first..=until {
            if review == Some(today) {
                let from = a_year(today, -1);
                let year: Vec<i64> =
                    purchases.iter().filter(|(day, _)| *day >= from && *day < today).map(|(_, fen)| *fen).collect();
                let worth = supported(year.iter().sum(), year.iter().copied().max().unwrap_or(0));
                if worth < tier {
                    tier = if one_step { tier - 1 } else { worth };
                }
                review = (tier > 0).then(|| a_year(today, 1) + 30);
            }
            let largest = purchases.iter().filter(|(day, _)| *day == today).map(|(_, fen)| *fen).max();
            if let Some(largest) = largest {
                let from = a_year(today, -1);
                let spend = purchases.iter().filter(|(day, _)| *day > from && *day <= today).map(|(_, fen)| *fen).sum();
                let worth = supported(spend, largest);
                if worth > tier {
                    (tier, review) = (worth, Some(a_year(today, 1) + 30));
                }
            }
        }
        figures.members += 1;
        figures.tiers[tier] += 1;
        for (day, fen) in purchases.iter().filter(|(day, _)| *day <= until) {
            figures.earn(*day, fen / 100, until);
        }
    }
    figures
}

impl Figures {
    /// Points live until 31 December of the next year, 24:00.
    fn earn(&mut self, day: DayNumber, points: i64, until: DayNumber) {
        let last = number(date(day).0 + 1, 12, 31);
        self.earned += points;
        if until > last {
            self.expired += points;
        }
    }
}

#[test]
fn the_plain_calendar_is_the_calendar() {
    assert_eq!(number_of("1970-01-01"), 0);
    assert_eq!(number_of("2000-03-01"), 11_017);
    assert_eq!(date(number_of("2024-02-29")), (2024, 2, 29));
    assert_eq!(a_year(number_of("2024-02-29"), 1), number_of("2025-02-28"));
}
