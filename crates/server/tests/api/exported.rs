//! What a table holds of a member is in their export and goes with them – or stays out, or stays, for a reason that is written
//! here. Which tables those are is asked of the database: one that a migration adds is missed until it has its line.

use crate::forgotten::Life;
use crate::proof::anchor;
use crate::support::TestApp;
use crate::support::dump::{self, Table};
use Closed::{Goes, Stays};
use Exported::{Each, In, Not};
use serde_json::Value;
use std::collections::BTreeSet;

/// What the export has of a table.
#[derive(Clone, Copy)]
enum Exported {
    /// Each row is an entry of this section.
    Each(&'static str),
    /// It is in this section, otherwise than one entry a row, for this reason.
    In(&'static str, &'static str),
    /// Nothing, for this reason.
    Not(&'static str),
}

/// What becomes of a table's rows when the member leaves.
#[derive(Clone, Copy)]
enum Closed {
    Goes,
    /// Without a person (`forgotten` looks into every cell), for this reason.
    Stays(&'static str),
}

const BOOKS: &str = "the books of the shop: without a person they are figures";
const LEDGER: &str = "the chain of the ledger would break";

/// Every table with a column `member_id`.
const TABLES: [(&str, Exported, Closed); 33] = [
    ("addresses", Each("addresses"), Goes),
    (
        "anchored_heads",
        Not("where the ledger ended each day: the newest is in `more.proof`, with the way to what was published"),
        Stays("what was published would prove nothing"),
    ),
    ("check_ins", Each("check_ins"), Stays(BOOKS)),
    ("consent_log", Each("consent_log"), Stays("what was agreed to may have to be shown")),
    ("commission_returns", Not("what was taken back of each, in `more.commission`"), Stays(BOOKS)),
    ("commissions", Not("each is in `more.commission`"), Stays(BOOKS)),
    ("coupons", Each("coupons"), Stays(BOOKS)),
    ("idempotency", Not("the answers of the last two days' writes: what they wrote is in its own section"), Goes),
    ("invitations", In("tier_steps", "a step of the tiers, among those that purchases made"), Stays(BOOKS)),
    ("item_registrations", Not("each with its piece, in `more.pieces`"), Stays(BOOKS)),
    ("item_repairs", Not("each with its steps, in `more.pieces`"), Stays(BOOKS)),
    ("ledger", Each("ledger"), Stays(BOOKS)),
    ("ledger_lots", Not("which points a movement took: it follows from the ledger"), Stays(LEDGER)),
    ("lots", Not("what is left of each: it follows from the ledger, and the card says what ends when"), Stays(LEDGER)),
    ("member_sources", Not("it is `more.source`"), Stays("how many came by what: a figure without a person")),
    ("orders", Each("orders"), Stays(BOOKS)),
    ("posters", Not("where each is: in `more.posters`"), Goes),
    ("quotes", In("quotes", "one that was sold is a receipt"), Stays(BOOKS)),
    ("referral_binds", Not("who brought them, and whom they brought: with the rest in `more.referral`"), Stays(BOOKS)),
    ("referral_links", Not("the code is in `more.referral`"), Stays("who opens the link is told that they left")),
    ("referral_mates", Not("the team is in `more.referral`"), Stays(BOOKS)),
    ("referral_refusals", Not("in `more.referral`"), Stays("why somebody was not bound may have to be shown")),
    (
        "referral_seen",
        Not("hashes of browsers and of the number, by which nobody is told"),
        Stays("a browser that is known again, and a number that was a member's, for 90 days"),
    ),
    ("referral_teams", Not("the team is in `more.referral`"), Stays(BOOKS)),
    ("refunds", In("receipts", "a refund stands on the receipt of its sale"), Stays(BOOKS)),
    ("sales", Each("receipts"), Stays(BOOKS)),
    ("sessions", Each("sessions"), Goes),
    ("staff_log", Each("served"), Stays("what staff did is theirs to account for")),
    ("task_claims", Each("task_claims"), Stays(BOOKS)),
    ("task_confirmations", Each("confirmations"), Stays(BOOKS)),
    ("visits", Each("visits"), Stays(BOOKS)),
    ("wechat_identities", Not("in `more.wechat`"), Goes),
    (
        "wechat_moves",
        Not("that an identity opens another card now: when, which the inbox says"),
        Stays("of nobody by then"),
    ),
];

/// Every table without such a column, and what it has of members: a new one is missed until it stands here or above.
const OTHER_TABLES: [(&str, &str); 32] = [
    ("anchor_rounds", "nothing"),
    ("anchors", "digests, from which nobody is read"),
    ("code_uses", "member codes that were taken, by device and minute: tidied up"),
    ("counters", "nothing"),
    ("coupon_rounds", "nothing"),
    ("coupon_templates", "nothing"),
    ("goods", "nothing"),
    ("goods_stock", "nothing"),
    ("import_rows", "customers of an import that was stopped, by name: `forgotten::imported`"),
    ("imports", "nothing"),
    ("item_batches", "nothing"),
    ("item_codes", "nothing"),
    (
        "item_repair_pictures",
        "photos of a repair: where each is, with its step in `more.pieces`; they go with the account",
    ),
    ("item_repair_steps", "of a repair: with the repairs in `more.pieces`"),
    ("item_sightings", "cities and days, of nobody"),
    ("leases", "nothing"),
    ("mall_items", "nothing"),
    ("members", "the person: phone, profile and imported_as of the export; forgotten but for the card's number"),
    ("migrations", "nothing"),
    ("one_time_codes", "the number, for a day: forgotten with the account"),
    ("order_claims", "of an order: with the orders of the export"),
    ("order_steps", "of an order: with the orders of the export"),
    ("pictures", "nothing"),
    ("readiness", "nothing"),
    ("referral_openings", "whose link a browser or a number opened last, by a hash: for 90 days"),
    ("referral_rewards", "of a bind: with `more.referral` of the export, and in the ledger"),
    ("referral_salts", "nothing"),
    ("rule_versions", "nothing"),
    ("staff", "nothing"),
    ("till_keys", "nothing"),
    ("wechat_returns", "that a browser came back from WeChat: for a day, by a hash"),
    ("wechat_tokens", "nothing"),
];

/// Sections of the export that are no table's: what it is, and what is worked out.
const OTHERS: [&str; 7] = ["exported_at", "brand", "phone", "imported_as", "profile", "card", "more"];

fn of_members(tables: &[Table]) -> Vec<&Table> {
    tables.iter().filter(|table| table.columns.iter().any(|column| column == "member_id")).collect()
}

/// How many of its rows are this member's.
fn rows(tables: &[Table], name: &str, member: &str) -> usize {
    let table = tables.iter().find(|table| table.name == name).unwrap();
    table.rows.iter().filter(|row| table.cell(row, "member_id") == Some(member)).count()
}

/// What the tables know a member by.
fn id_of(tables: &[Table], number: &str) -> String {
    let members = tables.iter().find(|table| table.name == "members").unwrap();
    let row = members.rows.iter().find(|row| members.cell(row, "card") == Some(number)).unwrap();
    members.cell(row, "id").unwrap().to_owned()
}

fn entries(export: &Value, section: &str) -> usize {
    export[section].as_array().unwrap_or_else(|| panic!("{section} is no list")).len()
}

#[test]
fn what_each_table_holds_of_a_member_is_exported_and_goes_with_them_or_there_is_a_reason() {
    let (app, wechat) = crate::wechat::start();
    let life = Life::lived(&app);
    crate::wechat::taken_along_and_linked(&app, &wechat, &life.member, "13400000004");
    app.place.run(&["member", "invite", &life.member.number, "--tier", "koc"]);
    crate::commission::shared_and_half_returned(&app, &life.member, &life.till, "13400000003");
    app.advance_days(1);
    anchor(&app);
    let before = dump::tables(&app.place);
    let there: BTreeSet<&str> = of_members(&before).iter().map(|table| table.name.as_str()).collect();
    let known: BTreeSet<&str> = TABLES.iter().map(|(name, ..)| *name).collect();
    let export = life.member.get("/api/v1/me/export").expect(200).json;
    let member = id_of(&before, &life.member.number);
    let mut wrong: Vec<String> =
        there.symmetric_difference(&known).map(|name| format!("{name} is in one of both lists")).collect();
    for (name, exported, _) in TABLES {
        let rows = rows(&before, name, &member);
        match exported {
            _ if rows == 0 => wrong.push(format!("{name}: the life left nothing in it")),
            Each(section) if entries(&export, section) != rows => {
                wrong.push(format!("{name}: {rows} rows, {section} has {}", entries(&export, section)));
            }
            In(section, why) if entries(&export, section) == 0 => {
                wrong.push(format!("{name}: {section} is empty ({why})"));
            }
            Not(why) => println!("{name} is not exported: {why}"),
            Each(_) | In(..) => (),
        }
    }
    let pieces = &export["more"]["pieces"];
    assert_eq!((entries(pieces, "registered"), entries(pieces, "repairs")), (1, 1), "{pieces}");
    assert_eq!(entries(&export["more"], "wechat"), 1);
    life.closing().send().expect(200);
    let after = dump::tables(&app.place);
    for (name, _, closed) in TABLES {
        match (closed, rows(&after, name, &member)) {
            (Goes, 1..) => wrong.push(format!("{name}: rows stay after the account was closed")),
            (Stays(why), 0) => wrong.push(format!("{name}: nothing stays ({why})")),
            _ => (),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_table_is_known_to_hold_something_of_members_or_nothing() {
    let app = TestApp::start();
    let known = TABLES.iter().map(|(name, ..)| *name).chain(OTHER_TABLES.iter().map(|(name, _)| *name));
    let known: BTreeSet<&str> = known.collect();
    let tables = dump::tables(&app.place);
    // What an engine keeps for itself begins with its name.
    let there: BTreeSet<&str> =
        tables.iter().map(|table| table.name.as_str()).filter(|name| !name.starts_with("sqlite_")).collect();
    assert_eq!(there, known);
    // And none names a member by a column of another name.
    let hidden = |column: &&String| {
        let suspect = ["member", "phone", "card", "customer", "imported_as"].iter().any(|part| column.contains(part));
        suspect && !["per_member", "member_id"].contains(&column.as_str())
    };
    let found: Vec<String> = tables
        .iter()
        .flat_map(|table| table.columns.iter().filter(hidden).map(|column| format!("{}.{column}", table.name)))
        .collect();
    assert_eq!(
        found,
        [
            "addresses.phone",
            "anchored_heads.card",
            "anchors.members",
            "import_rows.customer",
            "imports.new_members",
            "members.card",
            "members.imported_as",
            "members.phone",
            "one_time_codes.phone",
            "staff.phone"
        ]
    );
}

#[test]
fn each_section_of_the_export_is_described_and_comes_from_a_table_or_is_named() {
    let app = TestApp::start();
    let member = app.join("18700000001");
    let export = member.get("/api/v1/me/export").expect(200).json;
    let document = app.get("/api/v1/openapi.json").expect(200).json;
    let described = document["components"]["schemas"]["Export"]["properties"].as_object().unwrap();
    let from_tables = TABLES.iter().filter_map(|(_, exported, _)| match exported {
        Each(section) | In(section, _) => Some(*section),
        Not(_) => None,
    });
    let known: BTreeSet<&str> = from_tables.chain(OTHERS).collect();
    let sections: BTreeSet<&str> = described.keys().map(String::as_str).collect();
    assert_eq!(known, sections, "the sections that are known here and those of the document");
    let given: BTreeSet<&str> = export.as_object().unwrap().keys().map(String::as_str).collect();
    let missing: Vec<_> = given.symmetric_difference(&sections).filter(|name| **name != "more").collect();
    assert!(missing.is_empty(), "{missing:?}: either not answered or not described");
}
