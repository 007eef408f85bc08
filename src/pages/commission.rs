//! `/me/commission`, `/me/commission/{month}`: a statement, as `shuke_face` draws it.

use crate::i18n::{Refusals, Texts, refusals, use_texts};
use crate::react::dynamic;
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::ui::markup::html;
use leptos::prelude::*;
use shuke_contract::commission::{Commission, GetCommission, GetCommissionMonth};
use shuke_contract::{Empty, Endpoint};
use shuke_face::Page;
use shuke_face::pages::commission;

const REFUSALS: &[Refusals] = &[refusals::commission::REFUSALS];

/// Of this month.
pub fn page() -> AnyView {
    of::<GetCommission>("")
}

/// Of another one.
pub fn month(id: &str) -> AnyView {
    of::<GetCommissionMonth>(id)
}

fn of<E>(id: &str) -> AnyView
where
    E: Endpoint<Request = Empty, Reply = Commission> + 'static,
{
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<E>::recalling(center, id, &Empty {});
    dynamic(move || match read.get() {
        Load::Loaded(page) => loaded(&page, t),
        _ => read.instead(t, Page::Commission.title(t.lang), REFUSALS),
    })
}

fn loaded(page: &Commission, t: &Texts) -> AnyView {
    let parts = [commission::head, commission::statement, commission::months, commission::terms];
    parts.map(|draw| html(draw(page, t))).into_iter().collect::<Vec<_>>().into_any()
}

#[cfg(test)]
mod tests {
    use super::REFUSALS;
    use crate::i18n::refusals::tests::silent;
    use shuke_contract::commission::{GetCommission, GetCommissionMonth};
    use shuke_contract::{Endpoint, ErrorCode};

    #[test]
    fn every_refusal_of_commission_has_words_of_its_own() {
        let errors: [&[ErrorCode]; 2] = [GetCommission::ERRORS, GetCommissionMonth::ERRORS];
        assert_eq!(silent(REFUSALS, &errors), []);
    }
}
