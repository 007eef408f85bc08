//! Receipts by month.

use shuke_contract::receipts::ReceiptSummary;
use shuke_rules::{Day, Fen, Points};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month<'a> {
    /// Any day of it.
    pub day: Day,
    pub receipts: &'a [&'a ReceiptSummary],
    /// What was paid less what was refunded, and the points; `None` while the rest of the month is not loaded.
    pub total: Option<(Fen, Points)>,
}

/// What was paid less what was refunded.
pub fn kept(receipt: &ReceiptSummary) -> Fen {
    receipt.paid - receipt.refunded
}

/// `receipts` newest first; `more`: older ones are not loaded yet.
pub fn by_month<'a>(receipts: &'a [&'a ReceiptSummary], more: bool) -> Vec<Month<'a>> {
    let same_month =
        |a: &&ReceiptSummary, b: &&ReceiptSummary| (a.day.year(), a.day.month()) == (b.day.year(), b.day.month());
    let mut months: Vec<Month> = receipts
        .chunk_by(same_month)
        .filter_map(|part: &'a [&'a ReceiptSummary]| {
            let paid = part.iter().map(|receipt| kept(receipt)).sum();
            let points = part.iter().map(|receipt| receipt.points).sum();
            Some(Month { day: part.first()?.day, receipts: part, total: Some((paid, points)) })
        })
        .collect();
    if let Some(last) = months.last_mut().filter(|_| more) {
        last.total = None;
    }
    months
}

#[cfg(test)]
mod tests {
    use super::*;
    use shuke_rules::Instant;

    fn receipt(day: &str, paid: i64, refunded: i64, points: i64) -> ReceiptSummary {
        ReceiptSummary {
            id: day.into(),
            store: None,
            at: Instant::UNIX_EPOCH,
            day: Day::parse(day).unwrap(),
            paid: Fen(paid),
            refunded: Fen(refunded),
            points: Points(points),
        }
    }

    #[test]
    fn a_month_is_summed_up_without_what_was_refunded() {
        let receipts = [
            receipt("2026-11-18", 26_800, 0, 402),
            receipt("2026-11-06", 11_800, 2_800, 135),
            receipt("2025-11-30", 100, 0, 1),
        ];
        let receipts = receipts.each_ref();
        let months = by_month(&receipts, false);
        assert_eq!(months.iter().map(|month| month.receipts.len()).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(months[0].total, Some((Fen(35_800), Points(537))));
    }

    #[test]
    fn a_month_that_goes_on_in_the_next_page_is_not_summed_up() {
        let receipts = [receipt("2026-11-18", 100, 0, 1), receipt("2026-10-06", 100, 0, 1)];
        let receipts = receipts.each_ref();
        let months = by_month(&receipts, true);
        assert!(months[0].total.is_some() && months[1].total.is_none());
        assert_eq!(by_month(&[], true), []);
    }
}
