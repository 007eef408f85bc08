//! A leaderboard `most` and a first-come gift `early`, with days around today.

use crate::world::World;
use shuke_contract::{Empty, boards::GetBoards};
use shuke_rules::Day;

/// The first and the last day of the board, counted from today.
pub type Days = (i32, i32);

pub const RUNNING: Days = (0, 12);
pub const SOON: Days = (3, 12);
/// Its result was settled the day before yesterday: in the first minute of a day yesterday's is not certain yet.
pub const OVER: Days = (-60, -4);

fn day(today: Day, days: i32) -> Day {
    if days < 0 { today.minus_days(days.unsigned_abs()) } else { today.plus_days(days.unsigned_abs()) }
}

/// The brand with both.
fn policy(world: &World, (from, until): Days) -> String {
    let today = world.guest().call::<GetBoards>("", &Empty {}).expect("the boards").today;
    let brand = std::fs::read_to_string(world.brand.file()).expect("the brand");
    let coupon = |id: &str, zh: &str, en: &str| {
        let name = format!("{{ zh = \"{zh}\", en = \"{en}\" }}");
        format!(
            "[[coupons]]\nid = \"{id}\"\nname = {name}\neffect = {{ kind = \"gift\", gift = {name} }}\ngroup = \"{id}\"\ndays = 30\n"
        )
    };
    let days = format!("from = \"{}\"\nuntil = \"{}\"\nsettle_days = 2\n", day(today, from), day(today, until));
    let prize = |from: u32, to: u32, id: &str| {
        format!("[[leaderboards.prizes]]\nfrom = {from}\nto = {to}\ncoupon = \"{id}\"\n")
    };
    [
        brand,
        coupon("set", "盖碗茶具一套", "A set of lidded cups"),
        coupon("tin", "茶叶罐一只", "A tea caddy"),
        coupon("cup", "品茗杯一只", "A tasting cup"),
        "[[leaderboards]]\nid = \"most\"\nname = { zh = \"周末茶客榜\", en = \"Tea lovers of the week\" }\ncounts = \"paid\"\nleast = 20\n".into(),
        days.clone(),
        prize(1, 1, "set"),
        prize(2, 3, "tin"),
        "[[first_gifts]]\nid = \"early\"\nname = { zh = \"先到先得\", en = \"First come\" }\nplaces = 2\ncoupon = \"cup\"\n".into(),
        days,
    ]
    .join("\n")
}

/// Puts them in force beside what there is.
pub fn apply(world: &World, days: Days) {
    world.data.apply(&policy(world, days));
}

/// Begins with them: data of its own, in which the demo's members have bought while they ran.
pub fn begin_with(world: &World, days: Days) {
    let policy = policy(world, days);
    world.stop_server();
    world.data.begin_anew_with_members(&policy);
    world.start_server(&crate::place::dist());
}
