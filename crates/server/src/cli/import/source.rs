//! Going through a file of purchases from the first line to the last, as often as it is asked for.

use super::records::{Record, Records};
use super::rows::{Columns, Layout, Row};
use crate::cli::out::Failure;
use crate::secrets::hex;
use indicatif::{ProgressBar, ProgressStyle};
use sha2::{Digest, Sha256};
use shuke_rules::Day;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

/// The most bad lines that are told one by one.
const TOLD: usize = 50;

/// A file of purchases and how to read it.
#[derive(Clone, Debug)]
pub struct Source {
    pub path: PathBuf,
    pub columns: Columns,
    /// The shop that all purchases are booked to, if any.
    pub store: Option<String>,
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
}

impl Source {
    /// Reads the whole file: counts its lines and finds what is wrong with them.
    pub fn scan(&self) -> Result<Scan, Failure> {
        let mut scan = Scan::default();
        let bar = bar(std::fs::metadata(&self.path).map_or(0, |data| data.len()), "reading", true);
        let mut reading = self.open(Some(bar.clone()))?;
        while let Some((line, row)) = reading.next()? {
            scan.last_line = line;
            match row {
                Ok(_) => scan.good += 1,
                Err(what) => {
                    scan.bad += 1;
                    if scan.told.len() < TOLD {
                        scan.told.push((line, what));
                    }
                }
            }
        }
        bar.finish_and_clear();
        scan.id = reading.id(self);
        Ok(scan)
    }

    /// Opens the file and finds its columns.
    pub fn open(&self, bar: Option<ProgressBar>) -> Result<Reading, Failure> {
        let file = File::open(&self.path).map_err(|error| self.failed(&error))?;
        let input = Hashing { input: file, hash: Sha256::new(), bar };
        let mut records = Records::new(BufReader::with_capacity(256 * 1024, NoMark::new(input)));
        let header = records.next().map_err(|error| self.failed(&error))?;
        let header = header.ok_or_else(|| self.wrong(1, "the file is empty"))?;
        let line = header.line;
        let names = header.fields.map_err(|broken| self.wrong(line, broken.told()))?;
        let layout = Layout::find(&names, &self.columns, self.today).map_err(|what| self.wrong(line, &what))?;
        Ok(Reading { records, layout, path: self.path.clone() })
    }

    fn failed(&self, error: &io::Error) -> Failure {
        cannot_read(&self.path, error)
    }

    fn wrong(&self, line: i64, what: &str) -> Failure {
        Failure::said(format!("{}:{line}: {what}\nNothing was imported.", self.path.display()))
    }
}

fn cannot_read(path: &Path, error: &io::Error) -> Failure {
    Failure::said(format!("{}: {error}\nNothing was imported.", path.display()))
}

/// A line's number, and its purchase or what is wrong with it.
pub type Numbered = (i64, Result<Row, String>);

/// A file that is being read, past its first line.
pub struct Reading {
    records: Records<BufReader<NoMark<Hashing>>>,
    layout: Layout,
    path: PathBuf,
}

impl Reading {
    /// The next line that is not empty.
    pub fn next(&mut self) -> Result<Option<Numbered>, Failure> {
        let record = self.records.next().map_err(|error| cannot_read(&self.path, &error))?;
        Ok(record.map(|record: Record| (record.line, self.layout.row(record))))
    }

    /// Names the import, once everything was read.
    pub fn id(self, source: &Source) -> String {
        let mut hash = self.records.into_input().into_inner().input.hash;
        let Columns { customer, date, amount } = &source.columns;
        for part in [customer, date, amount, source.store.as_deref().unwrap_or_default()] {
            hash.update([0]);
            hash.update(part.as_bytes());
        }
        hex(&hash.finalize())
    }
}

/// Hashes what passes and moves the bar.
struct Hashing {
    input: File,
    hash: Sha256,
    bar: Option<ProgressBar>,
}

impl Read for Hashing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.hash.update(buffer.get(..read).unwrap_or_default());
        if let Some(bar) = &self.bar {
            bar.inc(read as u64);
        }
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

/// A bar on standard error; none is drawn where that is no terminal.
pub fn bar(length: u64, what: &'static str, bytes: bool) -> ProgressBar {
    let amounts = if bytes { "{bytes}/{total_bytes}" } else { "{human_pos}/{human_len}" };
    let style = ProgressStyle::with_template(&format!("{{msg:10}} [{{bar:32}}] {amounts} {{eta}}"));
    let bar = ProgressBar::new(length).with_message(what);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
    bar
}
