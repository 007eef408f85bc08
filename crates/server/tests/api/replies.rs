//! The app reads replies in a way of its own (`shuke-json`). What a real server answers is compared wherever a test asks one
//! (`support::reading`); here is the rest of what the contract allows: each variant, what is left out, what is null, what a newer server says.

use crate::support::Reply;
use crate::support::reading::{Reads, agree, compare};
use serde_json::{Map, Value, json};
use shuke_contract::{Endpoint, Problem, Visitor, each_endpoint};
use shuke_json::FromJson;
use shuke_rules::item_code::ItemCode;
use shuke_rules::pick_up::PickUpCode;
use std::panic::catch_unwind;

const OF_A_NEWER_SERVER: &str = "of a newer server";

/// A value that a schema allows, or one that it does not.
#[derive(Clone)]
struct Sample {
    value: Value,
    is_allowed: bool,
}

/// What is known of a schema: its definitions.
struct Schema(Value);

impl Schema {
    /// Values of a schema: the first is a plain one, the others show everything that is different.
    fn samples(&self, schema: &Value) -> Vec<Sample> {
        let Some(fields) = schema.as_object() else {
            // Anything.
            return allowed([json!({ "a": [null, true, 1, "b"] }), Value::Null]);
        };
        let mut bases = vec![Vec::new()];
        if let Some(target) = fields.get("$ref").and_then(Value::as_str) {
            if let Some(value) = known(target.rsplit('/').next().unwrap_or_default()) {
                return allowed([value]);
            }
            bases = vec![self.samples(self.0.pointer(target.trim_start_matches('#')).unwrap())];
        }
        for choice in ["oneOf", "anyOf"].into_iter().filter_map(|key| fields.get(key)).filter_map(Value::as_array) {
            bases = choice.iter().map(|one| self.samples(one)).collect();
        }
        let all = fields.get("allOf").and_then(Value::as_array).into_iter().flatten();
        bases.extend(all.map(|one| self.samples(one)));
        let own = self.own(fields);
        bases.retain(|base| !base.is_empty());
        if bases.is_empty() {
            return own;
        }
        bases.into_iter().flat_map(|base| joined(&base, &own)).collect()
    }

    /// Without what it refers to.
    fn own(&self, fields: &Map<String, Value>) -> Vec<Sample> {
        if let Some(value) = fields.get("const") {
            return named(std::slice::from_ref(value));
        }
        if let Some(values) = fields.get("enum").and_then(Value::as_array) {
            return named(values);
        }
        let types = match fields.get("type") {
            Some(Value::Array(types)) => types.clone(),
            Some(one) => vec![one.clone()],
            None => Vec::new(),
        };
        types.iter().filter_map(Value::as_str).flat_map(|name| self.of_type(name, fields)).collect()
    }

    fn of_type(&self, name: &str, fields: &Map<String, Value>) -> Vec<Sample> {
        match name {
            "null" => allowed([Value::Null]),
            "boolean" => allowed([json!(true), json!(false)]),
            "integer" => allowed([json!(1)]),
            "array" => self.array(fields),
            "object" => self.object(fields),
            "string" => allowed(match fields.get("format").and_then(Value::as_str) {
                Some("date") => vec![json!("2026-11-21")],
                Some("date-time") => vec![json!("2026-11-21T22:23:43Z"), json!("2026-11-21T22:23:43.567Z")],
                // Also an amount and a factor.
                _ => vec![json!("1")],
            }),
            other => panic!("no sample of {other}"),
        }
    }

    fn array(&self, fields: &Map<String, Value>) -> Vec<Sample> {
        if let Some(items) = fields.get("prefixItems").and_then(Value::as_array) {
            let each: Vec<Vec<Sample>> = items.iter().map(|item| self.samples(item)).collect();
            return allowed([each.iter().map(|samples| samples[0].value.clone()).collect()]);
        }
        let items = fields.get("items").map_or_else(Vec::new, |item| self.samples(item));
        let one = |item: Sample| Sample { value: json!([item.value]), ..item };
        items.into_iter().map(one).chain(allowed([json!([])])).collect()
    }

    fn object(&self, fields: &Map<String, Value>) -> Vec<Sample> {
        let by_pattern = fields.get("patternProperties").and_then(Value::as_object).and_then(|all| all.values().next());
        let by_any = fields.get("additionalProperties").filter(|values| **values != false);
        if let Some(values) = by_pattern.or(by_any) {
            let one = |inner: Sample| Sample { value: json!({ "1": inner.value }), ..inner };
            return self.samples(values).into_iter().map(one).chain(allowed([json!({})])).collect();
        }
        let properties = fields.get("properties").and_then(Value::as_object).into_iter().flatten();
        let properties: Vec<(&String, Vec<Sample>)> =
            properties.map(|(name, schema)| (name, self.samples(schema))).collect();
        let plain: Map<String, Value> =
            properties.iter().map(|(name, samples)| ((*name).clone(), samples[0].value.clone())).collect();
        let mut found = allowed([Value::Object(plain.clone())]);
        for (name, samples) in properties {
            let mut without = plain.clone();
            without.remove(name);
            found.push(Sample { value: Value::Object(without), is_allowed: false });
            let null = Sample { value: Value::Null, is_allowed: false };
            for sample in samples.into_iter().skip(1).chain([null]) {
                let mut with = plain.clone();
                with.insert(name.clone(), sample.value);
                found.push(Sample { value: Value::Object(with), ..sample });
            }
        }
        found
    }
}

fn allowed(values: impl IntoIterator<Item = Value>) -> Vec<Sample> {
    values.into_iter().map(|value| Sample { value, is_allowed: true }).collect()
}

/// Names, and one that nobody knows yet.
fn named(values: &[Value]) -> Vec<Sample> {
    let newer = Sample { value: json!(OF_A_NEWER_SERVER), is_allowed: false };
    allowed(values.iter().cloned()).into_iter().chain([newer]).collect()
}

/// What is not just any text.
fn known(name: &str) -> Option<Value> {
    match name {
        "CardNumber" => Some(json!("4006381333931")),
        "Gtin" => Some(json!("06901234567892")),
        "Hash" => Some(json!("0123456789abcdef".repeat(4))),
        "ItemCode" => Some(json!(ItemCode::of([7; 10]))),
        "Phone" => Some(json!("13812345678")),
        "PickUpCode" => Some(json!(PickUpCode::of("0123456789").unwrap())),
        _ => None,
    }
}

/// Objects whose fields stand in two schemas: each of both with the plain one of the other.
fn joined(base: &[Sample], own: &[Sample]) -> Vec<Sample> {
    let (Some(plain), Some(first)) = (own.first(), base.first()) else { return base.to_vec() };
    let join = |one: &Sample, other: &Sample| {
        let fields = [one, other].map(|sample| sample.value.as_object().cloned().unwrap_or_default());
        let value = Value::Object(fields.into_iter().flatten().collect());
        Sample { value, is_allowed: one.is_allowed && other.is_allowed }
    };
    let of_base = base.iter().map(|one| join(one, plain));
    of_base.chain(own.iter().skip(1).map(|one| join(first, one))).collect()
}

#[derive(Default)]
struct Compared {
    read: usize,
    refused: usize,
    newer: usize,
    wrong: Vec<String>,
}

impl Compared {
    fn all<T: shuke_contract::Body + FromJson>(&mut self, of: &str) {
        let schema = Schema(schemars::schema_for!(T).to_value());
        for sample in schema.samples(&schema.0) {
            let text = sample.value.to_string();
            match agree::<T>(&text) {
                Ok(Reads::Both) => self.read += 1,
                Ok(Reads::Neither) if !sample.is_allowed => self.refused += 1,
                // serde refuses an unknown variant that carries something in a field of its own. An old app must not.
                Ok(Reads::OnlyApp(why)) if text.contains(OF_A_NEWER_SERVER) && why.contains("unit variant") => {
                    self.newer += 1;
                }
                Ok(other) => self.wrong.push(format!("{of}: {other:?} can read {text}")),
                Err(why) => self.wrong.push(format!("{of}: {why}")),
            }
        }
    }
}

impl Visitor for Compared {
    fn visit<E: Endpoint>(&mut self) {
        self.all::<E::Reply>(E::PATH);
    }
}

#[test]
fn the_app_reads_whatever_the_contract_allows_as_serde_reads_it() {
    let mut compared = Compared::default();
    compared.all::<Problem>("a problem");
    each_endpoint(&mut compared);
    let Compared { read, refused, newer, wrong } = compared;
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), read + refused, wrong[..wrong.len().min(20)].join("\n"));
    // Variants and optional fields by the hundred: a schema that gives next to nothing would be no comparison.
    assert!(read > 3_000 && refused > 3_000 && newer > 0, "{read} read, {refused} refused, {newer} newer");
}

#[test]
fn what_a_server_answers_is_compared_by_its_endpoint() {
    let answer = |url: &str, text: &str| {
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        let reply = Reply { status: 200, headers, bytes: text.into(), json: Value::Null };
        catch_unwind(|| compare("PUT", url, &reply)).is_ok()
    };
    let addresses = "http://127.0.0.1:1/api/v1/me/addresses/7";
    assert!(answer(addresses, r#"{"addresses":[]}"#) && !answer(addresses, "{}"));
    assert!(answer("http://127.0.0.1:1/api/v1/me/addresses/7/more", "{}"));
}

#[test]
fn what_a_server_answers_is_in_the_document_of_its_endpoint() {
    let answer = |method: &str, status: u16, code: &str| {
        let kind = if status < 400 { "application/json" } else { Problem::CONTENT_TYPE };
        let json = if status < 400 {
            json!({ "addresses": [] })
        } else {
            json!({ "code": code, "status": status, "message": "x" })
        };
        let headers = vec![("content-type".to_owned(), kind.to_owned())];
        let reply = Reply { status, headers, bytes: json.to_string().into(), json };
        catch_unwind(|| compare(method, "http://127.0.0.1:1/api/v1/me/addresses", &reply)).is_ok()
    };
    assert!(answer("GET", 200, "") && answer("GET", 422, "invalid_fields") && answer("POST", 422, "addresses_full"));
    assert!(!answer("GET", 201, "") && !answer("GET", 422, "addresses_full") && !answer("POST", 409, "addresses_full"));
}
