//! Till keys, invitations and the check of the ledger.

use crate::support::{Shuke, online, sample};
use shuke_server::routes;

#[test]
fn a_till_key_is_shown_once_listed_without_itself_and_revoked() {
    let shuke = Shuke::with(&online());
    let key = shuke.run(["till-key", "create", "--store", "hefang", "--name", "counter 2"]).well();
    assert!(key.trim().len() > 40 && key.starts_with("till_"), "{key}");
    let list = shuke.run(["till-key", "list"]).well();
    assert!(list.contains("hefang") && list.contains("counter 2") && list.contains("works"), "{list}");
    assert!(!list.contains(key.trim()));
    let stored = std::fs::read(shuke.data().join("shuke.sqlite")).unwrap_or_default();
    assert_eq!(stored.is_empty(), !shuke.is_sqlite());
    assert!(!stored.windows(key.trim().len()).any(|bytes| bytes == key.trim().as_bytes()), "the key itself is stored");
    assert_eq!(shuke.run(["till-key", "revoke", "1"]).well(), "Key 1 is revoked.\n");
    assert!(shuke.run(["till-key", "list"]).well().contains("revoked"));
    assert!(shuke.run(["till-key", "revoke", "1"]).badly().contains("No working key has the number 1"));
    let said = shuke.run(["till-key", "create", "--store", "mars"]).badly();
    assert_eq!(said, "No shop has the id `mars`. There are: wukang, hefang, yulin.\n");
}

#[tokio::test]
async fn an_invitation_gives_a_tier_that_spending_does_not_reach() {
    let shuke = Shuke::with(&online());
    let file = shuke.directory.file("one.csv", "customer,date,amount\nMei,2024-03-01,20.00\n");
    shuke.imported(&file, &[]);
    let card = card_of(&shuke, "Mei").await;
    assert_eq!(shuke.run(["member", "invite", &card, "--tier", "koc"]).well(), format!("{card}: xiaobai → koc\n"));
    assert!(shuke.run(["member", "invite", &card, "--tier", "koc"]).well().contains("Nothing to do"));
    let today = chrono::Utc::now().date_naive() + chrono::Days::new(1);
    assert_eq!(shuke.report("tiers", &today.to_string())["tiers"]["koc"], 1);
    assert_eq!(shuke.report("tiers", "2024-12-31")["tiers"]["koc"], 0);
    let said = shuke.run(["member", "invite", &card, "--tier", "hongren"]).badly();
    assert_eq!(said, "`hongren` is no tier that is by invitation. Those are: koc.\n");
    assert!(shuke.run(["member", "invite", "6901000000000", "--tier", "koc"]).badly().contains("is no card number"));
    assert!(
        shuke.run(["member", "invite", "4006381333931", "--tier", "koc"]).badly().contains("No member has the card")
    );
}

#[tokio::test]
async fn what_was_changed_behind_the_ledgers_back_is_found() {
    let shuke = Shuke::with(&online());
    shuke.imported(&sample(), &[]);
    assert!(shuke.run(["ledger", "verify"]).well().contains("everything adds up"));
    let card = card_of(&shuke, "00040").await;
    shuke
        .change(
            "UPDATE ledger SET points = points + 100 WHERE seq = 1 AND member_id = \
        (SELECT id FROM members WHERE imported_as = '00040')",
        )
        .await;
    let said = shuke.run(["ledger", "verify"]).badly();
    assert!(said.contains(&format!("{card}: the chain is broken at entry 1")), "{said}");
    assert!(said.contains(&format!("{card}: entries come to")), "{said}");
    assert!(shuke.run(["ledger", "verify", "--card", &card]).code == 1);
    let other = card_of(&shuke, "00060").await;
    assert!(shuke.run(["ledger", "verify", "--card", &other]).well().starts_with("1 members"));
    shuke
        .change(
            "UPDATE lots SET left_points = 0 WHERE member_id = \
        (SELECT id FROM members WHERE imported_as = '00060')",
        )
        .await;
    assert!(shuke.run(["ledger", "verify", "--card", &other]).badly().contains("the lot of entry 1"));
    shuke.change("UPDATE ledger SET kind = 'given by me', hash = 'no hash' WHERE seq = 1").await;
    let said = shuke.run(["ledger", "verify", "--card", &other]).badly();
    assert!(said.contains(&format!("{other}: the chain is broken at entry 1")), "{said}");
}

async fn card_of(shuke: &Shuke, customer: &str) -> String {
    let store = routes::open(&shuke.location()).await.unwrap();
    let (card,): (String,) = sqlx::query_as("SELECT card FROM members WHERE imported_as = $1")
        .bind(customer)
        .fetch_one(&mut *store.read().await.unwrap())
        .await
        .unwrap();
    store.close().await;
    card
}
