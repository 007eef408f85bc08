//! Rate limits by token buckets. They are of this process alone: behind several servers each counts for itself. What must
//! hold across all of them (one-time codes) is counted in the database.

use crate::Error;
use crate::settings::Rates;
use shuke_contract::{ErrorCode, Problem};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Buckets that are kept before the full ones are thrown away.
const KEPT: usize = 50_000;
/// A burst, in seconds' worth of the rate.
const BURST_SECONDS: f64 = 10.0;

/// The buckets of one kind of caller.
struct Buckets {
    rate: f64,
    burst: f64,
    by_key: Mutex<HashMap<String, Bucket>>,
}

struct Bucket {
    tokens: f64,
    at: Instant,
}

impl Buckets {
    fn new(rate: f64, burst: f64) -> Self {
        Self { rate, burst, by_key: Mutex::default() }
    }

    /// Takes a token; `Err` with the seconds until there is one.
    fn take(&self, key: &str) -> Result<(), f64> {
        if self.rate <= 0.0 {
            return Ok(());
        }
        let now = Instant::now();
        let mut buckets = self.by_key.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= KEPT {
            let (rate, burst) = (self.rate, self.burst);
            buckets.retain(|_, bucket| bucket.filled(now, rate, burst) < burst);
        }
        if !buckets.contains_key(key) {
            buckets.insert(key.to_owned(), Bucket { tokens: self.burst, at: now });
        }
        let Some(bucket) = buckets.get_mut(key) else { return Ok(()) };
        bucket.tokens = bucket.filled(now, self.rate, self.burst);
        bucket.at = now;
        if bucket.tokens >= 1.0 {
            bucket.tokens -= 1.0;
            Ok(())
        } else {
            Err((1.0 - bucket.tokens) / self.rate)
        }
    }
}

impl Buckets {
    /// Seconds until there is a token, without taking one.
    fn empty_for(&self, key: &str) -> Option<f64> {
        let buckets = self.by_key.lock().unwrap_or_else(PoisonError::into_inner);
        let tokens = buckets.get(key)?.filled(Instant::now(), self.rate, self.burst);
        (self.rate > 0.0 && tokens < 1.0).then(|| (1.0 - tokens) / self.rate)
    }
}

impl Bucket {
    fn filled(&self, now: Instant, rate: f64, burst: f64) -> f64 {
        (self.tokens + now.duration_since(self.at).as_secs_f64() * rate).min(burst)
    }
}

/// Every limit.
pub struct Limits {
    address: Buckets,
    session: Buckets,
    till: Buckets,
    /// Member codes that were wrong, by till key: six digits cannot be tried through.
    wrong_by_till: Buckets,
    /// The same by the device that the code names.
    wrong_by_device: Buckets,
    staff: Buckets,
    /// Member and pick-up codes that were wrong, by member of staff, however often they sign in.
    wrong_by_staff: Buckets,
    /// Codes of coupons that were wrong, by member.
    wrong_coupon: Buckets,
    /// Codes of members' links that were wrong, by address.
    wrong_link: Buckets,
    opened_link: Buckets,
    /// Posters that are to be kept, by member: each is a picture to be looked at.
    posters: Buckets,
    /// What owners write of repairs, by member: each may have three pictures to be looked at.
    repairs: Buckets,
    /// Who came back from WeChat, by address: each asks another server.
    from_wechat: Buckets,
    /// Codes of pieces, and of their owners, that were wrong, by address.
    wrong_item_code: Buckets,
}

/// Whom a request is counted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    Address,
    Session,
    Till,
    WrongByTill,
    WrongByDevice,
    Staff,
    WrongByStaff,
    WrongCoupon,
    WrongLink,
    /// Links that guests open, by address: what is beyond is shown and not noted.
    OpenedLink,
    Poster,
    OfRepair,
    FromWechat,
    WrongItemCode,
}

impl Limits {
    pub fn new(rates: Rates) -> Self {
        let of = |rate: u32| Buckets::new(f64::from(rate), f64::from(rate) * BURST_SECONDS);
        Self {
            address: of(rates.address),
            session: of(rates.session),
            till: of(rates.till),
            wrong_by_till: Buckets::new(0.5, 30.0),
            wrong_by_device: Buckets::new(1.0 / 60.0, 5.0),
            staff: of(rates.session),
            wrong_by_staff: Buckets::new(1.0 / 20.0, 20.0),
            wrong_coupon: Buckets::new(1.0 / 60.0, 10.0),
            wrong_link: Buckets::new(1.0 / 10.0, 30.0),
            opened_link: Buckets::new(2.0, 300.0),
            posters: Buckets::new(1.0 / 20.0, 60.0),
            repairs: Buckets::new(1.0 / 30.0, 20.0),
            from_wechat: Buckets::new(20.0, 400.0),
            wrong_item_code: Buckets::new(1.0 / 20.0, 30.0),
        }
    }

    /// Counts one.
    ///
    /// # Errors
    /// [`ErrorCode::TooManyRequests`] with the seconds to wait.
    pub fn count(&self, counted: Counted, key: &str) -> Result<(), Error> {
        self.of(counted).take(key).map_err(too_many)
    }

    /// Refuses who has none left, and counts nothing.
    ///
    /// # Errors
    /// [`ErrorCode::TooManyRequests`] with the seconds to wait.
    pub fn check(&self, counted: Counted, key: &str) -> Result<(), Error> {
        self.of(counted).empty_for(key).map_or(Ok(()), |seconds| Err(too_many(seconds)))
    }

    fn of(&self, counted: Counted) -> &Buckets {
        match counted {
            Counted::Address => &self.address,
            Counted::Session => &self.session,
            Counted::Till => &self.till,
            Counted::WrongByTill => &self.wrong_by_till,
            Counted::WrongByDevice => &self.wrong_by_device,
            Counted::Staff => &self.staff,
            Counted::WrongByStaff => &self.wrong_by_staff,
            Counted::WrongCoupon => &self.wrong_coupon,
            Counted::WrongLink => &self.wrong_link,
            Counted::OpenedLink => &self.opened_link,
            Counted::Poster => &self.posters,
            Counted::OfRepair => &self.repairs,
            Counted::FromWechat => &self.from_wechat,
            Counted::WrongItemCode => &self.wrong_item_code,
        }
    }
}

fn too_many(seconds: f64) -> Error {
    #[expect(clippy::cast_possible_truncation, reason = "seconds to wait, at most some thousands")]
    let seconds = seconds.ceil() as i64;
    Problem::new(ErrorCode::TooManyRequests, "Too many requests.")
        .figure("retry_after_seconds", seconds.max(1))
        .remedy("Wait, then try again.")
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_let_through_and_then_the_rate_holds_for_each_alone() {
        let limits = Limits::new(Rates { address: 1, session: 0, till: 0 });
        for _ in 0..10 {
            limits.count(Counted::Address, "a").unwrap();
        }
        let refused = limits.count(Counted::Address, "a").unwrap_err().problem();
        assert_eq!(refused.figures["retry_after_seconds"], 1);
        limits.count(Counted::Address, "b").unwrap();
        for _ in 0..1000 {
            limits.count(Counted::Session, "a").unwrap();
        }
    }
}
