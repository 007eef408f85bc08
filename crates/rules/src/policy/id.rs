//! The names by which a policy's parts are known in every version of it, at the till and in addresses.

use core::fmt;
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(#[cfg_attr(feature = "schema", schemars(with = "crate::bounds::Line<64>"))] pub String);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    };
}

id!(
    /// Names a tier in every version of a policy: `daren`.
    TierId
);
id!(
    /// Names a shop; it is what the printed code carries: `/s/{store}`.
    StoreId
);
id!(
    /// Names a class of goods, such as `regular` or `discounted`.
    ClassId
);
id!(
    /// Names a task in every version of a policy.
    TaskId
);
id!(
    /// Names something a member may consent to.
    ConsentId
);
id!(
    /// Names a coupon template in every version of a policy.
    TemplateId
);
id!(
    /// Names coupons that are given by themselves.
    GrantId
);
id!(
    /// Names a campaign price or a limited discount.
    CampaignId
);
id!(
    /// Names a leaderboard or a first-come gift in every version of a policy, and in addresses.
    BoardId
);
id!(
    /// Names a group of goods in every version of a policy.
    CategoryId
);
id!(
    /// An item's number in the till.
    ItemId
);

pub(crate) use id;
