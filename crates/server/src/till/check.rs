//! Checking what a till sends before anything is decided on it. All that is wrong is said at once.

use crate::Error;
use crate::fields::Fields;
use chrono::{DateTime, Duration, Utc};
use shuke_contract::till::{SaleLine, SaleRequest};
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::Fen;
use shuke_rules::number::CardNumber;

const LINES: usize = 200;
const DISCOUNTS: usize = 50;
const QUANTITY: i64 = 1_000_000;
/// A till's clock may be ahead by so much; a till may have been without network for so long.
const AHEAD_MINUTES: i64 = 5;
const BEHIND_DAYS: i64 = 30;

/// A till's own number of something.
pub(super) fn is_number(number: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':');
    (1..=64).contains(&number.len()) && number.bytes().all(allowed)
}

pub(super) const NUMBER: &str = "must have 1 to 64 characters of A-Z a-z 0-9 - _ . :";

/// The instant of a sale and the member's card number, when everything that needs no database is right.
///
/// # Errors
/// [`ErrorCode::InvalidFields`], [`ErrorCode::AmountsDisagree`]
pub fn sale(request: &SaleRequest, now: DateTime<Utc>) -> Result<(DateTime<Utc>, CardNumber), Error> {
    let mut fields = Fields::default();
    fields.check(is_number(&request.number), "number", NUMBER);
    let card = CardNumber::parse(request.member.as_str());
    fields.check(card.is_some(), "member", "is no card number: 13 digits, the last a check digit");
    let at = request.at.unwrap_or(now);
    fields.check(at <= now + Duration::minutes(AHEAD_MINUTES), "at", "lies in the future");
    fields.check(at >= now - Duration::days(BEHIND_DAYS), "at", format!("lies more than {BEHIND_DAYS} days back"));
    fields.check((1..=LINES).contains(&request.lines.len()), "lines", format!("must be 1 to {LINES}"));
    fields.amount(request.paid, 0, "paid");
    for (index, one) in request.lines.iter().enumerate().take(LINES) {
        line(one, index, &mut fields);
    }
    fields.done()?;
    adds_up(request)?;
    let card = card.ok_or_else(|| Problem::new(ErrorCode::MemberUnknown, "No member has this card number."))?;
    Ok((at.min(now), card))
}

fn line(line: &SaleLine, index: usize, fields: &mut Fields) {
    let path = |field: &str| format!("lines[{index}].{field}");
    fields.text(&line.item, 0, 64, path("item"));
    fields.text(&line.name, 1, 80, path("name"));
    fields.text(&line.class.0, 1, 64, path("class"));
    fields.check((1..=QUANTITY).contains(&line.quantity), path("quantity"), format!("must be from 1 to {QUANTITY}"));
    fields.amount(line.list, 0, path("list"));
    fields.amount(line.paid, 0, path("paid"));
    fields.check(line.discounts.len() <= DISCOUNTS, path("discounts"), format!("must be at most {DISCOUNTS}"));
    for (number, discount) in line.discounts.iter().enumerate().take(DISCOUNTS) {
        fields.text(&discount.name, 1, 80, path(&format!("discounts[{number}].name")));
        fields.amount(discount.amount, 1, path(&format!("discounts[{number}].amount")));
    }
}

/// list − Σ discounts = paid on each line, and the lines' paid are the sale's.
fn adds_up(request: &SaleRequest) -> Result<(), Error> {
    for (index, line) in request.lines.iter().enumerate() {
        let off: Fen = line.discounts.iter().map(|discount| discount.amount).sum();
        if line.list - off != line.paid {
            return Err(Problem::new(ErrorCode::AmountsDisagree, "A line's amounts do not add up.")
                .rule("list less discounts is what was paid")
                .figure("list_fen", line.list.0)
                .figure("discounts_fen", off.0)
                .figure("paid_fen", line.paid.0)
                .field(
                    format!("lines[{index}].paid"),
                    format!("{} less {} is {}", line.list.0, off.0, (line.list - off).0),
                )
                .into());
        }
    }
    let sum: Fen = request.lines.iter().map(|line| line.paid).sum();
    if sum != request.paid {
        return Err(Problem::new(ErrorCode::AmountsDisagree, "The lines do not add up to what was paid.")
            .rule("the sale's paid is the sum of its lines'")
            .figure("lines_fen", sum.0)
            .figure("paid_fen", request.paid.0)
            .field("paid", format!("the lines add up to {}", sum.0))
            .into());
    }
    Ok(())
}

/// # Errors
/// [`ErrorCode::InvalidFields`]; the lines' amounts are for the booking to judge.
pub fn refund_number(number: &str) -> Result<(), Error> {
    let mut fields = Fields::default();
    fields.check(is_number(number), "number", NUMBER);
    fields.done()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shuke_contract::till::Discount;

    fn line() -> SaleLine {
        let discounts = vec![Discount { name: "member price".into(), amount: Fen(150) }];
        SaleLine {
            item: "1".into(),
            name: "oat tea".into(),
            class: "regular".into(),
            quantity: 1,
            list: Fen(1000),
            discounts,
            paid: Fen(850),
        }
    }

    fn request() -> SaleRequest {
        let member = CardNumber::issue("690", 1, "01", 1).unwrap();
        SaleRequest { number: "A-1".into(), member, quote: None, at: None, lines: vec![line()], paid: Fen(850) }
    }

    fn refused(change: impl FnOnce(&mut SaleRequest)) -> Problem {
        let mut request = request();
        change(&mut request);
        sale(&request, Utc::now()).unwrap_err().problem()
    }

    fn only_field(change: impl FnOnce(&mut SaleRequest)) -> String {
        let problem = refused(change);
        assert_eq!((problem.code, problem.fields.len()), (ErrorCode::InvalidFields, 1), "{problem:?}");
        problem.fields[0].field.clone()
    }

    #[test]
    fn every_wrong_field_is_named() {
        assert!(sale(&request(), Utc::now()).is_ok());
        assert_eq!(only_field(|sale| sale.number = "a/b".into()), "number");
        assert_eq!(only_field(|sale| sale.lines[0].quantity = 0), "lines[0].quantity");
        assert_eq!(only_field(|sale| sale.lines[0].list = Fen(-1)), "lines[0].list");
        assert_eq!(only_field(|sale| sale.lines[0].paid = Fen(Fen::MAX.0 + 1)), "lines[0].paid");
        assert_eq!(only_field(|sale| sale.paid = Fen(i64::MAX)), "paid");
        assert_eq!(only_field(|sale| sale.lines[0].discounts[0].amount = Fen(0)), "lines[0].discounts[0].amount");
        assert_eq!(only_field(|sale| sale.lines[0].name = "a\u{7}".into()), "lines[0].name");
        assert_eq!(only_field(|sale| sale.lines.clear()), "lines");
        assert_eq!(only_field(|sale| sale.lines = vec![line(); 201]), "lines");
        assert_eq!(only_field(|sale| sale.at = Some(Utc::now() + Duration::minutes(6))), "at");
        assert_eq!(only_field(|sale| sale.at = Some(Utc::now() - Duration::days(31))), "at");
    }

    #[test]
    fn amounts_must_add_up_to_the_fen() {
        let line_off = refused(|sale| sale.lines[0].paid = Fen(851));
        assert_eq!((line_off.code, line_off.figures["discounts_fen"]), (ErrorCode::AmountsDisagree, 150));
        let sum_off = refused(|sale| sale.paid = Fen(849));
        assert_eq!((sum_off.code, sum_off.figures["lines_fen"]), (ErrorCode::AmountsDisagree, 850));
    }

    #[test]
    fn a_clock_that_is_a_little_ahead_sells_now() {
        let now = Utc::now();
        let ahead = SaleRequest { at: Some(now + Duration::minutes(4)), ..request() };
        assert_eq!(sale(&ahead, now).unwrap().0, now);
    }
}
