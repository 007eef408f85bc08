//! The numbers by which GS1 names what is said of goods (application identifiers), and what may stand for each: the General
//! Specifications' table, as far as the shape of a value goes.

/// A run of numbers for which the same may stand.
pub struct Identifier {
    /// The first and the last, of so many digits as are written.
    from: &'static str,
    to: &'static str,
    /// Digits alone; otherwise letters and signs, too.
    is_digits: bool,
    least: usize,
    most: usize,
}

const fn digits(from: &'static str, to: &'static str, least: usize, most: usize) -> Identifier {
    Identifier { from, to, is_digits: true, least, most }
}

const fn text(from: &'static str, to: &'static str, least: usize, most: usize) -> Identifier {
    Identifier { from, to, is_digits: false, least, most }
}

const KNOWN: &[Identifier] = &[
    digits("00", "00", 18, 18),
    digits("01", "02", 14, 14),
    text("10", "10", 1, 20),
    digits("11", "13", 6, 6),
    digits("15", "17", 6, 6),
    digits("20", "20", 2, 2),
    text("21", "22", 1, 20),
    text("235", "235", 1, 28),
    text("240", "241", 1, 30),
    digits("242", "242", 1, 6),
    text("243", "243", 1, 20),
    text("250", "251", 1, 30),
    text("253", "253", 13, 30),
    text("254", "254", 1, 20),
    digits("255", "255", 13, 25),
    digits("30", "30", 1, 8),
    digits("3100", "3169", 6, 6),
    digits("3200", "3379", 6, 6),
    digits("3400", "3579", 6, 6),
    digits("3600", "3699", 6, 6),
    digits("37", "37", 1, 8),
    digits("3900", "3909", 1, 15),
    digits("3910", "3919", 4, 18),
    digits("3920", "3929", 1, 15),
    digits("3930", "3939", 4, 18),
    digits("3940", "3943", 4, 4),
    digits("3950", "3955", 6, 6),
    text("400", "401", 1, 30),
    digits("402", "402", 17, 17),
    text("403", "403", 1, 30),
    digits("410", "417", 13, 13),
    text("420", "420", 1, 20),
    text("421", "421", 4, 12),
    digits("422", "422", 3, 3),
    digits("423", "423", 3, 15),
    digits("424", "424", 3, 3),
    digits("425", "425", 3, 15),
    digits("426", "426", 3, 3),
    text("427", "427", 1, 3),
    text("4300", "4320", 1, 70),
    digits("4321", "4323", 1, 1),
    digits("4324", "4326", 6, 10),
    text("4330", "4333", 6, 7),
    digits("7001", "7001", 13, 13),
    text("7002", "7002", 1, 30),
    digits("7003", "7003", 10, 10),
    digits("7004", "7004", 1, 4),
    text("7005", "7005", 1, 12),
    digits("7006", "7006", 6, 6),
    digits("7007", "7007", 6, 12),
    text("7008", "7010", 1, 10),
    digits("7011", "7011", 6, 10),
    text("7020", "7023", 1, 30),
    text("7030", "7039", 4, 30),
    text("7040", "7041", 1, 4),
    text("710", "717", 1, 20),
    text("7230", "7239", 3, 30),
    text("7240", "7240", 1, 20),
    digits("7241", "7241", 2, 2),
    text("7242", "7242", 1, 25),
    digits("7250", "7252", 1, 12),
    text("7253", "7259", 1, 40),
    digits("8001", "8001", 14, 14),
    text("8002", "8002", 1, 20),
    text("8003", "8003", 14, 30),
    text("8004", "8004", 1, 30),
    digits("8005", "8005", 6, 6),
    digits("8006", "8006", 18, 18),
    text("8007", "8007", 1, 34),
    digits("8008", "8008", 8, 12),
    text("8009", "8009", 1, 50),
    text("8010", "8010", 1, 30),
    digits("8011", "8011", 1, 12),
    text("8012", "8014", 1, 25),
    digits("8017", "8018", 18, 18),
    digits("8019", "8019", 1, 10),
    text("8020", "8020", 1, 25),
    digits("8026", "8026", 18, 18),
    text("8030", "8030", 1, 90),
    text("8110", "8110", 1, 70),
    digits("8111", "8111", 4, 4),
    text("8112", "8112", 1, 70),
    text("8200", "8200", 1, 70),
    text("90", "90", 1, 30),
    text("91", "99", 1, 90),
];

impl Identifier {
    /// What a number names, if anything.
    pub fn named(number: &str) -> Option<&'static Self> {
        KNOWN.iter().find(|known| known.from.len() == number.len() && (known.from..=known.to).contains(&number))
    }
}

/// Whether a value may stand for a number that is known.
pub fn fits(number: &str, value: &str) -> bool {
    Identifier::named(number).is_some_and(|known| {
        let is_right = |byte: u8| if known.is_digits { byte.is_ascii_digit() } else { is_sign(byte) };
        (known.least..=known.most).contains(&value.len()) && value.bytes().all(is_right)
    })
}

/// One of the 82 characters that values are written in.
fn is_sign(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!\"%&'()*+,-./:;<=>?_".contains(&byte)
}
