//! `print`: sheets with codes, as PDF or SVG. Owns the arguments, the files that are read and written, and what is said of them.

mod fonts;

use super::out::{Failure, count, json_line, note, say};
use super::refused::leads_nowhere;
use crate::given;
use crate::operator::Desk;
use crate::operator::printing::{self, Asked, How, Printed, codes};
use crate::printing::fonts::Fonts;
use crate::printing::{Area, Card, Coded, Language, Layout, Sheet, pdf, svg};
use crate::settings::PublicUrl;
use serde::Serialize;
use std::io;
use std::path::{Path, PathBuf};

/// The longest file of codes.
const MOST_BYTES: u64 = 4 << 20;

/// What can be printed.
#[derive(Debug, clap::Subcommand)]
pub enum Print {
    /// The codes that hang in shops: who scans one joins there, and members log their visit
    Store {
        /// The shop's id in the policy, once for each shop [default: all of them]
        #[arg(long = "store", value_name = "ID")]
        stores: Vec<String>,
        #[command(flatten)]
        paper: Paper,
    },
    /// Members' links for friends
    Referral {
        /// The codes of the links
        #[arg(required = true)]
        codes: Vec<String>,
        /// What the member wants to be called there
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        paper: Paper,
    },
    /// Stickers with the codes of items
    Item {
        #[command(flatten)]
        codes: Codes,
        #[command(flatten)]
        paper: Paper,
    },
    /// Cards that go into parcels
    Parcel {
        #[command(flatten)]
        codes: Codes,
        /// A page that all cards lead to instead, such as /welcome
        #[arg(long, conflicts_with_all = ["codes", "file"])]
        path: Option<String>,
        #[command(flatten)]
        paper: Paper,
    },
}

#[derive(Debug, clap::Args)]
pub struct Codes {
    /// The codes of the items
    codes: Vec<String>,
    /// A CSV file of them, - for standard input: the column `code`, and `name` where items have one
    #[arg(long, value_name = "FILE", conflicts_with = "codes")]
    file: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct Paper {
    /// The file to write: .pdf, or .svg, which is FILE-1.svg, FILE-2.svg … where there are several sheets
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// What is cut out of a sheet [default: counter for store and referral, stickers for item, parcel for parcel]
    #[arg(long = "as", value_enum, value_name = "WHAT")]
    cut: Option<Cut>,
    /// Stickers on a sheet
    #[arg(long, value_enum, default_value = "24")]
    per_page: PerPage,
    /// How many of each
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=5000))]
    copies: u16,
    /// What the words speak
    #[arg(long, value_enum, default_value = "zh")]
    words: Words,
    /// A font with Chinese, once for each weight [default: the best that the machine has]
    #[arg(long = "font", value_name = "FILE")]
    fonts: Vec<PathBuf>,
    /// One line of JSON: where each code lies, and what it says
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Cut {
    /// A4 with stickers
    Stickers,
    /// A card of A5 for the counter
    Counter,
    /// Cards of 90 × 130 mm, four on A4
    Parcel,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum PerPage {
    /// 91 × 65 mm
    #[value(name = "8")]
    Eight,
    /// 59 × 51 mm
    #[value(name = "15")]
    Fifteen,
    /// 59 × 31 mm
    #[value(name = "24")]
    TwentyFour,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Words {
    Zh,
    En,
    /// English below the Chinese
    Both,
}

impl Paper {
    fn layout(&self, usual: Cut) -> Layout {
        let (across, down) = match self.per_page {
            PerPage::Eight => (2, 4),
            PerPage::Fifteen => (3, 5),
            PerPage::TwentyFour => (3, 8),
        };
        match self.cut.unwrap_or(usual) {
            Cut::Stickers => Layout::Stickers { across, down },
            Cut::Counter => Layout::Counter,
            Cut::Parcel => Layout::Parcel,
        }
    }

    fn language(&self) -> Language {
        match self.words {
            Words::Zh => Language::Zh,
            Words::En => Language::En,
            Words::Both => Language::Both,
        }
    }
}

impl Codes {
    fn read(self) -> Result<Vec<Coded>, Failure> {
        let Some(file) = self.file else {
            return Ok(self.codes.into_iter().map(|code| Coded { code, name: String::new() }).collect());
        };
        let bytes = given::read(&file, MOST_BYTES).map_err(|error| cannot(&file, &error))?;
        codes(&bytes).map_err(|wrong| {
            for wrong in &wrong {
                note(format!("{}:{}: {}", file.display(), wrong.line, wrong.what));
            }
            Failure::said("Nothing was printed: correct the file and print it again.")
        })
    }
}

pub async fn run(desk: &Desk, public: Option<&PublicUrl>, asked: Print) -> Result<(), Failure> {
    let (asked, paper, usual) = match asked {
        Print::Store { stores, paper } => (Asked::Stores(stores), paper, Cut::Counter),
        Print::Referral { codes, name, paper } => (Asked::Links { codes, name }, paper, Cut::Counter),
        Print::Item { codes, paper } => (Asked::Items(codes.read()?), paper, Cut::Stickers),
        Print::Parcel { codes: _, path: Some(path), paper } => (Asked::Page(path), paper, Cut::Parcel),
        Print::Parcel { codes, path: None, paper } => (Asked::Parcels(codes.read()?), paper, Cut::Parcel),
    };
    let form = Form::of(&paper.out)?;
    let fonts = fonts::fonts(&paper.fonts)?;
    let language = paper.language();
    let how = How { layout: paper.layout(usual), language, copies: usize::from(paper.copies), fonts: &fonts };
    if public.is_some_and(|url| !url.https) {
        note(
            "`public_url` begins with http://: phones warn of what these codes lead to. Set one with https:// before you print.",
        );
    }
    let printed = printing::print(desk, public, &asked, how).await?;
    if let Some(nowhere) = &printed.nowhere {
        note(leads_nowhere(nowhere));
    }
    let files = form.files(&paper.out, &printed, &fonts, language)?;
    for (path, bytes) in &files {
        std::fs::write(path, bytes).map_err(|error| cannot(path, &error))?;
    }
    tell(&paper, &printed.sheets, files.iter().map(|(path, _)| path.as_path()).collect(), &fonts)
}

/// How a sheet is written down.
#[derive(Clone, Copy)]
enum Form {
    Pdf,
    Svg,
}

impl Form {
    fn of(out: &Path) -> Result<Self, Failure> {
        match out.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase).as_deref() {
            Some("pdf") => Ok(Self::Pdf),
            Some("svg") => Ok(Self::Svg),
            _ => Err(Failure::said(format!(
                "error: {}: it is not known what this is to be\n  --out names a file that ends in .pdf or .svg.",
                out.display()
            ))),
        }
    }

    fn files(
        self,
        out: &Path,
        Printed { sheets, title, .. }: &Printed,
        fonts: &Fonts,
        language: Language,
    ) -> Result<Vec<(PathBuf, Vec<u8>)>, Failure> {
        match self {
            Self::Pdf => {
                let bytes = pdf(sheets, fonts, title, language).map_err(printing::NotPrinted::NotPrintable)?;
                Ok(vec![(out.to_owned(), bytes)])
            }
            Self::Svg => {
                let one = |(at, sheet): (usize, &Sheet)| {
                    (numbered(out, at + 1, sheets.len()), svg(sheet, fonts, title).into_bytes())
                };
                Ok(sheets.iter().enumerate().map(one).collect())
            }
        }
    }
}

/// `shops.svg` alone, `shops-1.svg` where there are several.
fn numbered(out: &Path, at: usize, of: usize) -> PathBuf {
    let stem = out.file_stem().unwrap_or_default().to_string_lossy();
    if of == 1 { out.to_owned() } else { out.with_file_name(format!("{stem}-{at}.svg")) }
}

/// What was printed, for other programs.
#[derive(Serialize)]
struct Report<'a> {
    files: Vec<&'a Path>,
    sheets: usize,
    fonts: Vec<String>,
    codes: Vec<Place<'a>>,
}

/// Where a code lies: millimetres from the upper left corner of the paper.
#[derive(Serialize)]
struct Place<'a> {
    sheet: usize,
    says: &'a str,
    /// What is cut out, how far colour goes on beyond it, and where everything is that is read.
    card: Area,
    bleed: f32,
    safe: Area,
    /// The code with its white.
    code: Area,
}

fn tell(paper: &Paper, sheets: &[Sheet], files: Vec<&Path>, fonts: &Fonts) -> Result<(), Failure> {
    let on_each = sheets.iter().zip(1..).flat_map(|(sheet, number)| sheet.cards.iter().map(move |card| (number, card)));
    let places: Vec<(usize, &Card)> = on_each.collect();
    if paper.json {
        let codes = places.iter().map(|(sheet, card)| Place {
            sheet: *sheet,
            says: &card.says,
            card: card.area,
            bleed: card.bleed,
            safe: card.safe,
            code: card.code,
        });
        return json_line(&Report { files, sheets: sheets.len(), fonts: fonts.names(), codes: codes.collect() });
    }
    for file in &files {
        note(format!("written: {}", file.display()));
    }
    let many =
        |number: usize, one: &str| format!("{} {one}{}", count(number as u64), if number == 1 { "" } else { "s" });
    say(format!(
        "{} on {}, set in {}.",
        many(places.len(), "code"),
        many(sheets.len(), "sheet"),
        fonts.names().join(", ")
    ))?;
    say("Print them at 100 %, not fitted to the page.")
}

fn cannot(path: &Path, error: &io::Error) -> Failure {
    Failure::said(format!("error: {}: {error}\n  Nothing was printed.", path.display()))
}
