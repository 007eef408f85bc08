//! What clients ask.

use crate::clients::Make;
use crate::place::{HELD, Place};
use std::sync::Arc;

/// Lines of a basket that is quoted.
const LINES: usize = 40;

/// Each client goes round all who are signed in.
pub fn get(place: &Place, path: &'static str) -> Make {
    let cookies = place.cookies.clone();
    Arc::new(move |client, n| {
        let cookie = one_of(&cookies, client, n);
        format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept-encoding: br\r\ncookie: {cookie}\r\n\r\n")
    })
}

/// Sales whose numbers begin with `prefix`.
pub fn sales(prefix: &str, place: &Place) -> Make {
    let (prefix, key, cards) = (prefix.to_owned(), place.till_key.clone(), place.cards.clone());
    Arc::new(move |client, n| {
        let card = one_of(&cards, client, n);
        let line = r#"{"item":"1","name":"茶","class":"regular","quantity":1,"list":1250,"paid":1250}"#;
        let number = format!("{prefix}-{client}-{n}");
        let body = format!(r#"{{"number":"{number}","member":"{card}","paid":1250,"lines":[{line}]}}"#);
        post("/till/v1/sales", &key, &number, &body)
    })
}

/// Quotes of [`LINES`] lines for members who hold [`HELD`] coupons and more, the best of which are chosen and kept. A member's
/// next quote is of the same sale: it takes the place of the one before and frees its coupons.
pub fn quotes(place: &Place) -> Make {
    let (key, cards) = (place.till_key.clone(), place.cards.clone());
    let line = |at: usize| {
        let class = ["regular", "discounted"][at % 2];
        format!(r#"{{"item":"{}","class":"{class}","quantity":1,"price":{}}}"#, at % HELD, 1_000 + at * 37)
    };
    let lines = (0..LINES).map(line).collect::<Vec<_>>().join(",");
    Arc::new(move |client, n| {
        let card = one_of(&cards, client, n);
        let body = format!(r#"{{"number":"quoted-{card}","member":"{card}","lines":[{lines}]}}"#);
        post("/till/v1/quotes", &key, &format!("quote-{client}-{n}"), &body)
    })
}

/// Each of so many clients or more begins with another one and goes round all.
const STRIDE: usize = 8;

fn one_of(all: &[String], client: usize, n: u64) -> &str {
    let at = client + usize::try_from(n).unwrap_or_default() * STRIDE;
    all.get(at % all.len()).map_or("", String::as_str)
}

fn post(path: &str, till_key: &str, idempotency_key: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {till_key}\r\nidempotency-key: {idempotency_key}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}
