//! The language in which [`super::sections`] say what a policy file may hold. Owns types of keys and their names in the
//! documents; judging values is in [`super::walk`] and [`super::value`].

/// One key of a table.
#[derive(Clone, Copy)]
pub struct Key {
    pub name: &'static str,
    pub need: Need,
    pub shape: Shape,
    /// A value as it stands in a file.
    pub example: &'static str,
    /// One sentence for whoever writes the file, Markdown.
    pub meaning: &'static str,
}

pub const fn key(name: &'static str, need: Need, shape: Shape, example: &'static str, meaning: &'static str) -> Key {
    Key { name, need, shape, example, meaning }
}

/// Whether a key may be left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Required,
    /// Without the key this value holds, written as in a file.
    Default(&'static str),
    /// Without the key there is no such thing.
    Optional,
}

/// What a value looks like.
#[derive(Clone, Copy)]
pub enum Shape {
    /// Both languages, at most so many characters each.
    Text(usize),
    /// A string of at most so many characters, not empty.
    Words(usize),
    /// Names something: lower-case letters, digits, `_` and `-`.
    Id,
    /// An id that stands in addresses: lower-case letters, digits and `-`.
    Slug,
    /// Exactly so many digits, as a string.
    Digits(usize),
    /// An IANA time zone.
    Zone,
    /// `#rrggbb`.
    Colour,
    /// What a consent's wording is called; when it looks like a day, the day exists.
    Version,
    /// A day: `YYYY-MM-DD`.
    Day,
    /// An integer within these bounds.
    Whole(i64, i64),
    /// An amount of money.
    Yuan,
    /// An exact factor, in thousandths within these bounds.
    Factor(i64, i64),
    Flag,
    OneOf(&'static [&'static str]),
    Table(&'static [Key]),
    /// A list of at least and at most so many.
    List(&'static Self, usize, usize),
    /// A table whose keys are class ids.
    ByClass(&'static Self),
}

/// The keys of a text.
pub const LANGUAGES: [&str; 2] = ["zh", "en"];

impl Shape {
    /// The type in words, for the documents and for messages.
    pub fn label(&self) -> String {
        match self {
            Self::Text(most) => format!("text, up to {most} characters"),
            Self::Words(most) => format!("string, up to {most} characters"),
            Self::Id => "id".into(),
            Self::Slug => "id for addresses".into(),
            Self::Digits(length) => format!("string of {length} digits"),
            Self::Zone => "time zone".into(),
            Self::Colour => "colour".into(),
            Self::Version => "version".into(),
            Self::Day => "day, YYYY-MM-DD".into(),
            Self::Whole(least, most) => format!("whole number {least}–{most}"),
            Self::Yuan => "yuan".into(),
            Self::Factor(..) => "factor".into(),
            Self::Flag => "`true` or `false`".into(),
            Self::OneOf(names) => names.iter().map(|name| format!("`\"{name}\"`")).collect::<Vec<_>>().join(", "),
            Self::Table(_) => "table".into(),
            Self::List(of, least, most) => format!("list of {least}–{most}: {}", of.label()),
            Self::ByClass(of) => format!("table, class id → {}", of.label()),
        }
    }
}
