//! `GET /api/v1/openapi.json`

use crate::support::TestApp;
use serde_json::Value;
use shuke_contract::{Caller, Endpoint, Method, Visitor, each_endpoint};
use std::collections::BTreeSet;

/// Every value of `$ref` anywhere.
fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                match (name.as_str(), inner) {
                    ("$ref", Value::String(target)) => {
                        found.insert(target.clone());
                    }
                    _ => references(inner, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|inner| references(inner, found)),
        _ => {}
    }
}

/// The objects of a schema and of everything that it refers to, each with the path to it; maps are none.
fn objects<'d>(document: &'d Value, schema: &'d Value, path: &str, found: &mut Vec<(String, &'d Value)>) {
    match schema {
        Value::Object(fields) => {
            if let Some(target) = fields.get("$ref").and_then(Value::as_str) {
                let inner = document.pointer(target.trim_start_matches('#')).unwrap();
                if !path.contains(&format!("{target}/")) {
                    objects(document, inner, &format!("{path}{target}/"), found);
                }
            }
            if fields.get("type").is_some_and(|kind| kind == "object")
                && !fields.get("additionalProperties").is_some_and(Value::is_object)
                && !fields.contains_key("patternProperties")
            {
                found.push((path.to_owned(), schema));
            }
            for (name, inner) in fields {
                objects(document, inner, &format!("{path}{name}/"), found);
            }
        }
        Value::Array(values) => values.iter().for_each(|inner| objects(document, inner, path, found)),
        _ => {}
    }
}

struct Closed<'a>(&'a Value, usize);

impl Visitor for Closed<'_> {
    fn visit<E: Endpoint>(&mut self) {
        let operation = &self.0["paths"][E::PATH][E::METHOD.name().to_lowercase()];
        let mut written = Vec::new();
        objects(self.0, &operation["requestBody"], E::PATH, &mut written);
        for (path, object) in &written {
            assert_eq!(object["additionalProperties"], false, "{path}");
            let others = ["$ref", "allOf", "anyOf", "oneOf"];
            assert!(others.iter().all(|other| object.get(other).is_none()), "{path} has keys from elsewhere");
        }
        assert_eq!(written.is_empty(), E::METHOD == Method::Get, "{}", E::PATH);
        let mut answered = Vec::new();
        objects(self.0, &operation["responses"], E::PATH, &mut answered);
        let open = |object: &Value| object.get("additionalProperties").is_none_or(|others| others == true);
        assert!(answered.iter().all(|(_, object)| open(object)), "{}", E::PATH);
        self.1 += written.len();
    }
}

#[test]
fn what_is_written_has_the_described_keys_and_no_others_and_what_is_answered_may_have_more() {
    let app = TestApp::start();
    let document = app.get("/api/v1/openapi.json").expect(200).json;
    let mut closed = Closed(&document, 0);
    each_endpoint(&mut closed);
    assert!(closed.1 > 40, "{}", closed.1);
    let body = |path: &str| {
        document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]["$ref"].clone()
    };
    assert_eq!(body("/till/v1/sales"), "#/components/schemas/SaleRequest");
    assert_eq!(body("/api/v1/me/addresses"), "#/components/schemas/AddressFieldsWritten", "replies have it, too");
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for (name, schema) in schemas {
        let Some(of_replies) = name.strip_suffix("Written") else { continue };
        assert_ne!(&schemas[of_replies], schema, "{name}");
    }
}

/// The texts of a schema and of everything that it refers to, each with the path to it.
fn texts<'d>(document: &'d Value, schema: &'d Value, path: &str, found: &mut Vec<(String, &'d Value)>) {
    match schema {
        Value::Object(fields) => {
            if let Some(target) = fields.get("$ref").and_then(Value::as_str) {
                let inner = document.pointer(target.trim_start_matches('#')).unwrap();
                if !path.contains(&format!("{target}/")) {
                    texts(document, inner, &format!("{path}{target}/"), found);
                }
            }
            let is_text = |kind: &Value| {
                kind == "string" || kind.as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == "string"))
            };
            if fields.get("type").is_some_and(is_text) {
                found.push((path.to_owned(), schema));
            }
            // An example is no schema.
            for (name, inner) in fields.iter().filter(|(name, _)| *name != "examples") {
                texts(document, inner, &format!("{path}{name}/"), found);
            }
        }
        Value::Array(values) => values.iter().for_each(|inner| texts(document, inner, path, found)),
        _ => {}
    }
}

/// Whether a schema says how long a text is and of which characters. A day and an instant are read as such, and a name is one of a few.
fn is_bounded(text: &Value) -> bool {
    let is_time = matches!(text["format"].as_str(), Some("date" | "date-time"));
    let is_named = text.get("enum").is_some() || text.get("const").is_some();
    is_time || is_named || (text["maxLength"].is_u64() && text["pattern"].is_string())
}

#[derive(Default)]
struct Unbounded {
    document: Value,
    texts: usize,
    found: Vec<String>,
}

impl Visitor for Unbounded {
    fn visit<E: Endpoint>(&mut self) {
        let operation = &self.document["paths"][E::PATH][E::METHOD.name().to_lowercase()];
        let mut written = Vec::new();
        for part in ["requestBody", "parameters"] {
            texts(&self.document, &operation[part], &format!("{} {part}/", E::PATH), &mut written);
        }
        self.texts += written.len();
        self.found.extend(written.into_iter().filter(|(_, text)| !is_bounded(text)).map(|(path, _)| path));
    }
}

#[test]
fn every_text_that_comes_in_has_a_length_and_a_set_of_characters() {
    let mut unbounded = Unbounded { document: shuke_server::openapi::document(), ..Unbounded::default() };
    each_endpoint(&mut unbounded);
    assert!(unbounded.found.is_empty(), "{:#?}", unbounded.found);
    assert!(unbounded.texts > 100, "{}", unbounded.texts);
    for (text, bounded) in [
        (r#"{"type":"string"}"#, false),
        (r#"{"type":["string","null"],"maxLength":9}"#, false),
        (r#"{"type":"string","maxLength":9,"pattern":"^x$"}"#, true),
    ] {
        let schema = serde_json::from_str(text).unwrap();
        let mut found = Vec::new();
        texts(&Value::Null, &schema, "", &mut found);
        assert_eq!(found.into_iter().all(|(_, text)| is_bounded(text)), bounded, "{text}");
    }
}

struct Checks<'a>(&'a Value, usize);

impl Visitor for Checks<'_> {
    fn visit<E: Endpoint>(&mut self) {
        self.1 += 1;
        let operation = &self.0["paths"][E::PATH][E::METHOD.name().to_lowercase()];
        assert_eq!(operation["summary"], E::SUMMARY, "{} {}", E::METHOD.name(), E::PATH);
        let responses = operation["responses"].as_object().unwrap();
        let success = &responses[&E::STATUS.to_string()]["content"]["application/json"]["schema"];
        assert!(success["$ref"].as_str().unwrap().starts_with("#/components/schemas/"), "{}", E::PATH);
        for code in E::ERRORS {
            let problem = &responses[&code.status().to_string()]["content"]["application/problem+json"];
            assert_eq!(problem["schema"]["$ref"], "#/components/schemas/Problem");
            let name = serde_json::to_value(code).unwrap();
            let example = &problem["examples"][name.as_str().unwrap()]["value"];
            assert_eq!((&example["code"], &example["status"]), (&name, &code.status().into()), "{}", E::PATH);
        }
        let writes = E::METHOD != Method::Get;
        assert_eq!(operation["requestBody"]["content"]["application/json"]["schema"].is_object(), writes);
        let parameters = operation["parameters"].as_array().unwrap();
        let key = parameters.iter().any(|parameter| parameter["$ref"] == "#/components/parameters/IdempotencyKey");
        assert_eq!(key, writes, "{}", E::PATH);
        let in_path = parameters.iter().any(|parameter| parameter["in"] == "path" && parameter["name"] == "id");
        assert_eq!(in_path, E::PATH.contains("{id}"));
        let security = match E::CALLER {
            Caller::Anyone => "[]",
            Caller::Member => r#"[{"session":[]}]"#,
            Caller::Staff => r#"[{"staff":[]}]"#,
            Caller::Till => r#"[{"till_key":[]}]"#,
        };
        assert_eq!(operation["security"].to_string(), security, "{}", E::PATH);
    }
}

#[test]
fn the_document_has_every_endpoint_with_its_errors_and_every_reference_leads_somewhere() {
    let app = TestApp::start();
    let document = app.get("/api/v1/openapi.json").expect(200).json;
    assert_eq!(document["openapi"], "3.1.0");
    let mut checks = Checks(&document, 0);
    each_endpoint(&mut checks);
    let paths = document["paths"].as_object().unwrap();
    let operations: Vec<&Value> = paths.values().flat_map(|path| path.as_object().unwrap().values()).collect();
    assert_eq!(operations.len(), checks.1);
    let ids: BTreeSet<&str> = operations.iter().map(|operation| operation["operationId"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), operations.len());

    let mut targets = BTreeSet::new();
    references(&document, &mut targets);
    assert!(targets.len() > 30, "{}", targets.len());
    for target in &targets {
        let pointer = target.strip_prefix('#').unwrap_or_else(|| panic!("{target} leads elsewhere"));
        assert!(document.pointer(pointer).is_some(), "{target} leads nowhere");
    }
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for (name, schema) in schemas {
        assert!(targets.contains(&format!("#/components/schemas/{name}")), "{name} is used nowhere");
        assert!(schema.get("$schema").is_none() && schema.get("$defs").is_none(), "{name}");
    }
    assert_eq!(schemas["SaleRequest"]["properties"]["paid"]["$ref"], "#/components/schemas/Fen");
    let after = &document["paths"]["/api/v1/me/receipts"]["get"]["parameters"][0];
    assert_eq!((&after["name"], &after["in"]), (&"after".into(), &"query".into()));
}

#[test]
fn what_the_server_answers_has_the_fields_that_the_document_requires() {
    let app = TestApp::start();
    let document = app.get("/api/v1/openapi.json").expect(200).json;
    let member = app.join("18200000001");
    app.till("wukang").sell(&member.number, "1", 60_000);
    for (path, schema) in [
        ("/api/v1/boot", "Boot"),
        ("/api/v1/me/card", "Card"),
        ("/api/v1/me/device", "DeviceKey"),
        ("/api/v1/me/profile", "Profile"),
        ("/api/v1/me/receipts", "ReceiptsPage"),
        ("/api/v1/me/export", "Export"),
    ] {
        let reply = member.get(path).expect(200).json;
        let described = &document["components"]["schemas"][schema];
        let fields = described["properties"].as_object().unwrap();
        for required in described["required"].as_array().unwrap() {
            assert!(reply.get(required.as_str().unwrap()).is_some(), "{path} has no {required}");
        }
        for name in reply.as_object().unwrap().keys() {
            assert!(fields.contains_key(name), "{path}: {name} is not described");
        }
    }
}
