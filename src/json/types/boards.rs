//! What leaderboards are made of.

use crate::json::{FromJson, Json, named};
use shuke_contract::boards::{
    Board, BoardKind, BoardPage, BoardPlace, BoardPrize, BoardTerms, Boards, MyPlace, NextPlace, RemovedOrder,
};
use shuke_rules::boards::{Phase, Why};
use shuke_rules::policy::BoardId;

wrapped! { BoardId }
names! { BoardKind Phase Why }
objects! {
    Boards { boards, today }
    BoardPage { board, today }
    Board { id, name, note, kind, phase, terms, prizes, members, top, mine }
    BoardTerms { from, until, settled, settle_days, only_for, least, tier }
    BoardPrize { from, to, what, days }
    BoardPlace { place, name, confirmed, pending, me }
    MyPlace { place, confirmed, pending, confirmed_from, prize, given, next, next_prize, removed }
    NextPlace { place, missing }
    RemovedOrder { receipt, bought, returned, amount, why }
}
