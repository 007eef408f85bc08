//! Money as it is typed.

use shuke_rules::Fen;

/// Yuan with up to two decimals, after `¥` or not, with thousands set apart or not. Any other comma would be two amounts.
pub fn typed(text: &str) -> Option<Fen> {
    let text = text.trim();
    let text = text.strip_prefix('¥').unwrap_or(text).trim();
    let digits: String = text.chars().filter(|character| *character != ',').collect();
    let fen = Fen::from_yuan(&digits)?;
    let whole = |text: &str| text.split('.').next().map(str::to_owned);
    (digits.len() == text.len() || whole(text) == whole(&fen.to_string())).then_some(fen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_however_it_is_written_and_nothing_else_is() {
        assert_eq!(["28", "¥ 1,280.50", " 3.5"].map(typed), [Some(Fen(2800)), Some(Fen(128_050)), Some(Fen(350))]);
        assert_eq!(["1,000,000", "12,345.6"].map(typed), [Some(Fen(100_000_000)), Some(Fen(1_234_560))]);
        assert_eq!(["", "x", "-3", "1.234", "1."].map(typed), [None; 5]);
        assert_eq!(["28,50", "28, 30 12", "28 30", "2800,300", ",500,", "1.5,000", "1,,000"].map(typed), [None; 7]);
    }
}
