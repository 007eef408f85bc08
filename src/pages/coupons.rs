//! `/coupons`, `/coupons/{id}` and `/coupons/offers`: what a member holds, one coupon with the code to show, what can be claimed.

mod claim;
mod code_form;
mod model;
mod offers;
mod one;
mod terms;
mod wallet;
mod words;

pub use offers::offers_page;
pub use one::coupon_page;
pub use wallet::wallet_page;
