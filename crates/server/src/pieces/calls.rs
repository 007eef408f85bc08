//! What members, guests and staff ask of single pieces.

use super::find::{Found, named};
use super::repairs::Stored;
use super::{offers, pictures, register, repairs, shown, sightings};
use crate::Error;
use crate::card::{MaybeMember, Viewed};
use crate::context::Moment;
use crate::http::call::{Anyone, Request};
use crate::http::mount::Done;
use crate::http::{Call, Routes, answer};
use crate::sessions::Session;
use crate::staff::StaffSession;
use crate::store::{Conn, Work};
use shuke_contract::Empty;
use shuke_contract::pieces::{
    AskRepair, GetPiece, KeepPiece, ListRepairs, MoveRepair, MoveRepairRequest, OfferPiece, Piece, RegisterPiece,
    RegisterRequest, RepairRequest, Repairs, SayOfRepair, SayOfRepairRequest, SeePiece, Seen, ShopRepair, TakePiece,
    TakeRequest, WithdrawRepair,
};
use shuke_rules::item_code::ItemCode;

pub fn routes(routes: Routes) -> Routes {
    routes
        .read::<GetPiece, MaybeMember, _, _>(get_piece)
        .write::<SeePiece, Anyone, _>(see_piece)
        .write::<RegisterPiece, Session, _>(register_piece)
        .write::<OfferPiece, Session, _>(offer_piece)
        .write::<KeepPiece, Session, _>(keep_piece)
        .write::<TakePiece, Session, _>(take_piece)
        .write_prepared::<AskRepair, Session, _>(prepare_question, ask_repair)
        .write_prepared::<SayOfRepair, Session, _>(prepare_words, say_of_repair)
        .write::<WithdrawRepair, Session, _>(withdraw_repair)
        .read::<ListRepairs, StaffSession, _, _>(list_repairs)
        .write::<MoveRepair, StaffSession, _>(move_repair)
}

async fn get_piece(call: Call<Empty, MaybeMember>) -> Result<Piece, Error> {
    let member = call.who.0.as_ref().map(Viewed::member);
    let app = std::sync::Arc::clone(&call.app);
    let read = app.view(move |connection, moment| {
        Box::pin(async move {
            let by = call.client.network();
            let found = named(connection, &call, &by, &moment.rulebook, &call.id).await?;
            shown::piece(connection, &moment, found, member).await
        })
    });
    read.await
}

fn see_piece(tx: &mut Conn, call: Request<Empty, Anyone>) -> Work<'_, Done<Seen>> {
    Box::pin(async move {
        let moment = call.app.moment(tx).await?;
        let found = named(tx, &*call, &call.client.network(), &moment.rulebook, &call.id).await?;
        sightings::see(tx, &found.code, &call.client.city, moment.today(), moment.now).await?;
        Ok(sightings::seen(tx, &moment.rulebook, &found.code, moment.today()).await?.into())
    })
}

/// The moment, and the piece that a member means.
async fn meant<R: Sync + Send>(tx: &mut Conn, call: &Call<R, Session>) -> Result<(Moment, Found), Error> {
    let moment = call.app.moment(tx).await?;
    let found = named(tx, call, &call.client.network(), &moment.rulebook, &call.id).await?;
    Ok((moment, found))
}

/// The piece after something was done with it.
async fn done(tx: &mut Conn, moment: &Moment, found: Found, member: i64) -> Result<Done<Piece>, Error> {
    Ok(shown::piece(tx, moment, found, Some(member)).await?.into())
}

fn register_piece(tx: &mut Conn, call: Request<RegisterRequest, Session>) -> Work<'_, Done<Piece>> {
    Box::pin(async move {
        let (moment, found) = meant(tx, &call).await?;
        let member = call.who.member;
        register::register(tx, &moment, member, &found, call.request.receipt.as_deref()).await?;
        done(tx, &moment, found, member).await
    })
}

fn offer_piece(tx: &mut Conn, call: Request<Empty, Session>) -> Work<'_, Done<Piece>> {
    Box::pin(async move {
        let (moment, found) = meant(tx, &call).await?;
        offers::offer(tx, &moment, call.who.member, &found).await?;
        done(tx, &moment, found, call.who.member).await
    })
}

fn keep_piece(tx: &mut Conn, call: Request<Empty, Session>) -> Work<'_, Done<Piece>> {
    Box::pin(async move {
        let (moment, found) = meant(tx, &call).await?;
        offers::keep(tx, call.who.member, &found).await?;
        done(tx, &moment, found, call.who.member).await
    })
}

fn take_piece(tx: &mut Conn, call: Request<TakeRequest, Session>) -> Work<'_, Done<Piece>> {
    Box::pin(async move {
        let (moment, found) = meant(tx, &call).await?;
        let (member, by) = (call.who.member, format!("member {}", call.who.member));
        offers::take(tx, &moment, (member, &call.request.code), &found, (&*call, &by)).await?;
        done(tx, &moment, found, member).await
    })
}

/// Photos of whoever owns no such piece are not looked at.
fn prepare_question(call: &mut Call<RepairRequest, Session>) -> Work<'_, ()> {
    Box::pin(async move {
        let member = call.who.member;
        if !call.request.pictures.is_empty() {
            let mut connection = call.app.store.read().await?;
            match super::find::known(&mut connection, &call.id).await?.and_then(|code| ItemCode::parse(&code)) {
                Some(code) => drop(offers::own(&mut connection, &code, member).await?),
                // Whoever tries codes is counted where it is refused.
                None => call.request.pictures.clear(),
            }
        }
        pictures::redraw(&call.app, member, &mut call.request.pictures).await
    })
}

/// Nor those of whoever asked for no such repair.
fn prepare_words(call: &mut Call<SayOfRepairRequest, Session>) -> Work<'_, ()> {
    Box::pin(async move {
        let member = call.who.member;
        let repair = repairs::by_id(&mut *call.app.store.read().await?, &call.id).await?;
        if repair.member != member {
            return Err(answer::not_found());
        }
        pictures::redraw(&call.app, member, &mut call.request.pictures).await
    })
}

fn ask_repair(tx: &mut Conn, call: Request<RepairRequest, Session>) -> Work<'_, Done<Piece>> {
    Box::pin(async move {
        let (moment, found) = meant(tx, &call).await?;
        repairs::ask(tx, &moment, call.who.member, &found.code, &call.request).await?;
        done(tx, &moment, found, call.who.member).await
    })
}

fn say_of_repair(tx: &mut Conn, call: Request<SayOfRepairRequest, Session>) -> Work<'_, Done<Piece>> {
    Box::pin(async move {
        let (moment, repair) = own_repair(tx, &call).await?;
        repairs::say(tx, &moment, &repair, &call.request).await?;
        done_with_repair(tx, &moment, &repair).await
    })
}

fn withdraw_repair(tx: &mut Conn, call: Request<Empty, Session>) -> Work<'_, Done<Piece>> {
    Box::pin(async move {
        let (moment, repair) = own_repair(tx, &call).await?;
        repairs::withdraw(tx, &repair, moment.now).await?;
        done_with_repair(tx, &moment, &repair).await
    })
}

/// Of others' nobody learns anything.
async fn own_repair<R: Sync + Send>(tx: &mut Conn, call: &Call<R, Session>) -> Result<(Moment, Stored), Error> {
    let moment = call.app.moment(tx).await?;
    let repair = repairs::by_id(tx, &call.id).await?;
    if repair.member == call.who.member { Ok((moment, repair)) } else { Err(answer::not_found()) }
}

async fn done_with_repair(tx: &mut Conn, moment: &Moment, repair: &Stored) -> Result<Done<Piece>, Error> {
    let found = super::find::of_code(tx, &repair.code).await?.ok_or_else(answer::not_found)?;
    done(tx, moment, found, repair.member).await
}

async fn list_repairs(call: Call<Empty, StaffSession>) -> Result<Repairs, Error> {
    let store = call.who.store.clone();
    let read = call.app.view(move |connection, moment| {
        Box::pin(async move {
            let mut all = Vec::new();
            for repair in repairs::open_in(connection, &store).await?.iter().rev() {
                all.push(shown::of_shop(connection, &moment, repair).await?);
            }
            Ok(Repairs { repairs: all })
        })
    });
    read.await
}

/// Of another shop nobody learns anything.
fn move_repair(tx: &mut Conn, call: Request<MoveRepairRequest, StaffSession>) -> Work<'_, Done<ShopRepair>> {
    Box::pin(async move {
        let moment = call.app.moment(tx).await?;
        let repair = repairs::by_id(tx, &call.id).await?;
        if repair.store != call.who.store {
            return Err(answer::not_found());
        }
        repairs::go_on(tx, &repair, &call.request, call.who.staff, moment.now).await?;
        let repair = repairs::by_id(tx, &call.id).await?;
        let member = repair.member;
        Ok(Done::about(shown::of_shop(tx, &moment, &repair).await?, member))
    })
}
