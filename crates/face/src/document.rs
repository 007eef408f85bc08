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

/// After the screen: the sheet of what a part draws, which the frame does not wait for, and the data as JSON.
pub fn data(later_style: Option<&str>, json: &str) -> Markup {
    html! {
        @if let Some(file) = later_style { link rel="stylesheet" href=(file); }
        script type="application/json" id="boot" { (PreEscaped(escape_json(json))) }
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
    fn the_data_cannot_end_its_script_and_the_sheet_goes_before_it() {
        let drawn = data(Some("/later-1.css"), r#"{"a":"</script>"}"#).into_string();
        assert!(drawn.starts_with("<link rel=\"stylesheet\" href=\"/later-1.css\"><script"), "{drawn}");
        assert_eq!(drawn.matches("</script>").count(), 1);
        assert!(!data(None, "{}").into_string().contains("stylesheet"));
    }
}
