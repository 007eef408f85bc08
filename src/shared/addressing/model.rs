//! What an address may be: judged as the server does.

use shuke_contract::addresses::AddressFields;
use shuke_rules::phone::Phone;
use shuke_rules::typed;

/// Which of name, phone number, region and street cannot be used.
pub type Wrong = [bool; 4];

/// What stands in the fields before anybody types, a line each: name, phone number, region, street, and `1` for the address that goes before others.
pub fn written(fields: Option<&AddressFields>) -> String {
    let Some(AddressFields { name, phone, region, street, preferred }) = fields else { return "\n\n\n\n".to_owned() };
    [name.as_str(), phone.as_str(), region, street, if *preferred { "1" } else { "" }].join("\n")
}

/// Everything that is wrong with what was written, or the address.
pub fn fields(written: &str) -> Result<AddressFields, Wrong> {
    let mut lines = written.split('\n');
    let mut line = || lines.next().unwrap_or_default();
    let (name, phone) = (trimmed(line(), 1, 40), Phone::parse(line()));
    let (region, street) = (trimmed(line(), 2, 60), trimmed(line(), 2, 120));
    match (name, phone, region, street) {
        (Some(name), Some(phone), Some(region), Some(street)) => {
            Ok(AddressFields { name, phone, region, street, preferred: !line().is_empty() })
        }
        (name, phone, region, street) => Err([name.is_none(), phone.is_none(), region.is_none(), street.is_none()]),
    }
}

/// Without blanks around it; whether it has too many characters is for the server to count where they may be few as one sees them.
fn trimmed(text: &str, least: usize, most: usize) -> Option<String> {
    let text = typed::trimmed(text);
    typed::fits(text, least, most).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPED: [&str; 5] = [" 林晓雨 ", "138 1234 5678", "上海市徐汇区", "安福路 189 号 3 楼", "1"];

    fn judged(lines: [&str; 5]) -> Result<AddressFields, Wrong> {
        fields(&lines.join("\n"))
    }

    #[test]
    fn a_whole_address_is_taken_without_the_blanks_around_it() {
        let fields = judged(TYPED).unwrap();
        assert_eq!((fields.name.as_str(), fields.phone.as_str()), ("林晓雨", "13812345678"));
        assert!(fields.preferred && !judged(["林", "13812345678", "上海", "安福路", ""]).unwrap().preferred);
    }

    #[test]
    fn an_address_that_nobody_changes_is_written_as_it_is() {
        let known = judged(TYPED).unwrap();
        let text = written(Some(&known));
        assert_eq!(text.lines().collect::<Vec<_>>(), ["林晓雨", "13812345678", TYPED[2], TYPED[3], "1"]);
        assert_eq!(fields(&text).unwrap(), known);
        assert_eq!(written(None).split('\n').collect::<Vec<_>>(), [""; 5]);
    }

    #[test]
    fn everything_that_is_wrong_is_named_at_once() {
        assert_eq!(fields(&written(None)), Err([true; 4]));
        assert_eq!(fields("of another version"), Err([false, true, true, true]));
        assert_eq!(judged(["林晓雨", "021 5555 5555", "上海", "安福路", ""]), Err([false, true, false, false]));
    }

    #[test]
    fn what_is_too_short_or_cannot_be_short_enough_is_not_sent() {
        let (family, phone) = ("👩\u{200d}👧".repeat(40), TYPED[1]);
        assert!(judged([&family, phone, "上海", &"路".repeat(120), ""]).is_ok());
        let long = judged([&"雨".repeat(161), phone, "沪", &"路".repeat(481), ""]);
        assert_eq!(long, Err([true, false, true, true]));
    }
}
