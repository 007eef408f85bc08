//! `item-codes`: codes of single pieces, made and given out.

use super::out::{Failure, count, csv_head, csv_line, note, say, table};
use crate::operator::Desk;
use crate::operator::item_codes::{self, Asked, COLUMNS, NotMade};
use shuke_contract::pieces::Quality;
use shuke_rules::Day;
use shuke_rules::policy::Text;

/// The commands for the codes of pieces.
#[derive(Debug, clap::Subcommand)]
pub enum ItemCodes {
    /// Makes so many codes of a kind of goods, and prints them as CSV
    Make(Make),
    /// Lists what was made, by batch
    List,
    /// Makes what is still missing of a batch that was stopped
    Finish {
        /// Its number in the list
        batch: i64,
    },
    /// Lists codes that were seen in too many cities on a day: each was copied, most likely
    Copied,
    /// Ends the registration of a piece whose owner is another one; whoever registered it is told
    Release {
        /// The code of the piece
        code: String,
    },
    /// Prints the codes of a batch as CSV, once more
    Export {
        /// Its number in the list
        batch: i64,
        /// What the world calls the server: stands before each link
        #[arg(long, value_name = "https://…", default_value = "")]
        address: String,
    },
}

/// What pieces are of, and what is known of them.
#[derive(Debug, clap::Args)]
pub struct Kind {
    /// The goods, by their number
    #[arg(long, value_name = "NUMBER")]
    item: String,
    /// The lot that they are of
    #[arg(long, default_value = "")]
    lot: String,
    /// The day on which they were produced: YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    produced: Option<Day>,
    /// The day on which they were checked
    #[arg(long, value_name = "DATE")]
    checked: Option<Day>,
    /// What was checked and with what result, in Chinese; it stands on the page of each piece
    #[arg(long, value_name = "TEXT", default_value = "")]
    quality_zh: String,
    /// The same in English
    #[arg(long, value_name = "TEXT", default_value = "")]
    quality_en: String,
}

impl Kind {
    pub fn asked(self, count: i64) -> Asked {
        let Self { item, lot, produced, checked, quality_zh, quality_en } = self;
        let said = Text { zh: quality_zh, en: quality_en };
        Asked { number: item, count, quality: Quality { lot, produced, checked, said } }
    }
}

#[derive(Debug, clap::Args)]
pub struct Make {
    #[command(flatten)]
    kind: Kind,
    /// How many
    #[arg(long)]
    count: i64,
    /// What the world calls the server: stands before each link
    #[arg(long, value_name = "https://…", default_value = "")]
    address: String,
}

pub async fn run(desk: &Desk, command: ItemCodes) -> Result<(), Failure> {
    match command {
        ItemCodes::Make(asked) => make(desk, asked).await,
        ItemCodes::List => list(desk).await,
        ItemCodes::Copied => copied(desk).await,
        ItemCodes::Finish { batch } => fill(desk, batch).await,
        ItemCodes::Release { code } => {
            let was_theirs = item_codes::release(desk, &code).await?;
            note(if was_theirs {
                format!("{code} is nobody's now.")
            } else {
                format!("Nothing to do: {code} is nobody's.")
            });
            Ok(())
        }
        ItemCodes::Export { batch, address } => export(desk, batch, &address).await,
    }
}

async fn make(desk: &Desk, asked: Make) -> Result<(), Failure> {
    let batch = item_codes::begin(desk, asked.kind.asked(asked.count)).await?;
    note(format!("This is batch {batch}. If it is stopped, `item-codes finish {batch}` goes on with it."));
    fill(desk, batch).await?;
    export(desk, batch, &asked.address).await
}

async fn fill(desk: &Desk, batch: i64) -> Result<(), Failure> {
    let made = item_codes::fill(desk, batch).await?;
    note(format!("{} codes of {} are made.", count(made.made), made.number));
    Ok(())
}

async fn list(desk: &Desk) -> Result<(), Failure> {
    let mut rows = vec![["batch", "goods", "lot", "wanted", "made", "begun"].map(str::to_owned).to_vec()];
    for batch in item_codes::list(desk).await? {
        let at = batch.at.format("%Y-%m-%d %H:%M UTC").to_string();
        let [id, wanted, made] = [batch.id, batch.wanted, batch.made].map(count);
        rows.push(vec![id, batch.number.0, batch.quality.lot, wanted, made, at]);
    }
    say(table(&rows))
}

async fn copied(desk: &Desk) -> Result<(), Failure> {
    let mut rows = vec![["code", "goods", "day", "cities", "registered"].map(str::to_owned).to_vec()];
    for one in item_codes::copied(desk).await? {
        let registered = if one.is_registered { "yes" } else { "no" };
        rows.push(vec![one.code, one.number, one.day, count(one.cities), registered.to_owned()]);
    }
    say(table(&rows))
}

async fn export(desk: &Desk, batch: i64, address: &str) -> Result<(), Failure> {
    let mut codes = item_codes::codes(desk, batch, address).await?;
    csv_head(COLUMNS)?;
    while let Some(rows) = codes.next().await? {
        rows.into_iter().try_for_each(csv_line)?;
    }
    Ok(())
}

impl From<NotMade> for Failure {
    fn from(why: NotMade) -> Self {
        match why {
            NotMade::Off => Self::said(
                "The policy has no [item_codes]: without it no code leads anywhere. Add it and apply the policy.",
            ),
            NotMade::NoSuchGoods(number) => {
                Self::said(format!("No goods have the number `{number}`. Bring them in with `import goods`."))
            }
            NotMade::BadCount(wanted) => {
                Self::said(format!("{wanted} codes cannot be made: write a number from 1 to {}.", item_codes::MOST))
            }
            NotMade::BadQuality => Self::said(
                "A lot has 40 characters at most, what is said of quality 200, in both languages or in neither, none of them hidden.",
            ),
            NotMade::NoSuchCode(code) => Self::said(format!("No piece has the code `{code}`.")),
            NotMade::NoSuchBatch(batch) => Self::said(format!("There is no batch {batch}: see `item-codes list`.")),
        }
    }
}
