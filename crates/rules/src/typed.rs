//! What people type and paste, as it is meant. Owns what no text shows, and how digits are read from what comes out of address books,
//! chats and full-width keyboards; the server, the app and imports read with the same functions.

use crate::Fen;

/// Reads a text that has a form of its own, with its `parse`. In a request it stands as it is typed and pasted, and what is none stays
/// as it is: whoever asked for it says so. In an answer it is one.
macro_rules! as_json {
    ($text:ident) => {
        impl<'de> serde::Deserialize<'de> for $text {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Ok(Self::parse(&text).unwrap_or(Self(text)))
            }
        }

        impl shuke_json::FromJson for $text {
            fn from_json(json: &shuke_json::Json) -> Option<Self> {
                Self::parse(json.text()?)
            }
        }
    };
}

pub(crate) use as_json;

/// A character that shows nothing, or turns text around: controls, marks of direction, blanks without width, fillers. Joiners and
/// selectors, which letters and emoji are made with, are [`joins`].
pub const fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e001f}'
    )
}

/// Shows nothing by itself, but changes what it stands beside: it belongs to Persian, to emoji and to flags.
const fn joins(c: char) -> bool {
    matches!(c, '\u{34f}' | '\u{200c}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0020}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Blank to the eye, wherever it stands.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_hidden(c) || joins(c) || c == '\u{2800}'
}

/// Whether there is anything to see in a text.
pub fn shows(text: &str) -> bool {
    !text.chars().all(is_blank)
}

/// Without what is around it and cannot be seen: blanks, and the marks of direction that address books put around what they copy.
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_hidden(c))
}

/// Whether a text may have so many characters as one sees them. Which of them are made of several the server knows: here it is enough that
/// four times as many code points cannot be right.
pub fn fits(text: &str, least: usize, most: usize) -> bool {
    shows(text) && (least..=4 * most).contains(&text.chars().count())
}

/// Digits, signs and letters of a number or a code as they stand on a plain keyboard; nothing hidden among them, any blank a space,
/// any dash a hyphen.
pub fn plain(text: &str) -> String {
    let seen = text.chars().filter(|c| c.is_whitespace() || !is_blank(*c));
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => '-',
        '\u{ffe5}' => '¥',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    seen.map(narrow).collect::<String>().trim().to_owned()
}

/// What is left of a number or a code without what sets its groups apart.
pub fn ungrouped(text: &str) -> String {
    plain(text).replace([' ', '-'], "")
}

/// The six digits of a one-time code, however they were pasted.
pub fn one_time_code(text: &str) -> Option<String> {
    let digits = ungrouped(text);
    (digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// Yuan with up to two decimals, with `¥` or 元 or neither, with thousands set apart or not. Any other comma would be two amounts.
pub fn yuan(text: &str) -> Option<Fen> {
    let text = plain(text);
    let text = text.strip_prefix('¥').or_else(|| text.strip_suffix('元')).unwrap_or(&text).trim();
    let digits = text.replace(',', "");
    let fen = Fen::from_yuan(&digits)?;
    let whole = |text: &str| text.split('.').next().map(str::to_owned);
    (digits.len() == text.len() || whole(text) == whole(&fen.to_string())).then_some(fen)
}

/// Undoes the percent-encoding of a part of an address; `None` for what decodes to no text.
pub fn unescaped(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        let decoded = if byte == b'%' {
            let mut nibble = || char::from(rest.next()?).to_digit(16);
            u8::try_from(nibble()? * 16 + nibble()?).ok()?
        } else {
            byte
        };
        bytes.push(decoded);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::CardNumber;
    use crate::phone::Phone;
    use crate::pick_up::PickUpCode;

    /// One number as address books, chats and keyboards give it.
    const WAYS: [fn(&str) -> String; 9] = [
        |digits| format!("\u{202d}{digits}\u{202c}"),
        |digits| format!("\u{200e}{digits}\u{200e}"),
        |digits| format!("\u{feff}{digits}\u{200b}"),
        |digits| format!("\u{2060}{}\u{3000}{}", &digits[..3], &digits[3..]),
        |digits| format!("{}\u{2011}{}", &digits[..3], &digits[3..]),
        |digits| format!("\t{}\u{a0}{}\r\n", &digits[..3], &digits[3..]),
        |digits| digits.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect(),
        |digits| format!("{}-{}", &digits[..3], &digits[3..]),
        |digits| format!("{} \u{2014} {}", &digits[..3], &digits[3..]),
    ];

    #[test]
    fn every_kind_of_number_is_read_however_it_was_pasted() {
        let card = CardNumber::issue("690", 2, "07", 41).unwrap();
        let pick_up = PickUpCode::of("0123456789").unwrap();
        for way in WAYS {
            assert_eq!(Phone::parse(&way("13812345678")).unwrap().as_str(), "13812345678");
            assert_eq!(CardNumber::parse(&way(card.as_str())).as_ref(), Some(&card));
            assert_eq!(PickUpCode::parse(&way(pick_up.as_str())).as_ref(), Some(&pick_up));
            assert_eq!(one_time_code(&way("123456")).as_deref(), Some("123456"));
        }
    }

    #[test]
    fn a_code_is_six_digits_however_it_is_pasted() {
        for code in [" 123 456 ", "123-456", "１２３４５６", "123\u{200b}456"] {
            assert_eq!(one_time_code(code).as_deref(), Some("123456"), "{code}");
        }
        for wrong in ["", "12345", "1234567", "12345a", "①②③④⑤⑥"] {
            assert_eq!(one_time_code(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_number_is_read_with_the_countrys_own_before_it() {
        let ways =
            ["8613812345678", "008613812345678", "(+86)13812345678", "（＋８６） 138 1234 5678", "+86 138-1234-5678"];
        for text in ways {
            assert_eq!(Phone::parse(text).unwrap().as_str(), "13812345678", "{text}");
        }
        for wrong in
            ["86138123456", "+8613812345", "00851 3812345678", "+86 86 13812345678", "(1)3812345678", "13812345678()"]
        {
            assert_eq!(Phone::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn money_is_read_however_it_is_written_and_nothing_else_is() {
        assert_eq!(["28", "¥ 1,280.50", " 3.5"].map(yuan), [Some(Fen(2800)), Some(Fen(128_050)), Some(Fen(350))]);
        assert_eq!(["1,000,000", "12,345.6"].map(yuan), [Some(Fen(100_000_000)), Some(Fen(1_234_560))]);
        assert_eq!(
            ["１２", "￥12", "\u{feff}¥12\u{200b}", "１２．５０", "12元"].map(yuan).map(|fen| fen.unwrap().0),
            [1200, 1200, 1200, 1250, 1200]
        );
        assert_eq!(["", "x", "-3", "1.234", "1.", "¥12元", "１，２"].map(yuan), [None; 7]);
        assert_eq!(["28,50", "28, 30 12", "28 30", "2800,300", ",500,", "1.5,000", "1,,000"].map(yuan), [None; 7]);
    }

    #[test]
    fn a_text_shows_when_one_character_of_it_does() {
        for nothing in [
            "",
            " \u{3000}",
            "\u{200b}",
            "\u{200d}",
            "\u{fe0f}",
            "\u{2800}",
            "\u{3164}",
            "\u{202e}\u{202c}",
            "\u{e0020}",
        ] {
            assert!(!shows(nothing), "{nothing:?}");
        }
        assert!(shows("\u{200e}王\u{200e}") && shows("👩\u{200d}👧") && shows("."));
        assert_eq!(trimmed("\u{202d} 王小满\u{202c}\n"), "王小满");
    }
}
