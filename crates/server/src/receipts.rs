//! Receipts: a member's purchases with their points explained.

use crate::Error;
use crate::booking::{self, StoredLine};
use crate::context::Moment;
use crate::drawing::Drawn;
use crate::feature::Feature;
use crate::goods;
use crate::http::{Call, answer};
use crate::policies::{Rulebook, instant, stored_day};
use crate::sessions::Session;
use crate::store::Conn;
use crate::till::{Explained, explained_of};
use shuke_contract::receipts::{
    GetReceipt, LineGoods, ListReceipts, Receipt, ReceiptLine, ReceiptRefund, ReceiptSummary, ReceiptsPage,
    ReceiptsRequest,
};
use shuke_contract::{Empty, ErrorCode, Problem};
use shuke_face::Page;
use shuke_face::pages::receipts::{list_whole, one_whole};
use shuke_rules::policy::{StoreId, Text, TierId};
use shuke_rules::{Fen, Multiplier, Points};
use sqlx::Row;
use sqlx::any::AnyRow;

/// Receipts of a page.
const PAGE: i64 = 30;

pub const FEATURE: Feature = Feature {
    routes: |routes| {
        routes.read::<ListReceipts, Session, _, _>(list_receipts).read::<GetReceipt, Session, _, _>(get_receipt)
    },
    export: Some(|connection, asking, export| {
        Box::pin(async move {
            export.receipts = all_of(connection, &asking.rulebook, asking.account.member, None).await?;
            Ok(())
        })
    }),
    pages: &[
        Drawn { page: Page::Receipts, draw: |drawing| drawing.of::<ListReceipts>(list_whole) },
        Drawn { page: Page::Receipt, draw: |drawing| drawing.of::<GetReceipt>(one_whole) },
    ],
    ..Feature::named("receipts")
};

async fn list_receipts(call: Call<ReceiptsRequest, Session>) -> Result<ReceiptsPage, Error> {
    let (at, id) = match &call.request.after {
        Some(after) => cursor(after)?,
        None => (i64::MAX, i64::MAX),
    };
    let mut connection = call.app.store.read().await?;
    let Moment { rulebook, .. } = call.app.moment(&mut connection).await?;
    let rows = booking::summaries(&mut connection, call.who.member, (at, id), PAGE + 1).await?;
    let page = rows.get(..rows.len().min(30)).unwrap_or_default();
    let more = page.last().filter(|_| rows.len() > page.len());
    let next =
        more.map(|row| Ok::<_, Error>(format!("{}-{}", row.try_get::<i64, _>("at")?, row.try_get::<i64, _>("id")?)));
    let receipts = page.iter().map(|row| summary(row, &rulebook)).collect::<Result<_, _>>()?;
    Ok(ReceiptsPage { receipts, next: next.transpose()? })
}

/// Where a page begins: the instant and the id of the last receipt before it.
fn cursor(text: &str) -> Result<(i64, i64), Error> {
    let parts = text.split_once('-').and_then(|(at, id)| Some((at.parse().ok()?, id.parse().ok()?)));
    parts.ok_or_else(|| {
        Problem::new(ErrorCode::InvalidFields, "There is no such page.")
            .field("after", "is not the `next` of a page")
            .into()
    })
}

fn summary(row: &AnyRow, rulebook: &Rulebook) -> Result<ReceiptSummary, Error> {
    let (_, store) = shop(row, rulebook)?;
    Ok(ReceiptSummary {
        id: row.try_get::<i64, _>("id")?.to_string(),
        store,
        at: instant(row.try_get("at")?)?,
        day: stored_day(row.try_get("day")?)?,
        paid: Fen(row.try_get("paid_fen")?),
        refunded: Fen(row.try_get("refunded_fen")?),
        points: Points(row.try_get("earned")?) - Points(row.try_get("taken_back")?),
    })
}

fn shop(row: &AnyRow, rulebook: &Rulebook) -> Result<(Option<StoreId>, Option<Text>), Error> {
    let id: Option<String> = row.try_get("store")?;
    let name = id.as_deref().map(|id| rulebook.shop_name(id));
    Ok((id.map(StoreId), name))
}

async fn get_receipt(call: Call<Empty, Session>) -> Result<Receipt, Error> {
    let id: i64 = call.id.parse().map_err(|_| answer::not_found())?;
    let mut connection = call.app.store.read().await?;
    let Moment { rulebook, .. } = call.app.moment(&mut connection).await?;
    let found = all_of(&mut connection, &rulebook, call.who.member, Some(id)).await?.pop();
    let mut receipt = found.ok_or_else(answer::not_found)?;
    for line in &mut receipt.lines {
        line.goods = goods_of(&mut connection, line).await?;
    }
    Ok(receipt)
}

/// What the catalogue has of a line, by the number that the till gave.
async fn goods_of(connection: &mut Conn, line: &ReceiptLine) -> Result<Option<LineGoods>, Error> {
    if line.item.0.is_empty() {
        return Ok(None);
    }
    let found = goods::numbered(connection, &line.item).await?;
    Ok(found.map(|good| LineGoods { number: good.number, picture: good.picture }))
}

/// A member's receipts, newest first; with `only`, that one.
pub async fn all_of(
    connection: &mut Conn,
    rulebook: &Rulebook,
    member: i64,
    only: Option<i64>,
) -> Result<Vec<Receipt>, Error> {
    let (sales, refunds) = booking::sales_of(connection, member, only).await?;
    let quoted = explained_of(connection, member, only).await?;
    sales.iter().map(|row| receipt(row, &refunds, quoted.get(&row.try_get("id")?), rulebook)).collect()
}

fn receipt(
    row: &AnyRow,
    refunds: &[AnyRow],
    quoted: Option<&Explained>,
    rulebook: &Rulebook,
) -> Result<Receipt, Error> {
    let id: i64 = row.try_get("id")?;
    let (store_id, store) = shop(row, rulebook)?;
    let multiplier: String = row.try_get("multiplier")?;
    let until: Option<String> = row.try_get("points_until")?;
    let lines = StoredLine::read_all(row.try_get("lines")?)?;
    let spent = quoted.into_iter().flat_map(Explained::points).sum();
    let mut steps = quoted.into_iter().flat_map(Explained::steps);
    let mut own = Vec::new();
    for refund in refunds {
        if refund.try_get::<i64, _>("sale_id")? == id {
            own.push(refund_of(refund)?);
        }
    }
    Ok(Receipt {
        id: id.to_string(),
        number: row.try_get("number")?,
        store_id,
        store,
        at: instant(row.try_get("at")?)?,
        day: stored_day(row.try_get("day")?)?,
        lines: lines.into_iter().map(|line| line.into_receipt(rulebook, steps.next())).collect(),
        list: Fen(row.try_get("list_fen")?),
        paid: Fen(row.try_get("paid_fen")?),
        refunded: Fen(row.try_get("refunded_fen")?),
        spent,
        delivery: quoted.map_or(Fen::ZERO, |quoted| quoted.delivery),
        gifts: quoted.map_or_else(Vec::new, |quoted| quoted.gifts.clone()),
        tier: TierId(row.try_get("tier")?),
        multiplier: Multiplier::parse(&multiplier).ok_or_else(|| Error::internal("a stored multiplier"))?,
        earned: Points(row.try_get("earned")?),
        taken_back: Points(row.try_get("taken_back")?),
        points_until: until.as_deref().map(stored_day).transpose()?,
        refunds: own,
        rule_version: row.try_get("rule_version")?,
    })
}

fn refund_of(row: &AnyRow) -> Result<ReceiptRefund, Error> {
    let (from, to): (String, String) = (row.try_get("tier_from")?, row.try_get("tier_to")?);
    Ok(ReceiptRefund {
        at: instant(row.try_get("at")?)?,
        day: stored_day(row.try_get("day")?)?,
        amount: Fen(row.try_get("amount_fen")?),
        taken_back: Points(row.try_get("taken_back")?),
        shortfall: Points(row.try_get("shortfall")?),
        points_back: Points(row.try_get("points_back")?),
        tier_undone: (from != to).then_some((TierId(from), TierId(to))),
    })
}
