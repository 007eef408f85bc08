//! How long each test took: the test library keeps it to itself, and whoever adds a test should see what it costs.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// Of the slowest so many are named.
const NAMED: usize = 20;

static TOOK: Mutex<Vec<(String, Duration)>> = Mutex::new(Vec::new());

/// `name` is `chromium: join::a_stranger_holds_a_card`.
pub fn note(name: String, took: Duration) {
    TOOK.lock().unwrap_or_else(PoisonError::into_inner).push((name, took));
}

/// The sum of each module in each engine, the dearest first, and the slowest tests. Nothing where none ran.
pub fn report() -> Option<String> {
    let took = std::mem::take(&mut *TOOK.lock().unwrap_or_else(PoisonError::into_inner));
    (!took.is_empty()).then(|| report_of(took))
}

fn report_of(mut took: Vec<(String, Duration)>) -> String {
    let mut sums: BTreeMap<&str, (usize, Duration)> = BTreeMap::new();
    for (name, time) in &took {
        let module = name.rsplit_once("::").map_or(name.as_str(), |(module, _)| module);
        let sum = sums.entry(module).or_default();
        *sum = (sum.0 + 1, sum.1 + *time);
    }
    let mut sums: Vec<_> = sums.into_iter().map(|(module, (count, sum))| (module.to_owned(), count, sum)).collect();
    sums.sort_by_key(|(_, _, sum)| std::cmp::Reverse(*sum));
    took.sort_by_key(|(_, time)| std::cmp::Reverse(*time));
    let all: Duration = took.iter().map(|(_, time)| *time).sum();
    let mut text = format!("{} tests, {:.0} s of work\n", took.len(), all.as_secs_f32());
    for (module, count, sum) in sums {
        let _ = writeln!(text, "{:>7.1} s {count:>4} in {module}", sum.as_secs_f32());
    }
    let _ = writeln!(text, "the slowest:");
    for (name, time) in took.iter().take(NAMED) {
        let _ = writeln!(text, "{:>7.1} s {name}", time.as_secs_f32());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_added_up_and_what_is_dearest_comes_first() {
        let took = |name: &str, seconds| (name.to_owned(), Duration::from_secs(seconds));
        let report = report_of(vec![
            took("webkit: card::a", 1),
            took("webkit: join::a", 2),
            took("webkit: card::b", 3),
            took("chromium: card::a", 1),
        ]);
        let lines: Vec<&str> = report.lines().map(str::trim).collect();
        assert_eq!(lines[0], "4 tests, 7 s of work");
        assert_eq!(
            lines[1..4],
            ["4.0 s    2 in webkit: card", "2.0 s    1 in webkit: join", "1.0 s    1 in chromium: card"]
        );
        assert_eq!(lines[5..7], ["3.0 s webkit: card::b", "2.0 s webkit: join::a"]);
    }
}
