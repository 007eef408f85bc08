//! How many requests a second the server answers, beside a handler that does nothing:
//!
//! ```text
//! cargo build --release -p shuke-server && cargo run --release -p shuke-server --example load
//! ```
//!
//! Starts the built server on data of its own, lets clients ask it over loopback for some seconds each, and prints a table, or
//! with `--json` an object. The clients share the machine's cores with the server, so only ratios of one run mean much.

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

type Failed = Box<dyn Error + Send + Sync>;

const CLIENTS: usize = 64;
const MEMBERS: usize = 64;
/// Purchases that each member has already.
const HISTORY: usize = 12;

/// Ends its process with its value.
struct Running {
    child: Child,
    address: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What was measured.
struct Measured {
    name: &'static str,
    per_second: f64,
    p50: Duration,
    p99: Duration,
}

/// Makes the nth request of a client.
type Make = Arc<dyn Fn(usize, u64) -> String + Send + Sync>;

fn main() -> Result<(), Failed> {
    let arguments: Vec<String> = std::env::args().collect();
    let runtime = tokio::runtime::Runtime::new()?;
    if arguments.iter().any(|argument| argument == "--empty") {
        return runtime.block_on(serve_nothing());
    }
    let seconds = Duration::from_secs(4);
    let data = std::env::temp_dir().join(format!("shuke-load-{}", std::process::id()));
    let measured = runtime.block_on(measure(&data, seconds));
    let _left_behind = std::fs::remove_dir_all(&data);
    print(&measured?, arguments.iter().any(|argument| argument == "--json"));
    Ok(())
}

/// The handler that does nothing.
async fn serve_nothing() -> Result<(), Failed> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on http://{}", listener.local_addr()?);
    let routes = axum::Router::new().route("/", axum::routing::get(|| async { "" }));
    Ok(axum::serve(listener, routes).await?)
}

async fn measure(data: &Path, time: Duration) -> Result<Vec<Measured>, Failed> {
    let empty = start(Command::new(std::env::current_exe()?).arg("--empty"))?;
    let nothing: Make = Arc::new(|_, _| "GET / HTTP/1.1\r\nhost: x\r\n\r\n".to_owned());
    let mut all = vec![load("an empty handler", &empty, CLIENTS, time, nothing).await?];
    drop(empty);

    let (server, cookies, key, card) = prepare(data).await?;
    let cookies = Arc::new(cookies);
    let get = |path: &'static str| -> Make {
        let cookies = Arc::clone(&cookies);
        Arc::new(move |client, _| {
            let cookie = cookies.get(client % MEMBERS).map_or("", String::as_str);
            format!("GET {path} HTTP/1.1\r\nhost: x\r\naccept-encoding: br\r\ncookie: {cookie}\r\n\r\n")
        })
    };
    all.push(load("GET /api/v1/me/card", &server, CLIENTS, time, get("/api/v1/me/card")).await?);
    all.push(load("GET / of a member", &server, CLIENTS, time, get("/")).await?);
    all.push(load("POST /till/v1/sales, 1 client", &server, 1, time, sales("one", &key, &card)).await?);
    all.push(load("POST /till/v1/sales", &server, CLIENTS, time, sales("many", &key, &card)).await?);
    let selling = load("(sales meanwhile)", &server, 8, time, sales("meanwhile", &key, &card));
    let looking = load("GET /api/v1/me/card while 8 tills sell", &server, CLIENTS - 8, time, get("/api/v1/me/card"));
    let (sold, looked) = tokio::join!(selling, looking);
    all.extend([looked?, sold?]);
    Ok(all)
}

fn sales(prefix: &'static str, key: &str, cards: &[String]) -> Make {
    let (key, cards) = (key.to_owned(), cards.to_vec());
    Arc::new(move |client, n| {
        let card = cards.get(client % MEMBERS).map_or("", String::as_str);
        let line = r#"{"item":"1","name":"茶","class":"regular","quantity":1,"list":1250,"paid":1250}"#;
        let body = format!(r#"{{"number":"{prefix}-{client}-{n}","member":"{card}","paid":1250,"lines":[{line}]}}"#);
        format!(
            "POST /till/v1/sales HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\nidempotency-key: {prefix}-{client}-{n}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
    })
}

/// A server with members who bought before, their cookies and card numbers, and a till key.
async fn prepare(data: &Path) -> Result<(Running, Vec<String>, String, Vec<String>), Failed> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let app = data.join("app");
    std::fs::create_dir_all(&app)?;
    std::fs::copy(root.join("index.html"), app.join("index.html"))?;
    let file = data.join("purchases.csv");
    let rows = (0..MEMBERS * HISTORY)
        .map(|n| format!("m{},2026-{:02}-{:02},{}.5\n", n % MEMBERS, 1 + n % 9, 1 + n % 28, 20 + n % 90));
    std::fs::write(&file, format!("who,day,paid\n{}", rows.collect::<String>()))?;
    run(data, &["apply", &root.join("brands/xiaoman.toml").to_string_lossy()])?;
    run(
        data,
        &["import", "purchases", &file.to_string_lossy(), "--customer", "who", "--date", "day", "--amount", "paid"],
    )?;
    let key = run(data, &["till-key", "create", "--store", "wukang"])?.trim().to_owned();
    let mut serve = shuke(data);
    serve.args(["serve", "--listen", "127.0.0.1:0", "--dev-sign-in", "--app"]).arg(&app).stderr(Stdio::null());
    serve.envs([("SHUKE_RATE_ADDRESS", "0"), ("SHUKE_RATE_SESSION", "0"), ("SHUKE_RATE_TILL", "0")]);
    let server = start(&mut serve)?;
    let (mut cookies, mut cards) = (Vec::new(), Vec::new());
    for member in 0..MEMBERS {
        let body = format!(r#"{{"who":"m{member}"}}"#);
        let ask = format!(
            "POST /api/v1/dev/sessions HTTP/1.1\r\nhost: x\r\nidempotency-key: {member}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let mut stream = TcpStream::connect(&server.address).await?;
        stream.write_all(ask.as_bytes()).await?;
        let answer = String::from_utf8(read_answer(&mut stream, &mut Vec::new()).await?)?;
        let cookie = answer.split("set-cookie: ").nth(1).and_then(|rest| rest.split(';').next()).ok_or("no cookie")?;
        let card = answer.split("\"number\":\"").nth(1).and_then(|rest| rest.get(..13)).ok_or("no card number")?;
        cookies.push(cookie.to_owned());
        cards.push(card.to_owned());
    }
    Ok((server, cookies, key, cards))
}

/// The server's binary, which lies where this one's folder does.
fn shuke(data: &Path) -> Command {
    let own = std::env::current_exe().unwrap_or_default();
    let folder = own.parent().and_then(Path::parent).unwrap_or(Path::new("."));
    let mut command = Command::new(folder.join("shuke"));
    command.arg("--data").arg(data);
    command
}

fn run(data: &Path, arguments: &[&str]) -> Result<String, Failed> {
    let output = shuke(data).args(arguments).output()?;
    if output.status.success() {
        return Ok(String::from_utf8(output.stdout)?);
    }
    Err(format!("{arguments:?}: {}", String::from_utf8_lossy(&output.stderr)).into())
}

fn start(command: &mut Command) -> Result<Running, Failed> {
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let mut line = String::new();
    BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut line)?;
    let address = line.trim().strip_prefix("listening on http://").unwrap_or_default().to_owned();
    let running = Running { child, address };
    if running.address.is_empty() { Err("the server did not start".into()) } else { Ok(running) }
}

/// Lets clients ask one request after the other for `time`.
async fn load(
    name: &'static str,
    server: &Running,
    clients: usize,
    time: Duration,
    make: Make,
) -> Result<Measured, Failed> {
    let refused = Arc::new(AtomicU64::new(0));
    let begun = Instant::now();
    let works: Vec<_> = (0..clients)
        .map(|client| {
            let (address, make, refused) = (server.address.clone(), Arc::clone(&make), Arc::clone(&refused));
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
async fn read_answer(stream: &mut TcpStream, rest: &mut Vec<u8>) -> Result<Vec<u8>, Failed> {
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

fn print(all: &[Measured], json: bool) {
    let empty = all.first().map_or(1.0, |first| first.per_second);
    if json {
        let rows = all.iter().map(|one| {
            format!(
                r#"{{"name":"{}","per_second":{:.0},"of_empty":{:.3},"p50_us":{},"p99_us":{}}}"#,
                one.name,
                one.per_second,
                one.per_second / empty,
                one.p50.as_micros(),
                one.p99.as_micros()
            )
        });
        println!("[{}]", rows.collect::<Vec<_>>().join(","));
        return;
    }
    println!("{:<42}{:>12}{:>10}{:>10}{:>10}", "", "requests/s", "of empty", "p50 ms", "p99 ms");
    for one in all {
        let (p50, p99) = (one.p50.as_secs_f64() * 1e3, one.p99.as_secs_f64() * 1e3);
        println!(
            "{:<42}{:>12.0}{:>9.0}%{p50:>10.2}{p99:>10.2}",
            one.name,
            one.per_second,
            100.0 * one.per_second / empty
        );
    }
}
