//! Going through a file of purchases from the first line to the last, as often as it is asked for.

use super::rows::{Columns, Layout, Row};
use super::{Amount, NotImported, Step, Watch};
use crate::operator::imports::records::{Record, Records};
use sha2::{Digest, Sha256};
use shuke_rules::Day;
use shuke_rules::hex::hex;
use shuke_rules::policy::StoreId;
use shuke_rules::time::Zone;
use std::io::{self, BufReader, Read};

/// The most bad lines that are told one by one.
const TOLD: usize = 50;

/// A file that is given, wherever it lies.
pub trait Input: Send + Sync {
    /// Reads it from its beginning; it is asked for twice and must be the same both times.
    fn open(&self) -> io::Result<Box<dyn Read + Send + '_>>;

    /// Bytes, as far as is known; 0 where it is not.
    fn length(&self) -> u64;
}

impl Input for Vec<u8> {
    fn open(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        Ok(Box::new(self.as_slice()))
    }

    fn length(&self) -> u64 {
        self.len() as u64
    }
}

/// A file of purchases and how to read it.
pub struct Source<'a> {
    pub input: &'a dyn Input,
    pub columns: Columns,
    /// The shop that all purchases are booked to, if any.
    pub store: Option<StoreId>,
    /// See [`Asked`](super::Asked).
    pub odd_names: bool,
    pub zone: Zone,
    /// No purchase may be later.
    pub today: Day,
}

/// What a file holds.
#[derive(Debug, Default)]
pub struct Scan {
    /// Names the import: the same bytes read the same way. 64 hexadecimal digits.
    pub id: String,
    /// The number of its last line that is not empty.
    pub last_line: i64,
    pub good: i64,
    pub bad: i64,
    /// The first bad lines: number and what is wrong.
    pub told: Vec<(i64, String)>,
    /// Good lines whose customer has an odd name.
    pub odd: i64,
    /// The first of them: number and what is odd.
    pub odd_told: Vec<(i64, String)>,
}

impl Source<'_> {
    /// Reads the whole file: counts its lines and finds what is wrong with them.
    pub fn scan(&self, watch: &mut Watch<'_>) -> Result<Scan, NotImported> {
        let mut scan = Scan::default();
        let of = self.input.length();
        watch(Step::Reading(Amount { done: 0, of }));
        let (mut reading, mut told) = (self.open()?, 0);
        while let Some((line, row)) = reading.next()? {
            scan.line(line, row);
            let done = reading.bytes();
            if done != told {
                watch(Step::Reading(Amount { done, of }));
                told = done;
            }
        }
        scan.id = reading.id(self);
        Ok(scan)
    }

    /// Opens the file and finds its columns.
    pub fn open(&self) -> Result<Reading<'_>, NotImported> {
        let input = self.input.open().map_err(NotImported::Unreadable)?;
        let input = Hashing { input, hash: Sha256::new(), bytes: 0 };
        let mut records = Records::new(BufReader::with_capacity(256 * 1024, NoMark::new(input)));
        let header = records.next().map_err(NotImported::Unreadable)?;
        let header = header.ok_or_else(|| wrong(1, "the file is empty"))?;
        let line = header.line;
        let names = header.fields.map_err(|broken| wrong(line, broken.told()))?;
        let layout = Layout::find(&names, self).map_err(|what| wrong(line, &what))?;
        Ok(Reading { records, layout })
    }
}

fn wrong(line: i64, what: &str) -> NotImported {
    NotImported::Header { line, what: what.to_owned() }
}

impl Scan {
    fn line(&mut self, line: i64, row: Result<Row, String>) {
        self.last_line = line;
        match row {
            Ok(row) => {
                self.good += 1;
                if let Some(what) = row.odd {
                    self.odd += 1;
                    if self.odd_told.len() < TOLD {
                        self.odd_told.push((line, format!("{what}; taken as it stands")));
                    }
                }
            }
            Err(what) => {
                self.bad += 1;
                if self.told.len() < TOLD {
                    self.told.push((line, what));
                }
            }
        }
    }
}

/// A line's number, and its purchase or what is wrong with it.
pub type Numbered = (i64, Result<Row, String>);

/// A file that is being read, past its first line.
pub struct Reading<'a> {
    records: Records<BufReader<NoMark<Hashing<'a>>>>,
    layout: Layout,
}

impl Reading<'_> {
    /// The next line that is not empty.
    pub fn next(&mut self) -> Result<Option<Numbered>, NotImported> {
        let record = self.records.next().map_err(NotImported::Unreadable)?;
        Ok(record.map(|record: Record| (record.line, self.layout.row(record))))
    }

    /// How many were read.
    fn bytes(&self) -> u64 {
        self.records.input().get_ref().input.bytes
    }

    /// Names the import, once everything was read.
    pub fn id(self, source: &Source<'_>) -> String {
        let mut hash = self.records.into_input().into_inner().input.hash;
        let Columns { customer, date, amount } = &source.columns;
        let store = source.store.as_ref().map(|store| store.0.as_str()).unwrap_or_default();
        for part in [customer, date, amount, store] {
            hash.update([0]);
            hash.update(part.as_bytes());
        }
        if source.odd_names {
            hash.update([1]);
        }
        hex(&hash.finalize())
    }
}

/// Hashes and counts what passes.
struct Hashing<'a> {
    input: Box<dyn Read + Send + 'a>,
    hash: Sha256,
    bytes: u64,
}

impl Read for Hashing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.hash.update(buffer.get(..read).unwrap_or_default());
        self.bytes += read as u64;
        Ok(read)
    }
}

/// Takes the byte order mark of UTF-8 off, and refuses that of UTF-16.
struct NoMark<R> {
    input: R,
    /// The first bytes, until they are given out.
    first: Option<Vec<u8>>,
    begun: bool,
}

impl<R: Read> NoMark<R> {
    fn new(input: R) -> Self {
        Self { input, first: None, begun: false }
    }

    fn begin(&mut self) -> io::Result<()> {
        let mut first = Vec::with_capacity(3);
        (&mut self.input).take(3).read_to_end(&mut first)?;
        if first.starts_with(&[0xff, 0xfe]) || first.starts_with(&[0xfe, 0xff]) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "line 1: is UTF-16; save the file as UTF-8"));
        }
        self.first = (first != [0xef, 0xbb, 0xbf]).then_some(first);
        self.begun = true;
        Ok(())
    }
}

impl<R: Read> Read for NoMark<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !self.begun {
            self.begin()?;
        }
        match &mut self.first {
            Some(first) if !first.is_empty() => {
                let count = first.len().min(buffer.len());
                buffer.iter_mut().zip(first.drain(..count)).for_each(|(to, from)| *to = from);
                Ok(count)
            }
            _ => self.input.read(buffer),
        }
    }
}
