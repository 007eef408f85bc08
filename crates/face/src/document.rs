//! What the server puts around the screen: the head's own part, what is fetched early, the data that the app starts with. Owns the only
//! places where text stands in a page as it is: a style and a script, whose contents no entity reaches, and attributes without anybody's words.

use crate::json::escape_json;
use crate::{Display, Markup, Theme, html};
use maud::PreEscaped;

/// Title, the brand's style (as [`crate::brand_style`] makes it), and links that fetch `files` while the app's first file is still on its way.
pub fn head(title: &str, style: &str, files: &[String]) -> Markup {
    html! {
        title { (title) }
        style { (PreEscaped(style)) }
        @for file in files {
            link rel="preload" as="fetch" type="application/wasm" crossorigin fetchpriority="low" href=(file);
        }
    }
}

/// What a part's pages look like, after what every page does.
pub fn style(part: &str, style: &str) -> Markup {
    html! { style data-part=(part) { (PreEscaped(style)) } }
}

/// After the screen: the data as JSON. What the app starts with, and each reply that the page was drawn from, by its path.
pub fn data(json: &str, replies: &[(String, String)]) -> Markup {
    html! {
        script type="application/json" id="boot" { (PreEscaped(escape_json(json))) }
        @for (path, reply) in replies {
            script type="application/json" data-read=(path) { (PreEscaped(escape_json(reply))) }
        }
    }
}

impl Display {
    /// The attributes of `<html>`, in place of ` lang="zh-CN"`, with a leading space. None of them holds what somebody wrote.
    pub fn html_attributes(self) -> Markup {
        let mut attributes = format!(" lang=\"{}\"", self.lang.tag());
        if self.theme != Theme::Auto {
            attributes.extend([" data-theme=\"", self.theme.name(), "\""]);
        }
        if self.large {
            attributes.push_str(" data-type=\"large\"");
        }
        PreEscaped(attributes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_says_what_it_is_and_fetches_what_is_needed() {
        let drawn = head("a & b", ":root{}", &["/a.wasm".to_owned()]).into_string();
        assert_eq!(
            drawn,
            "<title>a &amp; b</title><style>:root{}</style><link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin \
             fetchpriority=\"low\" href=\"/a.wasm\">"
        );
    }

    #[test]
    fn the_data_cannot_end_its_script() {
        let replies = [("/a\"b".to_owned(), r#"{"b":"</script>"}"#.to_owned())];
        let drawn = data(r#"{"a":"</script>"}"#, &replies).into_string();
        assert!(drawn.starts_with("<script"), "{drawn}");
        assert_eq!(drawn.matches("</script>").count(), 2, "{drawn}");
        assert!(drawn.contains("data-read=\"/a&quot;b\""), "{drawn}");
        assert_eq!(style("mall", "a>b{}").into_string(), "<style data-part=\"mall\">a>b{}</style>");
    }
}
