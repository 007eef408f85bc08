//! Leaderboards and first-come gifts: standings from the sales and refunds, how they are shown, and the coupons that are won.
//! Which order counts, ties, and when a result is final are decided by `shuke-rules`.
//!
//! Nothing of a standing is stored: sales and refunds are never deleted and their ids rise as they are committed, so what a process
//! has computed once it brings up to date by what is newer ([`Cache`]).
//!
//! What holds at every time: of a first-come gift no more coupons stand than it has places; a place of a board that is final
//! wins one coupon.

mod shown;
mod sold;
mod tally;
mod won;

pub use tally::{Cache, Sees};
pub use won::{Waiting, result_is_new, returned, settle_gift};

use crate::boot::MaybeMember;
use crate::http::Routes;
use shuke_contract::boards::{GetBoard, GetBoards};

pub fn routes(routes: Routes) -> Routes {
    routes.read::<GetBoards, MaybeMember, _, _>(shown::get_boards).read::<GetBoard, MaybeMember, _, _>(shown::get_board)
}
