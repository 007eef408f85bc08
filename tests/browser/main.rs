//! The app in real browsers, walked through as a member does. One module for each part of it.
//!
//! `cargo test -p shuke-tests --test browser -- join` runs what has `join` in its name; `SHUKE_ENGINES=webkit` one engine.

mod addresses;
mod boards;
mod card;
mod check_in;
mod claims;
mod code;
mod every_screen;
mod inbox;
mod join;
mod mall;
mod me;
mod orders;
mod parts;
mod points;
mod receipts;
mod scan;
mod shell;
mod sign_in;
mod staff;
mod staff_after;
mod staff_door;
mod together;

use shuke_tests::suite;
use std::process::ExitCode;

fn main() -> ExitCode {
    let groups = [
        join::tests(),
        sign_in::tests(),
        card::tests(),
        check_in::tests(),
        claims::tests(),
        code::tests(),
        receipts::tests(),
        points::tests(),
        inbox::tests(),
        together::tests(),
        boards::tests(),
        me::tests(),
        mall::tests(),
        orders::tests(),
        addresses::tests(),
        staff::tests(),
        staff_after::tests(),
        staff_door::tests(),
        scan::tests(),
        parts::tests(),
        shell::tests(),
        every_screen::tests(),
    ];
    suite::run(groups.into_iter().flatten().collect())
}
