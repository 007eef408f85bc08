//! Judges drawings (SVG): nothing in them may run, ask for something from elsewhere, or bring another kind of document in. What is
//! plainly there is refused by its name. Then svg-hush leaves what it knows to be harmless – elements, attributes, what animations
//! may change – and that is what is kept.

#[cfg(test)]
mod hostile;

use svg_hush::Filter;

/// Elements that have no place in a drawing.
const ELEMENTS: [&str; 9] =
    ["script", "foreignobject", "iframe", "embed", "object", "audio", "video", "handler", "listener"];

/// A drawing that can do nothing but be looked at, without the leftovers of the program that drew it.
///
/// # Errors
/// What it has that it may not have, and what to do.
pub fn cleaned(text: &str) -> Result<String, String> {
    named(text)?;
    let mut clean = Vec::new();
    let filtered = Filter::new().filter(text.as_bytes(), &mut clean);
    filtered.map_err(
        |_| "is no drawing that can be read: XML with an svg element of xmlns=\"http://www.w3.org/2000/svg\"; save it anew",
    )?;
    let clean = String::from_utf8(clean).map_err(|_| "is not UTF-8; save it anew")?;
    // Names and values may have been written as entities: now they are plain.
    named(&clean)?;
    Ok(clean)
}

/// Whether what may not be there is there by its name.
fn named(text: &str) -> Result<(), String> {
    let text = text.to_ascii_lowercase();
    for element in ELEMENTS {
        if opens(&text, element) {
            return Err(format!("has <{element}>; take it out"));
        }
    }
    for (sign, what) in [
        ("<!doctype", "a document type"),
        ("<!entity", "an entity"),
        ("<?xml-stylesheet", "a style sheet from elsewhere"),
        ("@import", "a style sheet from elsewhere"),
        ("\\", "a backslash, which could hide something"),
    ] {
        if text.contains(sign) {
            return Err(format!("has {what}; take it out"));
        }
    }
    if runs(&text) {
        return Err("has an attribute that runs something (on…=); take it out".to_owned());
    }
    if changes_what_leads_or_runs(&text) {
        return Err("has an animation of an address or of something that runs (attributeName); take it out".to_owned());
    }
    if points_elsewhere(&text) {
        return Err("refers to something outside itself; draw it in, or refer to a part of the drawing (#…)".to_owned());
    }
    Ok(())
}

/// `<name` or `<prefix:name`.
fn opens(text: &str, name: &str) -> bool {
    text.split('<').skip(1).any(|tag| {
        let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(tag.len());
        let tag = tag.get(..end).unwrap_or_default();
        tag.rsplit(':').next() == Some(name)
    })
}

/// An attribute whose name begins with `on`.
fn runs(text: &str) -> bool {
    text.match_indices("on").any(|(at, _)| {
        let begins = text.get(..at).and_then(|before| before.chars().next_back());
        let begins = begins.is_some_and(|c| c.is_whitespace() || matches!(c, '"' | '\'' | '/'));
        let rest = text.get(at..).unwrap_or_default();
        let name = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        begins && rest.get(name..).unwrap_or_default().trim_start().starts_with('=')
    })
}

/// An animation that sets `href` or an attribute that runs.
fn changes_what_leads_or_runs(text: &str) -> bool {
    text.split("attributename").skip(1).filter_map(|rest| rest.trim_start().strip_prefix('=')).any(|value| {
        let value = value.trim_start().trim_start_matches(['"', '\'']).trim_start();
        let end = value.find(['"', '\'']).unwrap_or(value.len());
        let name = value.get(..end).unwrap_or_default().rsplit(':').next().unwrap_or_default().trim();
        name == "href" || name.starts_with("on")
    })
}

/// `href`, `src` and `url(…)` lead to a part of the drawing or nowhere.
fn points_elsewhere(text: &str) -> bool {
    let inside = |value: &str| value.trim_start_matches(['"', '\'', ' ', '\n', '\t']).starts_with('#');
    let attributes = ["href", "src"].into_iter().any(|name| {
        text.match_indices(name).any(|(at, _)| {
            let after = text.get(at + name.len()..).unwrap_or_default().trim_start();
            after.strip_prefix('=').is_some_and(|value| !inside(value.trim_start()))
        })
    });
    attributes || text.split("url(").skip(1).any(|value| !inside(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_may_refer_to_its_own_parts() {
        let good = r##"<svg xmlns="http://www.w3.org/2000/svg"><defs><linearGradient id="a"/></defs>
            <style>.b { fill: url(#a) }</style><use href="#a"/><path fill="url('#a')" class="on" d="M0 0"/></svg>"##;
        let clean = cleaned(good).unwrap();
        for part in ["linearGradient", "url(#a)", "<use href=\"#a\"", "class=\"on\""] {
            assert!(clean.contains(part), "{part}: {clean}");
        }
        assert_eq!(cleaned(&clean).as_deref(), Ok(&*clean), "once is enough");
    }

    #[test]
    fn what_a_drawing_program_left_is_taken_out_and_what_is_seen_stays() {
        let drawn = r#"<?xml version="1.0"?><!-- by hand --><svg xmlns="http://www.w3.org/2000/svg"
            xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" viewBox="0 0 9 9"><metadata>x</metadata>
            <inkscape:grid/><g inkscape:label="one"><title>杯</title><path d="M0 0h9"/><text x="1">茶 <tspan>热</tspan></text>
            <animate attributeName="opacity" values="0;1" dur="1s"/></g></svg>"#;
        let clean = cleaned(drawn).unwrap();
        for gone in ["inkscape", "metadata", "by hand"] {
            assert!(!clean.contains(gone), "{gone}: {clean}");
        }
        for kept in ["viewBox=\"0 0 9 9\"", "杯", "茶 <tspan>热</tspan>", "attributeName=\"opacity\""] {
            assert!(clean.contains(kept), "{kept}: {clean}");
        }
    }

    #[test]
    fn the_brands_own_drawings_stay() {
        let brands = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../brands");
        let mut seen = 0;
        for brand in ["xiaoman", "shanlan"] {
            for file in std::fs::read_dir(brands.join(brand).join("pictures")).unwrap() {
                let path = file.unwrap().path();
                let Ok(text) = std::fs::read_to_string(&path) else { continue };
                let clean = cleaned(&text).unwrap_or_else(|why| panic!("{} {why}", path.display()));
                let count = |text: &str, what: &str| text.matches(what).count();
                for part in ["<path", "<circle", "<rect", "<g", "fill=", " d=", "transform=", "stroke"] {
                    assert_eq!(count(&clean, part), count(&text, part), "{part} in {}", path.display());
                }
                seen += 1;
            }
        }
        assert!(seen > 20, "{seen}");
    }
}
