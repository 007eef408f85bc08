//! Writing a row with its seal: what is bound is what is sealed.

use super::Seal;
use crate::Error;
use crate::store::Conn;
use crate::store::packed::{BETWEEN, NOTHING};
use sqlx::Any;
use sqlx::any::AnyArguments;
use sqlx::query::Query;

/// A value of a column, there or not.
#[derive(Clone, Debug)]
pub enum Value {
    Number(Option<i64>),
    Text(Option<String>),
}

impl Value {
    pub(super) fn bound(self, query: Query<'_, Any, AnyArguments>) -> Query<'_, Any, AnyArguments> {
        match self {
            Self::Number(number) => query.bind(number),
            Self::Text(text) => query.bind(text),
        }
    }

    fn pack(&self, packed: &mut String) {
        match self {
            Self::Number(Some(number)) => packed.push_str(&number.to_string()),
            Self::Text(Some(text)) => packed.push_str(text),
            Self::Number(None) | Self::Text(None) => packed.push_str(NOTHING),
        }
    }
}

macro_rules! values {
    ($($from:ty => $kind:ident($value:ident, $given:expr);)+) => {
        $(impl From<$from> for Value {
            fn from($value: $from) -> Self {
                Self::$kind($given)
            }
        })+
    };
}

values! {
    i64 => Number(value, Some(value));
    Option<i64> => Number(value, value);
    &str => Text(value, Some(value.to_owned()));
    String => Text(value, Some(value));
    &String => Text(value, Some(value.clone()));
    Option<&str> => Text(value, value.map(str::to_owned));
    Option<String> => Text(value, value);
}

/// A statement that writes a row: what is bound is sealed, and the seal is bound at the end.
pub struct Sealing<'q> {
    seal: &'static Seal,
    query: Query<'q, Any, AnyArguments>,
    pub(super) packed: String,
    is_first: bool,
}

impl Seal {
    /// Writes a row by a statement whose last value is the seal.
    pub fn query(&'static self, sql: &'static str) -> Sealing<'static> {
        self.sealing(sqlx::query(sql))
    }

    /// Writes one more row by a statement that writes several.
    pub fn sealing<'q>(&'static self, query: Query<'q, Any, AnyArguments>) -> Sealing<'q> {
        Sealing { seal: self, query, packed: String::new(), is_first: true }
    }
}

impl<'q> Sealing<'q> {
    /// The value of the next sealed column.
    pub fn bind(self, value: impl Into<Value>) -> Self {
        let value = value.into();
        let mut next = self.sealed(&value);
        next.query = value.bound(next.query);
        next
    }

    /// The value of the next sealed column, which was bound before or stands in the statement.
    pub fn also(self, value: impl Into<Value>) -> Self {
        self.sealed(&value.into())
    }

    fn sealed(mut self, value: &Value) -> Self {
        if !self.is_first {
            self.packed.push_str(BETWEEN);
        }
        self.is_first = false;
        value.pack(&mut self.packed);
        self
    }

    /// A value that is not sealed.
    pub fn plain(mut self, value: impl Into<Value>) -> Self {
        self.query = value.into().bound(self.query);
        self
    }

    /// With the seal.
    pub fn done(self) -> Result<Query<'q, Any, AnyArguments>, Error> {
        Ok(self.query.bind(self.seal.of_packed(&self.packed)?))
    }

    /// Runs the statement; how many rows it wrote.
    pub async fn execute(self, tx: &mut Conn) -> Result<u64, Error> {
        Ok(self.done()?.execute(tx).await?.rows_affected())
    }
}
