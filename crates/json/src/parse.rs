//! The grammar of JSON (RFC 8259).

use crate::Json;
use std::iter::Peekable;
use std::str::Chars;

/// Deeper than anything in the contract.
const DEEPEST: u32 = 32;

pub fn parse(text: &str) -> Option<Json> {
    let mut reader = Reader { rest: text.chars().peekable() };
    let value = reader.value(0)?;
    reader.blank();
    reader.rest.next().is_none().then_some(value)
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
}

impl Reader<'_> {
    fn blank(&mut self) {
        while self.rest.next_if(|next| matches!(next, ' ' | '\t' | '\n' | '\r')).is_some() {}
    }

    fn takes(&mut self, expected: char) -> Option<()> {
        self.blank();
        self.rest.next_if_eq(&expected).map(|_| ())
    }

    fn word(&mut self, word: &str, value: Json) -> Option<Json> {
        word.chars().all(|letter| self.rest.next() == Some(letter)).then_some(value)
    }

    fn value(&mut self, depth: u32) -> Option<Json> {
        if depth > DEEPEST {
            return None;
        }
        self.blank();
        match self.rest.peek()? {
            'n' => self.word("null", Json::Null),
            't' => self.word("true", Json::Bool(true)),
            'f' => self.word("false", Json::Bool(false)),
            '"' => self.string().map(Json::Text),
            '[' => self.list(depth),
            '{' => self.object(depth),
            _ => self.integer(),
        }
    }

    fn integer(&mut self) -> Option<Json> {
        let mut digits = String::new();
        while let Some(next) = self.rest.next_if(|next| matches!(next, '-' | '0'..='9')) {
            digits.push(next);
        }
        digits.parse().ok().map(Json::Int)
    }

    fn list(&mut self, depth: u32) -> Option<Json> {
        self.takes('[')?;
        let mut items = Vec::new();
        if self.takes(']').is_some() {
            return Some(Json::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.takes(']').is_some() {
                return Some(Json::List(items));
            }
            self.takes(',')?;
        }
    }

    fn object(&mut self, depth: u32) -> Option<Json> {
        self.takes('{')?;
        let mut fields = Vec::new();
        if self.takes('}').is_some() {
            return Some(Json::Object(fields));
        }
        loop {
            let name = self.string()?;
            self.takes(':')?;
            fields.push((name, self.value(depth + 1)?));
            if self.takes('}').is_some() {
                return Some(Json::Object(fields));
            }
            self.takes(',')?;
        }
    }

    fn string(&mut self) -> Option<String> {
        self.takes('"')?;
        let mut text = String::new();
        loop {
            match self.rest.next()? {
                '"' => return Some(text),
                '\\' => text.push(self.escaped()?),
                control if control < ' ' => return None,
                other => text.push(other),
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        Some(match self.rest.next()? {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'u' => return self.code_point(),
            plain @ ('"' | '\\' | '/') => plain,
            _ => return None,
        })
    }

    /// `\u0041`, or two that make one character beyond the first plane.
    fn code_point(&mut self) -> Option<char> {
        let first = self.unit()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        if (self.rest.next()?, self.rest.next()?) != ('\\', 'u') {
            return None;
        }
        let low = self.unit()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + low)
    }

    fn unit(&mut self) -> Option<u32> {
        (0..4).try_fold(0, |unit, _| Some(unit * 16 + self.rest.next()?.to_digit(16)?))
    }
}
