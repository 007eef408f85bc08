//! Coupons: giving them, what a member holds, and the steps that one takes. Owns the coupons and how many of each
//! template were given; what one does to a basket and who can have one is decided by `shuke-rules`.
//!
//! A coupon's state is what is noted and the clock: no job has to run for one to end or for a lock to release itself. What
//! keeps or uses one asks [`Coupon`](shuke_rules::coupons::Coupon), and every step is written guarded by what was read.
//!
//! What holds at every time:
//! - of a template with a stock no more are given than that; `coupon_templates.taken` = its coupons, whatever became of them;
//! - what a member was given has a key of its own (`coupons.key`), so that nothing is given twice;
//! - a coupon is used by one sale at most, or by staff, and free again only when nothing of that sale is paid any more;
//! - what was given for a task or an order that is undone is void as soon as no sale and no quote keeps it.

mod audit;
mod due;
mod give;
mod grantor;
mod hold;
pub mod refusals;
mod reward;
mod round;
mod shown;
mod stored;

pub use audit::{AUDIT, Audited, audited};
pub use due::{settle, settle_before_reading, settled_view, tier_of, welcome};
pub use give::{New, give, taken};
pub use grantor::{Grantor, Grantors, Sees, Waiting};
pub use hold::{
    GivenBack, commit, forget, free, give_back, lock, restore, undo_use, undo_void, use_up, void, withdraw,
};
pub use refusals::unusable;
pub use reward::{reward, take_back};
pub use round::GIVE_DUE;
pub use shown::{InHand, all_of, held, in_hand, terms};
pub use stored::{Holder, News, Stored, for_basket, had, holders_of, holds, name_of, news_of, of_member, template_of};
