//! Policy files, good and bad, as operators write them.

mod bad;
mod boards;
mod commission;
mod compared;
mod coupons;
mod documented;
mod fuzzed;
mod mall;
mod referral;
mod together;

use super::{Problem, read};
use crate::money::{Fen, Multiplier};
use crate::policy::{LadderKind, Material, Policy};

const XIAOMAN: &str = include_str!("../../../../../brands/xiaoman.toml");
const SHANLAN: &str = include_str!("../../../../../brands/shanlan.toml");
/// A period ladder with only the keys that must be there.
const SMALL: &str = include_str!("tests/small.toml");

fn problems(source: &str) -> Vec<String> {
    read(source).err().unwrap_or_default().iter().map(Problem::to_string).collect()
}

fn good(source: &str) -> Policy {
    read(source).unwrap()
}

/// [`SMALL`] with one thing, which it holds exactly once, written differently.
fn small(from: &str, to: &str) -> String {
    assert_eq!(SMALL.matches(from).count(), 1, "{from}");
    SMALL.replace(from, to)
}

#[test]
fn both_example_brands_and_the_smallest_file_are_read() {
    for source in [XIAOMAN, SHANLAN, SMALL] {
        assert_eq!(problems(source), Vec::<String>::new());
    }
}

#[test]
fn a_file_with_windows_line_ends_and_a_byte_order_mark_is_the_same_policy() {
    let windows = format!("\u{feff}{}", SMALL.replace('\n', "\r\n"));
    assert_eq!(good(&windows), good(SMALL));
}

#[test]
fn the_online_born_brand_has_the_ladder_of_its_policy() {
    let policy = good(XIAOMAN);
    assert_eq!(policy.ladder.kind, LadderKind::Lifetime);
    let tiers: Vec<_> =
        policy.tiers.iter().map(|t| (t.id.0.as_str(), t.spend, t.multiplier.to_string(), t.material)).collect();
    let expected = [
        ("xiaobai", Some(Fen(0)), "1".to_owned(), Material::Paper),
        ("suren", Some(Fen(49_900)), "1.2".to_owned(), Material::Linen),
        ("daren", Some(Fen(99_900)), "1.5".to_owned(), Material::Bronze),
        ("hongren", Some(Fen(199_900)), "2".to_owned(), Material::Vermilion),
        ("koc", None, "2".to_owned(), Material::InkGold),
    ];
    assert_eq!(tiers, expected);
    assert!(policy.tiers[4].by_invitation);
}

#[test]
fn the_shop_born_brand_has_the_ladder_of_its_policy() {
    let policy = good(SHANLAN);
    assert_eq!((policy.ladder.kind, policy.ladder.months, policy.ladder.grace_days), (LadderKind::Period, 12, 30));
    let regular = |tier: &crate::policy::Tier| tier.pays_percent.get(&"regular".into()).copied();
    let tiers: Vec<_> = policy.tiers.iter().map(|t| (t.id.0.as_str(), t.single, t.spend, regular(t))).collect();
    let yuan = |yuan: i64| Some(Fen(yuan * 100));
    let expected = [
        ("points", None, yuan(0), None),
        ("silver", yuan(2_500), yuan(3_000), Some(85)),
        ("gold", yuan(4_000), yuan(5_000), Some(80)),
        ("diamond", yuan(8_000), yuan(10_000), Some(80)),
    ];
    assert_eq!(tiers, expected);
    assert!(policy.tiers.iter().all(|tier| tier.multiplier == Multiplier::ONE));
}

#[test]
fn amounts_are_whole_numbers_or_strings_with_decimals() {
    let policy = good(&small("spend = 3000", "spend = \"3000.50\""));
    assert_eq!(policy.tiers[1].spend, Some(Fen(300_050)));
    let policy = good(&small("points_per_yuan = \"1\"", "points_per_yuan = 2"));
    assert_eq!(policy.earning.classes[0].points_per_yuan, Multiplier::parse("2").unwrap());
}

#[test]
fn a_policy_survives_being_stored_as_json() {
    for source in [XIAOMAN, SHANLAN, SMALL] {
        let policy = good(source);
        let stored = serde_json::to_string(&policy).unwrap();
        assert_eq!(serde_json::from_str::<Policy>(&stored).unwrap(), policy);
    }
}
