//! `GET /api/v1/proof` and `/api/v1/me/ledger/proof`, and what is found when somebody rewrites what was published.

use crate::support::{CLOCK_OFFSET, Member, Place, TestApp, block_on, brand};
use chrono::{TimeDelta, Utc};
use shuke_contract::ledger::LedgerChain;
use shuke_contract::proof::{OwnProof, Proof};
use shuke_rules::ledger::{first_broken, genesis};
use shuke_rules::proof::{Head, Log};
use shuke_server::clock::Clock;
use shuke_server::operator::Desk;
use shuke_server::operator::anchors::{Looked, Rewritten, check};
use shuke_server::operator::audit;
use shuke_server::proof::{self, Signed, Signer};
use shuke_server::routes;
use shuke_server::secrets::Chance;

const KEY: &str = "a key that stands in the settings alone, not here";
const PATH: &str = "/api/v1/proof";
const OWN: &str = "/api/v1/me/ledger/proof";

/// A server with the key, so many days ago.
fn begun(days: i64) -> TestApp {
    let place = Place::new();
    place.run(&["apply", brand().to_str().unwrap()]);
    let behind = (-TimeDelta::days(days).num_seconds()).to_string();
    TestApp::start_in(place, &[(CLOCK_OFFSET, &behind), ("SHUKE_ANCHOR_KEY", KEY)])
}

/// A desk at the server's data, with its clock and a key.
pub fn at_desk<T>(app: &TestApp, key: Option<&str>, work: impl AsyncFnOnce(&Desk) -> T) -> T {
    block_on(async {
        let ahead = (app.now() - Utc::now()).num_seconds();
        let context = routes::context(Clock::ahead(ahead), Chance::default());
        context.share(Signer::new(key.map(str::to_owned)));
        let desk = Desk { store: routes::open(&app.place.location()).await.unwrap(), context };
        let done = work(&desk).await;
        desk.store.close().await;
        done
    })
}

/// Makes the anchor of yesterday, as the job does.
pub fn anchor(app: &TestApp) -> Signed {
    anchor_with(app, Some(KEY))
}

fn anchor_with(app: &TestApp, key: Option<&str>) -> Signed {
    let [job] = proof::FEATURE.jobs else { panic!("one job") };
    at_desk(app, key, async |desk| {
        loop {
            let mut connection = desk.store.read().await.unwrap();
            let moment = desk.context.moment(&mut connection).await.unwrap();
            let Some(found) = (job.look)(&mut connection, &moment).await.unwrap() else { break };
            drop(connection);
            let context = desk.context.clone();
            let done = desk.store.write(move |tx| {
                let (context, found) = (context.clone(), found.clone());
                Box::pin(async move {
                    let moment = context.moment(tx).await?;
                    (job.run)(tx, &moment, found).await
                })
            });
            done.await.unwrap();
        }
        proof::kept(&mut desk.store.read().await.unwrap()).await.unwrap().pop().unwrap().signed
    })
}

/// What the audit finds.
fn findings(app: &TestApp) -> Vec<(&'static str, String)> {
    let report = at_desk(app, Some(KEY), async |desk| audit::of_all(desk).await.unwrap());
    report.findings.into_iter().map(|finding| (finding.table, finding.of)).collect()
}

/// What the key and anchors that were kept elsewhere find.
fn look(app: &TestApp, elsewhere: &[Signed]) -> Looked {
    at_desk(app, Some(KEY), async |desk| check(desk, &Signer::new(Some(KEY.to_owned())), elsewhere).await.unwrap())
}

fn published(app: &TestApp, since: Option<u32>) -> Proof {
    let query = since.map_or(String::new(), |since| format!("?since={since}"));
    serde_json::from_str(&app.get(&format!("{PATH}{query}")).expect(200).text()).unwrap()
}

fn own(member: &Member<'_>) -> OwnProof {
    serde_json::from_str(&member.get(OWN).expect(200).text()).unwrap()
}

fn chain(member: &Member<'_>) -> LedgerChain {
    serde_json::from_str(&member.get("/api/v1/me/ledger/chain").expect(200).text()).unwrap()
}

/// Whether a member's ledger goes through what was published; `None`: nothing was, of them.
fn goes_through(member: &Member<'_>) -> Option<bool> {
    let (proof, ledger) = (own(member), chain(member));
    let head = proof.head?;
    let card = ledger.number.as_str();
    let last = usize::try_from(head.seq).unwrap().checked_sub(1);
    let hash = last.map_or_else(|| genesis(card), |last| ledger.entries[last].hash.clone());
    let leaf = Head { salt: &head.salt, card, seq: head.seq, hash: &hash };
    let is_whole = first_broken(card, &ledger.entries).is_none();
    Some(is_whole && head.anchor.holds(&leaf, head.place, &head.in_tree) && proof.log.holds(&head.anchor, &head.in_log))
}

/// A member who bought for so many yuan.
fn shopper<'a>(app: &'a TestApp, phone: &str, yuan: i64) -> Member<'a> {
    let member = app.join(phone);
    app.till("wukang").sell(member.number.as_str(), phone, yuan * 100);
    member
}

#[test]
fn its_page_is_drawn_for_anybody_and_keeps_the_room_for_what_a_device_says() {
    let app = begun(2);
    let member = shopper(&app, "18680000099", 120);
    anchor(&app);
    for (page, is_member) in [(app.get("/proof"), false), (member.get("/proof"), true)] {
        let html = page.expect(200).text();
        for part in [
            "<div class=\"device-says\"><span aria-hidden=\"true\">这部手机第一次看到。",
            "</span></div><p class=\"note\">现在的总指纹 <code>",
            "<h2>每天的存证</h2>",
            "data-read=\"/api/v1/proof\"",
        ] {
            assert!(html.contains(part), "{part} is missing in {html}");
        }
        assert_eq!(html.contains("核对我的账本"), is_member);
    }
}

#[test]
fn every_day_has_one_anchor_which_has_every_ledger_as_it_stood() {
    let app = begun(9);
    let (one, other) = (shopper(&app, "18680000001", 120), app.join("18680000002"));
    let first = anchor(&app);
    assert_eq!((first.anchor.day, anchor(&app)), (app.today().minus_days(1), first.clone()), "one a day");
    assert!(matches!((goes_through(&one), own(&one).head.map(|head| head.seq)), (None | Some(true), _)));
    app.advance_days(1);
    let late = shopper(&app, "18680000003", 80);
    let second = anchor(&app);
    assert_eq!((second.anchor.n, second.anchor.day), (first.anchor.n + 1, first.anchor.day.plus_days(1)));
    for (member, entries) in [(&one, 1), (&other, 0), (&late, 1)] {
        assert_eq!(goes_through(member), Some(true));
        assert_eq!(own(member).head.map(|head| head.seq), Some(entries));
    }
    app.till("wukang").sell(one.number.as_str(), "later", 5_000);
    assert_eq!(own(&one).head.map(|head| head.seq), Some(1), "what came since is in the next");
    app.advance_days(1);
    anchor(&app);
    assert_eq!((goes_through(&one), own(&one).head.map(|head| head.seq)), (Some(true), Some(2)));
    assert_eq!(
        (goes_through(&other), own(&late).head.map(|head| head.anchor.n)),
        (Some(true), Some(second.anchor.n + 1))
    );
}

#[test]
fn the_log_that_everybody_sees_only_grows_and_proves_it() {
    let app = begun(20);
    shopper(&app, "18680000011", 30);
    let mut seen: Vec<Log> = Vec::new();
    for _ in 0..6 {
        app.advance_days(1);
        let signed = anchor(&app);
        let proof = published(&app, None);
        assert_eq!(proof.log, signed.log());
        assert_eq!(proof.anchors.first(), Some(&signed.anchor));
        for before in &seen {
            let proof = published(&app, Some(before.size));
            assert!(proof.log.continues(before, &proof.continues), "{} since {}", proof.log.size, before.size);
        }
        seen.push(proof.log);
    }
    let older = published(&app, None).anchors.into_iter().filter(|anchor| anchor.n < 4).collect::<Vec<_>>();
    let asked = app.get(&format!("{PATH}?before=4")).expect(200).json;
    assert_eq!(serde_json::from_value::<Vec<shuke_rules::proof::Anchor>>(asked["anchors"].clone()).unwrap(), older);
    assert!(published(&app, Some(9_999)).continues.is_empty(), "it never had so many");
}

#[test]
fn a_past_that_was_rewritten_with_a_whole_chain_is_found_by_its_member_and_by_the_operator() {
    let app = begun(9);
    let (robbed, other) = (shopper(&app, "18680000021", 100), shopper(&app, "18680000022", 50));
    app.advance_days(1);
    let kept = vec![anchor(&app)];
    assert_eq!((look(&app, &kept).found, findings(&app)), (vec![], vec![]));
    // Whoever has the database can make a chain that is whole: it has no key.
    rewrite(&app, &robbed, 7);
    assert_eq!(goes_through(&robbed), Some(false));
    assert_eq!(goes_through(&other), Some(true));
    let of_ledger = ("ledger", robbed.number.as_str().to_owned());
    assert!(findings(&app).contains(&of_ledger), "{:?}", findings(&app));
    // And put it into the stored heads, too.
    app.place.sql("UPDATE anchored_heads SET hash = (SELECT ledger_hash FROM members WHERE members.id = member_id)");
    let of_anchor = ("anchors", kept[0].anchor.n.to_string());
    assert!(findings(&app).contains(&of_anchor), "{:?}", findings(&app));
}

/// Changes what a member's first entry says, and hangs every hash on it anew.
fn rewrite(app: &TestApp, member: &Member<'_>, points: i64) {
    let LedgerChain { number, mut entries, .. } = chain(member);
    let mut previous = genesis(number.as_str());
    entries[0].points.0 = points;
    for entry in &mut entries {
        entry.hash = entry.chained(&previous);
        previous.clone_from(&entry.hash);
        let (seq, hash, points) = (entry.seq, &entry.hash, entry.points.0);
        app.place.sql(&format!(
            "UPDATE ledger SET points = {points}, hash = '{hash}' WHERE seq = {seq} AND member_id = \
             (SELECT id FROM members WHERE card = '{number}')"
        ));
    }
    app.place.sql(&format!("UPDATE members SET ledger_hash = '{previous}' WHERE card = '{number}'"));
}

#[test]
fn anchors_made_anew_over_a_rewritten_past_bear_no_signature_and_are_not_those_that_were_kept() {
    let mut app = begun(9);
    let robbed = shopper(&app, "18680000031", 100);
    app.advance_days(1);
    let kept = vec![anchor(&app)];
    rewrite(&app, &robbed, 7);
    // The server, which has the key, would make an anchor of its own where there is none.
    app.halt();
    // All anchors are dropped and made anew, by somebody who has the database and not the key.
    for table in ["anchors", "anchored_heads", "anchor_rounds"] {
        app.place.sql(&format!("DELETE FROM {table}"));
    }
    let n = kept[0].anchor.n;
    assert!(look(&app, &kept).found.contains(&Rewritten::Missing { n }));
    let unsigned = anchor_with(&app, None);
    assert_eq!(unsigned.mac, None);
    assert!(look(&app, &[]).found.contains(&Rewritten::Unsigned { n: unsigned.anchor.n }));
    assert!(look(&app, &kept).found.contains(&Rewritten::Other { n }) || n != unsigned.anchor.n);
    let mut other = kept.clone();
    other[0].anchor.causes = shuke_rules::proof::Hash::of("other");
    assert!(look(&app, &other).found.contains(&Rewritten::Unsigned { n }));
}

#[test]
fn changed_anchors_are_found_by_themselves_and_by_those_that_were_kept() {
    for change in
        ["log = heads", "detail = '[1]'", "causes = heads", "heads = causes", "day = '2020-01-01'", "mac = NULL"]
    {
        let app = begun(9);
        shopper(&app, "18680000041", 100);
        app.advance_days(1);
        let kept = vec![anchor(&app)];
        let n = kept[0].anchor.n;
        assert_eq!((look(&app, &kept).found, findings(&app)), (vec![], vec![]));
        app.place.sql(&format!("UPDATE anchors SET {change} WHERE n = {n}"));
        assert!(findings(&app).contains(&("anchors", n.to_string())), "{change}");
        assert!(look(&app, &kept).found.contains(&Rewritten::Other { n }), "{change}");
        assert!(change != "mac = NULL" || look(&app, &[]).found == [Rewritten::Unsigned { n }]);
    }
}

#[test]
fn anchors_are_appended_to_the_file_of_the_settings_once_each() {
    let place = Place::new();
    place.run(&["apply", brand().to_str().unwrap()]);
    let file = place.directory.join("anchors.jsonl");
    let settings = [("SHUKE_ANCHOR_FILE", file.to_str().unwrap()), ("SHUKE_ANCHOR_KEY", KEY)];
    let app = TestApp::start_in(place, &settings);
    let lines = || std::fs::read_to_string(&file).unwrap_or_default().lines().map(str::to_owned).collect::<Vec<_>>();
    let wait = || {
        (0..400).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(100));
            lines().len() == 1
        })
    };
    assert!(wait(), "the first anchor is made when the server starts, and handed on within half a minute");
    let signed: Signed = serde_json::from_str(&lines()[0]).unwrap();
    assert_eq!(published(&app, None).anchors, std::slice::from_ref(&signed.anchor));
    assert_eq!(Signer::new(Some(KEY.to_owned())).signed(&signed), Some(true));
    assert_eq!(look(&app, &[signed]).found, []);
}

#[test]
fn an_export_has_the_way_to_what_was_published() {
    let app = begun(9);
    let member = shopper(&app, "18680000051", 100);
    app.advance_days(1);
    anchor(&app);
    let export = member.get("/api/v1/me/export").expect(200).json;
    assert_eq!(export["more"]["proof"], serde_json::to_value(own(&member)).unwrap());
}
