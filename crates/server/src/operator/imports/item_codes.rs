//! A file of codes of single pieces that were made elsewhere – by another installation, or long before this one.
//!
//! Only codes as `item-codes make` draws them are taken: what counts up, or is short, could be guessed, and whoever guesses a code of a piece can
//! register it. Everything that is wrong with the file is said at once, and nothing of it is taken then. It is written some thousands at a time;
//! what was stopped goes on with the same file, since a code that is there already is passed over.

use super::sheet::{self, Columns, MOST_WRONG, Wrong};
use crate::operator::item_codes::{Asked, NotMade, check, is_there};
use crate::operator::{Desk, Done, NotDone};
use crate::pieces::batches::{self, AT_ONCE};
use serde::Serialize;
use shuke_rules::item_code::{ItemCode, Unreadable};
use shuke_rules::policy::ItemId;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Codes whose line is known.
type Lines = HashMap<ItemCode, i64>;

/// What became of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Written {
    pub new: usize,
    /// They were there already, of the same goods.
    pub unchanged: usize,
}

/// Why nothing of it was taken.
#[derive(Debug)]
pub enum NotTaken {
    /// The file has no code.
    Empty,
    Wrong(Vec<Wrong>),
    NotMade(NotMade),
}

/// Takes the codes of a file as those of `asked.number`; how many there are is the file's to say.
pub async fn import(desk: &Desk, bytes: &[u8], asked: Asked) -> Done<Written, NotTaken> {
    let refused = |why: NotMade| NotDone::Refused(NotTaken::NotMade(why));
    let (codes, lines) = read(bytes).map_err(|wrong| NotDone::Refused(NotTaken::Wrong(wrong)))?;
    if codes.is_empty() {
        return Err(NotDone::Refused(NotTaken::Empty));
    }
    let asked = Asked { count: i64::try_from(codes.len()).unwrap_or(i64::MAX), ..asked };
    check(&*desk.rulebook().await?, &asked).map_err(refused)?;
    let known = {
        let mut connection = desk.store.read().await?;
        is_there(&mut connection, &asked).await?.map_err(refused)?;
        batches::known(&mut connection, &codes).await?
    };
    let others = others(&codes, &known, &asked, &lines);
    if !others.is_empty() {
        return Err(NotDone::Refused(NotTaken::Wrong(others)));
    }
    write(desk, &Arc::new(asked), &codes, &Arc::new(lines)).await
}

/// Those that are pieces of other goods.
fn others(codes: &[ItemCode], known: &BTreeMap<String, ItemId>, asked: &Asked, lines: &Lines) -> Vec<Wrong> {
    let others = codes.iter().filter_map(|code| Some((code, known.get(code.as_str())?)));
    others
        .filter(|(_, number)| number.0 != asked.number)
        .map(|(code, number)| {
            let what = format!("`{code}` is a piece of `{number}` already; leave it out");
            Wrong { line: lines.get(code).copied().unwrap_or(0), column: "code".to_owned(), what }
        })
        .take(MOST_WRONG)
        .collect()
}

/// What has come meanwhile is seen in the transaction that would write it.
async fn write(desk: &Desk, asked: &Arc<Asked>, codes: &[ItemCode], lines: &Arc<Lines>) -> Done<Written, NotTaken> {
    let (mut written, mut into) = (Written::default(), None);
    for some in codes.chunks(AT_ONCE) {
        let (asked, lines, some): (_, _, Arc<[ItemCode]>) = (Arc::clone(asked), Arc::clone(lines), some.into());
        let taken = desk.write(move |tx, context| {
            let (asked, lines, some) = (Arc::clone(&asked), Arc::clone(&lines), Arc::clone(&some));
            Box::pin(async move {
                let known = batches::known(tx, &some).await?;
                let others = others(&some, &known, &asked, &lines);
                if !others.is_empty() {
                    return Ok(Err(others));
                }
                let new: Vec<ItemCode> =
                    some.iter().filter(|code| !known.contains_key(code.as_str())).cloned().collect();
                let batch = if new.is_empty() {
                    into
                } else {
                    let kind = (&ItemId(asked.number.clone()), &asked.quality);
                    Some(batches::take(tx, into, kind, &new, context.now()).await?)
                };
                Ok(Ok((batch, new.len(), known.len())))
            })
        });
        let (batch, new, unchanged) = taken.await?.map_err(|wrong| NotDone::Refused(NotTaken::Wrong(wrong)))?;
        into = batch;
        written.new += new;
        written.unchanged += unchanged;
    }
    Ok(written)
}

/// The codes of a file in their order, and the line of each. What `item-codes export` writes beside them is passed over.
fn read(bytes: &[u8]) -> Result<(Vec<ItemCode>, Lines), Vec<Wrong>> {
    let columns = Columns { of: "codes", needed: &["code"], further: &["batch", "n", "link", "digital_link", "name"] };
    let mut lines = Lines::new();
    let found = sheet::read(bytes, &columns, |cells| {
        let code = match ItemCode::read(cells.cell("code")) {
            Ok(code) => code,
            Err(why) => {
                let why = match why {
                    Unreadable::NotAnItemCode => {
                        "is not one of sixteen letters and digits, as `item-codes make` draws them; leave it out"
                    }
                    Unreadable::Misread => {
                        "has a letter that is wrong: its last one does not fit the others; correct it"
                    }
                };
                let shown: String = cells.cell("code").chars().take(40).collect();
                cells.wrong("code", &format!("`{shown}` {why}"));
                return None;
            }
        };
        let first = *lines.entry(code.clone()).or_insert(cells.line);
        if first != cells.line {
            cells.wrong("code", &format!("`{code}` is also on line {first}; leave one of them out"));
        }
        Some(code)
    })?;
    Ok((found.into_iter().flatten().collect(), lines))
}
