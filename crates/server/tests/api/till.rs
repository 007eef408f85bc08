//! `/till/v1`

mod contested;
mod identify;
mod paid;
pub mod quotes;
mod races;
mod random;
mod refunds;
mod sales;

use crate::support::{TestApp, sale};

#[test]
fn a_till_needs_a_key_that_was_not_revoked() {
    let app = TestApp::start();
    let member = app.join("13200000001");
    let till = app.till("wukang");
    let ask = till.ask("/till/v1/sales").json(&sale(&member.number, "1", 100));
    for key in ["Bearer x", "Bearer ", "Basic abc", &till.key, &format!("Bearer {}x", till.key)] {
        ask.clone().header("authorization", key).send().refused(401, "till_key_required");
    }
    ask.clone().without("authorization").send().refused(401, "till_key_required");
    ask.send().expect(201);
    app.place.run(&["till-key", "revoke", "1"]);
    till.post("/till/v1/sales", &sale(&member.number, "2", 100)).refused(401, "till_key_required");
}

#[test]
fn a_member_is_no_till_and_a_till_is_no_member() {
    let app = TestApp::start();
    let member = app.join("13200000002");
    member.post("/till/v1/sales", &sale(&member.number, "1", 100)).refused(401, "till_key_required");
    let till = app.till("wukang");
    app.ask("GET", "/api/v1/me/card")
        .header("authorization", &format!("Bearer {}", till.key))
        .send()
        .refused(401, "sign_in_required");
}
