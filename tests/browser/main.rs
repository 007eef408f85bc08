//! The app in real browsers, walked through as a member does. One module for each part of it.
//!
//! `cargo test -p shuke-tests --test browser -- join` runs what has `join` in its name; `SHUKE_ENGINES=webkit` all of it in that
//! engine, `SHUKE_ENGINES=chromium,webkit` in both; without it each test says whether it needs both.

mod addresses;
mod benefits;
mod birthday;
mod boards;
mod card;
mod check_in;
mod claims;
mod code;
mod commission;
mod coupon_claims;
mod coupons;
mod drawn;
mod every_screen;
mod focus;
mod in_sight;
mod inbox;
mod join;
mod mall;
mod me;
mod orders;
mod parts;
mod pieces;
mod points;
mod posters;
mod posters_fast;
mod preview;
mod receipts;
mod referral;
mod scan;
mod scanner;
mod settings;
mod shell;
mod sign_in;
mod staff;
mod staff_after;
mod staff_coupons;
mod staff_door;
mod symbols;
mod taps;
mod taps_anywhere;
mod together;
mod watching;
mod wechat;
mod welcome;

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
        symbols::tests(),
        coupons::tests(),
        coupon_claims::tests(),
        receipts::tests(),
        points::tests(),
        preview::tests(),
        inbox::tests(),
        together::tests(),
        welcome::tests(),
        benefits::tests(),
        birthday::tests(),
        boards::tests(),
        referral::tests(),
        commission::tests(),
        me::tests(),
        settings::tests(),
        wechat::tests(),
        posters::tests(),
        posters_fast::tests(),
        mall::tests(),
        orders::tests(),
        pieces::tests(),
        addresses::tests(),
        staff::tests(),
        staff_after::tests(),
        staff_coupons::tests(),
        staff_door::tests(),
        taps::tests(),
        taps_anywhere::tests(),
        scan::tests(),
        scanner::tests(),
        drawn::tests(),
        focus::tests(),
        in_sight::tests(),
        parts::tests(),
        shell::tests(),
        watching::tests(),
        every_screen::tests(),
    ];
    suite::run(groups.into_iter().flatten().collect())
}
