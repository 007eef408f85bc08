//! What a birthday is chosen from.

use crate::shapes::controls::select;
use crate::words::Texts;
use crate::{Markup, html};
use shuke_rules::birthday::Birthday;

/// Month and day, as they look before anybody chooses; `hint` says what it is used for.
pub fn fields(birthday: Option<Birthday>, hint: &str, t: &Texts) -> Markup {
    let s = t.settings();
    let choice = |id, label, last, of: fn(Birthday) -> u32| {
        let chosen = birthday.map(|birthday| of(birthday).to_string()).unwrap_or_default();
        select(id, label, "birthday-hint birthday-error", &numbers(last, &chosen, s.none))
    };
    html! {
        fieldset {
            legend.field-label { (s.birthday) }
            div.field-pair {
                (choice("birthday-month", s.month, 12, |birthday| birthday.month))
                (choice("birthday-day", s.day, 31, |birthday| birthday.day))
            }
            span.field-hint id="birthday-hint" { (hint) }
            span.field-error id="birthday-error" role="alert" {}
        }
    }
}

/// The numbers from 1 to `last`, or `none`; `chosen` is one of them, or empty.
pub fn numbers(last: u32, chosen: &str, none: &str) -> Markup {
    html! {
        option value="" { (none) }
        @for number in 1..=last {
            option selected[number.to_string() == chosen] { (number) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use crate::words::texts;

    #[test]
    fn the_fields_show_what_is_known() {
        let shown = |birthday| fields(birthday, "h", texts(Lang::En)).into_string();
        let known = shown(Some(Birthday { month: 6, day: 30 }));
        assert!(known.contains("<option selected>6</option>") && known.contains("<option selected>30</option>"));
        assert!(!shown(None).contains("selected"));
    }

    #[test]
    fn what_was_chosen_is_selected_and_nothing_else() {
        assert_eq!(
            numbers(3, "2", "不填").into_string(),
            r#"<option value="">不填</option><option>1</option><option selected>2</option><option>3</option>"#
        );
        assert!(!numbers(12, "", "None").into_string().contains("selected"));
    }
}
