//! `/i/{code}`: one piece. That it was looked at is noted once a visit, as where the code of a shop leads.

mod offering;
mod photos;
mod registering;
mod repairing;

use crate::device::dom;
use crate::device_copy;
use crate::i18n::{Refusals, Texts, refusals, use_texts};
use crate::react::dynamic;
use crate::remote::{Read, Write};
use crate::session::Center;
use crate::ui::markup::{html, live_html};
use leptos::prelude::*;
use shuke_contract::pieces::{GetPiece, Piece, SeePiece, Seen};
use shuke_contract::sign_in::CameByKind;
use shuke_contract::{Empty, ErrorCode};
use shuke_face::pages::pieces as shown;
use shuke_face::shapes::good::care;
use shuke_face::{Markup, Page};

/// What may be refused here.
const REFUSALS: &[Refusals] = &[refusals::pieces::REFUSALS, refusals::shops::REFUSALS];

/// What the parts of the page need.
#[derive(Clone, Copy)]
struct Shown {
    center: Center,
    t: &'static Texts,
    piece: RwSignal<Piece>,
    is_member: bool,
    /// What names it in the address.
    id: StoredValue<String>,
}

impl Shown {
    fn live(self, draw: fn(&Piece, &Texts) -> Markup) -> AnyView {
        live_html(move || self.piece.with(|piece| draw(piece, self.t)))
    }

    /// What the server answered to a write.
    fn take(self, piece: Piece) {
        self.piece.try_set(piece);
        self.center.ask_for_card();
    }
}

pub fn piece_page(id: &str) -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    // Whose it is may have changed.
    let read = Read::<GetPiece>::new(center, id, &Empty {});
    let id = StoredValue::new(id.to_owned());
    dynamic(move || {
        if let Some(piece) = read.followed() {
            let is_member = center.with_boot_now(|boot| boot.card.is_some());
            return loaded(Shown { center, t, piece, is_member, id });
        }
        if read.failure().is_some_and(|failure| failure.code() == Some(ErrorCode::NotFound)) {
            return html(shown::none(t));
        }
        read.instead(t, Page::Piece.title(t.lang), REFUSALS)
    })
}

fn loaded(page: Shown) -> AnyView {
    see(page);
    if !page.is_member {
        // Who joins afterwards came by it.
        let kind = if dom::is_asked(shown::FROM_PARCEL) { CameByKind::Parcel } else { CameByKind::Item };
        device_copy::keep_came_by(kind, &page.id.get_value());
    }
    let t = page.t;
    let owner = live_html(move || page.piece.with(|piece| shown::owner(piece, page.is_member, t)));
    vec![
        page.live(shown::head),
        page.live(shown::genuine),
        owner,
        registering::register(page),
        offering::take(page),
        offering::offer(page),
        repairing::ask(page),
        page.live(shown::repairs),
        repairing::tell(page),
        repairing::withdraw(page),
        page.live(shown::quality),
        page.live(|piece, t| care(&piece.good, t)),
    ]
    .into_any()
}

/// What was known before stays on the page: that of now is of this visit.
fn see(page: Shown) {
    let id = page.id.get_value();
    Write::new(page.center).send_to::<SeePiece>(&id, &Empty {}, move |seen: Seen| {
        if seen.suspect.is_some() {
            page.piece.try_update(|piece| piece.seen = seen);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::REFUSALS;
    use crate::i18n::refusals::tests::silent;
    use shuke_contract::Endpoint;
    use shuke_contract::pieces::{
        AskRepair, GetPiece, KeepPiece, OfferPiece, RegisterPiece, SayOfRepair, SeePiece, TakePiece, WithdrawRepair,
    };

    #[test]
    fn every_refusal_of_a_piece_has_words_of_its_own() {
        let errors = [
            GetPiece::ERRORS,
            SeePiece::ERRORS,
            RegisterPiece::ERRORS,
            OfferPiece::ERRORS,
            KeepPiece::ERRORS,
            TakePiece::ERRORS,
            AskRepair::ERRORS,
            SayOfRepair::ERRORS,
            WithdrawRepair::ERRORS,
        ];
        assert_eq!(silent(REFUSALS, &errors), []);
    }
}
