//! The rotating member code: bars, digits, QR, and until when. Given the digits, and the QR as it is drawn.

use super::bars::bars;
use crate::words::Texts;
use crate::{Markup, html};

pub fn symbols(digits: &str, qr: &Markup, t: &Texts) -> Markup {
    html! {
        (bars(digits, t.code().bars))
        p.code-digits data-code=(digits) { (grouped(digits)) }
        (qr)
    }
}

/// Beside the ring of the seconds that are left.
pub fn clock(ring: &Markup, t: &Texts) -> Markup {
    html! {
        div.code-clock { (ring) span { (t.code().changes_in) } }
    }
}

/// In fours, for reading aloud.
fn grouped(digits: &str) -> String {
    let mut fours = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && at % 4 == 0 {
            fours.push(' ');
        }
        fours.push(digit);
    }
    fours
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use crate::words::texts;

    #[test]
    fn digits_are_read_in_fours() {
        assert_eq!(grouped("88690123456781234567"), "8869 0123 4567 8123 4567");
        assert_eq!(grouped("88690"), "8869 0");
    }

    #[test]
    fn the_code_is_there_as_bars_as_digits_and_as_qr() {
        for (lang, said) in [(Lang::Zh, "条形码，数字见下"), (Lang::En, "Bar code of the digits below")] {
            let qr = html! { i { "qr" } };
            let drawn = symbols("88690123456781234567", &qr, texts(lang)).into_string();
            for part in [said, "data-code=\"88690123456781234567\">8869 0123 4567 8123 4567</p><i>qr</i>"] {
                assert!(drawn.contains(part), "{part} is not in {drawn}");
            }
        }
    }
}
