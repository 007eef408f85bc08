//! Days ahead on which checking in earns more.

use crate::i18n::Texts;
use shuke_contract::check_in::Themed;
use shuke_face::{date, escape};
use shuke_rules::Day;

/// A section of those that are still to come; nothing when there is none.
pub fn themed_days(themed: &[Themed], today: Day, t: &Texts) -> String {
    let row = |themed: &Themed| {
        format!(
            r#"<li class="row"><span class="row-main">{} <small>{}</small></span><span class="row-end"><b>{}</b></span></li>"#,
            escape(t.lang.pick(&themed.name)),
            date(themed.day, today, t.lang),
            (t.check_in().theme_points)(&themed.points.to_string()),
        )
    };
    let rows: String = themed.iter().filter(|themed| themed.day >= today).map(row).collect();
    if rows.is_empty() {
        return rows;
    }
    format!(r#"<section class="section"><h2>{}</h2><ul class="rows">{rows}</ul></section>"#, t.check_in().themed)
}
