//! Who may do what: one table for every kind of caller. Owns which grades there are and what each is allowed; who a caller is, is
//! for their session or key to say.

use crate::Error;
use shuke_contract::{ErrorCode, Problem};

/// How far a caller is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    Anyone,
    Member,
    Till,
    Clerk,
    Manager,
}

/// Something that not everybody may do who reaches the endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    DecideClaims,
    VoidCoupons,
    /// What others of the shop did.
    UndoOthers,
    /// What others of the shop did, in the log.
    SeeOthers,
}

impl Permission {
    /// Who has it.
    const fn grades(self) -> &'static [Grade] {
        match self {
            Self::DecideClaims | Self::VoidCoupons | Self::UndoOthers | Self::SeeOthers => &[Grade::Manager],
        }
    }

    pub fn is_of(self, grade: Grade) -> bool {
        self.grades().contains(&grade)
    }

    /// # Errors
    /// [`ErrorCode::ManagerRequired`]
    pub fn required(self, grade: Grade) -> Result<(), Error> {
        if self.is_of(grade) {
            return Ok(());
        }
        let (message, rule) = match self {
            Self::DecideClaims => {
                ("Claims are decided by managers.", "A clerk serves; a manager decides what comes back.")
            }
            Self::VoidCoupons => {
                ("Coupons are taken away by managers.", "A clerk serves; a manager decides what is taken away.")
            }
            Self::UndoOthers | Self::SeeOthers => {
                ("This is for managers.", "A clerk sees and undoes their own; a manager their shop's.")
            }
        };
        Err(Problem::new(ErrorCode::ManagerRequired, message).rule(rule).remedy("Call the shop's manager.").into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_but_a_manager_may_what_is_for_managers() {
        use Permission::{DecideClaims, SeeOthers, UndoOthers, VoidCoupons};
        for permission in [DecideClaims, VoidCoupons, UndoOthers, SeeOthers] {
            for grade in [Grade::Anyone, Grade::Member, Grade::Till, Grade::Clerk, Grade::Manager] {
                assert_eq!(permission.is_of(grade), grade == Grade::Manager, "{permission:?} {grade:?}");
                assert_eq!(permission.required(grade).is_ok(), grade == Grade::Manager);
            }
        }
    }
}
