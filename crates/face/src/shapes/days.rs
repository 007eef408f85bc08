//! Days ahead on which checking in earns more.

use crate::words::Texts;
use crate::{Markup, date, html};
use shuke_contract::check_in::Themed;
use shuke_rules::Day;

/// A section of those that are still to come; nothing when there is none.
pub fn themed_days(themed: &[Themed], today: Day, t: &Texts) -> Markup {
    let ahead: Vec<&Themed> = themed.iter().filter(|themed| themed.day >= today).collect();
    let c = t.check_in();
    html! {
        @if !ahead.is_empty() {
            section.section {
                h2 { (c.themed) }
                ul.rows {
                    @for themed in ahead {
                        li.row {
                            span.row-main { (t.lang.pick(&themed.name)) " " small { (date(themed.day, today, t.lang)) } }
                            span.row-end { b { ((c.theme_points)(&themed.points.to_string())) } }
                        }
                    }
                }
            }
        }
    }
}
