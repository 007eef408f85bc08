//! Codes of single pieces: how long importing takes, and looking one up among so many.

use crate::clients::{Make, Measured, load};
use crate::place::{Place, Settled, run};
use crate::{Failed, ms};
use shuke_rules::item_code::ItemCode;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

const CLIENTS: usize = 8;
const TIME: Duration = Duration::from_secs(5);
/// Codes that are looked up in turn, from all over.
const ASKED: usize = 4_096;

/// What was measured with so many codes.
pub struct Imported {
    codes: u32,
    took: Duration,
    found: Vec<Measured>,
}

pub async fn measure(data: &Path, codes: u32) -> Result<Imported, Failed> {
    let data = data.join(format!("codes-{codes}"));
    let place = Place::prepare(&data, &[], Settled::Imported).await?;
    let goods = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../brands/xiaoman/goods.csv");
    run(&data, &["import", "goods", &goods.to_string_lossy()])?;
    let all: Vec<String> = (0..codes).map(|n| drawn(n).to_string()).collect();
    let file = data.join("codes.csv");
    std::fs::write(&file, format!("code\n{}\n", all.join("\n")))?;
    let begun = Instant::now();
    run(&data, &["import", "item-codes", &file.to_string_lossy(), "--item", "10034"])?;
    let took = begun.elapsed();
    let asked: Arc<[String]> = all.iter().step_by((all.len() / ASKED).max(1)).cloned().collect();
    let mut found = Vec::new();
    for (name, before) in [("GET /api/v1/item-codes/{code}", "/api/v1/item-codes/"), ("GET /i/{code}", "/i/")] {
        found.push(load(name, &place.server.address, CLIENTS, TIME, of(&asked, before)).await?);
    }
    drop(place);
    std::fs::remove_dir_all(&data)?;
    Ok(Imported { codes, took, found })
}

/// As if drawn by chance, the same in every run: the bits of numbers one after the other, mixed (SplitMix64).
fn drawn(n: u32) -> ItemCode {
    let mixed = |n: u64| {
        let n = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        n ^ (n >> 31)
    };
    let (low, high) = (mixed(u64::from(n) * 2 + 1), mixed(u64::from(n) * 2 + 2));
    let mut bytes = [0; 10];
    bytes.iter_mut().zip(low.to_le_bytes().into_iter().chain(high.to_le_bytes())).for_each(|(to, from)| *to = from);
    ItemCode::of(bytes)
}

fn of(codes: &Arc<[String]>, before: &'static str) -> Make {
    let codes = Arc::clone(codes);
    Arc::new(move |client, n| {
        let at = client * 509 + usize::try_from(n).unwrap_or_default() * CLIENTS;
        let code = codes.get(at % codes.len()).map_or("", String::as_str);
        format!("GET {before}{code} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept-encoding: br\r\n\r\n")
    })
}

pub fn print(imported: &Imported) {
    println!("{} codes are imported in {:.1} s", imported.codes, imported.took.as_secs_f64());
    for one in &imported.found {
        println!("{:<40}{:>12.2} / {:.2} ms, {:.0} a second", one.name, ms(one.p50), ms(one.p99), one.per_second);
    }
}
