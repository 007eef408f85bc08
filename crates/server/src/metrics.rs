//! Counts for Prometheus. Owns the registry and its text form; holds nothing of any person.

use axum::http::{Method, StatusCode};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Duration;

/// Upper bounds of the latency histogram, in microseconds.
const BOUNDS: [u64; 10] = [500, 1_000, 2_500, 5_000, 10_000, 25_000, 100_000, 500_000, 2_500_000, 10_000_000];

/// Everything that is counted in this process.
#[derive(Default)]
pub struct Metrics {
    requests: Mutex<BTreeMap<(String, String, u16), u64>>,
    latency: [AtomicU64; BOUNDS.len()],
    latency_count: AtomicU64,
    latency_micros: AtomicU64,
    commits: AtomicU64,
    writes: AtomicU64,
    failed_commits: AtomicU64,
    codes_sent: AtomicU64,
    codes_failed: AtomicU64,
    sessions_begun: AtomicU64,
    members_joined: AtomicU64,
    sales_booked: AtomicU64,
    refunds_booked: AtomicU64,
}

static METRICS: LazyLock<Metrics> = LazyLock::new(Metrics::default);

pub fn get() -> &'static Metrics {
    &METRICS
}

fn one(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}

impl Metrics {
    /// A request was answered. `route` is a template: there are few of them.
    pub fn answered(&self, method: &Method, route: &str, status: StatusCode, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        if let Some(bucket) = BOUNDS.iter().position(|bound| micros <= *bound).and_then(|at| self.latency.get(at)) {
            one(bucket);
        }
        one(&self.latency_count);
        self.latency_micros.fetch_add(micros, Ordering::Relaxed);
        let method = if method == Method::GET || method == Method::POST || method == Method::PUT {
            method.as_str()
        } else {
            "other"
        };
        let key = (method.to_owned(), route.to_owned(), status.as_u16());
        *self.requests.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default() += 1;
    }

    /// A commit carried `works` writes, or failed with all of them.
    pub fn committed(&self, works: usize, failed: bool) {
        one(if failed { &self.failed_commits } else { &self.commits });
        if !failed {
            self.writes.fetch_add(works as u64, Ordering::Relaxed);
        }
    }

    /// How many commits have failed.
    pub fn failed(&self) -> u64 {
        self.failed_commits.load(Ordering::Relaxed)
    }

    pub fn code_sent(&self, sent: bool) {
        one(if sent { &self.codes_sent } else { &self.codes_failed });
    }

    pub fn session_begun(&self) {
        one(&self.sessions_begun);
    }

    pub fn member_joined(&self) {
        one(&self.members_joined);
    }

    pub fn sale_booked(&self) {
        one(&self.sales_booked);
    }

    pub fn refund_booked(&self) {
        one(&self.refunds_booked);
    }

    /// In Prometheus's text format.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let counters = [
            ("shuke_commits_total", "Commits of the writer.", &self.commits),
            ("shuke_commits_failed_total", "Commits that failed, with every write in them.", &self.failed_commits),
            ("shuke_writes_total", "Writes that were committed.", &self.writes),
            ("shuke_codes_sent_total", "One-time codes handed to the sender.", &self.codes_sent),
            ("shuke_codes_failed_total", "One-time codes that the sender did not take.", &self.codes_failed),
            ("shuke_sessions_begun_total", "Sign-ins.", &self.sessions_begun),
            ("shuke_members_joined_total", "People who joined.", &self.members_joined),
            ("shuke_sales_booked_total", "Sales booked.", &self.sales_booked),
            ("shuke_refunds_booked_total", "Refunds booked.", &self.refunds_booked),
        ];
        for (name, help, counter) in counters {
            let value = counter.load(Ordering::Relaxed);
            let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} counter\n{name} {value}");
        }
        self.requests_text(&mut text);
        self.latency_text(&mut text);
        text
    }

    fn requests_text(&self, text: &mut String) {
        text.push_str("# HELP shuke_requests_total Requests answered.\n# TYPE shuke_requests_total counter\n");
        for ((method, route, status), count) in &*self.requests.lock().unwrap_or_else(PoisonError::into_inner) {
            let _ = writeln!(
                text,
                "shuke_requests_total{{method=\"{method}\",route=\"{route}\",status=\"{status}\"}} {count}"
            );
        }
    }

    fn latency_text(&self, text: &mut String) {
        const NAME: &str = "shuke_request_seconds";
        let _ = writeln!(text, "# HELP {NAME} Time to the answer.\n# TYPE {NAME} histogram");
        let mut below = 0;
        for (bound, bucket) in BOUNDS.iter().zip(&self.latency) {
            below += bucket.load(Ordering::Relaxed);
            let _ = writeln!(text, "{NAME}_bucket{{le=\"{}\"}} {below}", seconds(*bound));
        }
        let count = self.latency_count.load(Ordering::Relaxed);
        let sum = seconds(self.latency_micros.load(Ordering::Relaxed));
        let _ = writeln!(text, "{NAME}_bucket{{le=\"+Inf\"}} {count}\n{NAME}_sum {sum}\n{NAME}_count {count}");
    }
}

fn seconds(micros: u64) -> String {
    format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_histogram_is_cumulative_and_ends_with_all() {
        let metrics = Metrics::default();
        for millis in [1, 1, 30, 60_000] {
            metrics.answered(&Method::GET, "/api/v1/me/card", StatusCode::OK, Duration::from_millis(millis));
        }
        let text = metrics.text();
        assert!(text.contains("shuke_requests_total{method=\"GET\",route=\"/api/v1/me/card\",status=\"200\"} 4"));
        assert!(text.contains("shuke_request_seconds_bucket{le=\"0.001000\"} 2"));
        assert!(text.contains("shuke_request_seconds_bucket{le=\"10.000000\"} 3"));
        assert!(text.contains("shuke_request_seconds_bucket{le=\"+Inf\"} 4"));
        assert!(text.contains("shuke_request_seconds_sum 60.032000"));
    }
}
