//! What waits to be repaired in the shop, and what is said before something becomes of it.

use crate::route::Page;
use crate::shapes::controls::Field;
use crate::shapes::repair_step::repair_step;
use crate::words::Texts;
use crate::{Markup, date, html};
use shuke_contract::pieces::{RepairStep, ShopRepair};
use shuke_rules::Day;

pub fn heading(t: &Texts) -> Markup {
    html! { h1.sr { (Page::StaffRepairs.title(t.lang)) } }
}

pub fn none(t: &Texts) -> Markup {
    html! { p { (t.pieces().no_repairs) } }
}

/// What is told the owner.
pub fn note_field(t: &Texts) -> Field {
    let p = t.pieces();
    Field { hint: p.note_hint, ..Field::text("repair-note", p.note) }
}

/// What it is, whether its warranty holds, and what was said.
pub fn one(repair: &ShopRepair, t: &Texts) -> Markup {
    let p = t.pieces();
    // Days of this year are said without it, as of the newest step.
    let today = repair.repair.steps.last().map(|step| step.day);
    html! {
        p.note {
            ((p.code)(&repair.code.grouped())) " · " (if repair.is_warranted { p.warranted_yes } else { p.warranted_no })
        }
        ul.rows { @for step in &repair.repair.steps { (repair_step(step, today.unwrap_or(step.day), t)) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use crate::hostile::{HOSTILE, assert_escaped};
    use crate::tests::{day, text};
    use crate::words::texts;
    use shuke_contract::pieces::Repair;
    use shuke_rules::Instant;
    use shuke_rules::item_code::ItemCode;
    use shuke_rules::pieces::RepairState;

    #[test]
    fn what_is_broken_stands_there_as_it_was_written_and_as_nothing_else() {
        let step = RepairStep {
            state: RepairState::Asked,
            at: Instant::UNIX_EPOCH,
            day: day("2026-11-29"),
            note: HOSTILE.into(),
        };
        let repair = Repair { id: "1".into(), state: step.state, store: text("店", "Shop"), steps: vec![step] };
        let next = repair.state.next().to_vec();
        let shop =
            ShopRepair { repair, code: ItemCode::of([0; 10]), good: text("壶", "Pot"), is_warranted: true, next };
        let drawn = one(&shop, texts(Lang::Zh));
        assert!(drawn.0.contains("保修期内") && drawn.0.contains("11月29日"), "{}", drawn.0);
        assert_escaped(drawn, 1);
    }
}
