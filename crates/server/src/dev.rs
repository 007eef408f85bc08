//! Development: moves the clock of a server that was started for it, and lists members to sign in as.

use crate::feature::Feature;
use crate::http::call::{Anyone, Request};
use crate::http::mount::Done;
use crate::http::{Answer, Call};
use crate::store::{Conn, Work};
use crate::{Error, clock, member};
use chrono::Duration;
use shuke_contract::dev::{ClockMove, ClockMoved, DevMember, DevMembers, ListDevMembers, MoveClock};
use shuke_contract::{Empty, ErrorCode, Problem};

pub const FEATURE: Feature = Feature {
    routes: |routes| {
        routes
            .write_then::<MoveClock, Anyone, _, _, _>(announce, advance)
            .read::<ListDevMembers, Anyone, _, _>(list_members)
    },
    ..Feature::named("dev")
};

/// Says what the clock will show. It is moved after the commit, because a work may be run again, and a request that is sent again
/// is answered without either.
fn announce(_: &mut Conn, call: Request<ClockMove, Anyone>) -> Work<'_, Done<ClockMoved>> {
    Box::pin(async move {
        if call.app.settings.clock_offset.is_none() || !call.client.is_here() {
            return Err(Problem::new(ErrorCode::DevClockOff, "The clock of this server is not moved from here.")
                .remedy("Start it with --clock-offset, and ask from the same machine.")
                .into());
        }
        let (clock, seconds) = (call.app.context.clock(), call.request.seconds);
        if seconds < 0 || !clock.reaches(seconds) {
            return Err(Problem::new(ErrorCode::InvalidFields, "The clock goes on only, and not so far.")
                .field("seconds", format!("from 0 up, until the clock is {} years ahead", clock::MOST_YEARS))
                .into());
        }
        Ok(ClockMoved { now: clock.now() + Duration::seconds(seconds) }.into())
    })
}

async fn advance(call: Request<ClockMove, Anyone>, _: Answer) -> Result<(), Error> {
    call.app.context.clock().advance(call.request.seconds);
    Ok(())
}

/// How many members one can choose from.
const LISTED: i64 = 8;

async fn list_members(call: Call<Empty, Anyone>) -> Result<DevMembers, Error> {
    call.client.may_be_anybody(&call.app.settings)?;
    let found = member::first_named(&mut *call.app.store.read().await?, LISTED).await?;
    Ok(DevMembers { members: found.into_iter().map(|(number, name)| DevMember { number, name }).collect() })
}
