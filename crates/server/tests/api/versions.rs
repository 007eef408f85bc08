//! Whatever is written of a member raises their version, whoever writes it: what is kept of them is kept by it. After every write
//! of a scripted life the rows that are theirs are compared with those before, and the card with one that nobody had kept.

use crate::coupons::held;
use crate::posters::{picture, poster};
use crate::referral;
use crate::staff::{Staff, entry, id, path_of, staff};
use crate::support::dump::{self, Table};
use crate::support::{Ask, Member, Process, TestApp};
use crate::wechat::Phone;
use serde_json::{Value, json};
use shuke_wechat_double::{Double, person};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

/// Tables that hold nothing of a member. A new one is either theirs, by a column that leads to them, or here.
const NOBODYS: [&str; 28] = [
    "anchor_rounds",
    // What is published of members is no state of theirs.
    "anchored_heads",
    "anchors",
    "code_uses",
    "counters",
    "coupon_rounds",
    "coupon_templates",
    "goods",
    "goods_stock",
    "import_rows",
    "imports",
    "item_batches",
    "item_codes",
    "item_sightings",
    "leases",
    "mall_items",
    "migrations",
    "one_time_codes",
    "pictures",
    "readiness",
    // Whose link a browser or a number opened, by hashes.
    "referral_openings",
    "referral_salts",
    "rule_versions",
    "staff",
    "till_keys",
    // Browsers that came back from WeChat, by hashes.
    "wechat_returns",
    "wechat_tokens",
    // Answers that were given: theirs, but shown to nobody but whoever asks the same again.
    "idempotency",
];
/// That somebody looks is noted at most once an hour, and changes nothing that is kept.
const LOOKS: [(&str, &str); 3] = [("sessions", "last_seen_at"), ("sessions", "expires_at"), ("members", "version")];
/// Columns that lead to a member through a row of theirs.
const LINKS: [(&str, &str); 6] = [
    ("order_id", "orders"),
    ("sale_id", "sales"),
    ("quote_id", "quotes"),
    ("coupon_id", "coupons"),
    ("lot_id", "lots"),
    ("repair_id", "item_repairs"),
];

/// What takes this long has not come.
const PATIENCE: Duration = Duration::from_mins(1);
/// No server does what one at a time does.
const HELD: &str = "INSERT INTO leases (name, holder, until) VALUES ('tidy', 'x', 9000000000000000000), \
    ('endings', 'x', 9000000000000000000), ('coupons', 'x', 9000000000000000000) \
    ON CONFLICT (name) DO UPDATE SET holder = 'x', until = 9000000000000000000";

type Rows = BTreeMap<String, BTreeSet<Vec<Option<String>>>>;

struct Watch<'a> {
    app: &'a TestApp,
    member: &'a Member<'a>,
    version: i64,
    rows: Rows,
    writes: usize,
    changes: usize,
    touched: BTreeSet<String>,
}

impl<'a> Watch<'a> {
    fn new(app: &'a TestApp, member: &'a Member<'a>) -> Self {
        let (version, rows) = theirs(&dump::tables(&app.place), &member.number);
        member.card();
        Self { app, member, version, rows, writes: 0, changes: 0, touched: BTreeSet::new() }
    }

    /// After something that the test did to the data by itself.
    fn anew(&mut self) {
        (self.version, self.rows) = theirs(&dump::tables(&self.app.place), &self.member.number);
        self.member.card();
    }

    /// Compares, after a write.
    #[track_caller]
    fn after(&mut self, what: &str) {
        let (version, rows) = theirs(&dump::tables(&self.app.place), &self.member.number);
        self.writes += 1;
        let changed: Vec<_> = rows.keys().filter(|table| rows.get(*table) != self.rows.get(*table)).cloned().collect();
        if !changed.is_empty() {
            self.changes += 1;
            assert!(version > self.version, "{what} changed {changed:?} and not the version");
            self.touched.extend(changed);
        }
        (self.version, self.rows) = (version, rows);
        let other = Process::serve(self.app.place.serve(&[]));
        let asked = || Ask::new("GET", format!("{}/api/v1/me/card", other.base)).header("cookie", &self.member.cookie);
        let patience = Instant::now() + PATIENCE;
        loop {
            // The jobs of any process may book something between two looks: what both say is compared while the member stays as they were.
            let kept = said(&self.member.card());
            let anew = said(&asked().send().expect(200).json);
            if kept == said(&self.member.card()) {
                return assert_eq!(kept, anew, "the card after {what}");
            }
            assert!(Instant::now() < patience, "the card goes on changing after {what}");
        }
    }

    /// Makes something `due` that a job sees to, and compares once nothing of it is left; `undone` counts it. Nobody does it before what was there
    /// has been looked at, and nobody does anything more when it is compared.
    #[track_caller]
    fn after_job(&mut self, what: &str, due: &[&str], undone: &'static str) {
        self.app.place.sql(HELD);
        for sql in due {
            self.app.place.sql(sql);
        }
        self.anew();
        assert!(self.app.place.number(undone) > 0, "{what} is due");
        self.app.place.sql_of_nobodys("DELETE FROM leases");
        let whose_jobs_run_as_it_starts = Process::serve(self.app.place.serve(&[]));
        let patience = Instant::now() + PATIENCE;
        while self.app.place.number(undone) > 0 {
            assert!(Instant::now() < patience, "{what} never happened");
            std::thread::sleep(Duration::from_millis(50));
        }
        drop(whose_jobs_run_as_it_starts);
        let changes = self.changes;
        self.after(what);
        assert!(self.changes > changes, "{what} changed nothing of the member");
    }
}

/// A card without when it was said.
fn said(card: &Value) -> BTreeMap<String, Value> {
    let all = card.as_object().unwrap().iter().filter(|(name, _)| *name != "now");
    all.map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// The version of a member and all that is stored of them.
fn theirs(tables: &[Table], number: &str) -> (i64, Rows) {
    let table = |name: &str| tables.iter().find(|table| table.name == name).unwrap();
    let members = table("members");
    let row = members.rows.iter().find(|row| members.cell(row, "card") == Some(number)).unwrap();
    let (me, version) = (members.cell(row, "id").unwrap(), members.cell(row, "version").unwrap().parse().unwrap());
    let is_mine = |of: &Table, row: &[Option<String>]| of.cell(row, "member_id") == Some(me);
    let ids = |name: &str| -> BTreeSet<String> {
        let of = table(name);
        of.rows.iter().filter(|row| is_mine(of, row)).map(|row| of.cell(row, "id").unwrap().to_owned()).collect()
    };
    let linked: BTreeMap<&str, BTreeSet<String>> = LINKS.iter().map(|(column, of)| (*column, ids(of))).collect();
    let mut rows = Rows::new();
    for of in tables.iter().filter(|table| !NOBODYS.contains(&&*table.name)) {
        let leads = |column: &String| column == "member_id" || linked.contains_key(&**column);
        assert!(of.name == "members" || of.columns.iter().any(leads), "whose is the table {}?", of.name);
        let mine = |row: &&Vec<Option<String>>| {
            let by_link =
                |(column, ids): (&&str, &BTreeSet<String>)| of.cell(row, column).is_some_and(|id| ids.contains(id));
            if of.name == "members" {
                of.cell(row, "id") == Some(me)
            } else {
                is_mine(of, row) || linked.iter().any(by_link)
            }
        };
        let shown = |row: &Vec<Option<String>>| {
            let seen = of.columns.iter().zip(row).filter(|(column, _)| !LOOKS.contains(&(&*of.name, &***column)));
            seen.map(|(_, cell)| cell.clone()).collect::<Vec<_>>()
        };
        rows.insert(of.name.clone(), of.rows.iter().filter(mine).map(shown).collect());
    }
    (version, rows)
}

fn address(street: &str, preferred: bool) -> Value {
    json!({ "name": "王小满", "phone": "13440000009", "region": "上海市徐汇区", "street": street, "preferred": preferred })
}

/// Those who write, and how each of their writes is looked at.
struct Cast<'a> {
    watch: Watch<'a>,
    member: &'a Member<'a>,
    clerk: Staff<'a>,
    manager: Staff<'a>,
}

impl Cast<'_> {
    #[track_caller]
    fn post(&mut self, path: &str, body: &Value) -> Value {
        let reply = self.member.post(path, body).expect(200).json;
        self.watch.after(path);
        reply
    }

    #[track_caller]
    fn put(&mut self, path: &str, body: &Value) -> Value {
        let reply = self.member.put(path, body).expect(200).json;
        self.watch.after(path);
        reply
    }

    #[track_caller]
    fn act(&mut self, order: &str, body: &Value) -> String {
        let logged = entry(&self.manager.post(&path_of(order), body).expect(200));
        self.watch.after(&format!("staff {}", body["action"]));
        logged
    }

    #[track_caller]
    fn undo(&mut self, logged: &str) {
        self.manager.undo(logged).expect(200);
        self.watch.after("undoing");
    }

    #[track_caller]
    fn serve(&mut self, path: &str, body: &Value) -> Value {
        let reply = self.manager.post(path, body).expect(200).json;
        self.watch.after(path);
        reply
    }

    #[track_caller]
    fn redeem(&mut self, body: &Value) -> String {
        id(&self.post("/api/v1/me/orders", body)).to_owned()
    }
}

fn pick_up(item: &str, points: i64, fen: i64) -> Value {
    json!({ "item": item, "way": "pick_up", "store": "wukang", "price": { "points": points, "fen": fen } })
}

fn on_their_own(cast: &mut Cast<'_>) {
    cast.put("/api/v1/me/profile", &json!({ "name": "阿满", "birthday": { "month": 10, "day": 17 } }));
    cast.put("/api/v1/me/consents", &json!({ "id": "marketing", "version": "2026-01", "given": true }));
    cast.post("/api/v1/me/check-ins", &json!({}));
    cast.post("/api/v1/me/visits", &json!({ "store": "wukang" }));
    cast.post("/api/v1/me/tasks/birthday/claim", &json!({}));
    cast.post("/api/v1/me/inbox/seen", &json!({ "until": chrono::Utc::now() }));
    cast.post("/api/v1/me/posters", &poster(&picture((1080, 1440), 1)));
    let addresses = cast.post("/api/v1/me/addresses", &address("武康路 1 号", true));
    let first = format!("/api/v1/me/addresses/{}", id(&addresses["addresses"][0]));
    cast.post("/api/v1/me/addresses", &address("武康路 2 号", true));
    cast.put(&first, &address("武康路 3 号", false));
    cast.post(&format!("{first}/remove"), &json!({}));
    for path in ["coupons", "coupon-offers", "inbox", "orders", "benefits", "birthday", "export", "tasks"] {
        cast.member.get(&format!("/api/v1/me/{path}")).expect(200);
        cast.watch.after(path);
    }
}

/// What concerns whoever brings friends, and what friends do.
fn bringing(cast: &mut Cast<'_>) {
    let app = cast.watch.app;
    let code = referral::code(cast.member);
    cast.watch.after("the first look at the link");
    cast.put("/api/v1/me/referral", &json!({ "shows_name": true }));
    let friend = referral::brought(app, cast.member, "13440000051");
    cast.watch.after("a friend");
    let other = referral::code(&friend);
    cast.member.get(&format!("/api/v1/referrals/{other}")).expect(200);
    cast.watch.after("a look at a friend's link");
    cast.member.get(&format!("/api/v1/referrals/{code}")).expect(200);
    cast.watch.after("a look at the own link");
    cast.post("/api/v1/me/referral/team", &json!({}));
    cast.post("/api/v1/me/referral/team/leave", &json!({}));
    cast.post("/api/v1/me/referral/team", &json!({}));
    friend.post("/api/v1/me/referral/team/join", &json!({ "code": code })).expect(200);
    cast.watch.after("a friend in the team");
    app.till("wukang").sell(&friend.number, "friend", 4_000);
    cast.watch.after("a friend's purchase");
    friend.post("/api/v1/me/close", &json!({ "last_four": &friend.number[9..] })).expect(200);
    cast.watch.after("a friend who leaves");
}

fn browsers(cast: &mut Cast<'_>) {
    let app = cast.watch.app;
    let desk = app.sign_in_as(&cast.member.number);
    cast.watch.after("signing in");
    desk.post("/api/v1/me/sign-out", &json!({})).expect(200);
    cast.watch.after("signing out");
}

fn redeeming(cast: &mut Cast<'_>) {
    let act = |action: &str, paid: i64| json!({ "action": action, "paid": paid });
    let cup = cast.redeem(&pick_up("cup", 50, 0));
    let ready = cast.act(&cup, &act("prepare", 0));
    cast.undo(&ready);
    let handed = cast.act(&cup, &act("hand_over", 0));
    cast.undo(&handed);
    cast.act(&cup, &act("hand_over", 0));
    cast.post(&format!("/api/v1/me/orders/{cup}/claim"), &json!({ "what": "杯口有裂纹" }));
    let answer = |action: &str| json!({ "action": action, "answer": "看过了" });
    let declined = cast.act(&cup, &answer("decline_claim"));
    cast.undo(&declined);
    cast.act(&cup, &answer("accept_claim"));
    let addresses = cast.member.get("/api/v1/me/addresses").expect(200).json;
    let to = &addresses["addresses"][0]["id"];
    let send =
        json!({ "item": "cup", "way": "express_for_money", "address": to, "price": { "points": 50, "fen": 1_200 } });
    let sent = cast.redeem(&send);
    let paid = cast.act(&sent, &act("take_payment", 1_200));
    cast.undo(&paid);
    cast.act(&sent, &act("take_payment", 1_200));
    let parcel = json!({ "action": "ship", "parcel": { "carrier": "顺丰", "number": "SF1" } });
    let shipped = cast.act(&sent, &parcel);
    cast.undo(&shipped);
    cast.act(&sent, &parcel);
    cast.post(&format!("/api/v1/me/orders/{sent}/receive"), &json!({}));
    let cancelled = cast.redeem(&send);
    cast.post(&format!("/api/v1/me/orders/{cancelled}/cancel"), &json!({}));
    cast.redeem(&json!({ "item": "tea", "way": "voucher", "price": { "points": 50, "fen": 0 } }));
}

fn behind_the_counter(cast: &mut Cast<'_>) {
    let number = cast.member.number.clone();
    cast.clerk.look_up(&cast.member.code(0)).expect(200);
    cast.watch.after("a look-up");
    cast.watch.app.place.sql("DELETE FROM code_uses");
    cast.watch.anew();
    cast.serve("/staff/v1/look-ups", &json!({ "code": cast.member.code(0) }));
    let seen = cast.serve("/staff/v1/task-confirmations", &json!({ "member": number, "task": "buyers-show" }));
    cast.undo(id(&seen));
    let coupon = |cast: &Cast<'_>, template: &str| held(cast.member, template).unwrap()["id"].clone();
    let pack = json!({ "member": number, "coupon": coupon(cast, "welcome-pack"), "prices": [], "to_pay": 0 });
    let used = cast.serve("/staff/v1/coupon-uses", &pack);
    cast.undo(id(&used["logged"]));
    let void = json!({ "member": number, "coupon": coupon(cast, "first-order"), "reason": "发错了" });
    let voided = cast.serve("/staff/v1/coupon-voids", &void);
    cast.undo(id(&voided));
}

fn at_the_till(cast: &mut Cast<'_>) {
    let app = cast.watch.app;
    let (till, number) = (app.till("wukang"), cast.member.number.clone());
    app.place.sql("DELETE FROM code_uses");
    cast.watch.anew();
    till.identify(&cast.member.code(0)).expect(200);
    cast.watch.after("an identification");
    let line = json!({ "item": "1", "class": "regular", "quantity": 1, "price": 3_000 });
    let basket = json!({ "number": "q1", "member": number, "lines": [line] });
    for _ in 0..2 {
        till.post("/till/v1/quotes", &basket).expect(201);
        cast.watch.after("a quote");
    }
    let quoted = till.post("/till/v1/quotes", &basket).expect(201).json;
    cast.watch.after("a quote that takes the place of another");
    let sold = till.post("/till/v1/sales", &crate::till::quotes::sale_of(&quoted, "q1")).expect(201).json;
    cast.watch.after("the sale of a quote");
    till.refund(id(&sold), "q1-back", quoted["to_pay"].as_i64().unwrap()).expect(201);
    cast.watch.after("the refund of all of it");
    let sale = till.sell(&number, "s1", 60_000);
    cast.watch.after("a sale");
    till.refund(&sale, "s1-back", 20_000).expect(201);
    cast.watch.after("a refund");
    // A quote that nobody sells runs out, and is deleted a day later.
    till.post("/till/v1/quotes", &json!({ "number": "q2", "member": number, "lines": [line] })).expect(201);
    cast.watch.after("a quote that nobody sells");
    let lapses = app.sign_in_as(&number);
    lapses.put("/api/v1/me/profile", &json!({ "name": "阿满", "birthday": { "month": 10, "day": 17 } })).expect(200);
    let due = [
        "UPDATE quotes SET until = until - 200000000000 WHERE sale_id IS NULL",
        "UPDATE coupons SET locked_until = locked_until - 200000000000 WHERE locked_until IS NOT NULL",
        "UPDATE sessions SET expires_at = 1 WHERE id = (SELECT MAX(id) FROM sessions WHERE member_id > 0)",
    ];
    cast.watch.after_job("tidying", &due, "SELECT COUNT(*) FROM quotes WHERE sale_id IS NULL");
    let expired = "SELECT COUNT(*) FROM idempotency WHERE scope LIKE 'session:%' \
        AND scope NOT IN (SELECT 'session:' || token_hash FROM sessions) AND ended = 0";
    assert_eq!(app.place.number(expired), 0, "answers go with a session that lapsed, too");
}

/// A piece is registered, handed in for repair and offered, and another one is taken over.
fn pieces(cast: &mut Cast<'_>) {
    let app = cast.watch.app;
    let codes = crate::pieces::made(app, "1", 2);
    let (own, other) = (codes[0].clone(), codes[1].clone());
    let of = |code: &str, act: &str| format!("/api/v1/me/item-codes/{code}/{act}");
    cast.post(&of(&own, "register"), &json!({}));
    cast.post(&of(&own, "offer"), &json!({}));
    cast.post(&of(&own, "keep"), &json!({}));
    let what = json!({ "store": "wukang", "what": "壶嘴裂了" });
    let asked = cast.post(&of(&own, "repairs"), &what);
    let repair = format!("/staff/v1/repairs/{}", id(&asked["repairs"][0]));
    cast.serve(&repair, &json!({ "state": "accepted", "note": "拿来看看" }));
    let own_repair = |act: &str| format!("/api/v1/me/repairs/{}/{act}", id(&asked["repairs"][0]));
    cast.post(&own_repair("words"), &json!({ "words": "盖子也松了", "pictures": [crate::pieces::photo(9)] }));
    cast.post(&own_repair("withdraw"), &json!({}));
    let giver = app.join("13440000041");
    giver.post(&of(&other, "register"), &json!({})).expect(200);
    let offered = giver.post(&of(&other, "offer"), &json!({})).expect(200).json;
    cast.post(&of(&other, "take"), &json!({ "code": offered["own"]["offer"]["code"] }));
}

/// What time does, and what jobs book of it.
fn in_time(cast: &mut Cast<'_>) {
    let app = cast.watch.app;
    cast.redeem(&pick_up("pot", 50, 2_500));
    let expires = cast
        .redeem(&json!({ "item": "pot", "way": "express_for_money", "price": { "points": 50, "fen": 3_700 },
        "address": cast.member.get("/api/v1/me/addresses").json["addresses"][0]["id"] }));
    app.place.sql("UPDATE orders SET lapses_at = lapses_at - 3000000000000 WHERE state = 'reserved'");
    cast.watch.anew();
    let patience = Instant::now() + PATIENCE;
    while app.place.number("SELECT COUNT(*) FROM orders WHERE state = 'reserved'") > 0 {
        assert!(Instant::now() < patience, "order {expires} never expired");
        std::thread::sleep(Duration::from_millis(100));
    }
    cast.watch.after("an order that expired");
    let due = ["UPDATE lots SET ends_at = 1700000000000000 WHERE left_points > 0"];
    cast.watch.after_job("points that ended", &due, "SELECT COUNT(*) FROM lots WHERE left_points > 0");
    let due = ["DELETE FROM coupon_rounds", "DELETE FROM coupons WHERE template_id = 'three-one' AND used_at IS NULL"];
    let undone = "SELECT CAST(CASE COUNT(*) WHEN 0 THEN 1 ELSE 0 END AS BIGINT) FROM coupons \
        WHERE template_id = 'three-one' AND used_at IS NULL";
    cast.watch.after_job("coupons that were due", &due, undone);
    app.place.run(&["member", "invite", &cast.member.number, "--tier", "koc"]);
    cast.watch.after("an invitation");
    sharing(cast);
}

/// By now they get a share of what a friend buys.
fn sharing(cast: &mut Cast<'_>) {
    let app = cast.watch.app;
    let friend = referral::brought(app, cast.member, "13440000052");
    cast.watch.after("another friend");
    let till = app.till("wukang");
    let purchase = till.sell(&friend.number, "shared", 4_000);
    cast.watch.after("a purchase of which they get a share");
    till.refund(&purchase, "shared-back", 500).expect(201);
    cast.watch.after("a part of it that comes back");
}

fn inside_wechat(cast: &mut Cast<'_>, double: &Double) {
    let (phone, app) = (Phone::of(cast.member), cast.watch.app);
    double.is(person("o-one"));
    phone.open("POST", "/wechat/link");
    cast.watch.after("an identity that was linked");
    let other = Phone::new(&app.process.base);
    other.joins(app, "13440000053");
    other.open("POST", "/wechat/link");
    other.post("/api/v1/me/wechat/move", &json!({})).expect(200);
    cast.watch.after("one that was taken along");
    phone.open("POST", "/wechat/link");
    phone.post("/api/v1/me/wechat/move", &json!({})).expect(200);
    cast.watch.after("one that was taken back");
    let id = phone.linked()[0]["id"].as_str().unwrap().to_owned();
    phone.post(&format!("/api/v1/me/wechat/{id}/unlink"), &json!({})).expect(200);
    cast.watch.after("one that was unlinked");
}

#[test]
fn every_write_that_changes_anything_of_a_member_raises_their_version_and_no_card_is_stale() {
    let (app, wechat) = crate::wechat::start();
    crate::mall::offer(
        &app,
        &[
            ("cup", "goods,50,,99,99,,,,,yes,"),
            ("pot", "goods,50,25,99,99,,,,,yes,"),
            ("tea", "voucher,50,,99,99,,,,,no,"),
        ],
    );
    let member = app.join("13440000001");
    app.till("wukang").sell(&member.number, "rich", 300_000);
    let clerk = staff(&app, "13440000002", "clerk", "wukang");
    let manager = staff(&app, "13440000003", "manager", "wukang");
    // Whatever is due is given by whoever starts, once a day: not in the midst of what is looked at.
    let whose_jobs_run_as_it_starts = Process::serve(app.place.serve(&[]));
    let patience = Instant::now() + PATIENCE;
    while app.place.number("SELECT COUNT(*) FROM coupon_rounds") == 0 {
        assert!(Instant::now() < patience, "nobody gives what is due");
        std::thread::sleep(Duration::from_millis(50));
    }
    drop(whose_jobs_run_as_it_starts);
    let mut cast = Cast { watch: Watch::new(&app, &member), member: &member, clerk, manager };
    on_their_own(&mut cast);
    inside_wechat(&mut cast, &wechat);
    bringing(&mut cast);
    browsers(&mut cast);
    redeeming(&mut cast);
    behind_the_counter(&mut cast);
    at_the_till(&mut cast);
    pieces(&mut cast);
    in_time(&mut cast);
    let Watch { writes, changes, touched, .. } = &cast.watch;
    println!("{writes} writes, {changes} of them changed something of the member, in {touched:?}");
    let other: BTreeSet<&str> = touched.iter().map(String::as_str).collect();
    for table in [
        "addresses",
        "orders",
        "order_steps",
        "order_claims",
        "quotes",
        "sessions",
        "staff_log",
        "coupons",
        "referral_links",
        "commissions",
        "item_registrations",
        "item_repair_steps",
        "wechat_identities",
        "wechat_moves",
    ] {
        assert!(other.contains(table), "the life left {table} out");
    }
    member.post("/api/v1/me/close", &json!({ "last_four": &member.number[9..] })).expect(200);
    let (version, rows) = theirs(&dump::tables(&app.place), &member.number);
    assert!(version > cast.watch.version && rows != cast.watch.rows);
}
