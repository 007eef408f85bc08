//! What a birthday is chosen from.

use crate::{Markup, html};

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

    #[test]
    fn what_was_chosen_is_selected_and_nothing_else() {
        assert_eq!(
            numbers(3, "2", "不填").into_string(),
            r#"<option value="">不填</option><option>1</option><option selected>2</option><option>3</option>"#
        );
        assert!(!numbers(12, "", "None").into_string().contains("selected"));
    }
}
