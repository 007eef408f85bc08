//! Why a call failed, and what to do about it. Owns how the words of a failure are found; the words stand below, those of each
//! feature in its own file, and come with the pages that list it (docs/decisions/007-parts.md).
//!
//! A feature that refuses something new writes it into its file, in both languages; a new feature adds its file here, and
//! its pages list it. A code that no file has words for fails a test.

pub mod addresses;
pub mod check_in;
pub mod codes;
pub mod commission;
pub mod consents;
pub mod coupons;
mod everywhere;
pub mod mall;
pub mod orders;
pub mod otp;
pub mod pieces;
pub mod points;
pub mod referral;
pub mod shops;
pub mod sign_in;
pub mod staff;
pub mod staff_coupons;
pub mod tasks;
#[cfg(test)]
pub mod tests;
pub mod wechat;

use super::Texts;
use crate::failure::Failure;
use shuke_contract::ErrorCode;
use shuke_face::Lang;

/// Why, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    pub title: &'static str,
    pub text: String,
    /// Trying again may help.
    pub passes: bool,
}

impl Explained {
    /// For what a page says no to by itself.
    pub const fn of(title: &'static str, text: String) -> Self {
        Self { title, text, passes: false }
    }
}

/// What a feature refuses, and what is said then.
pub type Refusals = &'static [(ErrorCode, Said)];

pub struct Said {
    pub zh: Words,
    pub en: Words,
}

/// A title, and a text.
pub type Words = (&'static str, Text);

pub enum Text {
    Fixed(&'static str),
    /// With the figures of the refusal.
    Told(fn(&Failure) -> String),
}

pub trait Explain {
    /// Why a call failed that may be refused for what `features` list. What any call may be refused for need not be listed.
    fn explain(&self, failure: &Failure, features: &[Refusals]) -> Explained;
}

impl Explain for Texts {
    #[inline(never)]
    fn explain(&self, failure: &Failure, features: &[Refusals]) -> Explained {
        let said = match failure {
            Failure::Offline => &everywhere::OFFLINE,
            Failure::Slow => &everywhere::SLOW,
            Failure::Unreadable => &everywhere::UNREADABLE,
            Failure::Refused(problem) => find(problem.code, features).unwrap_or(&everywhere::BROKEN),
        };
        let (title, text) = match self.lang {
            Lang::Zh => &said.zh,
            Lang::En => &said.en,
        };
        let text = match text {
            Text::Fixed(text) => (*text).to_owned(),
            Text::Told(told) => told(failure),
        };
        Explained { title, text, passes: failure.may_pass() }
    }
}

fn find(code: ErrorCode, features: &[Refusals]) -> Option<&'static Said> {
    let all = features.iter().chain([&everywhere::REFUSALS]).flat_map(|refusals| refusals.iter());
    all.into_iter().find(|(own, _)| *own == code).map(|(_, said)| said)
}
