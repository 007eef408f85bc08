//! What `[[coupons]]`, `[[grants]]` and `[pricing]` say goes together.

use super::{SHANLAN, SMALL, XIAOMAN, good, problems};
use crate::money::Fen;
use crate::policy::{Claim, Effect, Occasion, Per, Policy, Scope, Text};

fn with(text: &str) -> String {
    format!("{SMALL}\n{}\n", text.replace("; ", "\n"))
}

/// A coupon with these keys besides those that must be there.
fn coupon(keys: &str) -> String {
    format!("[[coupons]]; id = \"one\"; name = {{ zh = \"券\", en = \"Coupon\" }}; {keys}")
}

/// What is wrong with [`SMALL`] and this, without the lines.
fn wrong(text: &str) -> Vec<String> {
    let problems = problems(&with(text));
    problems.iter().map(|problem| problem.split_once(": ").unwrap().1.to_owned()).collect()
}

const TEN: &str = "effect = { kind = \"amount_off\", yuan = 10 }";

#[test]
fn a_coupon_needs_no_more_than_a_name_and_what_it_does() {
    let policy = good(&with(&coupon(TEN)));
    let one = &policy.coupons[0];
    assert_eq!(one.effect, Effect::AmountOff { yuan: Fen(1000) });
    assert_eq!((one.group.as_str(), one.per_basket, &one.note), ("main", 1, &Text::default()));
    assert_eq!((&one.scope, one.threshold, one.days, &one.claim), (&Scope::default(), None, None, &None));
    assert_eq!((policy.pricing.coupons_per_basket, policy.pricing.points, policy.pricing.delivery), (5, None, None));
}

#[test]
fn every_kind_is_read_with_its_own_keys_and_survives_being_stored() {
    let kinds = [
        "{ kind = \"amount_off\", yuan = \"9.90\" }",
        "{ kind = \"percent_off\", pays_percent = 85, at_most = 50 }",
        "{ kind = \"percent_off\", pays_percent = 75, instead_of_member_price = true }",
        "{ kind = \"gift\", gift = { zh = \"礼\", en = \"Gift\" }, item = \"70012\" }",
        "{ kind = \"trial\" }",
        "{ kind = \"trial\", yuan = 99 }",
        "{ kind = \"buy_three_one_free\" }",
        "{ kind = \"free_delivery\" }",
    ];
    for kind in kinds {
        let scope = "scope = { classes = [\"regular\"], items = [\"a b\"], stores = [\"one\"] }";
        let claim = "claim = { from = \"2026-12-01\", until = \"2026-12-31\", code = \"tea\", points = 5, new_members_days = 0 }";
        let rest = "threshold = 100; tier = \"gold\"; group = \"g\"; per_basket = 2; from = \"2026-12-01\"; days = 3; stock = 9; per_member = 2";
        let delivery = "[pricing.delivery]; yuan = 12; free_from = 99";
        let policy =
            good(&with(&format!("{}; {delivery}", coupon(&format!("effect = {kind}; {scope}; {claim}; {rest}")))));
        let stored = serde_json::to_string(&policy).unwrap();
        assert_eq!(serde_json::from_str::<Policy>(&stored).unwrap(), policy, "{kind}");
        assert!(crate::policy::file::changes(&policy, &policy).is_empty());
    }
}

#[test]
fn goods_have_a_class_that_exists_and_a_number_of_their_own() {
    let goods = |keys: &str| format!("[[pricing.goods]]; name = {{ zh = \"茶\", en = \"Tea\" }}; yuan = 28; {keys}");
    let one = goods("item = \"10021\"; class = \"regular\"; barcode = \"6901234567892\"");
    let policy = good(&with(&one));
    let tea = &policy.pricing.goods[0];
    assert_eq!((tea.yuan, tea.class.0.as_str()), (Fen(2800), "regular"));
    for label in [
        "10021",
        " 6901234567892",
        "https://example.com/i/10021",
        "https://example.com/i/10021/",
        "https://id.gs1.org/01/06901234567892/21/A7",
    ] {
        assert!(tea.is_labelled(label), "{label}");
    }
    for label in ["1002", "https://example.com/i/10021/x", "", "690123456789", "https://id.gs1.org/01/12312312312326"] {
        assert!(!tea.is_labelled(label), "{label}");
    }
    let american = good(&with(&goods("item = \"10022\"; class = \"regular\"; barcode = \"036000291452\"")));
    let soap = &american.pricing.goods[0];
    assert!(soap.is_labelled("036000291452") && soap.is_labelled("0036000291452"), "UPC-A, as EAN-13 too");
    assert!(!soap.is_labelled("36000291452") && !soap.is_labelled("0036000291453"));
    let soap = |barcode: &str| goods(&format!("item = \"{barcode}1\"; class = \"regular\"; barcode = \"{barcode}\""));
    assert_eq!(
        wrong(&[soap("036000291452"), soap("0036000291452")].join("; ")),
        ["pricing.goods[1].barcode: `0036000291452` is what the goods on line 52 say, too – give each its own"]
    );
    let stored = serde_json::to_string(&policy).unwrap();
    assert_eq!(serde_json::from_str::<Policy>(&stored).unwrap(), policy);
    assert_eq!(
        wrong(&[&*one, &*goods("item = \"6901234567892\"; class = \"reglar\"")].join("; ")),
        [
            "pricing.goods[1].item: `6901234567892` is what the goods on line 52 say, too – give each its own",
            "pricing.goods[1].class: there is no class of goods `reglar` – did you mean `regular`?",
        ]
    );
}

#[test]
fn a_policy_that_was_stored_before_there_were_coupons_is_still_read() {
    let mut stored = serde_json::to_value(good(SMALL)).unwrap();
    stored.as_object_mut().unwrap().remove("pricing");
    assert_eq!(serde_json::from_value::<Policy>(stored).unwrap(), good(SMALL));
}

#[test]
fn keys_of_another_kind_and_missing_ones_are_named() {
    assert_eq!(
        wrong(&coupon("effect = { kind = \"amount_off\", pays_percent = 85 }")),
        [
            "coupons[0].effect.pays_percent: has no effect where kind is \"amount_off\" – remove it, or write kind = \
             \"percent_off\"",
            "coupons[0].effect.yuan: is missing; \"amount_off\" needs it – add yuan = 20",
        ]
    );
    assert_eq!(
        wrong(&coupon("effect = { kind = \"gift\" }")),
        ["coupons[0].effect.gift: is missing; \"gift\" needs it – add gift = { zh = \"…\", en = \"…\" }"]
    );
    assert_eq!(
        wrong(&coupon("effect = { kind = \"amount_of\", yuan = 10 }")),
        ["coupons[0].effect.kind: \"amount_of\" is not known here – did you mean \"amount_off\"?"]
    );
    assert_eq!(
        wrong(&coupon("effect = { kind = \"percent_off\", pays_percent = 100 }")),
        ["coupons[0].effect.pays_percent: 100 is above 99 – write a whole number from 1 to 99"]
    );
    assert_eq!(
        wrong("[[coupons]]; id = \"one\"; name = { zh = \"券\", en = \"Coupon\" }"),
        ["coupons[0].effect: is missing – add effect = { kind = \"amount_off\", yuan = 20 }"]
    );
}

#[test]
fn what_a_coupon_takes_and_asks_for_makes_sense() {
    assert_eq!(
        wrong(&coupon("threshold = 9; effect = { kind = \"amount_off\", yuan = 10 }")),
        [
            "coupons[0].threshold: ¥9 is less than the ¥10 that it takes off – write ¥10 or more, or remove it: then there is \
             no threshold"
        ]
    );
    assert_eq!(
        wrong(&coupon("effect = { kind = \"amount_off\", yuan = 0 }")),
        ["coupons[0].effect.yuan: takes nothing off – write more than 0"]
    );
    assert_eq!(
        wrong(&coupon(
            "effect = { kind = \"percent_off\", pays_percent = 75, at_most = 5, instead_of_member_price = true }"
        )),
        [
            "coupons[0].effect.at_most: has no effect on a price that stands in place of the member price – remove it, or \
             `instead_of_member_price`"
        ]
    );
    assert_eq!(
        wrong(&coupon("effect = { kind = \"trial\" }")),
        [
            "coupons[0].scope: would let anybody have the dearest piece of any basket for ¥0 – add the items that can be tried: items = [ … ]"
        ]
    );
    assert_eq!(
        wrong(&coupon("effect = { kind = \"free_delivery\" }")),
        ["coupons[0].effect.kind: there is nothing to take off: the policy has no [pricing.delivery] – add \
             [pricing.delivery], or remove the coupon"]
    );
    assert_eq!(
        wrong(&format!("{}; [pricing]; coupons_per_basket = 2", coupon(&format!("per_basket = 3; {TEN}")))),
        ["coupons[0].per_basket: is more than the 2 coupons that go into one basket – write 2 or less"]
    );
}

#[test]
fn days_are_in_order_and_codes_and_ids_are_told_apart() {
    assert_eq!(
        wrong(&coupon(&format!("from = \"2026-12-05\"; until = \"2026-12-04\"; {TEN}"))),
        ["coupons[0].until: is before the first day, 2026-12-05 – write 2026-12-05 or later"]
    );
    assert_eq!(
        wrong(&coupon(&format!("until = \"2026-12-04\"; per_member = 1; claim = {{ until = \"2026-12-05\" }}; {TEN}"))),
        ["coupons[0].claim.until: can be claimed after its last day, 2026-12-04 – write 2026-12-04 or earlier"]
    );
    let coded = coupon(&format!("claim = {{ code = \"tea\" }}; stock = 9; {TEN}"));
    assert_eq!(
        wrong(&format!("{coded}; {}", coded.replace("\"one\"", "\"two\""))),
        ["coupons[1].claim.code: is also the code on line 52 – give each its own code"]
    );
    assert_eq!(
        wrong(&format!("{}; {}", coupon(TEN), coupon(TEN))),
        ["coupons[1].id: `one` is also the id on line 50 – give each its own id"]
    );
    assert_eq!(
        good(&with(&coupon(&format!("per_member = 1; claim = {{}}; {TEN}")))).coupons[0].claim,
        Some(Claim::default())
    );
}

#[test]
fn what_can_be_claimed_has_an_end() {
    let claimed = |keys: &str| coupon(&format!("{keys}; {TEN}"));
    let refused = ["coupons[0].claim: a member could claim any number of it: it has no `per_member`, no `stock` and \
         costs no points – add per_member = 1 to the coupon"];
    for claim in ["claim = {}", "claim = { code = \"tea\" }", "claim = { new_members_days = 30 }"] {
        assert_eq!(wrong(&claimed(claim)), refused, "{claim}");
        for end in ["per_member = 1", "stock = 500"] {
            good(&with(&claimed(&format!("{claim}; {end}"))));
        }
    }
    assert_eq!(problems(&with(&claimed("days = 3; claim = {}")))[0].split(':').next(), Some("line 53"));
    good(&with(&claimed("claim = { points = 200 }")));
}

#[test]
fn what_a_coupon_is_for_is_known_to_the_policy() {
    let scope = "scope = { classes = [\"regulr\"], stores = [\"two\"] }";
    assert_eq!(
        wrong(&coupon(&format!("tier = \"golf\"; {scope}; {TEN}"))),
        [
            "coupons[0].tier: there is no tier `golf` – did you mean `gold`?",
            "coupons[0].scope.classes[0]: there is no class of goods `regulr` – did you mean `regular`?",
            "coupons[0].scope.stores[0]: there is no shop `two` – name one of: one",
        ]
    );
}

#[test]
fn what_is_given_by_itself_is_given_on_an_occasion_that_it_fits() {
    let grant = |keys: &str| format!("[[grants]]; id = \"g\"; {keys}; {}", coupon(TEN));
    let policy = good(&with(&grant("coupon = \"one\"; on = \"tier\"; tiers = [\"gold\"]; count = 3; per = \"month\"")));
    let given = &policy.grants[0];
    assert_eq!((given.on, given.count, given.per, given.days_before), (Occasion::Tier, 3, Per::Month, 0));
    assert_eq!(
        wrong(&grant("coupon = \"on\"; on = \"joining\"; per = \"year\"; days_before = 2; tiers = [\"sliver\"]")),
        [
            "grants[0].coupon: there is no coupon `on` – did you mean `one`?",
            "grants[0].per: has an effect on \"tier\" only; this is given once, or once a year – remove it, or write on = \"tier\"",
            "grants[0].days_before: has an effect on \"birthday\" only – remove it, or write on = \"birthday\"",
            "grants[0].tiers[0]: there is no tier `sliver` – did you mean `silver`?",
        ]
    );
    assert_eq!(
        wrong(&grant("coupon = \"one\"; on = \"birthday\"")),
        [
            "grants[0].coupon: is given around the birthday, but `one` does not say for how long – add `days` to the coupon, \
             or write \"birthday_month\""
        ]
    );
    for on in ["joining", "tier", "birthday_month"] {
        let three = grant(&format!("coupon = \"one\"; on = \"{on}\"; count = 3"));
        good(&with(&format!("{three}; per_member = 3")));
        assert_eq!(
            wrong(&format!("{three}; per_member = 2")),
            [
                "grants[0].count: gives 3 where a member is given 2 of `one` in all – write 2 or less, or raise `per_member` of \
                 the coupon"
            ],
            "{on}"
        );
    }
    let high = grant("coupon = \"one\"; on = \"tier\"; tiers = [\"silver\"]") + "; tier = \"gold\"";
    assert_eq!(
        wrong(&high),
        [
            "grants[0].tiers: `one` is for a higher tier than `silver` – remove `silver` here, or lower `tier` of the coupon"
        ]
    );
}

#[test]
fn prices_of_campaigns_have_days_in_order_and_points_are_worth_a_fen_at_most() {
    let name = "name = { zh = \"促\", en = \"Sale\" }";
    let days = "from = \"2026-12-02\"; until = \"2026-12-01\"";
    let text = format!(
        "[pricing.points]; per_yuan = 40; [[pricing.campaigns]]; id = \"c\"; {name}; yuan = 9; {days}; [[pricing.limited]]; \
         id = \"l\"; {name}; pays_percent = 80; {days}; tier = \"bronze\""
    );
    assert_eq!(
        wrong(&text),
        [
            "pricing.points.per_yuan: 40 is below 100 – write a whole number from 100 to 100000",
            "pricing.campaigns[0].until: is before the first day, 2026-12-02 – write 2026-12-02 or later",
            "pricing.limited[0].until: is before the first day, 2026-12-02 – write 2026-12-02 or later",
            "pricing.limited[0].tier: there is no tier `bronze` – name one of: base, silver, gold",
        ]
    );
}

#[test]
fn one_slip_in_an_effect_leaves_the_rest_of_the_file_judged() {
    let text = coupon("tier = \"golf\"; effect = { kind = \"amount_off\", yuan = 1.5 }");
    let keys: Vec<String> = wrong(&text).iter().map(|problem| problem.split_once(": ").unwrap().0.to_owned()).collect();
    assert_eq!(keys, ["coupons[0].tier", "coupons[0].effect.yuan"]);
}

#[test]
fn the_online_born_brand_gives_three_for_two_and_birthdays_as_its_table_says() {
    let policy = good(XIAOMAN);
    let of = |coupon: &str| -> Vec<_> {
        let grants = policy.grants.iter().filter(|grant| grant.coupon.0 == coupon);
        grants.map(|grant| (grant.tiers.iter().map(|tier| tier.0.as_str()).collect(), grant.count, grant.per)).collect()
    };
    let table: [(Vec<&str>, u32, Per); 3] =
        [(vec!["suren"], 1, Per::Ever), (vec!["daren"], 3, Per::Ever), (vec!["hongren", "koc"], 1, Per::Month)];
    assert_eq!(of("three-one"), table);
    assert_eq!(of("birthday"), [(vec![], 1, Per::Ever)]);
    let birthday = policy.template(&"birthday".into()).unwrap();
    assert_eq!((&birthday.effect, birthday.threshold), (&Effect::AmountOff { yuan: Fen(1000) }, None));
}

#[test]
fn the_shop_born_brand_prices_birthdays_and_exchanges_points_as_its_table_says() {
    let policy = good(SHANLAN);
    let birthday = policy.template(&"birthday".into()).unwrap();
    let instead = Effect::PercentOff { pays_percent: 75, at_most: None, instead_of_member_price: true };
    assert_eq!((&birthday.effect, birthday.tier.clone()), (&instead, Some("silver".into())));
    let vouchers = policy.coupons.iter().filter_map(|coupon| match coupon.effect {
        Effect::AmountOff { yuan } => Some((coupon.claim.as_ref()?.points?.0, yuan.0 / 100)),
        _ => None,
    });
    assert_eq!(
        vouchers.collect::<Vec<_>>(),
        [
            (2000, 50),
            (3000, 100),
            (4000, 150),
            (5000, 200),
            // By the size of the balance.
            (30_000, 1000),
            (40_000, 1400),
            (50_000, 2100),
            (100_000, 5300),
        ]
    );
}
