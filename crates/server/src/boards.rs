//! Leaderboards and first-come gifts: standings from the sales and refunds, how they are shown, and the coupons that are won.
//! Which order counts, ties, and when a result is final are decided by `shuke-rules`.
//!
//! Nothing of a standing is stored: sales and refunds are never deleted and their ids rise as they are committed, so what a process
//! has computed once it brings up to date by what is newer ([`Cache`]).
//!
//! What holds at every time: of a first-come gift no more coupons stand than it has places; a place of a board that is final
//! wins one coupon.

mod shown;
mod sold;
mod tally;
mod won;

pub use tally::Cache;

use crate::card::MaybeMember;
use crate::coupons::{Grantor, holds};
use crate::drawing::{Drawn, Shared};
use crate::feature::{Fact, Feature};
use shuke_contract::boards::{GetBoard, GetBoards};
use shuke_contract::card::NowOn;
use shuke_face::Page;
use shuke_face::pages::boards::{gone, page_whole, share};
use shuke_rules::Day;
use shuke_rules::boards::Phase;
use shuke_rules::policy::Contest;

pub const FEATURE: Feature = Feature {
    routes: |routes| {
        routes
            .read::<GetBoards, MaybeMember, _, _>(shown::get_boards)
            .read::<GetBoard, MaybeMember, _, _>(shown::get_board)
    },
    // A gift that hung on what was returned is withdrawn at once, before it can be used.
    on: Some(|tx, moment, fact| {
        Box::pin(async move {
            if let Fact::SaleRefunded(refunded) = fact {
                for gift in &moment.rulebook.current().policy.first_gifts {
                    let id = &gift.terms.id.0;
                    if holds(tx, refunded.member, &won::gift_key(id), true).await? {
                        won::settle_gift(tx, moment, id, refunded.member).await?;
                    }
                }
            }
            Ok(())
        })
    }),
    grants: Some(&Grantor {
        gives: |policy| policy.contests().next().is_some(),
        unsure: won::result_is_new,
        waits: |connection, moment, member, held, sees| Box::pin(won::waiting(connection, moment, member, held, sees)),
        settle: |tx, moment, gift, member| Box::pin(won::settle_gift(tx, moment, gift, member)),
    }),
    // By the policy and the day alone: who stands where, and how many gifts are left, others change while a card is kept.
    card_part: Some(|_, asking, card| {
        let policy = &asking.rulebook.current().policy;
        let takes = |contest: &Contest<'_>| {
            let is_ahead = matches!(contest.phase(card.today), Phase::Soon | Phase::Running);
            is_ahead && contest.tier.is_none_or(|lowest| policy.reaches(&card.standing.tier, lowest))
        };
        card.now_on.extend(policy.contests().filter(takes).map(|contest| on_card(&contest, card.today)));
        Box::pin(async { Ok(None) })
    }),
    pages: &[Drawn { page: Page::Board, draw: |drawing| drawing.of_or::<GetBoard>(page_whole, gone) }],
    shares: &[Shared {
        page: Page::Board,
        say: |drawing| {
            Box::pin(async move {
                let rulebook = drawing.app.context.rulebook(&drawing.app.store).await?;
                let mut contests = rulebook.current().policy.contests();
                let contest = contests.find(|contest| contest.id.0 == drawing.id);
                Ok(contest.map(|contest| share(contest.name, contest.note, drawing.t)))
            })
        },
    }],
    ..Feature::named("boards")
};

fn on_card(contest: &Contest<'_>, today: Day) -> NowOn {
    let begun = contest.from <= today;
    NowOn {
        path: Page::Board.of(&contest.id.0).href(),
        art: contest.id.0.clone(),
        name: contest.name.clone(),
        begun,
        day: if begun { contest.until } else { contest.from },
    }
}
