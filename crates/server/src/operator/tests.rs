//! What a console could do: each concern is asked for directly, without a process, a terminal or a file.

use super::imports::purchases::{Amount, Asked, Columns, NotImported, Outcome, Step};
use super::imports::{items, purchases};
use super::invitations::{Invited, NotInvited};
use super::policy::{Applied, Move, Plan, Sound, Unsound};
use super::staff::{NobodyWorksHere, NotAdded, Wanted};
use super::*;
use crate::clock::Clock;
use crate::member;
use crate::routes;
use crate::secrets::Chance;
use crate::store::Location;
use shuke_contract::staff::Role;
use shuke_rules::policy::TierId;
use shuke_rules::{Day, Points};
use std::sync::atomic::{AtomicU32, Ordering};

const POLICY: &str = include_str!("../../../../brands/xiaoman.toml");
const PURCHASES: &str = "who,day,yuan\nMei,2024-03-01,400.00\nWu,2024-03-02,20\nMei,2024-04-01,50.5\n";

/// A desk with data of its own, removed at the end; its clock is a day ahead and its chance is known.
async fn at_a_desk(work: impl AsyncFnOnce(&Desk)) {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("shuke-desk-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let directory = std::env::temp_dir().join(name);
    let context = routes::context(Clock::ahead(86_400), Chance::seeded([7; 32]));
    let desk = Desk { store: routes::open(&Location::Directory(directory.clone())).await.unwrap(), context };
    work(&desk).await;
    desk.store.close().await;
    std::fs::remove_dir_all(directory).unwrap();
}

/// The same with a policy in force.
async fn with_policy(work: impl AsyncFnOnce(&Desk)) {
    at_a_desk(async |desk| {
        policy::apply(desk, &sound(POLICY)).await.unwrap();
        work(desk).await;
    })
    .await;
}

fn sound(source: &str) -> Sound {
    policy::check(source.as_bytes()).unwrap()
}

#[track_caller]
fn refused<T, W>(done: Done<T, W>) -> W {
    match done {
        Err(NotDone::Refused(why)) => why,
        Err(NotDone::Failed(error)) => panic!("failed: {error}"),
        Ok(_) => panic!("it was not refused"),
    }
}

fn asked() -> Asked {
    let [customer, date, amount] = ["who", "day", "yuan"].map(str::to_owned);
    Asked { columns: Columns { customer, date, amount }, store: Some("wukang".to_owned()), odd_names: false }
}

async fn import(desk: &Desk, file: &str, skip_bad: bool) -> (Done<Outcome, NotImported>, Vec<Step>) {
    let (file, mut steps) = (file.as_bytes().to_vec(), Vec::new());
    let scanned = purchases::scan(desk, &file, &asked(), &mut |step| steps.push(step)).await.unwrap();
    let outcome = scanned.book(desk, skip_bad, &mut |step| steps.push(step)).await;
    (outcome, steps)
}

#[tokio::test]
async fn a_policy_is_checked_applied_and_followed_by_another() {
    at_a_desk(async |desk| {
        assert!(matches!(policy::check(b"[brand]\nname = \"\xcd\""), Err(Unsound::NotUtf8 { line: 2 })));
        let Err(Unsound::Problems(problems)) = policy::check(POLICY.replace("years = 1", "years = 0").as_bytes())
        else {
            panic!("it is not sound");
        };
        assert_eq!((problems.len(), problems[0].key.as_str()), (1, "expiry.years"));
        assert!(matches!(policy::plan(desk, &sound(POLICY)).await, Ok(Plan::First)));
        assert_eq!(policy::apply(desk, &sound(POLICY)).await.unwrap(), Applied::First);
        assert_eq!(policy::apply(desk, &sound(POLICY)).await.unwrap(), Applied::Nothing { version: 1 });
        let elsewhere = sound(&POLICY.replace("Asia/Shanghai", "Europe/Paris"));
        assert_eq!(refused(policy::apply(desk, &elsewhere).await).0[0].key, "brand.time_zone");
        let next = sound(&POLICY.replace("spend = 999\n", "spend = 899\n"));
        let changes = vec!["tiers.daren.spend: ¥999 → ¥899".to_owned()];
        assert_eq!(policy::apply(desk, &next).await.unwrap(), Applied::Version { version: 2, changes });
    })
    .await;
}

#[tokio::test]
async fn a_plan_gives_who_would_move() {
    with_policy(async |desk| {
        import(desk, PURCHASES, false).await.0.unwrap();
        let next = sound(&POLICY.replace("spend = 499\n", "spend = 300\n"));
        let Ok(Plan::Changes(planned)) = policy::plan(desk, &next).await else { panic!("nothing would change") };
        assert_eq!((planned.version, planned.changes.len(), planned.moves.members), (1, 1, 2));
        let [xiaobai, suren] = ["xiaobai", "suren"].map(TierId::from);
        assert_eq!((planned.moves.now.get(&xiaobai), planned.moves.purchase.new.get(&suren)), (Some(&2), Some(&1)));
        let gain = &planned.moves.purchase.gain;
        let moved: Vec<&Move> = gain.first.values().collect();
        assert_eq!((gain.members, moved), (1, vec![&Move { from: xiaobai, to: suren, on: None }]));
        assert_eq!(planned.moves.purchase.lose.members, 0);
    })
    .await;
}

#[tokio::test]
async fn purchases_come_from_memory_once_however_often_they_are_given() {
    with_policy(async |desk| {
        let (outcome, steps) = import(desk, PURCHASES, false).await;
        let outcome = outcome.unwrap();
        assert_eq!((outcome.lines, outcome.new, outcome.new_members, outcome.points), (3, 3, 2, 470));
        let of = PURCHASES.len() as u64;
        assert_eq!(steps.first(), Some(&Step::Reading(Amount { done: 0, of })));
        assert!(steps.contains(&Step::Reading(Amount { done: of, of })), "{steps:?}");
        assert!(steps.contains(&Step::Staging(Amount { done: 3, of: 3 })), "{steps:?}");
        assert_eq!(steps.last(), Some(&Step::Booking(Amount { done: 3, of: 3 })));
        let again = import(desk, PURCHASES, false).await.0.unwrap();
        assert_eq!((again.new, again.already_there), (0, 3));
    })
    .await;
}

#[tokio::test]
async fn bad_lines_are_known_before_anything_is_booked() {
    with_policy(async |desk| {
        let file = format!("{PURCHASES}Li,never,3\n");
        let (bytes, asked) = (file.clone().into_bytes(), asked());
        let Ok(scanned) = purchases::scan(desk, &bytes, &asked, &mut |_| ()).await else { panic!("it can be read") };
        assert_eq!((scanned.scan.good, scanned.scan.bad, scanned.scan.told[0].0), (3, 1, 5));
        let why = refused(import(desk, &file, false).await.0);
        assert!(matches!(why, NotImported::BadLines { bad: 1, lines: 4 }));
        assert_eq!(import(desk, &file, true).await.0.unwrap().skipped, 1);
        let elsewhere = Asked { store: Some("mars".to_owned()), ..asked };
        let why = refused(purchases::scan(desk, &bytes, &elsewhere, &mut |_| ()).await);
        assert!(matches!(why, NotImported::NoSuchShop(none) if none.asked == "mars" && none.shops.len() == 3));
    })
    .await;
}

#[tokio::test]
async fn an_import_can_run_beside_everything_else() {
    with_policy(async |desk| {
        let (told, steps) = std::sync::mpsc::channel();
        let desk = desk.clone();
        let importing = tokio::spawn(async move {
            let (file, mut watch) = (PURCHASES.as_bytes().to_vec(), |step| told.send(step).unwrap_or_default());
            let scanned = purchases::scan(&desk, &file, &asked(), &mut watch).await?;
            scanned.book(&desk, false, &mut watch).await
        });
        assert_eq!(importing.await.unwrap().unwrap().new, 3);
        assert!(steps.iter().count() > 2);
    })
    .await;
}

#[tokio::test]
async fn items_come_from_memory_and_go_out_as_rows() {
    with_policy(async |desk| {
        let file = include_bytes!("../../../../brands/xiaoman/items.csv");
        let drawn = |_: &str| Ok(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec());
        let written = items::import(desk, file, drawn, false).await.unwrap();
        assert_eq!((written.new, written.unchanged), (13, 0));
        assert_eq!(exports::stock(desk).await.unwrap().len(), 13);
        let mut rows = exports::items(desk).await.unwrap();
        let first = rows.next().await.unwrap().unwrap();
        assert_eq!(first.cells[17], first.picture.unwrap().name);
        let wrong = refused(items::import(desk, b"id\n", drawn, false).await);
        assert_eq!(wrong[0].line, 1);
        let mut orders = exports::orders(desk, None, None).await.unwrap();
        assert_eq!(orders.next().await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_report_is_a_value() {
    with_policy(async |desk| {
        import(desk, PURCHASES, false).await.0.unwrap();
        let at = Day::parse("2024-03-31").unwrap();
        let tiers = reports::tiers(desk, at).await.unwrap();
        let held: Vec<u64> = tiers.tiers.0.iter().map(|(_, _, members)| *members).collect();
        assert_eq!((tiers.members, held), (2, vec![2, 0, 0, 0, 0]));
        let points = reports::points(desk, at).await.unwrap();
        assert_eq!((points.earned, points.expired, points.balance), (Points(420), Points(0), Points(420)));
        let report = audit::of_all(desk).await.unwrap();
        assert_eq!((report.ledgers.members, report.ledgers.entries, report.findings), (2, 3, Vec::new()));
    })
    .await;
}

#[tokio::test]
async fn a_key_is_made_of_the_chance_and_at_the_time_that_are_given() {
    with_policy(async |desk| {
        let key = keys::create(desk, "hefang", "counter 2").await.unwrap();
        assert_eq!(key, format!("till_{}", Chance::seeded([7; 32]).token().unwrap()));
        let listed = keys::list(desk).await.unwrap();
        assert_eq!((listed[0].number, listed[0].shop.0.as_str(), listed[0].revoked), (1, "hefang", None));
        assert!(listed[0].created > Clock::default().now());
        keys::revoke(desk, 1).await.unwrap();
        assert_eq!(refused(keys::revoke(desk, 1).await), keys::NoSuchKey(1));
        assert!(keys::list(desk).await.unwrap()[0].revoked.is_some());
        assert_eq!(refused(keys::create(desk, "mars", "till").await).asked, "mars");
    })
    .await;
}

#[tokio::test]
async fn staff_are_added_once_listed_and_removed() {
    with_policy(async |desk| {
        let wanted = Wanted {
            phone: "138-1234-0001".to_owned(),
            name: " 小方 ".to_owned(),
            role: Role::Clerk,
            store: "hefang".to_owned(),
        };
        let person = staff::add(desk, wanted.clone()).await.unwrap();
        assert_eq!((person.id, person.name.as_str(), person.phone.as_str()), (1, "小方", "13812340001"));
        let why = refused(staff::add(desk, wanted.clone()).await);
        assert!(matches!(why, NotAdded::WorksHere(other) if other.id == 1));
        let nameless = Wanted { name: " ".to_owned(), ..wanted };
        assert!(matches!(refused(staff::add(desk, nameless).await), NotAdded::NameEmpty));
        staff::remove(desk, 1).await.unwrap();
        assert_eq!(refused(staff::remove(desk, 1).await), NobodyWorksHere(1));
        assert!(staff::list(desk).await.unwrap()[0].revoked.is_some());
        let mut log = staff::log(desk, staff::Asked::default()).await.unwrap();
        assert!(log.next().await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_invitation_raises_a_tier_once() {
    with_policy(async |desk| {
        import(desk, PURCHASES, false).await.0.unwrap();
        let cards = member::cards_of(&mut desk.store.read().await.unwrap(), &[1]).await.unwrap();
        let (card, koc) = (&cards[&1], TierId::from("koc"));
        let given = invitations::give(desk, card, koc.clone()).await.unwrap();
        assert!(matches!(given, Invited::Raised { from, .. } if from == TierId::from("xiaobai")));
        let again = invitations::give(desk, card, koc.clone()).await.unwrap();
        assert!(matches!(again, Invited::Holds { tier, .. } if tier == koc));
        let why = refused(invitations::give(desk, card, TierId::from("daren")).await);
        assert_eq!(why, NotInvited::NotByInvitation { tier: TierId::from("daren"), there_are: vec![koc] });
    })
    .await;
}
