//! Why a call brought no answer. Owns the distinction; the words for it are in [`crate::i18n`].

use shuke_contract::{ErrorCode, Problem};
use shuke_rules::Fen;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The network took nothing: the server has not seen the call, or its answer was lost.
    Offline,
    /// No answer in time.
    Slow,
    /// The server said no.
    Refused(Box<Problem>),
    /// An answer that is none of the contract's.
    Unreadable,
}

impl Failure {
    pub fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Refused(problem) => Some(problem.code),
            _ => None,
        }
    }

    pub fn figure(&self, name: &str) -> Option<i64> {
        match self {
            Self::Refused(problem) => problem.figures.get(name).copied(),
            _ => None,
        }
    }

    /// A number of things; one where the server does not say.
    pub fn count(&self, name: &str) -> i64 {
        self.figure(name).unwrap_or(1).max(1)
    }

    /// An amount as it is written; nothing where there is none, or it is nothing.
    pub fn money(&self, name: &str) -> Option<String> {
        self.figure(name).filter(|fen| *fen != 0).map(|fen| Fen(fen).to_string())
    }

    /// Whether the server named this field of the request, or a part of it, as wrong.
    pub fn blames(&self, field: &str) -> bool {
        let is_meant =
            |path: &str| path.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        match self {
            Self::Refused(problem) => problem.fields.iter().any(|wrong| is_meant(&wrong.field)),
            _ => false,
        }
    }

    /// Whether the same call may be answered otherwise in a while: a clear no stays one, however often it is asked for.
    #[inline(never)]
    pub fn may_pass(&self) -> bool {
        self.leaves_open() || matches!(self, Self::Refused(problem) if matches!(problem.status, 408 | 429))
    }

    /// Whether the write may have happened all the same, so that a second try must carry the first one's key.
    #[inline(never)]
    pub fn leaves_open(&self) -> bool {
        match self {
            Self::Refused(problem) => problem.status >= 500,
            Self::Offline | Self::Slow | Self::Unreadable => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_no_settles_a_write() {
        let refused = |code| Failure::Refused(Box::new(Problem::new(code, "")));
        assert!(!refused(ErrorCode::OtpWrong).leaves_open());
        assert!(refused(ErrorCode::Internal).leaves_open());
        assert!(Failure::Offline.leaves_open() && Failure::Slow.leaves_open());
    }

    #[test]
    fn a_field_is_blamed_by_its_own_name_or_for_a_part_of_it() {
        let refused = |field: &str| {
            Failure::Refused(Box::new(Problem::new(ErrorCode::InvalidFields, "").field(field, "is wrong")))
        };
        assert!(refused("birthday").blames("birthday") && refused("birthday.day").blames("birthday"));
        assert!(!refused("birthday").blames("name") && !refused("names").blames("name"));
        assert!(!Failure::Offline.blames("name"));
    }
}
