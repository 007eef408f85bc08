//! The REST side, through the contract: what a till does, and what a member's other device does.

use crate::wire;
use serde_json::Value;
use shuke_contract::{Caller, Endpoint, ErrorCode, Method, Problem, sign_in, till};
use shuke_rules::{
    Fen,
    number::CardNumber,
    phone::Phone,
    policy::ClassId,
    pricing::{PricedLine, Step},
};
use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};
use ureq::{Agent, http};

/// Somebody who calls the server.
#[derive(Clone)]
pub struct Api {
    agent: Agent,
    /// `http://127.0.0.1:4711`
    url: String,
    till_key: Option<String>,
    /// `name=value` of the session.
    cookie: Option<String>,
}

impl Api {
    pub fn guest(url: &str) -> Self {
        Self { agent: wire::agent(Duration::from_secs(20)), url: url.to_owned(), till_key: None, cookie: None }
    }

    pub fn till(url: &str, key: &str) -> Self {
        Self { till_key: Some(key.to_owned()), ..Self::guest(url) }
    }

    /// Name and value of the session's cookie, once signed in.
    pub fn cookie(&self) -> Option<(&str, &str)> {
        self.cookie.as_deref()?.split_once('=')
    }

    /// Calls `E`; `id` fills the path's parameter, if it has one.
    pub fn call<E: Endpoint>(&mut self, id: &str, request: &E::Request) -> Result<E::Reply, Box<Problem>> {
        let body = serde_json::to_value(request).expect("a request is JSON");
        let is_get = E::METHOD == Method::Get;
        let query = if is_get { query(&body) } else { String::new() };
        let mut builder = http::Request::builder()
            .method(E::METHOD.name())
            .uri(format!("{}{}{query}", self.url, E::path(id)))
            .header("content-type", "application/json");
        if !is_get {
            builder = builder.header("idempotency-key", new_key());
        }
        builder = match (E::CALLER, &self.till_key, &self.cookie) {
            (Caller::Till, Some(key), _) => builder.header("authorization", format!("Bearer {key}")),
            (_, _, Some(cookie)) => builder.header("cookie", cookie).header("origin", &self.url),
            _ => builder.header("origin", &self.url),
        };
        let text = if is_get { String::new() } else { body.to_string() };
        let sent = self.agent.run(builder.body(text).expect("a request"));
        let mut answer = sent.unwrap_or_else(|error| panic!("{} {}: {error}", E::METHOD.name(), E::PATH));
        if let Some(cookie) = answer.headers().get("set-cookie").and_then(|value| value.to_str().ok()) {
            self.cookie = cookie.split(';').next().map(str::to_owned);
        }
        let ok = answer.status().is_success();
        let said = answer.body_mut().read_to_string().unwrap_or_default();
        if ok {
            Ok(serde_json::from_str(&said).unwrap_or_else(|error| panic!("{}: {error} in {said}", E::PATH)))
        } else {
            let odd = |_| Box::new(Problem::new(ErrorCode::Unknown, format!("{}: {said}", answer.status())));
            Err(serde_json::from_str(&said).unwrap_or_else(odd))
        }
    }

    /// Quotes, and sells what was quoted; `names` are those of the lines on the receipt.
    pub fn sell_quoted(&mut self, request: &till::QuoteRequest, names: &[&str]) -> till::SaleBooked {
        let quote = self.call::<till::CreateQuote>("", request).expect("a quote");
        let discount = |step: &Step| till::Discount { name: format!("{}·", step.name.zh), amount: step.off };
        let line = |(line, name): (&PricedLine, &&str)| till::SaleLine {
            item: line.item.0.clone(),
            name: (*name).to_owned(),
            class: line.class.clone(),
            quantity: line.quantity,
            list: line.list,
            discounts: line.steps.iter().map(discount).collect(),
            paid: line.paid,
        };
        let sale = till::SaleRequest {
            number: request.number.clone(),
            member: quote.member.clone().expect("a member"),
            quote: Some(quote.id.clone()),
            at: None,
            lines: quote.lines.iter().zip(names).map(line).collect(),
            paid: quote.lines.iter().map(|line| line.paid).sum(),
        };
        self.call::<till::CreateSale>("", &sale).expect("the sale of a quote")
    }

    /// Rings up one line of regular goods, paid in full, and gives what the till is told.
    pub fn sell(&mut self, member: &CardNumber, paid: Fen) -> till::SaleBooked {
        let line = till::SaleLine {
            item: "1001".into(),
            name: "燕麦拿铁".into(),
            class: ClassId::from("regular"),
            quantity: 1,
            list: paid,
            discounts: Vec::new(),
            paid,
        };
        let sale = till::SaleRequest {
            number: format!("B-{}", new_key()),
            member: member.clone(),
            quote: None,
            at: None,
            lines: vec![line],
            paid,
        };
        self.call::<till::CreateSale>("", &sale).expect("a sale")
    }

    /// Takes back `amount` of the first line of a sale.
    pub fn refund(&mut self, sale: &str, amount: Fen) -> till::RefundBooked {
        let lines = vec![till::RefundLine { line: 0, amount }];
        let refund = till::RefundRequest { number: format!("R-{}", new_key()), lines, gifts_back: false };
        self.call::<till::CreateRefund>(sale, &refund).expect("a refund")
    }

    pub fn identify(&mut self, code: &str) -> Result<till::Identified, Box<Problem>> {
        self.call::<till::Identify>("", &till::IdentifyRequest { code: code.to_owned() })
    }

    pub fn ask_for_code(&mut self, phone: &Phone) {
        self.call::<sign_in::RequestCode>("", &sign_in::CodeRequest { phone: phone.clone() }).expect("a one-time code");
    }
}

/// `?a=1&b=2` of a flat object; nothing of an empty one.
fn query(body: &Value) -> String {
    let fields = body.as_object().into_iter().flatten().filter_map(|(name, value)| {
        let text = value.as_str().map(str::to_owned).or_else(|| (!value.is_null()).then(|| value.to_string()))?;
        Some(format!("{name}={text}"))
    });
    let joined = fields.collect::<Vec<_>>().join("&");
    if joined.is_empty() { joined } else { format!("?{joined}") }
}

/// A key that no other call has.
fn new_key() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("t{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}
