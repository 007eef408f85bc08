//! What an address may be: judged as the server does.

use shuke_contract::addresses::AddressFields;
use shuke_rules::phone::Phone;
use shuke_rules::typed;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    Name,
    Phone,
    Region,
    Street,
}

/// What stands in the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Name, phone number, region, street.
    pub texts: [String; 4],
    pub preferred: bool,
}

impl Typed {
    /// As an address is before anybody types.
    pub fn of(fields: &AddressFields) -> Self {
        let texts = [&fields.name, fields.phone.as_str(), &fields.region, &fields.street];
        Self { texts: texts.map(str::to_owned), preferred: fields.preferred }
    }

    /// To be read again, a line each: no field has more.
    pub fn written(&self) -> String {
        let mut written = self.texts.join("\n");
        written.push_str(if self.preferred { "\n1" } else { "\n" });
        written
    }

    /// What was [written](Self::written).
    pub fn read(text: &str) -> Option<Self> {
        let (texts, preferred) = text.rsplit_once('\n')?;
        let mut lines = texts.split('\n');
        let texts = std::array::from_fn(|_| lines.next().unwrap_or_default().to_owned());
        Some(Self { texts, preferred: !preferred.is_empty() })
    }

    /// Everything that is wrong with it, or the address.
    pub fn fields(&self) -> Result<AddressFields, Vec<Wrong>> {
        let [name, phone, region, street] = &self.texts;
        let (name, phone) = (trimmed(name, 1, 40), Phone::parse(phone));
        let (region, street) = (trimmed(region, 2, 60), trimmed(street, 2, 120));
        match (name, phone, region, street) {
            (Some(name), Some(phone), Some(region), Some(street)) => {
                Ok(AddressFields { name, phone, region, street, preferred: self.preferred })
            }
            (name, phone, region, street) => {
                let wrong = [
                    (Wrong::Name, name.is_none()),
                    (Wrong::Phone, phone.is_none()),
                    (Wrong::Region, region.is_none()),
                    (Wrong::Street, street.is_none()),
                ];
                Err(wrong.into_iter().filter_map(|(which, is_wrong)| is_wrong.then_some(which)).collect())
            }
        }
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

    fn written(texts: [&str; 4]) -> Typed {
        Typed { texts: texts.map(str::to_owned), preferred: true }
    }

    fn typed() -> Typed {
        written([" 林晓雨 ", "138 1234 5678", "上海市徐汇区", "安福路 189 号 3 楼"])
    }

    #[test]
    fn a_whole_address_is_taken_without_the_blanks_around_it() {
        let fields = typed().fields().unwrap();
        assert_eq!((fields.name.as_str(), fields.phone.as_str()), ("林晓雨", "13812345678"));
        assert!(fields.preferred);
    }

    #[test]
    fn what_is_half_written_is_read_again_as_it_was_typed() {
        let half = written(["林", "138", "上海市", ""]);
        for written in [typed(), half, Typed::default()] {
            assert_eq!(Typed::read(&written.written()), Some(written));
        }
        assert_eq!(Typed::read("of another version"), None);
        assert_eq!(Typed::of(&typed().fields().unwrap()).texts[0], "林晓雨");
    }

    #[test]
    fn everything_that_is_wrong_is_named_at_once() {
        let all = [Wrong::Name, Wrong::Phone, Wrong::Region, Wrong::Street];
        assert_eq!(Typed::default().fields(), Err(all.to_vec()));
        let phone = written(["林晓雨", "021 5555 5555", "上海市", "安福路"]);
        assert_eq!(phone.fields(), Err(vec![Wrong::Phone]));
    }

    #[test]
    fn what_is_too_short_or_cannot_be_short_enough_is_not_sent() {
        let family = "👩\u{200d}👧";
        let phone = "138 1234 5678";
        assert!(written([&family.repeat(40), phone, "上海", &"路".repeat(120)]).fields().is_ok());
        let long = written([&"雨".repeat(161), phone, "沪", &"路".repeat(481)]);
        assert_eq!(long.fields(), Err(vec![Wrong::Name, Wrong::Region, Wrong::Street]));
    }
}
