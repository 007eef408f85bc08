//! What the server puts around the screen: the head's own part, what is fetched early, the data that the app starts with. Owns the only
//! places where text stands in a page as it is: a style and a script, whose contents no entity reaches, and attributes without anybody's words.

use crate::json::escape_json;
use crate::{Display, Lang, Markup, Page, Route, Theme, html};
use maud::PreEscaped;

/// What a page is called where only its title is seen: `name`, then the brand.
pub fn entitled(name: &str, brand: &str) -> String {
    if name.is_empty() { brand.to_owned() } else { format!("{name} · {brand}") }
}

/// The same of a page as it is drawn. One that shows one thing is called by its heading.
pub fn title_of(page: Page, drawn: &Markup, brand: &str, lang: Lang) -> String {
    let heading = || drawn.0.split_once("<h1")?.1.split_once('>')?.1.split_once("</h1>");
    let one = if matches!(page, Page::Board | Page::Coupon | Page::Item) { heading() } else { None };
    match one {
        // It is text already, and no line ends in a title.
        Some((heading, _)) => entitled(&unescaped(heading), brand),
        None => entitled(page.title(lang), brand),
    }
}

/// Text as it was before it was put into markup.
pub(crate) fn unescaped(text: &str) -> String {
    let written = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("\u{a0}", " "), ("\u{2060}", ""), ("&amp;", "&")];
    written.into_iter().fold(text.to_owned(), |text, (written, meant)| text.replace(written, meant))
}

/// What is said of a page where its address is passed on: other programs read it, and show it as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    pub title: String,
    pub text: String,
    /// Where it leads, where that is another page than the one that is open: of what only its member sees.
    pub leads_to: Option<Route>,
}

impl Share {
    /// Of the page that is open.
    pub const fn of(title: String, text: String) -> Self {
        Self { title, text, leads_to: None }
    }
}

/// The picture beside it.
pub const SHARE_PICTURE: &str = "/share.png";

/// Title, what is said where the address is passed on, the brand's style (as [`crate::brand_style`] makes it), and links that fetch `files` while the
/// app's first file is still on its way. `origin` is the server's, with its scheme: nothing else is taken for an address of a picture there.
pub fn head(title: &str, brand: &str, share: Option<&Share>, origin: &str, style: &str, files: &[String]) -> Markup {
    html! {
        title { (title) }
        @if let Some(share) = share {
            meta property="og:type" content="website";
            meta property="og:site_name" content=(brand);
            meta property="og:title" content=(share.title);
            meta property="og:description" content=(share.text);
            meta property="og:image" content={ (origin) (SHARE_PICTURE) };
            meta property="og:image:width" content="300";
            meta property="og:image:height" content="300";
            meta name="description" content=(share.text);
        }
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
    use crate::hostile::{HOSTILE, assert_escaped};

    #[test]
    fn the_head_says_what_it_is_and_fetches_what_is_needed() {
        let drawn = head("a & b", "a", None, "", ":root{}", &["/a.wasm".to_owned()]).into_string();
        assert_eq!(
            drawn,
            "<title>a &amp; b</title><style>:root{}</style><link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin \
             fetchpriority=\"low\" href=\"/a.wasm\">"
        );
    }

    #[test]
    fn what_shows_one_thing_is_called_by_it_and_all_else_by_its_page() {
        let drawn = html! { h1.page-title { "Tea <" "3" "\u{a0}" "& more" } p { "x" } };
        let title = |page| title_of(page, &drawn, "Xiaoman", Lang::En);
        assert_eq!(title(Page::Board), "Tea <3 & more · Xiaoman");
        assert_eq!((title(Page::Receipt), title(Page::Card)), ("Receipt · Xiaoman".to_owned(), "Xiaoman".to_owned()));
        assert_eq!(title_of(Page::Coupon, &Markup::default(), "x", Lang::Zh), "券详情 · x");
    }

    #[test]
    fn what_is_said_where_a_page_is_passed_on_cannot_leave_its_attribute() {
        let [title, text] = [HOSTILE; 2].map(str::to_owned);
        assert_escaped(head("Xiaoman", "Xiaoman", Some(&Share::of(title, text)), HOSTILE, "", &[]), 4);
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
