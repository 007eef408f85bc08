//! The kinds of entries. Owns their names in storage and in the chain, which never change.

use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// Every kind once, with its name.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)+) => {
        /// What an entry of the ledger is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum EntryKind {
            $($(#[$doc])* $kind,)+
            #[serde(other)]
            Unknown,
        }

        impl EntryKind {
            /// The name in storage and in the chain.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)+
                    Self::Unknown => "unknown",
                }
            }

            pub fn named(name: &str) -> Self {
                match name {
                    $($name => Self::$kind,)+
                    _ => Self::Unknown,
                }
            }
        }
    };
}

kinds! {
    /// A sale earned points.
    Earned = "earned",
    /// A refund took points back.
    TakenBack = "taken_back",
    /// A check-in, on its day or made up for.
    CheckedIn = "checked_in",
    /// The price of making up for a missed day.
    MadeUp = "made_up",
    /// What was left in a lot when it ended.
    Ended = "ended",
    /// The price of a redemption, its delivery included.
    Redeemed = "redeemed",
    /// Points as money: they paid for goods of a sale.
    Paid = "paid",
    /// A redemption was undone, or goods that points had paid for came back: the points came back.
    Returned = "returned",
    /// The reward of a task.
    TaskDone = "task_done",
    /// A refund undid a task, and its reward with it.
    TaskUndone = "task_undone",
    /// A friend bought and kept it: what was promised to one of the two.
    Referred = "referred",
    /// What the friend had bought came back, and took that along.
    ReferralUndone = "referral_undone",
    /// A share of what a friend bought and kept.
    Commission = "commission",
    /// Of what the friend had bought something came back.
    CommissionUndone = "commission_undone",
    /// A piece was registered.
    Registered = "registered",
    /// The purchase of a registered piece came back, and the points with it.
    RegisteredUndone = "registered_undone",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_has_one_name_in_storage_in_the_chain_and_as_it_travels() {
        for name in [
            "earned",
            "taken_back",
            "checked_in",
            "made_up",
            "ended",
            "redeemed",
            "paid",
            "returned",
            "task_done",
            "task_undone",
            "referred",
            "referral_undone",
            "commission",
            "commission_undone",
            "registered",
            "registered_undone",
        ] {
            let kind = EntryKind::named(name);
            assert_eq!((kind.name(), serde_json::to_value(kind).unwrap()), (name, name.into()));
        }
        assert_eq!(EntryKind::named("unknown"), EntryKind::Unknown);
    }
}
