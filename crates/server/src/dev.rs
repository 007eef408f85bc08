//! Development: moves the clock of a server that was started for it.

use crate::feature::Feature;
use crate::http::Answer;
use crate::http::call::{Anyone, Request};
use crate::http::mount::Done;
use crate::store::{Conn, Work};
use crate::{Error, clock};
use chrono::Duration;
use shuke_contract::dev::{ClockMove, ClockMoved, MoveClock};
use shuke_contract::{ErrorCode, Problem};

pub const FEATURE: Feature = Feature {
    routes: |routes| routes.write_then::<MoveClock, Anyone, _, _, _>(announce, advance),
    ..Feature::named("dev")
};

/// Says what the clock will show. It is moved after the commit, because a work may be run again, and a request that is sent again
/// is answered without either.
fn announce(_: &mut Conn, call: Request<ClockMove, Anyone>) -> Work<'_, Done<ClockMoved>> {
    Box::pin(async move {
        if call.app.settings.clock_offset.is_none() || !call.client.address.is_loopback() {
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
