//! What waits to be repaired in the shop, and what is said before something becomes of it.

use crate::route::Page;
use crate::shapes::controls::Field;
use crate::shapes::repair_step::repair_steps;
use crate::words::Texts;
use crate::{Markup, html};
use shuke_contract::pieces::ShopRepair;

pub fn heading(t: &Texts) -> Markup {
    html! { h1.sr { (Page::StaffRepairs.title(t.lang)) } }
}

pub fn none(t: &Texts) -> Markup {
    html! { p { (t.repairs().none) } }
}

/// What is told the owner.
pub fn note_field(t: &Texts) -> Field {
    let p = t.repairs();
    Field { hint: p.note_hint, ..Field::text("repair-note", p.note) }
}

/// What it is, whether its warranty holds, and what was said.
pub fn one(repair: &ShopRepair, t: &Texts) -> Markup {
    let p = t.repairs();
    html! {
        p.note {
            ((t.pieces().code)(&repair.code.grouped())) " · " (if repair.is_warranted { p.warranted_yes } else { p.warranted_no })
        }
        @if repair.has_left { p.note { (p.has_left) } }
        // Days of this year are said without it, as of the newest step.
        @if let Some(newest) = repair.repair.steps.last() { (repair_steps(&repair.repair.steps, newest.day, t)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use crate::hostile::{HOSTILE, assert_escaped};
    use crate::tests::{day, text};
    use crate::words::texts;
    use shuke_contract::pieces::{Repair, RepairStep};
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
            from_shop: false,
            pictures: vec![HOSTILE.into()],
        };
        let repair = Repair { id: "1".into(), state: step.state, store: text("店", "Shop"), steps: vec![step] };
        let next = repair.state.next().to_vec();
        let shop = ShopRepair {
            repair,
            code: ItemCode::of([0; 10]),
            good: text("壶", "Pot"),
            is_warranted: true,
            next,
            has_left: true,
        };
        let drawn = one(&shop, texts(Lang::Zh));
        assert!(drawn.0.contains("收不到留言"));
        assert!(drawn.0.contains("保修期内") && drawn.0.contains("11月29日"), "{}", drawn.0);
        assert_escaped(drawn, 3);
    }
}
