//! How many requests a second the server answers, beside a handler that does nothing; and how many durable sales it books when
//! those that wait share a commit, beside one commit for each:
//!
//! ```text
//! cargo build --release -p shuke-server && cargo run --release -p shuke-server --example load
//! ```
//!
//! With `--growth 10000,100000,1000000` it measures instead how long reads and writes take among so many generated members, with
//! `--codes 10000,1000000` how long importing so many codes of single pieces takes and looking one up among them.
//!
//! Starts the built server on data of its own, lets clients ask it over loopback for some seconds each, and prints tables, or
//! with `--json` an object. The clients share the machine's cores with the server, so only ratios of one run mean much.

mod clients;
mod codes;
mod growth;
mod place;
mod requests;

use clients::{Make, Measured, load};
use place::{Place, Settled};
use requests::{get, quotes, sales};
use shuke_face::PAGES;
use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

type Failed = Box<dyn Error + Send + Sync>;

const CLIENTS: usize = 64;
/// How many sell at the same time.
const SELLERS: [usize; 3] = [1, 8, CLIENTS];
const TIME: Duration = Duration::from_secs(4);

/// Sales of so many clients, with shared commits and with one commit for each.
struct Sold {
    clients: usize,
    shared: Measured,
    own: Measured,
}

fn main() -> Result<(), Failed> {
    let arguments: Vec<String> = std::env::args().collect();
    let runtime = tokio::runtime::Runtime::new()?;
    if arguments.iter().any(|argument| argument == "--empty") {
        return runtime.block_on(serve_nothing());
    }
    let data = std::env::temp_dir().join(format!("shuke-load-{}", std::process::id()));
    let as_json = arguments.iter().any(|argument| argument == "--json");
    let sizes = |of: &str| arguments.iter().skip_while(|argument| *argument != of).nth(1);
    let measured = match (sizes("--growth"), sizes("--codes")) {
        (Some(sizes), _) => runtime.block_on(grow(&data, sizes, as_json)),
        (None, Some(sizes)) => runtime.block_on(look_up(&data, sizes)),
        (None, None) => runtime.block_on(answer(&data, as_json)),
    };
    let _left_behind = std::fs::remove_dir_all(&data);
    measured
}

async fn answer(data: &Path, as_json: bool) -> Result<(), Failed> {
    let (answered, sold) = measure(data).await?;
    if as_json {
        println!("{}", json(&answered, &sold));
    } else {
        print(&answered);
        print_sales(&sold);
    }
    Ok(())
}

fn numbers(sizes: &str) -> Result<Vec<u32>, Failed> {
    Ok(sizes.split(',').map(str::parse).collect::<Result<_, _>>()?)
}

async fn look_up(data: &Path, sizes: &str) -> Result<(), Failed> {
    for size in numbers(sizes)? {
        codes::print(&codes::measure(data, size).await?);
    }
    Ok(())
}

async fn grow(data: &Path, sizes: &str, as_json: bool) -> Result<(), Failed> {
    let grown = growth::measure(data, &numbers(sizes)?).await?;
    if as_json {
        println!("{}", growth::json(&grown));
    } else {
        growth::print(&grown);
    }
    Ok(())
}

/// The handler that does nothing.
async fn serve_nothing() -> Result<(), Failed> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on http://{}", listener.local_addr()?);
    let routes = axum::Router::new().route("/", axum::routing::get(|| async { "" }));
    Ok(axum::serve(listener, routes).await?)
}

async fn measure(data: &Path) -> Result<(Vec<Measured>, Vec<Sold>), Failed> {
    let empty = place::start(Command::new(std::env::current_exe()?).arg("--empty"))?;
    let nothing: Make = Arc::new(|_, _| "GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n".to_owned());
    let mut all = vec![load("an empty handler", &empty.address, CLIENTS, TIME, nothing).await?];
    drop(empty);

    let shared = Place::prepare(&data.join("shared"), &[], Settled::Imported).await?;
    let server = &shared.server.address;
    all.push(load("GET /api/v1/me/card", server, CLIENTS, TIME, get(&shared, "/api/v1/me/card")).await?);
    // Those that name nothing: each is drawn with what the member has.
    let pages = PAGES.iter().filter(|page| page.exists() && !page.is_for_staff() && !page.path().contains('{'));
    for path in pages.map(|page| page.path()) {
        all.push(load(format!("GET {path} of a member"), server, CLIENTS, TIME / 2, get(&shared, path)).await?);
    }
    for (clients, how) in [(1, "alone"), (8, "8 at a time")] {
        all.push(load(format!("POST /till/v1/quotes, {how}"), server, clients, TIME, quotes(&shared)).await?);
    }
    let selling = load("(sales meanwhile)", server, 8, TIME, sales("meanwhile", &shared));
    let card = get(&shared, "/api/v1/me/card");
    let looking = load("GET /api/v1/me/card while 8 tills sell", server, CLIENTS - 8, TIME, card);
    let (sold, looked) = tokio::join!(selling, looking);
    all.extend([looked?, sold?]);

    let own = Place::prepare(&data.join("own"), &[("SHUKE_WRITES_PER_COMMIT", "1")], Settled::Imported).await?;
    let mut sold = Vec::new();
    for clients in SELLERS {
        sold.push(Sold {
            clients,
            shared: sell("shared commits", &shared, clients).await?,
            own: sell("a commit each", &own, clients).await?,
        });
    }
    Ok((all, sold))
}

async fn sell(how: &str, place: &Place, clients: usize) -> Result<Measured, Failed> {
    let name = format!("POST /till/v1/sales, {clients} at a time, {how}");
    load(name, &place.server.address, clients, TIME, sales(&clients.to_string(), place)).await
}

fn json(answered: &[Measured], sold: &[Sold]) -> String {
    let empty = answered.first().map_or(1.0, |first| first.per_second);
    let all = answered.iter().chain(sold.iter().flat_map(|sold| [&sold.shared, &sold.own]));
    let rows = all.map(|one| {
        format!(
            r#"{{"name":"{}","per_second":{:.0},"of_empty":{:.3},"p50_us":{},"p99_us":{}}}"#,
            one.name,
            one.per_second,
            one.per_second / empty,
            one.p50.as_micros(),
            one.p99.as_micros()
        )
    });
    format!("[{}]", rows.collect::<Vec<_>>().join(","))
}

fn print(all: &[Measured]) {
    let empty = all.first().map_or(1.0, |first| first.per_second);
    println!("{:<42}{:>12}{:>10}{:>10}{:>10}", "", "requests/s", "of empty", "p50 ms", "p99 ms");
    for one in all {
        let (p50, p99) = (ms(one.p50), ms(one.p99));
        let share = 100.0 * one.per_second / empty;
        println!("{:<42}{:>12.0}{share:>9.0}%{p50:>10.2}{p99:>10.2}", one.name, one.per_second);
    }
}

fn print_sales(all: &[Sold]) {
    println!(
        "\nDurable sales, each answered after its commit\n{:>20}{:>30}{:>30}",
        "", "shared commits", "a commit each"
    );
    print!("{:>20}", "at a time");
    print!("{0:>10}{1:>10}{2:>10}{0:>10}{1:>10}{2:>10}", "sales/s", "p50 ms", "p99 ms");
    println!("{:>10}", "ratio");
    for Sold { clients, shared, own } in all {
        print!("{clients:>20}");
        for one in [shared, own] {
            print!("{:>10.0}{:>10.2}{:>10.2}", one.per_second, ms(one.p50), ms(one.p99));
        }
        println!("{:>10.2}", shared.per_second / own.per_second);
    }
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
