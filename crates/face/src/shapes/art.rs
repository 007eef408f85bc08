//! The picture of what points buy.

use crate::{Icon, Markup, html};

/// The picture, or a gift where there is none: either takes the same room before it has come. `lazy` for what lies below
/// what one sees first.
pub fn art(picture: Option<&str>, alt: &str, lazy: bool) -> Markup {
    html! {
        @if let Some(source) = picture {
            img.ware-art src=(source) width="400" height="400" alt=(alt) decoding="async" loading=[lazy.then_some("lazy")];
        } @else {
            span.ware-art { (Icon::Gift) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_takes_its_room_before_it_has_come_and_a_gift_stands_for_none() {
        let html = art(Some("/p/\"x.svg"), "a <cup>", true).into_string();
        assert_eq!(
            html,
            r#"<img class="ware-art" src="/p/&quot;x.svg" width="400" height="400" alt="a &lt;cup&gt;" decoding="async" loading="lazy">"#
        );
        assert!(!art(Some("/x.svg"), "", false).into_string().contains("loading"));
        assert!(art(None, "", true).into_string().starts_with(r#"<span class="ware-art"><svg"#));
    }
}
