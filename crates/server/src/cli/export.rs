//! `export`: what the mall offers, what is left of it, and what was redeemed, as CSV (RFC 4180, UTF-8). A cell that a
//! spreadsheet would take for a formula begins with an apostrophe; items cannot have one (their import refuses it), so that
//! what was exported is imported as it was.

use super::csv;
use super::out::{Failure, note, say};
use crate::Error;
use crate::cli::Data;
use crate::member;
use crate::operator::imports::items::columns;
use crate::orders::{self, Stored};
use crate::pictures;
use crate::policies::{Policies, Rulebook};
use crate::stock::{self, Stocked};
use crate::store::Conn;
use shuke_rules::mall::ItemKind;
use shuke_rules::{Day, Fen};
use std::path::{Path, PathBuf};

/// Orders that are read together.
const PART: i64 = 500;

/// What can be exported.
#[derive(Debug, clap::Subcommand)]
pub enum Export {
    /// What the mall offers, as `import items` reads it; pictures go beside the file
    Items {
        /// The file to write
        file: PathBuf,
    },
    /// How many of each item there are, are taken and are left, to standard output
    Stock,
    /// Redemptions, to standard output; holds names and addresses
    Orders {
        /// The first day on which they were placed
        #[arg(long, value_name = "DAY")]
        from: Option<Day>,
        /// The last day on which they were placed
        #[arg(long, value_name = "DAY")]
        until: Option<Day>,
    },
}

pub async fn run(store: &Data, export: Export) -> Result<(), Failure> {
    match export {
        Export::Items { file } => items(store, &file).await,
        Export::Stock => stock(store).await,
        Export::Orders { from, until } => placed(store, from, until).await,
    }
}

async fn items(store: &Data, file: &Path) -> Result<(), Failure> {
    let mut connection = store.read().await?;
    let cannot = |path: &Path, error: &std::io::Error| Failure::said(format!("error: {}: {error}", path.display()));
    let beside = file.parent().map(Path::to_path_buf).unwrap_or_default();
    let mut text = csv::line(columns()) + "\r\n";
    for stocked in stock::all(&mut connection).await?.into_iter().filter(|stocked| stocked.offered) {
        let mut name = String::new();
        if let Some(path) = &stocked.item.picture
            && let Some(picture) = pictures::find(&mut connection, path).await?
        {
            name = format!("pictures/{}.{}", stocked.item.id, picture.kind.ending());
            let place = beside.join(&name);
            std::fs::create_dir_all(beside.join("pictures")).map_err(|error| cannot(&place, &error))?;
            std::fs::write(&place, &picture.bytes).map_err(|error| cannot(&place, &error))?;
        }
        text.push_str(&(csv::line(item(&stocked, name)) + "\r\n"));
    }
    std::fs::write(file, text).map_err(|error| cannot(file, &error))?;
    note(format!("written: {}", file.display()));
    Ok(())
}

fn item(stocked: &Stocked, picture: String) -> [String; 19] {
    let item = &stocked.item;
    let months: Vec<String> = item.months.iter().map(ToString::to_string).collect();
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let kind = match item.kind {
        ItemKind::Voucher => "voucher",
        ItemKind::Pack => "pack",
        ItemKind::Goods | ItemKind::Unknown => "goods",
    };
    let coupons = item.coupons.iter().map(|part| format!("{}*{}", part.coupon, part.count));
    [
        item.id.clone(),
        item.name.zh.clone(),
        item.name.en.clone(),
        item.line.zh.clone(),
        item.line.en.clone(),
        item.terms.zh.clone(),
        item.terms.en.clone(),
        kind.to_owned(),
        item.price.points.0.to_string(),
        yuan(item.price.fen),
        stocked.stock.to_string(),
        item.per_member.map(|count| count.to_string()).unwrap_or_default(),
        item.tier.as_ref().map(|tier| tier.0.clone()).unwrap_or_default(),
        months.join(" "),
        day(item.from),
        day(item.until),
        if item.can_be_sent { "yes" } else { "no" }.to_owned(),
        picture,
        coupons.collect::<Vec<_>>().join(" "),
    ]
}

async fn stock(store: &Data) -> Result<(), Failure> {
    let all = stock::all(&mut *store.read().await?).await?;
    print(&["id", "name_zh", "name_en", "offered", "stock", "taken", "left"].map(str::to_owned))?;
    for stocked in all {
        let Stocked { item, stock, taken, offered, .. } = &stocked;
        let offered = if *offered { "yes" } else { "no" }.to_owned();
        let figures = [*stock, *taken, stocked.left()].map(|figure| figure.to_string());
        let [stock, taken, left] = figures;
        print(&[item.id.clone(), item.name.zh.clone(), item.name.en.clone(), offered, stock, taken, left])?;
    }
    Ok(())
}

const ORDERS: [&str; 20] = [
    "id",
    "placed_at",
    "day",
    "state",
    "card",
    "item",
    "name_zh",
    "name_en",
    "points",
    "yuan",
    "paid_yuan",
    "way",
    "store",
    "code",
    "to",
    "phone",
    "region",
    "street",
    "carrier",
    "parcel",
];

async fn placed(store: &Data, from: Option<Day>, until: Option<Day>) -> Result<(), Failure> {
    let mut connection = store.read().await?;
    let book = Policies::default().current(&mut connection).await?;
    print(&ORDERS.map(str::to_owned))?;
    let (mut after, now) = (0, store.now());
    loop {
        let part = orders::all_after(&mut connection, after, PART, now).await?;
        let Some(last) = part.last() else { return Ok(()) };
        after = last.id;
        for order in part {
            let day = book.zone().day_of(order.placed_at);
            if from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until) {
                print(&order_cells(&mut connection, &book, &order).await?)?;
            }
        }
    }
}

async fn order_cells(connection: &mut Conn, book: &Rulebook, order: &Stored) -> Result<[String; 20], Error> {
    let card = member::card_of(connection, order.member).await?;
    let way = serde_json::to_value(order.delivery.way).map_err(Error::internal)?;
    let address = order.delivery.address.clone();
    let of_address = |part: fn(&shuke_contract::addresses::AddressFields) -> &str| {
        address.as_ref().map(|address| part(address).to_owned()).unwrap_or_default()
    };
    let parcel = order.delivery.parcel.as_ref();
    Ok([
        order.id.to_string(),
        order.placed_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        book.zone().day_of(order.placed_at).to_string(),
        order.state.name().to_owned(),
        card,
        order.item.id.clone(),
        order.item.name.zh.clone(),
        order.item.name.en.clone(),
        order.price.points.0.to_string(),
        yuan(order.price.fen),
        yuan(order.paid),
        way.as_str().unwrap_or_default().to_owned(),
        order.store.as_ref().map(|store| store.0.clone()).unwrap_or_default(),
        order.shown_code().map(|code| code.as_str().to_owned()).unwrap_or_default(),
        of_address(|address| &address.name),
        of_address(|address| address.phone.as_str()),
        of_address(|address| &address.region),
        of_address(|address| &address.street),
        parcel.map(|parcel| parcel.carrier.clone()).unwrap_or_default(),
        parcel.map(|parcel| parcel.number.clone()).unwrap_or_default(),
    ])
}

/// `12` or `12.50`, without the commas that people read by.
fn yuan(fen: Fen) -> String {
    match (fen.0 / 100, fen.0 % 100) {
        (yuan, 0) => yuan.to_string(),
        (yuan, rest) => format!("{yuan}.{rest:02}"),
    }
}

fn print(cells: &[String]) -> Result<(), Failure> {
    say(csv::line(cells))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_have_no_commas_and_fen_only_where_there_are_some() {
        assert_eq!((yuan(Fen(1200)), yuan(Fen(123_405))), ("12".to_owned(), "1234.05".to_owned()));
    }
}
