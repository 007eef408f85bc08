//! `index.html` in parts, its content policy, and packing what was drawn.

use super::files::accepts;
use crate::Error;
use crate::settings::{Settings, Wechat};
use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;
use sha2::{Digest, Sha256};
use shuke_face::Markup;
use shuke_rules::hex::hex;
use std::collections::HashMap;
use std::io::Write;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

const HEAD: &str = "<!--shuke:head-->";
const STYLE: &str = "<!--shuke:style-->";
const BODY: &str = "<!--shuke:body-->";
const BOOT: &str = "<!--shuke:boot-->";
const LANG: &str = " lang=\"zh-CN\"";

/// The app's page, read anew when its file changed.
#[derive(Default)]
pub struct Pages {
    path: PathBuf,
    frame_ancestors: String,
    read: Mutex<Option<(SystemTime, Arc<Template>)>>,
}

/// `index.html` around what is filled in.
pub struct Template {
    before_lang: String,
    before_head: String,
    before_style: String,
    before_body: String,
    before_boot: String,
    after: String,
    /// `'sha256-…'` of each script and style in it.
    scripts: String,
    styles: String,
    /// The files of the app's parts beyond the first.
    parts: HashMap<String, Vec<String>>,
    /// What their pages look like, beyond what every page brings, and its `'sha256-…'`.
    part_styles: HashMap<String, (String, String)>,
}

/// What is filled in.
pub struct Filling<'a> {
    /// Attributes of `<html>`, with a leading space.
    pub attributes: &'a Markup,
    pub head: &'a Markup,
    pub style: &'a Markup,
    pub body: &'a Markup,
    pub boot: &'a Markup,
}

impl Pages {
    pub fn new(settings: &Settings) -> Self {
        let ancestors = &settings.frame_ancestors;
        let frame_ancestors =
            if ancestors.is_empty() { "'none'".to_owned() } else { format!("'self' {}", ancestors.join(" ")) };
        Self { path: settings.app.join("index.html"), frame_ancestors, read: Mutex::default() }
    }

    /// The page; [`Error::Unavailable`] when the app was not built.
    pub fn template(&self) -> Result<Arc<Template>, Error> {
        let missing =
            |error| Error::Unavailable(format!("cannot read {} ({error}); build the app", self.path.display()));
        let changed = std::fs::metadata(&self.path).and_then(|about| about.modified()).map_err(missing)?;
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, template)) = &*read
            && *at == changed
        {
            return Ok(Arc::clone(template));
        }
        let html = std::fs::read_to_string(&self.path).map_err(missing)?;
        let (parts, styles) = (self.list("parts.json"), self.list("styles.json"));
        let parts = serde_json::from_slice(&parts).map_err(Error::internal)?;
        let part_styles = serde_json::from_slice(&styles).map_err(Error::internal)?;
        let template = Arc::new(Template::read(&html, parts, part_styles));
        *read = Some((changed, Arc::clone(&template)));
        Ok(template)
    }

    /// What the build wrote beside the page. An app in one file has no such list.
    fn list(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path.with_file_name(name)).unwrap_or_else(|_| b"{}".to_vec())
    }

    /// The content policy of a page whose head brings the style `brand`, and that of a part; inside WeChat with its script, and a form that leads
    /// there.
    pub fn policy(
        &self,
        template: &Template,
        brand: &str,
        part: &str,
        wechat: Option<&Wechat>,
        asked: &HeaderMap,
    ) -> String {
        let after = |address: Option<&str>| address.map_or_else(String::new, |address| format!(" {address}"));
        let (script, open) =
            (wechat.map(|account| account.script.as_str()), wechat.map(|account| account.open.as_str()));
        format!(
            "default-src 'none'; script-src 'self' {}{}{}; style-src 'self'{}{}{}; img-src 'self' data:{}; \
             connect-src 'self'; manifest-src 'self'; worker-src 'self'; child-src 'self'; frame-src 'none'; font-src 'none'; \
             base-uri 'none'; form-action 'self'{}; \
             frame-ancestors {}",
            wasm(asked),
            after(script),
            template.scripts,
            template.styles,
            hash(brand),
            template.part_styles.get(part).map_or("", |(_, hash)| hash),
            after(open),
            after(open),
            self.frame_ancestors,
        )
    }
}

/// What lets WebAssembly run. WebKit before Safari 16 knows no name for that alone: there it comes with what runs text as a script.
pub fn wasm(asked: &HeaderMap) -> &'static str {
    let engine = asked.get(USER_AGENT).and_then(|engine| engine.to_str().ok()).unwrap_or_default();
    // An app on a newer phone may call itself version 15 of something.
    let is_mac = engine.contains("Macintosh") && engine.contains("Version/15.");
    let is_old = engine.contains("AppleWebKit/605.") && (is_mac || engine.contains(" OS 15_"));
    if is_old { "'wasm-unsafe-eval' 'unsafe-eval'" } else { "'wasm-unsafe-eval'" }
}

impl Template {
    /// What a page without one of the places has is simply not filled.
    fn read(html: &str, parts: HashMap<String, Vec<String>>, part_styles: HashMap<String, String>) -> Self {
        let (before_lang, rest) = cut(html, LANG);
        let (before_head, rest) = cut(rest, HEAD);
        let (before_style, rest) = if rest.contains(STYLE) { cut(rest, STYLE) } else { ("", rest) };
        let (before_body, rest) = cut(rest, BODY);
        let (before_boot, after) = cut(rest, BOOT);
        let hashed = |(part, style): (String, String)| {
            let hash = hash(&style);
            (part, (style, hash))
        };
        Self {
            before_lang: before_lang.to_owned(),
            before_head: before_head.to_owned(),
            before_style: before_style.to_owned(),
            before_body: before_body.to_owned(),
            before_boot: before_boot.to_owned(),
            after: after.to_owned(),
            scripts: inline(html, "script").map(hash).collect(),
            styles: inline(html, "style").map(hash).collect(),
            parts,
            part_styles: part_styles.into_iter().map(hashed).collect(),
        }
    }

    /// What a part's pages look like beyond every page.
    pub fn style(&self, part: &str) -> Option<&str> {
        self.part_styles.get(part).map(|(style, _)| style.as_str())
    }

    /// The files of a part; none of what the app's first file draws.
    pub fn files(&self, part: &str) -> &[String] {
        self.parts.get(part).map_or(&[], Vec::as_slice)
    }

    pub fn fill(&self, filling: &Filling<'_>) -> String {
        let parts = [
            self.before_lang.as_str(),
            filling.attributes.0.as_str(),
            self.before_head.as_str(),
            filling.head.0.as_str(),
            self.before_style.as_str(),
            filling.style.0.as_str(),
            self.before_body.as_str(),
            filling.body.0.as_str(),
            self.before_boot.as_str(),
            filling.boot.0.as_str(),
            self.after.as_str(),
        ];
        parts.concat()
    }
}

/// Before and after `mark`; everything is before when it is missing.
fn cut<'a>(text: &'a str, mark: &str) -> (&'a str, &'a str) {
    text.split_once(mark).unwrap_or((text, ""))
}

/// The content of every inline element of this name that runs or styles.
fn inline<'a>(html: &'a str, element: &'static str) -> impl Iterator<Item = &'a str> {
    let (open, close) = (format!("<{element}"), format!("</{element}>"));
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            let tag = rest.get(rest.find(&open)? + open.len()..)?;
            let (attributes, inside) = tag.split_once('>')?;
            let (content, after) = inside.split_once(&close)?;
            rest = after;
            let is_it = attributes.is_empty() || attributes.starts_with(' ');
            let runs = !attributes.contains(" src=") && !attributes.contains("application/json");
            if is_it && runs {
                return Some(content);
            }
        }
    })
}

/// ` 'sha256-…'`
fn hash(content: &str) -> String {
    format!(" 'sha256-{}'", base64(&Sha256::digest(content)))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0_u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for digit in 0..4 {
            let index = (word >> (18 - 6 * digit) & 63) as usize;
            let shown = digit <= chunk.len();
            text.push(if shown { char::from(DIGITS.get(index).copied().unwrap_or(b'=')) } else { '=' });
        }
    }
    text
}

/// A strong tag of a content.
pub fn etag(bytes: &[u8]) -> String {
    let digest = hex(&Sha256::digest(bytes));
    format!("\"{}\"", digest.get(..24).unwrap_or_default())
}

/// Packs what was drawn, as the browser takes it: brotli at 5 costs about a millisecond for a page.
pub fn packed(html: String, asked: &HeaderMap) -> (Vec<u8>, Option<&'static str>) {
    if accepts(asked, "br") {
        let mut packed = Vec::with_capacity(html.len() / 4);
        let mut writer = brotli::CompressorWriter::new(&mut packed, 32 * 1024, 5, 18);
        let done = writer.write_all(html.as_bytes()).and_then(|()| writer.flush());
        drop(writer);
        if done.is_ok() {
            return (packed, Some("br"));
        }
    }
    if accepts(asked, "gzip") {
        let mut writer = flate2::write::GzEncoder::new(Vec::with_capacity(html.len() / 4), flate2::Compression::new(5));
        if let Ok(packed) = writer.write_all(html.as_bytes()).and_then(|()| writer.finish()) {
            return (packed, Some("gzip"));
        }
    }
    (html.into_bytes(), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html>\n<html lang=\"zh-CN\">\n<head><!--shuke:head--><script>a()</script><!--shuke:style-->\
        <script type=\"module\">b()</script><script src=\"/x.js\"></script><script type=\"application/json\">{}</script>\
        <style>c{}</style></head><body><div id=\"app\"><!--shuke:body--></div><!--shuke:boot--></body></html>";

    #[test]
    fn every_place_is_filled_and_nothing_else_changes() {
        let part = |text: &str| shuke_face::Render::render(text);
        let (attributes, head, body, boot) =
            (shuke_face::Display::read("shuke_lang=en", "").html_attributes(), part("H"), part("B"), part("D"));
        let style = part("S");
        let filling = Filling { attributes: &attributes, head: &head, style: &style, body: &body, boot: &boot };
        let filled = Template::read(PAGE, HashMap::new(), HashMap::new()).fill(&filling);
        let expected =
            PAGE.replace("zh-CN", "en").replace(HEAD, "H").replace(STYLE, "S").replace(BODY, "B").replace(BOOT, "D");
        assert_eq!(filled, expected);
    }

    #[test]
    fn the_files_of_a_part_are_fetched_early() {
        let parts = HashMap::from([("me".to_owned(), vec!["/a.wasm".to_owned(), "/b.wasm".to_owned()])]);
        let template = Template::read(PAGE, parts, HashMap::new());
        assert_eq!(template.files("me"), ["/a.wasm", "/b.wasm"]);
        assert!(template.files("first").is_empty() && template.files("other").is_empty());
    }

    #[test]
    fn a_page_brings_the_style_of_its_part_and_no_other() {
        let styles = HashMap::from([("mall".to_owned(), "m{}".to_owned()), ("points".to_owned(), "p{}".to_owned())]);
        let template = Template::read(PAGE, HashMap::new(), styles);
        assert_eq!((template.style("mall"), template.style("other")), (Some("m{}"), None));
        let pages = Pages { frame_ancestors: "'none'".into(), ..Pages::default() };
        let policy = |part| pages.policy(&template, "b{}", part, None, &HeaderMap::new());
        assert!(policy("mall").contains(&hash("m{}")) && !policy("mall").contains(&hash("p{}")));
        assert!(!policy("other").contains(&hash("m{}")));
    }

    #[test]
    fn exactly_what_runs_or_styles_is_allowed() {
        let template = Template::read(PAGE, HashMap::new(), HashMap::new());
        assert_eq!(template.scripts, format!("{}{}", hash("a()"), hash("b()")));
        assert_eq!(template.styles, hash("c{}"));
        // echo -n 'abc' | openssl dgst -sha256 -binary | base64
        assert_eq!(hash("abc"), " 'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='");
        assert_eq!(base64(b"a"), "YQ==");
        assert_eq!(base64(b"ab"), "YWI=");
    }
}
