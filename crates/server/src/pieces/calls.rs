//! What members, guests and staff ask of single pieces.

use super::find::{Found, named};
use super::{offers, register, repairs, shown, sightings};
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
    RegisterRequest, RepairRequest, Repairs, SeePiece, Seen, ShopRepair, TakePiece, TakeRequest, WithdrawRepair,
};

pub fn routes(routes: Routes) -> Routes {
    routes
        .read::<GetPiece, MaybeMember, _, _>(get_piece)
        .write::<SeePiece, Anyone, _>(see_piece)
        .write::<RegisterPiece, Session, _>(register_piece)
        .write::<OfferPiece, Session, _>(offer_piece)
        .write::<KeepPiece, Session, _>(keep_piece)
        .write::<TakePiece, Session, _>(take_piece)
        .write::<AskRepair, Session, _>(ask_repair)
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

fn ask_repair(tx: &mut Conn, call: Request<RepairRequest, Session>) -> Work<'_, Done<Piece>> {
    Box::pin(async move {
        let (moment, found) = meant(tx, &call).await?;
        repairs::ask(tx, &moment, call.who.member, &found.code, &call.request).await?;
        done(tx, &moment, found, call.who.member).await
    })
}

fn withdraw_repair(tx: &mut Conn, call: Request<Empty, Session>) -> Work<'_, Done<Piece>> {
    Box::pin(async move {
        let moment = call.app.moment(tx).await?;
        let repair = repairs::by_id(tx, &call.id).await?;
        if repair.member != call.who.member {
            return Err(answer::not_found());
        }
        repairs::withdraw(tx, &repair, moment.now).await?;
        let found = super::find::of_code(tx, &repair.code).await?.ok_or_else(answer::not_found)?;
        done(tx, &moment, found, call.who.member).await
    })
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
        repairs::go_on(tx, &repair, call.request.state, &call.request.note, call.who.staff, moment.now).await?;
        let repair = repairs::by_id(tx, &call.id).await?;
        let member = repair.member;
        Ok(Done::about(shown::of_shop(tx, &moment, &repair).await?, member))
    })
}
