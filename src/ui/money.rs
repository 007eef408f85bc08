//! Money as it is typed.

use shuke_rules::Fen;

/// Yuan with up to two decimals; spaces, `¥` and separators of thousands count for nothing.
pub fn typed(text: &str) -> Option<Fen> {
    let digits: String = text.chars().filter(|character| !matches!(character, ' ' | ',' | '，' | '¥')).collect();
    Fen::from_yuan(&digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_however_it_is_written_and_nothing_else_is() {
        assert_eq!(["28", "¥ 1,280.50", " 3.5"].map(typed), [Some(Fen(2800)), Some(Fen(128_050)), Some(Fen(350))]);
        assert_eq!(["", "x", "-3", "1.234", "1."].map(typed), [None; 5]);
    }
}
