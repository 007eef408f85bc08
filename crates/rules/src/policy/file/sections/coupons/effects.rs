//! The keys of a coupon's effect fit its kind; sees to it that the types can be read.

use crate::policy::file::value::refuse;
use crate::policy::file::walk::Findings;
use toml::{Table, Value};

/// Key, the kind that knows it, and what to write where that kind needs it.
const KEYS: &[(&str, &str, Option<&str>)] = &[
    ("yuan", "amount_off", Some("yuan = 20")),
    ("pays_percent", "percent_off", Some("pays_percent = 85")),
    ("at_most", "percent_off", None),
    ("instead_of_member_price", "percent_off", None),
    ("gift", "gift", Some("gift = { zh = \"…\", en = \"…\" }")),
    ("item", "gift", None),
];

pub fn effects(file: &mut Table, findings: &mut Findings<'_>) {
    let coupons = file.get_mut("coupons").and_then(Value::as_array_mut);
    for (at, coupon) in coupons.into_iter().flatten().enumerate() {
        if let Some(effect) = coupon.get_mut("effect").and_then(Value::as_table_mut) {
            effect_of(effect, &format!("coupons[{at}].effect"), findings);
        }
    }
}

/// A trial has a price, too, and does not need one.
fn is_price(kind: &str, key: &str) -> bool {
    kind == "trial" && key == "yuan"
}

fn effect_of(effect: &mut Table, path: &str, findings: &mut Findings<'_>) {
    let doubtful = findings.doubts(&format!("{path}.kind"));
    let kind = effect.get("kind").and_then(Value::as_str).unwrap_or_default().to_owned();
    for (key, of, needed) in KEYS {
        let here = format!("{path}.{key}");
        if kind == *of && !effect.contains_key(*key) {
            if let Some(sample) = needed.filter(|_| !doubtful) {
                let message = format!("is missing; \"{of}\" needs it");
                findings.add(&here, refuse(message, format!("add {sample}")));
            }
        } else if kind != *of && !is_price(&kind, key) && effect.contains_key(*key) && !doubtful {
            let message = format!("has no effect where kind is \"{kind}\"");
            findings.add(&here, refuse(message, format!("remove it, or write kind = \"{of}\"")));
        }
    }
    if findings.doubts(path) || KEYS.iter().any(|(key, ..)| findings.doubts(&format!("{path}.{key}"))) || doubtful {
        // The file is refused; something that can be read lets the rest of it be judged.
        effect.retain(|key, _| key == "kind");
        effect.insert("kind".to_owned(), Value::String("buy_three_one_free".to_owned()));
    }
}
