//! What an invented member does from joining on: chance alone, no policy and no database.

use super::random::Random;
use shuke_rules::Day;

/// A member and what they do, in order.
pub struct Life {
    pub joined: Day,
    /// Which shop they joined in, and go to most.
    pub shop: u32,
    pub name: String,
    /// `MM-DD`
    pub birthday: Option<String>,
    pub takes_news: bool,
    pub events: Vec<Event>,
}

/// Something on a day, so many seconds after its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub day: Day,
    pub second: u32,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// (item, pieces): any number stands for some item.
    Buy {
        shop: u32,
        basket: Vec<(u32, u32)>,
    },
    /// Brings a line of their `purchase`th purchase back, or so much of it in a hundred.
    BringBack {
        purchase: usize,
        line: u32,
        percent: u32,
    },
    CheckIn,
    /// For yesterday.
    MakeUp,
}

/// How long ago the first join.
const MONTHS: u32 = 36;

const FAMILIES: [&str; 12] = ["陈", "林", "周", "沈", "许", "王", "李", "张", "赵", "吴", "何", "郑"];
const NAMES: [&str; 12] = ["屿", "晚", "明朗", "知秋", "诺", "小满", "思远", "予安", "清和", "一鸣", "若溪", "子衿"];

/// How somebody shops: (of a hundred, most purchases, days between them from, to, stops after one with so many in a hundred).
const KINDS: [(u32, u32, u32, u32, u32); 4] =
    [(45, 1, 1, 1, 100), (35, 6, 20, 150, 18), (15, 40, 10, 70, 6), (5, 120, 4, 25, 2)];

impl Life {
    pub fn of(random: &mut Random, until: Day) -> Self {
        let from = until.minus_months(MONTHS);
        let days = u32::try_from(from.days_until(until)).unwrap_or(1).max(1);
        let joined = from.plus_days(random.between(1, days).max(random.between(1, days)));
        let shop = random.between(0, 1_000_000);
        let name = format!(
            "{}{}",
            random.one(&FAMILIES).copied().unwrap_or_default(),
            random.one(&NAMES).copied().unwrap_or_default()
        );
        let birthday =
            random.in_hundred(60).then(|| format!("{:02}-{:02}", random.between(1, 12), random.between(1, 28)));
        let mut life = Self { joined, shop, name, birthday, takes_news: random.in_hundred(40), events: Vec::new() };
        life.shops(random, until);
        if random.in_hundred(8) {
            life.checks_in(random, until);
        }
        life.events.sort_by_key(|event| (event.day, event.second));
        life
    }

    fn shops(&mut self, random: &mut Random, until: Day) {
        let mut percent = random.between(1, 100);
        let kind = KINDS.iter().find(|(share, ..)| {
            let here = percent <= *share;
            percent = percent.saturating_sub(*share);
            here
        });
        let (_, most, low, high, stops) = kind.copied().unwrap_or_default();
        let mut day = self.joined;
        for purchase in 0..usize::try_from(most).unwrap_or_default() {
            if day > until {
                return;
            }
            let shop = if random.in_hundred(80) { self.shop } else { random.between(0, 1_000_000) };
            let lines = 1 + random.between(0, 2) * random.between(0, 1);
            let basket = (0..lines).map(|_| (random.between(0, 1_000_000), 1 + random.between(0, 9) / 8)).collect();
            let second = random.between(9 * 3600, 22 * 3600);
            self.events.push(Event { day, second, what: What::Buy { shop, basket } });
            let back = day.plus_days(random.between(1, 14));
            if random.in_hundred(6) && back <= until {
                let (line, percent) = (random.between(0, 1_000_000), if random.in_hundred(70) { 100 } else { 50 });
                let what = What::BringBack { purchase, line, percent };
                self.events.push(Event { day: back, second: random.between(9 * 3600, 22 * 3600), what });
            }
            if random.in_hundred(stops) {
                return;
            }
            day = day.plus_days(random.between(low, high));
        }
    }

    /// Some weeks of checking in nearly every day.
    fn checks_in(&mut self, random: &mut Random, until: Day) {
        let mut day = self.joined.plus_days(random.between(0, 120));
        let mut missed = false;
        for _ in 0..random.between(3, 45) {
            if day > until {
                return;
            }
            let second = random.between(6 * 3600, 23 * 3600);
            let comes = random.in_hundred(88);
            if comes {
                self.events.push(Event { day, second, what: What::CheckIn });
            }
            if comes && missed && random.in_hundred(40) {
                self.events.push(Event { day, second: second + 20, what: What::MakeUp });
            }
            missed = !comes;
            day = day.plus_days(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_life_is_the_same_for_the_same_seed_and_happens_between_joining_and_the_end() {
        let until = Day::parse("2026-06-30").unwrap();
        let (mut purchases, mut back, mut check_ins) = (0, 0, 0);
        for n in 0..2_000 {
            let life = Life::of(&mut Random::of(1, n), until);
            assert_eq!(life.events, Life::of(&mut Random::of(1, n), until).events);
            assert!(life.events.is_sorted_by_key(|event| (event.day, event.second)));
            assert!(life.events.iter().all(|event| life.joined <= event.day && event.day <= until));
            assert!(life.joined > until.minus_months(MONTHS) && life.joined <= until);
            let count = |of: fn(&What) -> bool| life.events.iter().filter(|event| of(&event.what)).count();
            purchases += count(|what| matches!(what, What::Buy { .. }));
            back += count(|what| matches!(what, What::BringBack { .. }));
            check_ins += count(|what| matches!(what, What::CheckIn));
        }
        assert!((6_000..12_000).contains(&purchases), "{purchases}");
        assert!(back * 10 < purchases && back * 30 > purchases, "{back} of {purchases}");
        assert!(check_ins > 1_000, "{check_ins}");
    }
}
