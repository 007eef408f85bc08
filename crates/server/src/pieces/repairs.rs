//! Repairs: asked for by the owner, moved on by the shop, each step with what either says to the other.

use super::registrations::Registration;
use super::{offers, pictures, refusals};
use crate::context::Moment;
use crate::fields::Fields;
use crate::http::answer;
use crate::policies::{instant, open_store};
use crate::store::seal::{Name, Seal, Value};
use crate::store::{Conn, next_id};
use crate::{Error, member};
use shuke_contract::pieces::{MoveRepairRequest, RepairRequest, RepairStep, SayOfRepairRequest};
use shuke_rules::Instant;
use shuke_rules::item_code::ItemCode;
use shuke_rules::pieces::RepairState;
use shuke_rules::policy::StoreId;
use shuke_rules::time::Zone;

/// Characters of what is said.
const LEAST: usize = 2;
const MOST: usize = 500;

pub static SEAL: Seal = Seal {
    table: "item_repairs",
    key: &[Name::Number("id")],
    columns: &["id", "code", "member_id", "store"],
    first: None,
    member: Some("member_id"),
};

pub static STEPS: Seal = Seal {
    table: "item_repair_steps",
    key: &[Name::Number("nth")],
    columns: &["nth", "repair_id", "n", "state", "at", "staff_id?", "note"],
    first: None,
    member: None,
};

/// A repair as it is kept.
#[derive(Clone, Debug)]
pub struct Stored {
    pub id: i64,
    pub code: ItemCode,
    pub member: i64,
    pub store: StoreId,
    /// Oldest first.
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug)]
pub struct Step {
    pub state: RepairState,
    pub at: Instant,
    /// `None`: the owner.
    pub staff: Option<i64>,
    pub note: String,
    /// The names of its photos.
    pub pictures: Vec<String>,
}

impl Stored {
    pub fn state(&self) -> RepairState {
        self.steps.last().map_or(RepairState::Unknown, |step| step.state)
    }

    pub fn shown_steps(&self, zone: Zone) -> Vec<RepairStep> {
        let shown = |step: &Step| RepairStep {
            state: step.state,
            at: step.at,
            day: zone.day_of(step.at),
            note: step.note.clone(),
            from_shop: step.staff.is_some(),
            pictures: step.pictures.iter().map(|name| pictures::address(name)).collect(),
        };
        self.steps.iter().map(shown).collect()
    }
}

/// A statement that reads repairs with their steps.
macro_rules! read {
    ($which:literal) => {
        concat!(
            "SELECT r.id, r.code, r.member_id, r.store, s.n, s.state, s.at, s.staff_id, s.note, p.name FROM item_repairs r \
             JOIN item_repair_steps s ON s.repair_id = r.id LEFT JOIN item_repair_pictures p ON p.repair_id = r.id AND p.step = s.n WHERE ",
            $which,
            " ORDER BY r.id DESC, s.n, p.n"
        )
    };
}

type Row = (i64, String, i64, String, i64, String, i64, Option<i64>, String, Option<String>);

fn stored(rows: Vec<Row>) -> Result<Vec<Stored>, Error> {
    let mut all: Vec<Stored> = Vec::new();
    for (id, code, member, store, n, state, at, staff, note, picture) in rows {
        let step = Step { state: RepairState::named(&state), at: instant(at)?, staff, note, pictures: Vec::new() };
        let n = usize::try_from(n).map_err(Error::internal)?;
        if let Some(last) = all.last_mut().filter(|last| last.id == id) {
            if last.steps.len() < n {
                last.steps.push(step);
            }
            last.steps.last_mut().into_iter().for_each(|step| step.pictures.extend(picture.clone()));
            continue;
        }
        let step = Step { pictures: picture.into_iter().collect(), ..step };
        let code = ItemCode::parse(&code).ok_or_else(|| Error::internal("the code of a piece"))?;
        all.push(Stored { id, code, member, store: StoreId(store), steps: vec![step] });
    }
    Ok(all)
}

/// All that there ever were of a piece, newest first.
pub async fn of_piece(connection: &mut Conn, code: &ItemCode) -> Result<Vec<Stored>, Error> {
    stored(sqlx::query_as(read!("r.code = $1")).bind(code.as_str()).fetch_all(connection).await?)
}

/// A member's, newest first.
pub async fn of_member(connection: &mut Conn, member: i64) -> Result<Vec<Stored>, Error> {
    stored(sqlx::query_as(read!("r.member_id = $1")).bind(member).fetch_all(connection).await?)
}

/// A member's to which a shop said something after an instant, newest first.
pub async fn moved_since(connection: &mut Conn, member: i64, after: Instant) -> Result<Vec<Stored>, Error> {
    const MOVED: &str = read!(
        "r.member_id = $1 AND EXISTS (SELECT 1 FROM item_repair_steps n WHERE n.repair_id = r.id \
         AND n.staff_id IS NOT NULL AND n.at > $2)"
    );
    stored(sqlx::query_as(MOVED).bind(member).bind(after.timestamp_micros()).fetch_all(connection).await?)
}

/// A shop's that are not over, newest first.
pub async fn open_in(connection: &mut Conn, store: &StoreId) -> Result<Vec<Stored>, Error> {
    const OPEN: &str = read!(
        "r.store = $1 AND NOT EXISTS (SELECT 1 FROM item_repair_steps e WHERE e.repair_id = r.id \
         AND e.state IN ('returned', 'declined', 'withdrawn'))"
    );
    stored(sqlx::query_as(OPEN).bind(&store.0).fetch_all(connection).await?)
}

pub async fn by_id(connection: &mut Conn, id: &str) -> Result<Stored, Error> {
    let id: i64 = id.parse().map_err(|_| answer::not_found())?;
    let found = stored(sqlx::query_as(read!("r.id = $1")).bind(id).fetch_all(connection).await?)?.pop();
    found.ok_or_else(answer::not_found)
}

/// An owner asks a shop to repair a piece.
///
/// # Errors
/// [`PieceNotYours`](shuke_contract::ErrorCode::PieceNotYours), [`RepairState`](shuke_contract::ErrorCode::RepairState) while there is one,
/// [`StoreUnknown`](shuke_contract::ErrorCode::StoreUnknown), [`InvalidFields`](shuke_contract::ErrorCode::InvalidFields)
pub async fn ask(
    tx: &mut Conn,
    moment: &Moment,
    owner: i64,
    code: &ItemCode,
    asked_for: &RepairRequest,
) -> Result<(), Error> {
    offers::own(tx, code, owner).await?;
    let mut fields = Fields::default();
    let what = fields.words(&asked_for.what, LEAST, MOST, true, "what");
    pictures::check(&mut fields, &asked_for.pictures);
    fields.done()?;
    let shop = open_store(moment.rulebook.current(), &asked_for.store.0)?;
    if of_piece(tx, code).await?.iter().any(|repair| !repair.state().is_over()) {
        return Err(refusals::repaired_already());
    }
    let id = next_id(tx, "item_repairs").await?;
    SEAL.query("INSERT INTO item_repairs (id, code, member_id, store, seal) VALUES ($1, $2, $3, $4, $5)")
        .bind(id)
        .bind(code.as_str())
        .bind(owner)
        .bind(&shop.id.0)
        .execute(&mut *tx)
        .await?;
    let new = Stored { id, code: code.clone(), member: owner, store: shop.id.clone(), steps: Vec::new() };
    let asked = step(tx, &new, RepairState::Asked, &Said { at: moment.now, staff: None, note: what }).await?;
    pictures::add(tx, moment, (id, asked), &asked_for.pictures).await
}

/// Its owner tells the shop more, with the photos that belong to it.
///
/// # Errors
/// [`RepairState`](shuke_contract::ErrorCode::RepairState), [`InvalidFields`](shuke_contract::ErrorCode::InvalidFields)
pub async fn say(tx: &mut Conn, moment: &Moment, repair: &Stored, more: &SayOfRepairRequest) -> Result<(), Error> {
    let mut fields = Fields::default();
    let note = fields.words(&more.words, LEAST, MOST, true, "words");
    pictures::check(&mut fields, &more.pictures);
    fields.done()?;
    if repair.state().is_over() {
        return Err(refusals::repair_state(repair.state()));
    }
    let said = step(tx, repair, repair.state(), &Said { at: moment.now, staff: None, note }).await?;
    pictures::add(tx, moment, (repair.id, said), &more.pictures).await
}

/// Its owner takes the question back.
pub async fn withdraw(tx: &mut Conn, repair: &Stored, now: Instant) -> Result<(), Error> {
    if !repair.state().can_be_withdrawn() {
        return Err(refusals::repair_state(repair.state()));
    }
    let said = Said { at: now, staff: None, note: String::new() };
    step(tx, repair, RepairState::Withdrawn, &said).await.map(drop)
}

/// A piece is not theirs any more who asked: what no shop has yet is taken back. What a shop has it gives back to them.
pub async fn owner_changed(tx: &mut Conn, of: &Registration, now: Instant) -> Result<(), Error> {
    for repair in of_piece(tx, &of.code).await? {
        if repair.member == of.member && repair.state().can_be_withdrawn() {
            withdraw(tx, &repair, now).await?;
        }
    }
    Ok(())
}

/// Staff say how far it is, or something to its owner while it stays as it is. Of who has left nothing is written down any more.
///
/// # Errors
/// [`RepairState`](shuke_contract::ErrorCode::RepairState), [`InvalidFields`](shuke_contract::ErrorCode::InvalidFields) where it is declined,
/// or nothing becomes of it, without a word.
pub async fn go_on(
    tx: &mut Conn,
    repair: &Stored,
    said: &MoveRepairRequest,
    staff: i64,
    now: Instant,
) -> Result<(), Error> {
    let state = repair.state();
    let has_left = member::has_left(tx, repair.member).await?;
    let may = said.state.map_or(!state.is_over() && !has_left, |next| state.next().contains(&next));
    if !may {
        return Err(refusals::repair_state(state));
    }
    let mut fields = Fields::default();
    let needs_words = said.state.is_none_or(|next| next == RepairState::Declined) && !has_left;
    let note = fields.words(&said.note, if needs_words { LEAST } else { 0 }, MOST, true, "note");
    fields.done()?;
    let note = if has_left { String::new() } else { note };
    step(tx, repair, said.state.unwrap_or(state), &Said { at: now, staff: Some(staff), note }).await.map(drop)
}

/// Who says what, and when.
struct Said {
    at: Instant,
    staff: Option<i64>,
    note: String,
}

/// Adds a step, and says the how manieth it is.
async fn step(tx: &mut Conn, repair: &Stored, state: RepairState, said: &Said) -> Result<i64, Error> {
    let n = i64::try_from(repair.steps.len()).map_err(Error::internal)? + 1;
    STEPS
        .query(
            "INSERT INTO item_repair_steps (nth, repair_id, n, state, at, staff_id, note, seal) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(next_id(tx, "item_repair_steps").await?)
        .bind(repair.id)
        .bind(n)
        .bind(state.name())
        .bind(said.at.timestamp_micros())
        .bind(said.staff)
        .bind(&said.note)
        .execute(&mut *tx)
        .await?;
    member::touch(tx, repair.member).await?;
    Ok(n)
}

/// Nothing of what was said with a member's repairs stays.
pub async fn unsay(tx: &mut Conn, owner: i64) -> Result<(), Error> {
    const UNSAID: &str = "UPDATE item_repair_steps SET note = '' WHERE note <> '' \
        AND repair_id IN (SELECT id FROM item_repairs WHERE member_id = $1) RETURNING nth";
    pictures::forget(tx, owner).await?;
    let steps: Vec<(i64,)> = sqlx::query_as(UNSAID).bind(owner).fetch_all(&mut *tx).await?;
    for (nth,) in steps {
        STEPS.again(tx, &[Value::from(nth)]).await?;
    }
    Ok(())
}
