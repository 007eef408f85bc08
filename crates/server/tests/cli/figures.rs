//! Reports beside the plain calculation, at many dates, past and future.

use crate::plain::{Figures, lifetime, number_of, period};
use crate::support::{Shuke, online, sample, shops, small_shops};

const DATES: [&str; 14] = [
    "1996-12-31",
    "1997-01-01",
    "1997-03-31",
    "1997-12-31",
    "1998-01-31",
    "1998-03-02",
    "1998-06-30",
    "1998-12-31",
    "1999-01-01",
    "1999-07-30",
    "1999-12-31",
    "2000-01-01",
    "2001-02-28",
    "2008-02-29",
];

const LIFETIME: [(i64, i64); 4] = [(0, 10), (49_900, 12), (99_900, 15), (199_900, 20)];
const PERIOD: [(i64, i64); 3] = [(300_000, 250_000), (500_000, 400_000), (1_000_000, 800_000)];
const SMALL_PERIOD: [(i64, i64); 3] = [(15_000, 12_500), (25_000, 20_000), (50_000, 40_000)];

/// What the reports say, in the shape of the plain calculation.
fn reported(shuke: &Shuke, at: &str, tiers: &[&str]) -> Figures {
    let report = shuke.report("tiers", at);
    let points = shuke.report("points", at);
    assert_eq!((&report["at"], &points["at"]), (&at.into(), &at.into()));
    let of = |value: &serde_json::Value| value.as_i64().unwrap();
    let figures = Figures {
        members: of(&report["members"]),
        tiers: tiers.iter().map(|tier| of(&report["tiers"][tier])).collect(),
        earned: of(&points["earned"]),
        expired: of(&points["expired"]),
    };
    assert_eq!(of(&points["balance"]), figures.earned - figures.expired);
    figures
}

fn compare(policy: &str, csv: &str, tiers: &[&str], plain: impl Fn(&str, i64) -> Figures) {
    let shuke = Shuke::with(policy);
    shuke.imported(&shuke.directory.file("purchases.csv", csv), &[]);
    let mut held = 0;
    for at in DATES {
        let expected = plain(csv, number_of(at));
        assert_eq!(reported(&shuke, at, tiers), expected, "{at}");
        held += expected.tiers.iter().skip(1).filter(|members| **members > 0).count();
    }
    assert!(held > 0, "nobody ever reached a tier: this compares nothing");
}

fn music() -> String {
    std::fs::read_to_string(sample()).unwrap()
}

/// The sample at the prices of a clothes shop: every amount twenty times.
fn clothes() -> String {
    let music = music();
    let (header, rows) = music.split_once('\n').unwrap();
    let dearer = |row: &str| {
        let (before, amount) = row.rsplit_once(',').unwrap();
        let fen = 20 * amount.replace('.', "").parse::<i64>().unwrap();
        format!("{before},{}.{:02}\n", fen / 100, fen % 100)
    };
    format!("{header}\n{}", rows.lines().map(dearer).collect::<String>())
}

const SHOPS: [&str; 4] = ["points", "silver", "gold", "diamond"];

#[test]
fn tiers_by_all_spend_and_their_points_agree_with_the_plain_calculation() {
    let tiers = ["xiaobai", "suren", "daren", "hongren"];
    compare(&online(), &music(), &tiers, |csv, at| lifetime(csv, &LIFETIME, at));
}

#[test]
fn tiers_by_the_spend_of_a_year_agree_with_the_plain_calculation() {
    compare(&shops(), &clothes(), &SHOPS, |csv, at| period(csv, &PERIOD, false, at));
}

#[test]
fn tiers_that_go_down_one_step_agree_with_the_plain_calculation() {
    let one_step = small_shops().replace("on_review = \"supported\"", "on_review = \"one_step\"");
    assert_ne!(one_step, small_shops());
    compare(&one_step, &music(), &SHOPS, |csv, at| period(csv, &SMALL_PERIOD, true, at));
}

#[test]
fn a_report_is_one_line_with_every_tier_in_the_order_of_the_ladder() {
    let shuke = Shuke::with(&online());
    let tiers = shuke.run(["report", "tiers", "--at", "1997-12-31", "--json"]).well();
    let expected = "{\"at\":\"1997-12-31\",\"members\":0,\
        \"tiers\":{\"xiaobai\":0,\"suren\":0,\"daren\":0,\"hongren\":0,\"koc\":0}}\n";
    assert_eq!(tiers, expected);
    let points = shuke.run(["report", "points", "--at", "1997-12-31", "--json"]).well();
    assert_eq!(points, "{\"at\":\"1997-12-31\",\"earned\":0,\"expired\":0,\"balance\":0}\n");
    let wrong = shuke.run(["report", "tiers", "--at", "1997-02-29", "--json"]);
    assert!(wrong.code == 2 && wrong.err.contains("not a day written YYYY-MM-DD"), "{}", wrong.err);
}
