//! Any order of looks at links, joining, purchases, returns, leaving and days: each is bound once, nothing stands without a purchase that
//! was kept, and what stands adds up to the ledger. What is drawn follows from a seed that a failure names.

use super::{Browser, code, page};
use crate::coupons::everything_adds_up;
use crate::support::{Member, TestApp};
use serde_json::json;

/// Draws that a seed decides.
struct Draws(u64);

impl Draws {
    /// One of so many.
    fn of(&mut self, count: usize) -> usize {
        // Numerical Recipes' constants; the upper bits are good enough to choose by.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % count
    }
}

/// Somebody with a browser of their own, who may join, leave and join again.
struct Person<'a> {
    phone: String,
    browser: Browser<'a>,
    member: Option<Member<'a>>,
}

struct World<'a> {
    app: &'a TestApp,
    people: Vec<Person<'a>>,
    links: Vec<String>,
    /// What was bought: the sale, and what is left of it.
    bought: Vec<(String, i64)>,
    steps: usize,
}

impl World<'_> {
    fn step(&mut self, draws: &mut Draws) {
        self.steps += 1;
        let who = draws.of(self.people.len());
        match draws.of(16) {
            0 | 1 => self.looks(who, draws),
            2..=5 => self.joins(who, draws),
            6..=10 => self.buys(who, draws),
            11 => self.returns(draws),
            12 if draws.of(3) == 0 => self.leaves(who),
            12 | 13 => self.reads(who),
            _ => self.app.advance_days(1 + i64::try_from(draws.of(4)).unwrap()),
        }
    }

    fn looks(&mut self, who: usize, draws: &mut Draws) {
        if !self.links.is_empty() {
            let link = self.links[draws.of(self.links.len())].clone();
            self.people[who].browser.opens(&link);
        }
    }

    /// Half of those who join open a link just before.
    fn joins(&mut self, who: usize, draws: &mut Draws) {
        if self.people[who].member.is_none() {
            if draws.of(2) == 0 {
                self.looks(who, draws);
            }
            let person = &mut self.people[who];
            self.app.wait_for_next_code();
            person.browser.signs_out();
            let member = person.browser.joins(&person.phone);
            self.links.push(code(&member));
            person.member = Some(member);
        }
    }

    fn buys(&mut self, who: usize, draws: &mut Draws) {
        if let Some(member) = &self.people[who].member {
            let fen = [1_000, 3_000, 8_000][draws.of(3)];
            let till = self.app.till("wukang");
            self.bought.push((till.sell(&member.number, &format!("{}", self.steps), fen), fen));
        }
    }

    fn returns(&mut self, draws: &mut Draws) {
        if !self.bought.is_empty() {
            let at = draws.of(self.bought.len());
            let (sale, left) = self.bought[at].clone();
            let back = if draws.of(2) == 0 { left } else { (left / 2).max(1) };
            self.app.till("wukang").refund(&sale, &format!("{}-back", self.steps), back).expect(201);
            self.bought[at].1 -= back;
            self.bought.retain(|(_, left)| *left > 0);
        }
    }

    fn leaves(&mut self, who: usize) {
        if let Some(member) = self.people[who].member.take() {
            member.post("/api/v1/me/close", &json!({ "last_four": &member.number[9..] })).expect(200);
            self.people[who].browser.signs_out();
        }
    }

    fn reads(&self, who: usize) {
        if let Some(member) = &self.people[who].member {
            page(member);
        }
    }
}

/// What must hold at every time, each as a count of what breaks it.
const BROKEN: [(&str, &str); 5] = [
    (
        "members who are bound twice",
        "SELECT COUNT(*) FROM (SELECT member_id FROM referral_binds GROUP BY member_id HAVING COUNT(*) > 1) AS twice",
    ),
    ("members who brought themselves", "SELECT COUNT(*) FROM referral_binds WHERE member_id = inviter_id"),
    (
        "rewards that stand without a purchase that was kept",
        "SELECT COUNT(*) FROM referral_rewards r JOIN referral_binds b ON b.nth = r.bind \
         LEFT JOIN sales s ON s.id = b.sale_id AND s.member_id = b.member_id AND s.paid_fen - s.refunded_fen >= 3000 \
         WHERE r.undone_at IS NULL AND s.id IS NULL",
    ),
    (
        "rewards that were taken back and whose purchase is kept",
        "SELECT COUNT(*) FROM referral_rewards r JOIN referral_binds b ON b.nth = r.bind JOIN sales s ON s.id = b.sale_id \
         WHERE r.undone_at IS NOT NULL AND s.paid_fen - s.refunded_fen >= 3000",
    ),
    (
        "points by which rewards and the ledger differ",
        "SELECT CAST(ABS((SELECT COALESCE(SUM(points), 0) FROM referral_rewards WHERE undone_at IS NULL) \
         - (SELECT COALESCE(SUM(points), 0) FROM ledger WHERE key LIKE 'referred:%' OR key LIKE 'referral_undone:%')) AS BIGINT)",
    ),
];

#[test]
fn whatever_happens_in_whatever_order_a_bind_is_one_and_rewards_are_what_the_ledger_says() {
    let (mut binds, mut rewards, mut taken_back) = (0, 0, 0);
    for seed in [1, 7, 42] {
        let app = TestApp::start();
        let people = (0..12).map(|n| Person {
            phone: format!("1885000{seed:02}{n:02}"),
            browser: Browser::new(&app),
            member: None,
        });
        let mut world = World { app: &app, people: people.collect(), links: Vec::new(), bought: Vec::new(), steps: 0 };
        let mut draws = Draws(seed);
        // Somebody begins.
        world.joins(0, &mut draws);
        for _ in 0..200 {
            world.step(&mut draws);
        }
        for (what, sql) in BROKEN {
            assert_eq!(app.place.number(sql), 0, "seed {seed}: {what}");
        }
        everything_adds_up(&app);
        binds += app.place.number("SELECT COUNT(*) FROM referral_binds");
        rewards += app.place.number("SELECT COUNT(*) FROM referral_rewards");
        taken_back += app.place.number("SELECT COUNT(*) FROM referral_rewards WHERE undone_at IS NOT NULL");
    }
    println!("{binds} binds, {rewards} rewards, {taken_back} of them taken back");
    assert!(binds > 5 && rewards > 5 && taken_back > 0, "{binds} binds, {rewards} rewards, {taken_back} taken back");
}
