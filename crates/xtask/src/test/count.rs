//! Counts of tests: their sum, their closing line, and how they are read off a test binary's output.

use std::{fmt, ops::Add};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: usize,
    pub failed: usize,
    pub skipped: usize,
}

impl Tally {
    pub const PASSED: Self = Self { passed: 1, failed: 0, skipped: 0 };
    pub const FAILED: Self = Self { passed: 0, failed: 1, skipped: 0 };

    /// One check whose findings are the reasons against it. They are shown.
    pub fn of(name: &str, findings: &[String]) -> Self {
        for finding in findings {
            eprintln!("  {name}: {finding}");
        }
        if findings.is_empty() { Self::PASSED } else { Self::FAILED }
    }

    /// What the lines `test result: …` of a test binary say. A binary that ended badly without a failed
    /// test (it crashed, or would not start) counts as one that failed.
    pub fn read(output: &str, ended_well: bool) -> Self {
        let results = output.lines().filter_map(|line| line.trim().strip_prefix("test result: "));
        let mut sum = results.fold(Self::default(), |sum, result| sum + Self::of_result(result));
        if !ended_well && sum.failed == 0 {
            sum.failed = 1;
        }
        sum
    }

    fn of_result(result: &str) -> Self {
        let count = |what: &str| {
            let part = result.split([';', '.']).map(str::trim).find_map(|part| part.strip_suffix(what));
            part.and_then(|number| number.trim().parse().ok()).unwrap_or(0)
        };
        Self { passed: count(" passed"), failed: count(" failed"), skipped: count(" ignored") }
    }
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

/// What a test binary said of the tests that failed: its part between the passing ones and the result. Everything that it said,
/// if there is no such part: it crashed, or would not start.
pub fn failures(output: &str) -> &str {
    let part = |text| output.split_once(text).map(|(_, after)| after);
    part("\nfailures:\n").map_or(output, |after| after.split("\nfailures:\n").next().unwrap_or(after)).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "running 3 tests\ntest a ... ok\n\ntest result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 4 filtered out; finished in 0.31s\n";
    const BAD: &str =
        "test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";

    #[test]
    fn every_result_line_of_an_output_counts() {
        let tally = Tally::read(&format!("{GOOD}\n{BAD}"), false);
        assert_eq!(tally, Tally { passed: 14, failed: 3, skipped: 1 });
    }

    #[test]
    fn a_binary_that_crashes_before_any_result_is_one_failure() {
        assert_eq!(Tally::read("running 3 tests\n", false), Tally::FAILED);
        assert_eq!(Tally::read(GOOD, false).failed, 1);
        assert_eq!(Tally::read("running 0 tests\n", true), Tally::default());
    }

    #[test]
    fn of_a_binary_with_failures_only_these_are_told_and_of_one_that_crashed_everything() {
        let output = "running 2 tests\ntest a ... ok\ntest b ... FAILED\n\nfailures:\n\n---- b stdout ----\nit was 3\n\n\nfailures:\n    b\n\ntest result: FAILED. 1 passed; 1 failed\n";
        assert_eq!(failures(output), "---- b stdout ----\nit was 3");
        assert_eq!(failures("running 2 tests\nkilled\n"), "running 2 tests\nkilled");
    }

    #[test]
    fn skipped_tests_are_named_only_if_there_are_any() {
        assert_eq!(Tally::PASSED.to_string(), "1 passed, 0 failed");
        assert_eq!((Tally::FAILED + Tally::read(GOOD, true)).to_string(), "12 passed, 1 failed, 1 skipped");
    }
}
