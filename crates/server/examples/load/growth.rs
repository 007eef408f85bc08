//! How reads and writes keep up while a brand grows: the same requests of the same number of members, chosen from all over the
//! brand's, with ever more members beside them.

use crate::clients::{Measured, load};
use crate::place::{Place, Settled};
use crate::requests::{get, quotes, sales};
use crate::{Failed, ms};
use std::path::Path;
use std::time::Duration;

/// How many ask at the same time: fewer than would queue, so that a slow answer is one that took long.
const CLIENTS: usize = 8;
const TIME: Duration = Duration::from_secs(5);
const READS: [&str; 5] =
    ["/api/v1/me/card", "/api/v1/me/ledger", "/api/v1/me/mall", "/api/v1/me/inbox", "/api/v1/me/coupons"];

/// What was measured among so many members.
pub struct Grown {
    members: u32,
    /// The reads, quotes, sales, and the card while a till sells to the same members.
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
        all.push(load(format!("GET {path}"), server, CLIENTS, TIME, get(place, path)).await?);
    }
    all.push(load("POST /till/v1/quotes", server, CLIENTS, TIME, quotes(place)).await?);
    let selling = load("POST /till/v1/sales", server, CLIENTS, TIME, sales("grown", place));
    all.push(selling.await?);
    let selling = load("", server, 1, TIME, sales("meanwhile", place));
    let looking = load("GET /api/v1/me/card, a till sells", server, CLIENTS, TIME, get(place, READS[0]));
    let (looked, _sold) = tokio::try_join!(looking, selling)?;
    all.push(looked);
    Ok(all)
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
