//! Records of a CSV file (RFC 4180), a few lines in memory at a time. Unlike a lenient reader it says what is wrong and goes on
//! with the next line: a quote that never closes costs one record, not the rest of the file.

use std::collections::VecDeque;
use std::io::{self, BufRead};

/// The longest record, in bytes; a longer one is broken.
const MOST_BYTES: usize = 64 * 1024;
/// The most lines that quotes may hold together.
const MOST_LINES: usize = 100;

/// A record, or why there is none.
#[derive(Debug, PartialEq, Eq)]
pub struct Record {
    /// Its first line, from 1.
    pub line: i64,
    pub fields: Result<Vec<String>, Broken>,
    /// Whether an end of line follows; only the last record of a file may be without.
    pub ended: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    NotUtf8,
    TooLong,
    QuoteNotClosed,
    QuoteMisplaced,
}

impl Broken {
    pub const fn told(self) -> &'static str {
        match self {
            Self::NotUtf8 => "is not UTF-8; save the file as UTF-8",
            Self::TooLong => "is longer than 64 KiB",
            Self::QuoteNotClosed => "a quote opens here and never closes; the file may have been cut off",
            Self::QuoteMisplaced => "a quote stands where none may: quote the whole field and double the quotes in it",
        }
    }
}

struct Line {
    number: i64,
    bytes: Vec<u8>,
    too_long: bool,
    ended: bool,
}

/// Reads records; empty lines are passed over.
pub struct Records<R> {
    input: R,
    number: i64,
    /// Lines that were read ahead for a quote that did not close.
    again: VecDeque<Line>,
}

impl<R: BufRead> Records<R> {
    pub fn new(input: R) -> Self {
        Self { input, number: 0, again: VecDeque::new() }
    }

    /// The next record; `None` at the end.
    pub fn next(&mut self) -> io::Result<Option<Record>> {
        while let Some(line) = self.line()? {
            if line.too_long || !line.bytes.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r')) {
                return self.record(&line).map(Some);
            }
        }
        Ok(None)
    }

    fn record(&mut self, first: &Line) -> io::Result<Record> {
        let broken = |broken| Ok(Record { line: first.number, fields: Err(broken), ended: first.ended });
        if first.too_long {
            return broken(Broken::TooLong);
        }
        let mut bytes = first.bytes.clone();
        let mut ended = first.ended;
        let mut taken = Vec::new();
        loop {
            match split(&bytes) {
                Ok(fields) => return Ok(Record { line: first.number, fields: Ok(fields), ended }),
                Err(Broken::QuoteNotClosed) => {}
                Err(other) => {
                    self.put_back(taken);
                    return broken(other);
                }
            }
            let next = if taken.len() < MOST_LINES { self.line()? } else { None };
            let fits = next.as_ref().is_some_and(|next| !next.too_long && bytes.len() + next.bytes.len() < MOST_BYTES);
            if let Some(next) = &next {
                bytes.push(b'\n');
                bytes.extend_from_slice(&next.bytes);
                ended = next.ended;
            }
            taken.extend(next);
            if !fits {
                self.put_back(taken);
                return broken(Broken::QuoteNotClosed);
            }
        }
    }

    pub fn input(&self) -> &R {
        &self.input
    }

    /// The input, as far as it was read.
    pub fn into_input(self) -> R {
        self.input
    }

    fn put_back(&mut self, lines: Vec<Line>) {
        lines.into_iter().rev().for_each(|line| self.again.push_front(line));
    }

    fn line(&mut self) -> io::Result<Option<Line>> {
        if let Some(line) = self.again.pop_front() {
            return Ok(Some(line));
        }
        let mut line = Line { number: self.number + 1, bytes: Vec::new(), too_long: false, ended: false };
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                let nothing = line.bytes.is_empty() && !line.too_long;
                return Ok(if nothing { None } else { Some(self.numbered(line)) });
            }
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
            line.too_long |= line.bytes.len() + part.len() > MOST_BYTES;
            if line.too_long {
                line.bytes.clear();
            } else {
                line.bytes.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.input.consume(used);
            if end.is_some() {
                line.ended = true;
                return Ok(Some(self.numbered(line)));
            }
        }
    }

    fn numbered(&mut self, mut line: Line) -> Line {
        self.number = line.number;
        if line.bytes.last() == Some(&b'\r') {
            line.bytes.pop();
        }
        line
    }
}

/// The fields of one record.
fn split(bytes: &[u8]) -> Result<Vec<String>, Broken> {
    let mut fields = Vec::new();
    let mut rest = std::str::from_utf8(bytes).map_err(|_| Broken::NotUtf8)?;
    loop {
        let (field, after) = match rest.strip_prefix('"') {
            Some(quoted) => closed(quoted)?,
            None => bare(rest)?,
        };
        fields.push(field);
        match after {
            Some(after) => rest = after,
            None => return Ok(fields),
        }
    }
}

/// A field up to the comma, and what follows the comma.
type Field<'a> = (String, Option<&'a str>);

fn bare(text: &str) -> Result<Field<'_>, Broken> {
    let (field, after) = text.split_once(',').map_or((text, None), |(field, after)| (field, Some(after)));
    if field.contains('"') { Err(Broken::QuoteMisplaced) } else { Ok((field.to_owned(), after)) }
}

/// A field whose opening quote is taken off.
fn closed(text: &str) -> Result<Field<'_>, Broken> {
    let mut field = String::new();
    let mut rest = text;
    loop {
        let (part, after) = rest.split_once('"').ok_or(Broken::QuoteNotClosed)?;
        field.push_str(part);
        if let Some(after) = after.strip_prefix('"') {
            field.push('"');
            rest = after;
        } else if after.is_empty() {
            return Ok((field, None));
        } else {
            return after.strip_prefix(',').map(|after| (field, Some(after))).ok_or(Broken::QuoteMisplaced);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = (i64, Result<Vec<String>, Broken>, bool);

    fn read(text: &[u8]) -> Vec<Read> {
        let mut records = Records::new(text);
        std::iter::from_fn(|| records.next().unwrap())
            .map(|record| (record.line, record.fields, record.ended))
            .collect()
    }

    fn fields<const N: usize>(fields: [&str; N]) -> Vec<String> {
        fields.map(str::to_owned).to_vec()
    }

    #[test]
    fn quotes_hold_commas_quotes_and_ends_of_lines() {
        let read = read(b"a,b\r\n\"x,\"\"y\"\"\",\"1\n2\"\n\n\"\",z");
        let expected = [
            (1, Ok(fields(["a", "b"])), true),
            (2, Ok(fields(["x,\"y\"", "1\n2"])), true),
            (5, Ok(fields(["", "z"])), false),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn a_quote_that_never_closes_costs_its_own_line_only() {
        let read = read(b"\"a,1\nb,2\nc,3\n");
        let expected = [
            (1, Err(Broken::QuoteNotClosed), true),
            (2, Ok(fields(["b", "2"])), true),
            (3, Ok(fields(["c", "3"])), true),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn what_is_broken_is_named_and_the_next_line_read() {
        let mut text = b"a\xff,1\nb\"x,2\n\"c\"x,3\n".to_vec();
        text.extend(std::iter::repeat_n(b'x', MOST_BYTES + 1));
        text.extend(b"\nd,4");
        let broken: Vec<_> = read(&text).into_iter().map(|(line, fields, _)| (line, fields.err())).collect();
        let expected = [
            (1, Some(Broken::NotUtf8)),
            (2, Some(Broken::QuoteMisplaced)),
            (3, Some(Broken::QuoteMisplaced)),
            (4, Some(Broken::TooLong)),
            (5, None),
        ];
        assert_eq!(broken, expected);
    }
}
