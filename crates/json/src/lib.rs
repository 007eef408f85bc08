//! Reads the contract's replies in few bytes of WebAssembly: a tree of values, and what reads itself from one. `#[derive(FromJson)]` writes
//! the reader from serde's attributes (docs/decisions/021-json-by-derive.md).
//!
//! The contract has no fractions: a number is an integer. Fields that nobody asks for are ignored; of two with the same name the first counts.

mod from;
mod instant;
mod parse;
mod untyped;

pub use shuke_json_derive::FromJson;

/// A place among names that no name has.
pub const NO_NAME: usize = usize::MAX;
/// The place of a name that is not known: of a newer server.
pub const NEW_NAME: usize = NO_NAME - 1;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    Null,
    Bool(bool),
    Int(i64),
    Text(String),
    List(Vec<Self>),
    Object(Vec<(String, Self)>),
}

/// What can be read from JSON.
pub trait FromJson: Sized {
    fn from_json(json: &Json) -> Option<Self>;

    /// What it means that a field without a default is not there: nothing, for most.
    fn absent() -> Option<Self> {
        None
    }
}

impl Json {
    /// `None` for what is not JSON.
    pub fn parse(text: &str) -> Option<Self> {
        parse::parse(text)
    }

    /// The field of that name, or what its absence means.
    pub fn get<T: FromJson>(&self, name: &str) -> Option<T> {
        match self.field(name) {
            Some(value) => T::from_json(value),
            None => T::absent(),
        }
    }

    /// The field of that name; what is not there is the type's default.
    pub fn get_or_default<T: FromJson + Default>(&self, name: &str) -> Option<T> {
        match self.field(name) {
            Some(value) => T::from_json(value),
            None => Some(T::default()),
        }
    }

    pub fn field(&self, name: &str) -> Option<&Self> {
        self.fields()?.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// `None` for what is no object.
    pub fn fields(&self) -> Option<&[(String, Self)]> {
        match self {
            Self::Object(fields) => Some(fields),
            _ => None,
        }
    }

    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Where a text stands in `names`, which `|` parts; [`NEW_NAME`] when it is none of them, [`NO_NAME`] when this is no text.
    ///
    /// One string of names is smaller than a table, and a search through it smaller than a comparison for each.
    pub fn named(&self, names: &str) -> usize {
        let Some(text) = self.text() else { return NO_NAME };
        names.split('|').position(|name| name == text).unwrap_or(NEW_NAME)
    }

    /// The same of the field that says which variant this is.
    pub fn tagged(&self, tag: &str, names: &str) -> usize {
        self.field(tag).map_or(NO_NAME, |name| name.named(names))
    }
}

#[cfg(test)]
mod tests;
