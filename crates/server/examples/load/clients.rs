//! Clients that ask one request after the other on a connection kept alive, and how long the answers took.

use crate::Failed;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What was measured.
pub struct Measured {
    pub name: String,
    pub per_second: f64,
    pub p50: Duration,
    pub p99: Duration,
}

/// Makes the nth request of a client.
pub type Make = Arc<dyn Fn(usize, u64) -> String + Send + Sync>;

/// Lets `clients` ask the server at `address` one request after the other for `time`.
pub async fn load(
    name: impl Into<String>,
    address: &str,
    clients: usize,
    time: Duration,
    make: Make,
) -> Result<Measured, Failed> {
    let name = name.into();
    let refused = Arc::new(AtomicU64::new(0));
    let begun = Instant::now();
    let works: Vec<_> = (0..clients)
        .map(|client| {
            let (address, make, refused) = (address.to_owned(), Arc::clone(&make), Arc::clone(&refused));
            tokio::spawn(async move { ask_until(&address, client, begun + time, &make, &refused).await })
        })
        .collect();
    let mut took = Vec::new();
    for work in works {
        took.extend(work.await??);
    }
    let elapsed = begun.elapsed().as_secs_f64();
    let refused = refused.load(Ordering::Relaxed);
    if refused > 0 {
        return Err(format!("{name}: {refused} requests were refused").into());
    }
    took.sort_unstable();
    let at = |percent: usize| took.get(took.len() * percent / 100).copied().unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "a count of requests")]
    let per_second = took.len() as f64 / elapsed;
    Ok(Measured { name, per_second, p50: at(50), p99: at(99) })
}

async fn ask_until(
    address: &str,
    client: usize,
    end: Instant,
    make: &Make,
    refused: &AtomicU64,
) -> Result<Vec<Duration>, Failed> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (mut took, mut rest) = (Vec::new(), Vec::new());
    let mut n = 0;
    while Instant::now() < end {
        let ask = make(client, n);
        let begun = Instant::now();
        stream.write_all(ask.as_bytes()).await?;
        let answer = read_answer(&mut stream, &mut rest).await?;
        took.push(begun.elapsed());
        if !answer.starts_with(b"HTTP/1.1 20") {
            refused.fetch_add(1, Ordering::Relaxed);
        }
        n += 1;
    }
    Ok(took)
}

/// Reads one answer with a `content-length`; what follows it stays in `rest`.
pub async fn read_answer(stream: &mut TcpStream, rest: &mut Vec<u8>) -> Result<Vec<u8>, Failed> {
    let mut seen = std::mem::take(rest);
    let mut part = vec![0; 16 * 1024];
    loop {
        if let Some(length) = length_of(&seen).filter(|length| seen.len() >= *length) {
            *rest = seen.split_off(length);
            return Ok(seen);
        }
        match stream.read(&mut part).await? {
            0 => return Err("the server closed the connection".into()),
            length => seen.extend_from_slice(part.get(..length).unwrap_or_default()),
        }
    }
}

/// Head and body in bytes, once the head is there.
fn length_of(seen: &[u8]) -> Option<usize> {
    let head = seen.windows(4).position(|end| end == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(seen.get(..head)?).ok()?;
    let length = text.lines().find_map(|line| line.strip_prefix("content-length: "))?;
    Some(head + length.trim().parse::<usize>().ok()?)
}
