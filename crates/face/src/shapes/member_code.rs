//! The rotating member code: bars, digits, QR, and until when.

mod moment;

pub use moment::{changes_in, digits_shown};

use super::bars::bars;
use super::controls::whole;
use super::qr::qr;
use super::states::refusal;
use crate::words::Texts;
use crate::{Markup, html, ring};
use shuke_contract::card::Card;
use shuke_rules::Instant;
use shuke_rules::code::Device;

pub fn symbols(digits: &str, t: &Texts) -> Markup {
    html! {
        (bars(digits, t.code().bars))
        p.code-digits data-code=(digits) { (grouped(digits)) }
        (qr(digits, t.code().qr))
    }
}

/// The last minute whose code of this device was read, as far as the card says; 0 where none was.
pub fn used(device: &Device, card: Option<&Card>) -> i64 {
    let read = card.and_then(|card| card.codes_read.iter().find(|read| read.locator == device.locator));
    read.map_or(0, |read| read.minute)
}

/// The code at a moment, as the server draws it, and until when.
pub fn shown(device: &Device, card: Option<&Card>, now: Instant, t: &Texts) -> Markup {
    let now = now.timestamp_millis();
    let used = used(device, card);
    let code = digits_shown(device, now, used).map_or_else(|| damaged(t), |digits| symbols(&digits, t));
    html! { (whole(&code)) (whole(&clock(changes_in(now, used), t))) }
}

/// Why there is none when the key is damaged.
pub fn damaged(t: &Texts) -> Markup {
    refusal(t.code().damaged, t.code().damaged_text)
}

/// A ring of the seconds that are left: full for a minute and more.
pub fn clock(left: i64, t: &Texts) -> Markup {
    html! {
        div.code-clock {
            (ring(left * 100 / 60, &html! { b { (left) } }))
            span { (t.code().changes_in) }
        }
    }
}

/// In fours, for reading aloud.
pub fn grouped(digits: &str) -> String {
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
        for (lang, said) in [(Lang::Zh, "条形码，数字见下"), (Lang::En, "Barcode of the digits below")] {
            let drawn = symbols("88690123456781234567", texts(lang)).into_string();
            for part in [said, "data-code=\"88690123456781234567\">8869 0123 4567 8123 4567</p><svg class=\"code-qr\""]
            {
                assert!(drawn.contains(part), "{part} is not in {drawn}");
            }
        }
    }
}
