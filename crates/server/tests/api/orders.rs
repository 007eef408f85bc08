//! `/api/v1/me/orders`: every state, every no. What staff do is done through the functions that their endpoints call.

mod claims;
mod killed;
pub mod packs;
mod places;
mod races;

use crate::addresses::address;
use crate::mall::offer;
use crate::support::{Member, Place, Reply, TestApp, block_on};
use serde_json::{Value, json};
use shuke_rules::{Fen, Instant};
use shuke_server::clock::Clock;
use shuke_server::context::Moment;
use shuke_server::orders::{self, By, Stored};
use shuke_server::routes;
use shuke_server::secrets::Chance;
use shuke_server::store::{Conn, Work};

const PATH: &str = "/api/v1/me/orders";

/// A member with so many points.
fn rich<'a>(app: &'a TestApp, phone: &str, points: i64) -> Member<'a> {
    let member = app.join(phone);
    app.till("wukang").sell(&member.number, &format!("rich-{phone}"), points * 100);
    member
}

/// What somebody sends to collect an item.
fn pick_up(item: &str, points: i64, fen: i64) -> Value {
    json!({ "item": item, "way": "pick_up", "store": "wukang", "price": { "points": points, "fen": fen } })
}

fn redeem(member: &Member<'_>, body: &Value) -> Reply {
    member.post(PATH, body)
}

/// An order that is sent for ¥12.
fn sent(member: &Member<'_>, item: &str, points: i64) -> Value {
    let addresses = member.post("/api/v1/me/addresses", &address("收")).expect(200).json;
    let id = &addresses["addresses"][0]["id"];
    let body =
        json!({ "item": item, "way": "express_for_money", "address": id, "price": { "points": points, "fen": 1200 } });
    redeem(member, &body).expect(200).json
}

fn get(member: &Member<'_>, order: &Value) -> Value {
    member.get(&format!("{PATH}/{}", order["id"].as_str().unwrap())).expect(200).json
}

fn act(member: &Member<'_>, order: &Value, what: &str) -> Reply {
    member.post(&format!("{PATH}/{}/{what}", order["id"].as_str().unwrap()), &json!({}))
}

fn id(order: &Value) -> i64 {
    order["id"].as_str().unwrap().parse().unwrap()
}

type Step = for<'c> fn(&'c mut Conn, Moment, i64) -> Work<'c, Stored>;

/// Does to an order what staff do, at `now`. `Err` is the code of the refusal.
fn staff_at(place: &Place, order: &Value, now: Instant, step: Step) -> Result<Stored, String> {
    let order = id(order);
    block_on(async {
        let store = routes::open(&place.location()).await.unwrap();
        let context = routes::context(Clock::default(), Chance::default());
        let done = store.write(move |tx| {
            let context = context.clone();
            Box::pin(async move {
                let moment = context.moment(tx).await?;
                step(tx, Moment { now, ..moment }, order).await
            })
        });
        let done = done
            .await
            .map_err(|error| serde_json::to_value(error.problem().code).unwrap().as_str().unwrap().to_owned());
        store.close().await;
        done
    })
}

fn staff(app: &TestApp, order: &Value, step: Step) -> Result<Stored, String> {
    staff_at(&app.place, order, app.now(), step)
}

fn pay(tx: &mut Conn, moment: Moment, id: i64) -> Work<'_, Stored> {
    Box::pin(async move { orders::pay(tx, &moment, id, Fen(1200), By::Staff(1)).await })
}

fn ready(tx: &mut Conn, moment: Moment, id: i64) -> Work<'_, Stored> {
    Box::pin(async move { orders::ready(tx, &moment, id, By::Staff(1)).await })
}

fn hand_over(tx: &mut Conn, moment: Moment, id: i64) -> Work<'_, Stored> {
    Box::pin(async move {
        let due = orders::find(tx, id, moment.now).await?.unwrap().due();
        orders::hand_over(tx, &moment, id, due, &"wukang".into(), By::Staff(1)).await
    })
}

fn ship(tx: &mut Conn, moment: Moment, id: i64) -> Work<'_, Stored> {
    Box::pin(async move {
        let parcel = shuke_contract::orders::Parcel { carrier: "顺丰".to_owned(), number: "SF1".to_owned() };
        orders::ship(tx, &moment, id, &parcel, By::Staff(1)).await
    })
}

/// Lets the time of every reserved and every shipped order run out.
fn let_time_pass(app: &TestApp) {
    app.advance_days(35);
}

/// What holds at every time: the ledger, the points of each order, its stock and its steps.
fn everything_adds_up(app: &TestApp) {
    let said = app.place.run(&["ledger", "verify"]);
    assert!(said.contains("everything adds up"), "{said}");
    nothing_is_half_done(&app.place);
}

fn nothing_is_half_done(place: &Place) {
    let zero = |what: &str, sql: &'static str| assert_eq!(place.number(sql), 0, "{what}");
    zero(
        "orders whose points did not leave exactly once",
        "SELECT COUNT(*) FROM orders o WHERE (SELECT COUNT(*) FROM ledger l WHERE l.member_id = o.member_id \
         AND l.key = 'redeemed:' || o.id AND l.points = -o.points) <> 1",
    );
    zero(
        "orders whose points are back though they should not, or the other way round",
        "SELECT COUNT(*) FROM orders o WHERE (SELECT COUNT(*) FROM ledger l WHERE l.member_id = o.member_id \
         AND l.key = 'returned:' || o.id AND l.points = o.points) <> \
         CASE WHEN o.state IN ('expired', 'cancelled', 'returned') THEN 1 ELSE 0 END",
    );
    zero(
        "entries of orders that there are not",
        "SELECT COUNT(*) FROM ledger l WHERE l.kind = 'redeemed' \
         AND NOT EXISTS (SELECT 1 FROM orders o WHERE l.key = 'redeemed:' || o.id)",
    );
    zero(
        "items whose stock is not what their orders took",
        "SELECT COUNT(*) FROM mall_items i WHERE i.taken <> (SELECT COUNT(*) FROM orders o WHERE o.item_id = i.id \
         AND o.state NOT IN ('expired', 'cancelled'))",
    );
    zero(
        "orders whose last step is not their state",
        "SELECT COUNT(*) FROM orders o WHERE o.state <> COALESCE((SELECT s.state FROM order_steps s \
         WHERE s.order_id = o.id ORDER BY s.n DESC LIMIT 1), '')",
    );
    zero("lots below nothing", "SELECT COUNT(*) FROM lots WHERE left_points < 0");
}

#[test]
fn what_is_collected_is_placed_set_aside_and_handed_over_with_the_money_that_is_due() {
    let app = TestApp::start();
    let member = rich(&app, "18920000001", 500);
    offer(&app, &[("mug", "goods,100,9,5,2,,,,,yes,")]);
    let order = redeem(&member, &pick_up("mug", 100, 900)).expect(200).json;
    assert_eq!((&order["state"], &order["due"], member.points()), (&json!("placed"), &json!(900), 400));
    assert_eq!((&order["store"]["id"], order["code"].as_str().unwrap().len()), (&json!("wukang"), 12));
    assert_eq!(order["claim_until"], Value::Null);
    staff(&app, &order, ready).unwrap();
    assert_eq!(get(&member, &order)["state"], "ready");
    assert_eq!(staff(&app, &order, ready).unwrap_err(), "order_state");
    let short: Step = |tx, moment, id| {
        Box::pin(async move { orders::hand_over(tx, &moment, id, Fen(899), &"wukang".into(), By::Staff(1)).await })
    };
    assert_eq!(staff(&app, &order, short).unwrap_err(), "amounts_disagree");
    staff(&app, &order, hand_over).unwrap();
    let got = get(&member, &order);
    assert_eq!((&got["state"], &got["due"], &got["code"]), (&json!("picked_up"), &json!(0), &Value::Null));
    let states: Vec<&str> = got["steps"].as_array().unwrap().iter().map(|s| s["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["placed", "ready", "picked_up"]);
    assert!(got["claim_until"].is_string());
    for step in [ready as Step, hand_over, ship, pay] {
        assert_eq!(staff(&app, &order, step).unwrap_err(), "order_state");
    }
    act(&member, &order, "cancel").refused(409, "order_state");
    act(&member, &order, "receive").refused(409, "order_state");
    everything_adds_up(&app);
}

#[test]
fn what_is_sent_is_reserved_until_it_is_paid_then_shipped_and_received() {
    let app = TestApp::start();
    let member = rich(&app, "18920000002", 500);
    offer(&app, &[("mug", "goods,100,,5,,,,,,yes,")]);
    let order = sent(&member, "mug", 100);
    assert_eq!((&order["state"], &order["due"]), (&json!("reserved"), &json!(1200)));
    assert!(order["reserved_until"].is_string() && order["code"].is_string());
    assert_eq!(staff(&app, &order, ship).unwrap_err(), "order_state");
    assert_eq!(staff(&app, &order, hand_over).unwrap_err(), "order_state");
    staff(&app, &order, pay).unwrap();
    assert_eq!((&get(&member, &order)["state"], &get(&member, &order)["code"]), (&json!("placed"), &Value::Null));
    act(&member, &order, "cancel").refused(409, "order_state");
    assert_eq!(staff(&app, &order, hand_over).unwrap_err(), "order_state");
    assert_eq!(staff(&app, &order, ready).unwrap_err(), "order_state");
    staff(&app, &order, ship).unwrap();
    let shipped = get(&member, &order);
    assert_eq!((&shipped["state"], &shipped["parcel"]["number"]), (&json!("shipped"), &json!("SF1")));
    assert!(shipped["received_by"].is_string());
    let received = act(&member, &order, "receive").expect(200).json;
    assert_eq!((&received["state"], &received["received_by"]), (&json!("received"), &Value::Null));
    everything_adds_up(&app);
}

#[test]
fn what_was_shipped_counts_as_received_by_itself() {
    let app = TestApp::start();
    let member = rich(&app, "18920000003", 500);
    offer(&app, &[("mug", "goods,100,,5,,,,,,yes,")]);
    let order = sent(&member, "mug", 100);
    staff(&app, &order, pay).unwrap();
    staff(&app, &order, ship).unwrap();
    app.advance_days(15);
    assert_eq!(get(&member, &order)["state"], "shipped");
    app.advance_days(1);
    let got = get(&member, &order);
    assert_eq!((&got["state"], got["steps"].as_array().unwrap().len()), (&json!("received"), 4));
    assert_eq!(app.place.text("SELECT state FROM orders"), "received");
    everything_adds_up(&app);
}

#[test]
fn a_voucher_is_there_at_once_and_any_shop_takes_it() {
    let app = TestApp::start();
    let member = rich(&app, "18920000004", 500);
    offer(&app, &[("latte", "voucher,100,,5,,,,,,no,")]);
    let body = json!({ "item": "latte", "way": "voucher", "price": { "points": 100, "fen": 0 } });
    let order = redeem(&member, &body).expect(200).json;
    assert_eq!((&order["state"], &order["store"]), (&json!("ready"), &Value::Null));
    let code = shuke_rules::pick_up::PickUpCode::parse(order["code"].as_str().unwrap()).unwrap();
    let taken = staff(&app, &order, hand_over).unwrap();
    assert_eq!(taken.code, Some(code));
    assert_eq!(taken.store.unwrap().0, "wukang");
    assert_eq!(get(&member, &order)["claim_until"], Value::Null, "a voucher has no faults");
    everything_adds_up(&app);
}

#[test]
fn a_late_payment_finds_the_order_expired_its_points_and_its_item_back() {
    let app = TestApp::start();
    let member = rich(&app, "18920000005", 500);
    offer(&app, &[("mug", "goods,100,,1,,,,,,yes,")]);
    let order = sent(&member, "mug", 100);
    let other = rich(&app, "18920000006", 500);
    redeem(&other, &pick_up("mug", 100, 0)).refused(409, "item_sold_out");
    let_time_pass(&app);
    assert_eq!(crate::mall::detail(&other, "mug")["offer"]["left"], 1, "it is back though nobody booked it");
    assert_eq!(staff(&app, &order, pay).unwrap_err(), "order_state");
    assert_eq!(app.place.text("SELECT state FROM orders"), "expired", "booked on the spot, though refused");
    assert_eq!(member.points(), 500);
    redeem(&other, &pick_up("mug", 100, 0)).expect(200);
    assert_eq!(staff(&app, &order, pay).unwrap_err(), "order_state");
    act(&member, &order, "cancel").refused(409, "order_state");
    let got = get(&member, &order);
    assert_eq!((&got["state"], &got["due"], &got["code"]), (&json!("expired"), &json!(0), &Value::Null));
    everything_adds_up(&app);
}

#[test]
fn an_order_whose_time_is_over_is_expired_when_it_is_read_and_its_points_are_back() {
    let app = TestApp::start();
    let member = rich(&app, "18920000007", 500);
    offer(&app, &[("mug", "goods,100,,1,1,,,,,yes,")]);
    let order = sent(&member, "mug", 100);
    let_time_pass(&app);
    assert_eq!(member.get(PATH).expect(200).json["orders"][0]["state"], "expired");
    assert_eq!(member.points(), 500);
    assert_eq!(get(&member, &order)["steps"][1]["state"], "expired");
    // Neither the limit of one nor the stock of one stands in the way any more.
    redeem(&member, &pick_up("mug", 100, 0)).expect(200);
    everything_adds_up(&app);
}

#[test]
fn a_job_books_what_time_did_though_nobody_looks() {
    let app = TestApp::start();
    let member = rich(&app, "18920000008", 500);
    offer(&app, &[("mug", "goods,100,,1,,,,,,yes,")]);
    sent(&member, "mug", 100);
    let_time_pass(&app);
    let app = app.start_again("TERM");
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(15);
    while app.place.text("SELECT state FROM orders") == "reserved" {
        assert!(std::time::Instant::now() < patience, "the job did not book it");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    everything_adds_up(&app);
}

#[test]
fn a_reserved_order_is_taken_back_and_everything_returns() {
    let app = TestApp::start();
    let member = rich(&app, "18920000009", 500);
    offer(&app, &[("mug", "goods,100,,1,1,,,,,yes,")]);
    let order = sent(&member, "mug", 100);
    assert_eq!(member.points(), 400);
    let stranger = app.join("18920000010");
    act(&stranger, &order, "cancel").refused(404, "not_found");
    stranger.get(&format!("{PATH}/{}", id(&order))).refused(404, "not_found");
    assert_eq!(act(&member, &order, "cancel").expect(200).json["state"], "cancelled");
    assert_eq!(member.points(), 500);
    act(&member, &order, "cancel").refused(409, "order_state");
    assert_eq!(staff(&app, &order, pay).unwrap_err(), "order_state");
    redeem(&member, &pick_up("mug", 100, 0)).expect(200);
    everything_adds_up(&app);
}

#[test]
fn orders_are_listed_newest_first_thirty_a_page() {
    let app = TestApp::start();
    let member = rich(&app, "18920000011", 500);
    offer(&app, &[("mug", "goods,1,,100,,,,,,yes,")]);
    for _ in 0..31 {
        redeem(&member, &pick_up("mug", 1, 0)).expect(200);
    }
    let first = member.get(PATH).expect(200).json;
    let next = first["next"].as_str().unwrap();
    assert_eq!((first["orders"].as_array().unwrap().len(), &first["orders"][0]["id"]), (30, &json!("31")));
    let second = member.get(&format!("{PATH}?after={next}")).expect(200).json;
    assert_eq!((second["orders"].as_array().unwrap().len(), &second["next"]), (1, &Value::Null));
    member.get(&format!("{PATH}?after=x")).refused(422, "invalid_fields");
}
