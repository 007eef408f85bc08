//! The OpenAPI document, made from the contract. Owns its frame; every path, schema and error is the contract's.

mod closed;

use crate::Error;
use crate::http::{App, answer};
use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use closed::Closed;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};
use shuke_contract::{Caller, Endpoint, ErrorCode, Method, Problem, Visitor, each_endpoint};
use shuke_rules::bounds::Token;
use shuke_rules::number::CardNumber;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What any endpoint may answer.
const ANY: [ErrorCode; 6] = [
    ErrorCode::NotFound,
    ErrorCode::InvalidFields,
    ErrorCode::Timeout,
    ErrorCode::TooManyRequests,
    ErrorCode::Internal,
    ErrorCode::Unavailable,
];
/// What any write may answer besides.
const ANY_WRITE: [ErrorCode; 5] = [
    ErrorCode::MalformedBody,
    ErrorCode::BodyTooLarge,
    ErrorCode::UnsupportedMediaType,
    ErrorCode::IdempotencyKeyMissing,
    ErrorCode::IdempotencyKeyReused,
];

/// `GET /api/v1/openapi.json`
pub fn routes() -> Router<App> {
    Router::new().route("/api/v1/openapi.json", get(get_document))
}

async fn get_document() -> Response {
    static DOCUMENT: LazyLock<Result<String, String>> =
        LazyLock::new(|| serde_json::to_string(&document()).map_err(|error| error.to_string()));
    match &*DOCUMENT {
        Ok(document) => answer::json(200, document.as_str()),
        Err(error) => Error::internal(error).into_response(),
    }
}

/// The whole document.
pub fn document() -> Value {
    let mut settings = SchemaSettings::draft2020_12();
    settings.definitions_path = "/components/schemas".into();
    settings.meta_schema = None;
    let (schemas, requests) = (settings.clone().into_generator(), settings.into_generator());
    let mut paths = Paths { schemas, requests, operations: BTreeMap::new() };
    each_endpoint(&mut paths);
    paths.schemas.subschema_for::<Problem>();
    let mut schemas = paths.schemas.take_definitions(true);
    let requests = Closed::of(paths.requests.take_definitions(true), &schemas);
    let bodies = paths.operations.values_mut().flat_map(Map::values_mut).filter_map(|one| one.get_mut("requestBody"));
    bodies.for_each(|body| requests.refer(body));
    schemas.extend(requests.schemas);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Shuke member centre",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Money is integer fen, points are integers, instants are RFC 3339 in UTC, days are business days \
                of the brand. A write takes an Idempotency-Key: the same key and body give the same answer, once done.",
            "license": { "name": "MIT", "identifier": "MIT" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths.operations,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "session": { "type": "apiKey", "in": "cookie", "name": "__Host-shuke", "description": "The session cookie; `shuke` where there is no https." },
                "staff": { "type": "apiKey", "in": "cookie", "name": "__Host-shuke-staff", "description": "The session cookie of staff; `shuke-staff` where there is no https." },
                "till_key": { "type": "http", "scheme": "bearer", "description": "A till's API key; it works for its own shop only." },
            },
            "parameters": { "MemberNumber": {
                "name": "Member-Number", "in": "header", "required": false,
                "description": "The card number that the page shows. When another member is signed in by now, in another tab, nothing is done.",
                "schema": json_schema::<CardNumber>(),
            }, "IdempotencyKey": {
                "name": "Idempotency-Key", "in": "header", "required": true,
                "description": "A new random one for each write; the same one when the same write is sent again. Kept for 48 hours.",
                "schema": { "type": "string", "maxLength": 64, "pattern": "^[A-Za-z0-9_-]{1,64}$" },
            } },
            "headers": {
                "RequestId": { "description": "Names the request in the server's log.", "schema": { "type": "string" } },
                "IdempotencyReplayed": { "description": "`true`: the write was done before; this is its answer.", "schema": { "type": "string" } },
            },
        },
    })
}

fn json_schema<T: JsonSchema>() -> Value {
    let mut settings = SchemaSettings::draft2020_12();
    (settings.meta_schema, settings.inline_subschemas) = (None, true);
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

struct Paths {
    /// Of what is answered, and of reads' requests.
    schemas: SchemaGenerator,
    /// Of what is written.
    requests: SchemaGenerator,
    operations: BTreeMap<&'static str, Map<String, Value>>,
}

impl Visitor for Paths {
    fn visit<E: Endpoint>(&mut self) {
        let operation = self.operation::<E>();
        let method = E::METHOD.name().to_lowercase();
        self.operations.entry(E::PATH).or_default().insert(method, operation);
    }
}

impl Paths {
    fn operation<E: Endpoint>(&mut self) -> Value {
        let reply = self.schemas.subschema_for::<E::Reply>().to_value();
        let writes = E::METHOD != Method::Get;
        let mut operation = json!({
            "operationId": operation_id::<E>(),
            "summary": E::SUMMARY,
            "tags": [tag(E::CALLER, E::PATH)],
            "parameters": self.parameters::<E>(writes),
            "responses": responses::<E>(&reply, writes),
        });
        if let Some(operation) = operation.as_object_mut() {
            if writes {
                let request = self.requests.subschema_for::<E::Request>().to_value();
                let body = json!({ "required": true, "content": { "application/json": { "schema": request } } });
                operation.insert("requestBody".into(), body);
            }
            let security = match E::CALLER {
                Caller::Anyone => json!([]),
                Caller::Member => json!([{ "session": [] }]),
                Caller::Staff => json!([{ "staff": [] }]),
                Caller::Till => json!([{ "till_key": [] }]),
            };
            operation.insert("security".into(), security);
        }
        operation
    }

    fn parameters<E: Endpoint>(&mut self, writes: bool) -> Vec<Value> {
        let mut parameters = Vec::new();
        if E::PATH.contains("{id}") {
            parameters.push(
                json!({ "name": "id", "in": "path", "required": true, "schema": json_schema::<Token<128, 1>>() }),
            );
        }
        if writes {
            parameters.push(json!({ "$ref": "#/components/parameters/IdempotencyKey" }));
        } else {
            parameters.extend(self.query::<E>());
        }
        if E::TAGGED {
            let said = "The `ETag` of the reply that one has. Anything else is as if it were not there.";
            let tag =
                json!({ "type": "string", "maxLength": 200, "pattern": "^(W/)?\"[!#-~]*\"$", "description": said });
            parameters.push(json!({ "name": "If-None-Match", "in": "header", "required": false, "schema": tag }));
        }
        if E::CALLER == Caller::Member {
            parameters.push(json!({ "$ref": "#/components/parameters/MemberNumber" }));
        }
        parameters
    }

    /// The fields of a read's request, which travel in the query string.
    fn query<E: Endpoint>(&mut self) -> Vec<Value> {
        let schema = self.schemas.root_schema_for::<E::Request>().to_value();
        let fields = schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
        let field = |(name, schema): (String, Value)| json!({ "name": name, "in": "query", "required": false, "schema": schema });
        fields.into_iter().map(field).collect()
    }
}

/// Whose business it is.
fn tag(caller: Caller, path: &str) -> &'static str {
    match caller {
        Caller::Till => "till",
        _ if path.starts_with("/staff/") => "staff",
        _ => "app",
    }
}

/// `POST /till/v1/sales/{id}/refunds` → `post_till_sales_id_refunds`
fn operation_id<E: Endpoint>() -> String {
    let words = E::PATH.split(['/', '-', '{', '}']).filter(|part| !matches!(*part, "" | "api" | "v1"));
    words.fold(E::METHOD.name().to_lowercase(), |id, word| id + "_" + word)
}

/// Every status that an endpoint answers with, and for refusals the codes that may come with it.
fn responses<E: Endpoint>(reply: &Value, writes: bool) -> Map<String, Value> {
    let mut codes: BTreeMap<u16, Vec<ErrorCode>> = BTreeMap::new();
    let mut add = |all: &[ErrorCode]| {
        for code in all {
            let same = codes.entry(code.status()).or_default();
            if !same.contains(code) {
                same.push(*code);
            }
        }
    };
    add(E::ERRORS);
    add(&ANY);
    if writes {
        add(&ANY_WRITE);
    }
    match E::CALLER {
        Caller::Anyone if writes => add(&[ErrorCode::ForeignOrigin]),
        Caller::Anyone => {}
        Caller::Member if writes => add(&[ErrorCode::SignInRequired, ErrorCode::OtherMember, ErrorCode::ForeignOrigin]),
        Caller::Member => add(&[ErrorCode::SignInRequired, ErrorCode::OtherMember]),
        Caller::Staff if writes => add(&[ErrorCode::StaffSignInRequired, ErrorCode::ForeignOrigin]),
        Caller::Staff => add(&[ErrorCode::StaffSignInRequired]),
        Caller::Till => add(&[ErrorCode::TillKeyRequired]),
    }
    let mut responses: Map<String, Value> =
        codes.into_iter().map(|(status, codes)| (status.to_string(), refusal(status, &codes))).collect();
    let mut done = success(reply, writes);
    if E::TAGGED {
        let tag = json!({ "description": "Names the reply as it is.", "schema": { "type": "string" } });
        if let Some(headers) = done.get_mut("headers").and_then(Value::as_object_mut) {
            headers.insert("ETag".into(), tag);
        }
        responses.insert("304".to_owned(), json!({ "description": "It is as `If-None-Match` names it." }));
    }
    responses.insert(E::STATUS.to_string(), done);
    responses
}

fn success(reply: &Value, writes: bool) -> Value {
    let mut headers = json!({ "X-Request-Id": { "$ref": "#/components/headers/RequestId" } });
    if let (true, Some(headers)) = (writes, headers.as_object_mut()) {
        headers.insert("Idempotency-Replayed".into(), json!({ "$ref": "#/components/headers/IdempotencyReplayed" }));
    }
    json!({ "description": "Done.", "headers": headers, "content": { "application/json": { "schema": reply } } })
}

fn refusal(status: u16, codes: &[ErrorCode]) -> Value {
    let name = |code: &ErrorCode| serde_json::to_value(code).ok().and_then(|name| name.as_str().map(str::to_owned));
    let names: Vec<String> = codes.iter().filter_map(name).collect();
    let examples: Map<String, Value> = names
        .iter()
        .map(|name| {
            (name.clone(), json!({ "value": { "code": name, "status": status, "message": "…", "request_id": "…" } }))
        })
        .collect();
    let content = json!({ "schema": { "$ref": "#/components/schemas/Problem" }, "examples": examples });
    json!({ "description": names.join(", "), "content": { (Problem::CONTENT_TYPE): content } })
}
