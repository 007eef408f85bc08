//! How reads and writes keep up while a brand grows: the same requests of the same number of members, chosen from all over the
//! brand's, with ever more members beside them.

use crate::clients::{Make, Measured, load};
use crate::place::{Place, Settled};
use crate::{Failed, ms, sales};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// How many ask at the same time: fewer than would queue, so that a slow answer is one that took long.
const CLIENTS: usize = 8;
const TIME: Duration = Duration::from_secs(5);
const READS: [&str; 4] = ["/api/v1/me/card", "/api/v1/me/ledger", "/api/v1/me/mall", "/api/v1/me/inbox"];

/// What was measured among so many members.
pub struct Grown {
    members: u32,
    /// The reads, the card while a till sells to the same members, and those sales.
    all: Vec<Measured>,
}

/// Measures each size on data of its own.
pub async fn measure(data: &Path, sizes: &[u32]) -> Result<Vec<Grown>, Failed> {
    let mut grown = Vec::with_capacity(sizes.len());
    for members in sizes {
        let data = data.join(members.to_string());
        let place = Place::prepare(&data, &[], Settled::Generated(*members)).await?;
        grown.push(Grown { members: *members, all: of(&place).await? });
        drop(place);
        std::fs::remove_dir_all(&data)?;
    }
    Ok(grown)
}

async fn of(place: &Place) -> Result<Vec<Measured>, Failed> {
    let server = &place.server.address;
    let mut all = Vec::new();
    for path in READS {
        all.push(load(format!("GET {path}"), server, CLIENTS, TIME, around(place, path)).await?);
    }
    let selling = load("POST /till/v1/sales", server, CLIENTS, TIME, sales("grown", place));
    all.push(selling.await?);
    let selling = load("", server, 1, TIME, sales("meanwhile", place));
    let looking = load("GET /api/v1/me/card, a till sells", server, CLIENTS, TIME, around(place, READS[0]));
    let (looked, _sold) = tokio::try_join!(looking, selling)?;
    all.push(looked);
    Ok(all)
}

/// Each client goes round all who are signed in.
fn around(place: &Place, path: &'static str) -> Make {
    let cookies = place.cookies.clone();
    Arc::new(move |client, n| {
        let at = usize::try_from(n).unwrap_or_default() * CLIENTS + client;
        let cookie = cookies.get(at % cookies.len()).map_or("", String::as_str);
        format!("GET {path} HTTP/1.1\r\nhost: x\r\naccept-encoding: br\r\ncookie: {cookie}\r\n\r\n")
    })
}

pub fn json(grown: &[Grown]) -> String {
    let rows = grown.iter().flat_map(|size| size.all.iter().map(move |one| (size.members, one)));
    let row = |(members, one): (u32, &Measured)| {
        let (p50, p99) = (one.p50.as_micros(), one.p99.as_micros());
        let name = &one.name;
        format!(
            r#"{{"members":{members},"name":"{name}","per_second":{:.0},"p50_us":{p50},"p99_us":{p99}}}"#,
            one.per_second
        )
    };
    format!("[{}]", rows.map(row).collect::<Vec<_>>().join(","))
}

/// A row for each request: p50 and p99 in milliseconds at each size, and the last p99 beside the first.
pub fn print(grown: &[Grown]) {
    let (Some(first), Some(last)) = (grown.first(), grown.last()) else { return };
    print!("{:<38}", format!("p50 / p99 ms, {CLIENTS} at a time"));
    for size in grown {
        print!("{:>20}", format!("{} members", size.members));
    }
    println!("{:>12}", "p99 grew");
    for (row, one) in first.all.iter().enumerate() {
        print!("{:<38}", one.name);
        for size in grown {
            let cell = size.all.get(row).map(|one| format!("{:.2} / {:.2}", ms(one.p50), ms(one.p99)));
            print!("{:>20}", cell.unwrap_or_default());
        }
        let grew = last.all.get(row).map_or(0.0, |last| ms(last.p99) / ms(one.p99));
        println!("{grew:>11.2}×");
    }
}
