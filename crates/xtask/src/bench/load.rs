//! Requests per second, with 64 connections kept alive, beside a handler that does nothing.

use super::Stage;
use crate::http::Connection;
use anyhow::{Context as _, Result, ensure};
use std::{
    thread,
    time::{Duration, Instant},
};

const CONNECTIONS: usize = 64;
const WARM_UP: Duration = Duration::from_secs(1);
const SECONDS: Duration = Duration::from_secs(5);

/// One kind of request. In the body and headers `{n}` is another number each time, `{card}` the worker's member.
struct Load {
    name: &'static str,
    method: &'static str,
    path: &'static str,
    headers: Vec<String>,
    body: String,
}

/// What became of a load.
struct Figures {
    per_second: f64,
    median: Duration,
    p99: Duration,
    refused: usize,
}

pub fn measure(stage: &Stage) -> Result<()> {
    println!("\nRequests per second, {CONNECTIONS} connections, {} s each", SECONDS.as_secs());
    println!("{:<28}{:>10}{:>12}{:>12}{:>10}", "", "per s", "median ms", "p99 ms", "refused");
    for load in loads(stage) {
        let figures = run(stage, &load)?;
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        let Figures { per_second, median, p99, refused } = figures;
        println!("{:<28}{per_second:>10.0}{:>12.2}{:>12.2}{refused:>10}", load.name, ms(median), ms(p99));
    }
    Ok(())
}

fn loads(stage: &Stage) -> Vec<Load> {
    let get = |name, path, headers| Load { name, method: "GET", path, headers, body: String::new() };
    let cookie = format!("Cookie: {}", stage.cookie);
    vec![
        get("empty handler (/healthz)", "/healthz", vec![]),
        get("the card's data", "/api/v1/me/card", vec![cookie.clone()]),
        get("the page, signed in", "/", vec![cookie, "Accept-Encoding: br".into()]),
        sale(stage),
    ]
}

/// A sale of one line at the demo shop, each under a key of its own.
fn sale(stage: &Stage) -> Load {
    Load {
        name: "sales (durable)",
        method: "POST",
        path: "/till/v1/sales",
        headers: vec![
            format!("Authorization: Bearer {}", stage.demo.till_key),
            "Content-Type: application/json".into(),
            "Idempotency-Key: bench-{n}".into(),
        ],
        body: r#"{"number":"bench-{n}","member":"{card}","paid":2800,"lines":[{"item":"1","name":"燕麦拿铁","class":"regular","quantity":1,"list":2800,"paid":2800}]}"#.into(),
    }
}

fn run(stage: &Stage, load: &Load) -> Result<Figures> {
    let start = Instant::now();
    let workers: Vec<_> = thread::scope(|scope| {
        let all: Vec<_> =
            (0..CONNECTIONS).map(|number| scope.spawn(move || worker(stage, load, number, start))).collect();
        all.into_iter().map(|worker| worker.join().ok().context("a worker panicked")?).collect::<Result<_>>()
    })?;
    let refused = workers.iter().map(|(_, refused)| refused).sum();
    let mut times: Vec<Duration> = workers.into_iter().flat_map(|(times, _)| times).collect();
    ensure!(!times.is_empty(), "{}: no answer in time", load.name);
    times.sort();
    let at_rank = |rank: usize| times[(times.len() - 1) * rank / 100];
    #[expect(clippy::cast_precision_loss, reason = "a count of requests is far below 2^52")]
    let per_second = times.len() as f64 / SECONDS.as_secs_f64();
    Ok(Figures { per_second, median: at_rank(50), p99: at_rank(99), refused })
}

/// Asks again and again; the times of the answers after the warm-up, and how many were not 2xx.
fn worker(stage: &Stage, load: &Load, number: usize, start: Instant) -> Result<(Vec<Duration>, usize)> {
    let mut connection = Connection::open(stage.at)?;
    let members = &stage.demo.members;
    let card = members.get(number % members.len().max(1)).map_or("", |(card, _)| card.as_str());
    let mut times = Vec::new();
    let mut refused = 0;
    for round in 0.. {
        let asked = Instant::now();
        if asked > start + WARM_UP + SECONDS {
            break;
        }
        let fresh = |text: &String| text.replace("{n}", &format!("{number}-{round}")).replace("{card}", card);
        let headers: Vec<_> = load.headers.iter().map(fresh).collect();
        let reply = connection.ask(load.method, load.path, &headers, fresh(&load.body).as_bytes())?;
        if asked > start + WARM_UP {
            times.push(asked.elapsed());
            refused += usize::from(!(200..300).contains(&reply.status));
        }
    }
    Ok((times, refused))
}
