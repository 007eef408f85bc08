//! Values that do not go together are named with both places.

use super::bad::refused;
use super::{SMALL, problems};

#[test]
fn thresholds_out_of_order_name_both_tiers_and_both_lines() {
    refused(
        "spend = 5000",
        "spend = 2000",
        "line 31: tiers[2].spend: `gold` begins at ¥2,000, below the ¥3,000 of `silver` (line 25) – write more than \
         ¥3,000, or move `gold` above `silver` in the file",
    );
}

#[test]
fn tiers_that_overlap_name_each_other() {
    refused(
        "spend = 5000",
        "spend = 3000",
        "line 31: tiers[2].spend: `gold` and `silver` (line 25) overlap: both begin at ¥3,000 – write more than ¥3,000, \
         or remove one of the two tiers",
    );
    let both = SMALL
        .replace("spend = 3000", "spend = 3000\nsingle = 2500")
        .replace("spend = 5000", "spend = 5000\nsingle = 2500");
    let expected = "line 33: tiers[2].single: `gold` and `silver` (line 26) overlap: both begin at ¥2,500 – write more \
                    than ¥2,500, or remove one of the two tiers";
    assert_eq!(problems(&both), [expected]);
}

#[test]
fn the_lowest_tier_is_everybodys() {
    refused(
        "spend = 0",
        "spend = 10",
        "line 19: tiers[0].spend: the lowest tier begins at ¥10, so a new member would have none – write spend = 0, or \
         add a tier below it",
    );
    refused("spend = 0\n", "", "line 16: tiers[0].spend: is missing in the lowest tier – add spend = 0");
    refused(
        "spend = 0",
        "by_invitation = true",
        "line 19: tiers[0].by_invitation: the lowest tier is where everybody begins and cannot be by invitation – remove \
         it and write spend = 0",
    );
    refused(
        "spend = 0",
        "spend = 0\nsingle = 1",
        "line 20: tiers[0].single: everybody has the lowest tier without a purchase – remove it",
    );
}

#[test]
fn every_other_tier_is_reached_by_spending_or_by_invitation_and_not_by_both() {
    refused(
        "spend = 5000\n",
        "",
        "line 28: tiers[2].spend: is missing – add the yuan that reach this tier, or by_invitation = true",
    );
    refused(
        "spend = 5000",
        "spend = 5000\nby_invitation = true",
        "line 31: tiers[2].spend: a tier by invitation is never reached by spending – remove `spend` or `by_invitation`",
    );
}

#[test]
fn a_single_purchase_counts_only_where_it_can() {
    let lifetime = SMALL.replace("\"period\"", "\"lifetime\"").replace("spend = 5000", "spend = 5000\nsingle = 4000");
    let expected = "line 32: tiers[2].single: has no effect on a lifetime ladder: there, every purchase counts towards \
                    `spend` – remove it, or write kind = \"period\" under [ladder]";
    assert_eq!(problems(&lifetime), [expected]);
    refused(
        "spend = 5000",
        "spend = 5000\nsingle = 6000",
        "line 32: tiers[2].single: one purchase of ¥5,000 reaches the tier already, by its `spend` – write less than \
         ¥5,000, or remove it",
    );
}

#[test]
fn settings_that_a_lifetime_ladder_does_not_have_are_not_passed_over() {
    refused(
        "kind = \"period\"",
        "kind = \"lifetime\"\ngrace_days = 30",
        "line 15: ladder.grace_days: has no effect on a lifetime ladder, whose tiers never lapse – remove it, or write \
         kind = \"period\"",
    );
}

#[test]
fn ids_are_unique_and_fit_into_addresses() {
    refused(
        "id = \"gold\"",
        "id = \"silver\"",
        "line 29: tiers[2].id: `silver` is also the id on line 23 – give each its own id",
    );
    refused(
        "id = \"one\"",
        "id = \"One/1\"",
        "line 8: stores[0].id: \"One/1\" is not an id – write up to 32 lower-case letters a–z, digits and `-`; a letter \
         or digit first and last",
    );
    refused(
        "region = \"01\"",
        "region = \"1\"",
        "line 11: stores[0].region: \"1\" is not 2 digits – write exactly 2 digits 0–9",
    );
    refused(
        "code = \"001\"",
        "code = \"000\"",
        "line 3: brand.code: 000 is no brand's – write the three digits of yours, such as \"690\"",
    );
}

#[test]
fn when_points_end_is_said_in_full_and_without_contradiction() {
    refused(
        "kind = \"never\"",
        "kind = \"year_end\"",
        "line 39: expiry.years: is missing; points that end by \"year_end\" need it – add years = 1",
    );
    refused(
        "kind = \"never\"",
        "kind = \"never\"\nmonths = 12",
        "line 41: expiry.months: has no effect where kind is \"never\" – remove it, or write kind = \"months\"",
    );
}

#[test]
fn somebody_must_agree_to_something() {
    refused(
        "required = true\n",
        "",
        "line 42: consents: none is required – write required = true for the terms and privacy notice without which \
         nobody can join",
    );
}

#[test]
fn lists_are_neither_empty_nor_longer_than_card_numbers_can_tell_apart() {
    let at = SMALL.find("[[tiers]]").unwrap();
    let (head, rest) = SMALL.split_at(at);
    let rest = rest.get(rest.find("[[earning.classes]]").unwrap()..).unwrap();
    let none = format!("tiers = []\n{head}{rest}");
    assert_eq!(problems(&none), ["line 1: tiers: is empty – add at least 1"]);
    let tier = |n: i32| {
        format!("[[tiers]]\nid = \"t{n}\"\nname = {{ zh = \"级\", en = \"T\" }}\nspend = {n}\nmaterial = \"paper\"\n")
    };
    let ten = format!("{head}{}{rest}", (0..10).map(tier).collect::<String>());
    assert_eq!(problems(&ten), ["line 16: tiers: has 10 entries – keep at most 9"]);
}

#[test]
fn check_ins_that_cannot_be_are_named() {
    let file = format!(
        "{SMALL}\n[check_in]\nbase = 5\ncycle = 7\nstreaks = [{{ day = 3, points = 1 }}, {{ day = 3, points = 2 }}, \
         {{ day = 8, points = 3 }}]\nthemed = [{{ day = \"2026-02-30\", name = {{ zh = \"x\", en = \"x\" }}, points = 1 }}]\n\
         make_up = {{ price = 5 }}\n"
    );
    let found = problems(&file).join("\n");
    for expected in [
        "check_in.streaks[1].day: is not after the one before it",
        "check_in.streaks[2].day: day 8 is never reached: the streak begins anew after 7 days",
        "check_in.themed[0].day: there is no day 2026-02-30",
        "check_in.make_up.price: costs 5 points and earns 5: a missed day would pay",
    ] {
        assert!(found.contains(expected), "{expected} is not in\n{found}");
    }
}

/// What is wrong with [`SMALL`] and these tasks.
fn of_tasks(tasks: &[&str]) -> Vec<String> {
    let task = |(at, keys): (usize, &&str)| {
        let id = if keys.contains("id =") { String::new() } else { format!("id = \"t{at}\"\n") };
        format!("\n[[tasks]]\n{id}name = {{ zh = \"事\", en = \"Task\" }}\npoints = 10\n{}\n", keys.replace("; ", "\n"))
    };
    problems(&format!("{SMALL}{}", tasks.iter().enumerate().map(task).collect::<String>()))
}

#[test]
fn tasks_that_can_be_done_are_taken() {
    let good = [
        "kind = \"profile\"",
        "kind = \"birthday\"; times = 1; repeat = \"none\"",
        "kind = \"first_purchase\"",
        "kind = \"purchase\"; repeat = \"daily\"; times = 100",
        "kind = \"visit\"; repeat = \"weekly\"; times = 7",
        "kind = \"visit\"; times = 100",
        "kind = \"shown\"; repeat = \"monthly\"",
        "kind = \"spend\"; yuan = \"199.50\"; new_members_days = 30",
        "kind = \"spend\"; yuan = 300; repeat = \"monthly\"",
        "kind = \"purchase\"; times = 2; new_members_days = 0",
    ];
    assert_eq!(of_tasks(&good), Vec::<String>::new());
}

#[test]
fn what_is_done_once_neither_repeats_nor_is_asked_for_twice() {
    for kind in ["profile", "birthday", "first_purchase"] {
        let keys = format!("kind = \"{kind}\"; repeat = \"weekly\"; times = 2");
        let expected = [
            "line 54: tasks[0].repeat: is done once and never begins anew – remove it",
            "line 55: tasks[0].times: asks for 2 times what can be done once – remove it",
        ];
        assert_eq!(of_tasks(&[&keys]), expected);
    }
}

#[test]
fn nobody_is_asked_for_more_days_than_a_period_has() {
    let asks = |kind: &str, repeat: &str, times: u32| {
        of_tasks(&[&format!("kind = \"{kind}\"; repeat = \"{repeat}\"; times = {times}")])
    };
    let too_often = |times, most, why| {
        format!(
            "line 55: tasks[0].times: asks for {times} times in a period that has {most}: {why} – write {most} or less"
        )
    };
    assert_eq!(asks("visit", "daily", 2), [too_often(2, 1, "a day counts once")]);
    assert_eq!(asks("visit", "weekly", 8), [too_often(8, 7, "a day counts once")]);
    assert_eq!(asks("visit", "monthly", 29), [too_often(29, 28, "a day counts once")]);
    assert_eq!(asks("shown", "monthly", 2), [too_often(2, 1, "staff confirm it once a period")]);
    assert_eq!(asks("shown", "none", 2), [too_often(2, 1, "staff confirm it once a period")]);
}

#[test]
fn tasks_ask_for_nothing_that_the_policy_does_not_have() {
    for (kind, section) in [("check_in", "check_in"), ("redemption", "mall")] {
        let expected = format!(
            "line 53: tasks[0].kind: nobody can do it: the policy has no [{section}] – add [{section}], or remove the task"
        );
        assert_eq!(of_tasks(&[&format!("kind = \"{kind}\"")]), [expected]);
    }
}

#[test]
fn tasks_are_told_apart_and_their_words_are_known() {
    let twice = of_tasks(&["kind = \"visit\"; id = \"a\"", "kind = \"shown\"; id = \"a\""]);
    assert_eq!(twice, ["line 59: tasks[1].id: `a` is also the id on line 53 – give each its own id"]);
    let unknown = of_tasks(&["kind = \"vist\"; times = 500"]);
    let expected = [
        "line 53: tasks[0].kind: \"vist\" is not known here – did you mean \"visit\"?",
        "line 54: tasks[0].times: 500 is above 100 – write a whole number from 1 to 100",
    ];
    assert_eq!(unknown, expected);
    let follow = of_tasks(&["kind = \"follow\""]);
    assert!(follow[0].starts_with("line 53: tasks[0].kind: \"follow\" is not known here – write one of: profile,"));
}

#[test]
fn a_spend_challenge_says_how_much_and_new_members_are_asked_once() {
    let wrong = |keys: &str| {
        let found = of_tasks(&[keys]);
        found.iter().map(|problem| problem.split_once("tasks[0].").unwrap().1.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(wrong("kind = \"spend\""), ["yuan: is missing; \"spend\" needs it – add yuan = 199"]);
    assert_eq!(wrong("kind = \"spend\"; yuan = 0"), ["yuan: asks for nothing – write more than 0"]);
    assert_eq!(
        wrong("kind = \"visit\"; yuan = 5; new_members_days = 3"),
        [
            "yuan: has an effect on \"spend\" only – remove it, or write kind = \"spend\"",
            "new_members_days: has an effect on \"first_purchase\", \"purchase\" and \"spend\" only – remove it",
        ]
    );
    assert_eq!(
        wrong("kind = \"spend\"; yuan = 5; times = 2; repeat = \"weekly\"; new_members_days = 3"),
        [
            "times: asks for 2 times what is reached once a period – remove it, and say with yuan how much",
            "new_members_days: ends once, and the task begins anew – remove it, or `repeat`",
        ]
    );
}

#[test]
fn what_rewards_a_task_can_be_given_to_everybody() {
    let with = |coupon: &str| {
        let coupon = format!(
            "{SMALL}\n[[coupons]]\nid = \"ten\"\nname = {{ zh = \"券\", en = \"Coupon\" }}\n\
             effect = {{ kind = \"amount_off\", yuan = 10 }}\n{coupon}\n[[tasks]]\nid = \"t\"\n\
             name = {{ zh = \"事\", en = \"Task\" }}\npoints = 1\nkind = \"visit\"\ncoupon = \"ten\"\n"
        );
        problems(&coupon).iter().map(|problem| problem.split_once(": ").unwrap().1.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(with("days = 30"), Vec::<String>::new());
    for (narrow, key) in [("stock = 5", "stock"), ("until = \"2026-12-31\"", "until"), ("per_member = 1", "per_member")]
    {
        assert_eq!(
            with(narrow),
            [format!(
                "tasks[0].coupon: `ten` is narrowed by `{key}`, so that not everybody could be given what is promised – \
                 remove `{key}` there, or name a coupon without it"
            )]
        );
    }
    assert_eq!(of_tasks(&["kind = \"visit\"; coupon = \"ten\""]).len(), 1, "there is no such coupon");
}
