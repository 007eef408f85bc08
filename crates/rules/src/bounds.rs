//! How long a text that comes in may be, and of which characters: the kinds of text that the contract's requests are made of. The
//! OpenAPI document says it of each, and the server refuses by what the document says, before any feature sees the text. What a
//! text must be beyond that, each feature judges.

use core::marker::PhantomData;

/// A set of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// Letters, digits and signs of ASCII, no blanks: names of things, places in lists.
    Token,
    /// A line: no control characters.
    Line,
    /// What people type and paste: line ends and tabs come along.
    Typed,
}

impl Set {
    pub const ALL: [Self; 3] = [Self::Token, Self::Line, Self::Typed];

    /// As a regular expression of JSON Schema.
    pub const fn pattern(self) -> &'static str {
        match self {
            Self::Token => "^[!-~]*$",
            Self::Line => r"^[^\u0000-\u001f\u007f-\u009f]*$",
            Self::Typed => r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$",
        }
    }

    /// The set that has this pattern.
    pub fn of(pattern: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|set| set.pattern() == pattern)
    }

    pub fn has(self, c: char) -> bool {
        match self {
            Self::Token => c.is_ascii_graphic(),
            Self::Line => !c.is_control(),
            Self::Typed => !c.is_control() || matches!(c, '\t' | '\n' | '\r'),
        }
    }

    /// In words.
    pub const fn told(self) -> &'static str {
        match self {
            Self::Token => "letters, digits and signs of ASCII without blanks",
            Self::Line => "characters other than control characters",
            Self::Typed => "characters other than control characters; line ends and tabs may be among them",
        }
    }
}

/// A text of so many characters of a set, as the schema of a field: `schemars(with = "Token<64>")`.
pub type Token<const MOST: usize, const LEAST: usize = 0> = Bounded<0, LEAST, MOST>;
/// See [`Set::Line`].
pub type Line<const MOST: usize, const LEAST: usize = 0> = Bounded<1, LEAST, MOST>;
/// See [`Set::Typed`].
pub type Typed<const MOST: usize, const LEAST: usize = 0> = Bounded<2, LEAST, MOST>;
/// Words that people write, of at most so many characters as one sees them. Each may be made of several, as 👩‍👧 is of three, so that four
/// times as many may come.
pub type Words<const MOST: usize> = Bounded<3, 0, MOST>;

/// Named by [`Token`], [`Line`], [`Typed`] and [`Words`].
pub struct Bounded<const KIND: usize, const LEAST: usize, const MOST: usize>(PhantomData<()>);

#[cfg(feature = "schema")]
impl<const KIND: usize, const LEAST: usize, const MOST: usize> schemars::JsonSchema for Bounded<KIND, LEAST, MOST> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Text{KIND}Of{LEAST}To{MOST}").into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let (set, most) = match KIND {
            0 => (Set::Token, MOST),
            1 => (Set::Line, MOST),
            2 => (Set::Typed, MOST),
            _ => (Set::Typed, MOST * 4),
        };
        let mut schema = schemars::json_schema!({ "type": "string", "maxLength": most, "pattern": set.pattern() });
        if LEAST > 0 {
            schema.insert("minLength".to_owned(), LEAST.into());
        }
        schema
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_what_its_pattern_says() {
        for set in Set::ALL {
            assert_eq!(Set::of(set.pattern()), Some(set));
            let pattern = regex::Regex::new(set.pattern()).unwrap();
            for c in '\0'..=char::MAX {
                let mut buffer = [0; 4];
                assert_eq!(pattern.is_match(c.encode_utf8(&mut buffer)), set.has(c), "{set:?} {c:?}");
            }
        }
    }
}
