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
    pub name: String,
    pub phone: String,
    pub region: String,
    pub street: String,
    pub preferred: bool,
}

impl Typed {
    /// As an address is before anybody types.
    pub fn of(fields: &AddressFields) -> Self {
        Self {
            name: fields.name.clone(),
            phone: fields.phone.as_str().to_owned(),
            region: fields.region.clone(),
            street: fields.street.clone(),
            preferred: fields.preferred,
        }
    }

    /// To be read again, a line each: no field has more.
    pub fn written(&self) -> String {
        let preferred = if self.preferred { "1" } else { "" };
        [&self.name, &self.phone, &self.region, &self.street, preferred].join("\n")
    }

    /// What was [written](Self::written).
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = text.split('\n').map(str::to_owned);
        Some(Self {
            name: lines.next()?,
            phone: lines.next()?,
            region: lines.next()?,
            street: lines.next()?,
            preferred: !lines.next()?.is_empty(),
        })
    }

    /// Everything that is wrong with it, or the address.
    pub fn fields(&self) -> Result<AddressFields, Vec<Wrong>> {
        let (name, phone) = (trimmed(&self.name, 1, 40), Phone::parse(&self.phone));
        let (region, street) = (trimmed(&self.region, 2, 60), trimmed(&self.street, 2, 120));
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

    fn typed() -> Typed {
        Typed {
            name: " 林晓雨 ".into(),
            phone: "138 1234 5678".into(),
            region: "上海市徐汇区".into(),
            street: "安福路 189 号 3 楼".into(),
            preferred: true,
        }
    }

    #[test]
    fn a_whole_address_is_taken_without_the_blanks_around_it() {
        let fields = typed().fields().unwrap();
        assert_eq!((fields.name.as_str(), fields.phone.as_str()), ("林晓雨", "13812345678"));
        assert!(fields.preferred);
    }

    #[test]
    fn what_is_half_written_is_read_again_as_it_was_typed() {
        let half = Typed { street: String::new(), ..typed() };
        for written in [typed(), half, Typed::default()] {
            assert_eq!(Typed::read(&written.written()), Some(written));
        }
        assert_eq!(Typed::read("of another version"), None);
        assert_eq!(Typed::of(&typed().fields().unwrap()).name, "林晓雨");
    }

    #[test]
    fn everything_that_is_wrong_is_named_at_once() {
        let all = [Wrong::Name, Wrong::Phone, Wrong::Region, Wrong::Street];
        assert_eq!(Typed::default().fields(), Err(all.to_vec()));
        let phone = Typed { phone: "021 5555 5555".into(), ..typed() };
        assert_eq!(phone.fields(), Err(vec![Wrong::Phone]));
    }

    #[test]
    fn what_is_too_short_or_cannot_be_short_enough_is_not_sent() {
        let family = "👩\u{200d}👧";
        assert!(Typed { name: family.repeat(40), street: "路".repeat(120), ..typed() }.fields().is_ok());
        let long = Typed { name: "雨".repeat(161), region: "沪".into(), street: "路".repeat(481), ..typed() };
        assert_eq!(long.fields(), Err(vec![Wrong::Name, Wrong::Region, Wrong::Street]));
    }
}
