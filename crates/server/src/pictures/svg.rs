//! Judges drawings (SVG): nothing in them may run, ask for something from elsewhere, or bring another kind of document in.

/// Elements that have no place in a drawing.
const ELEMENTS: [&str; 9] =
    ["script", "foreignobject", "iframe", "embed", "object", "audio", "video", "handler", "listener"];

/// Whether a drawing can do nothing but be looked at.
///
/// # Errors
/// What it has that it may not have, and what to do.
pub fn harmless(text: &str) -> Result<(), String> {
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
        assert_eq!(harmless(good), Ok(()));
    }

    #[test]
    fn nothing_runs_and_nothing_comes_from_elsewhere() {
        for bad in [
            "<svg><script>1</script></svg>",
            "<svg><SCRIPT/></svg>",
            "<svg><x:script/></svg>",
            "<svg><foreignObject/></svg>",
            "<svg onload=\"x()\"/>",
            "<svg a=\"\"onload = 'x()'/>",
            "<svg><a href=\"javascript:x()\"/></svg>",
            "<svg><a xlink:href = 'https://example.com'/></svg>",
            "<svg><image href=\"data:text/html,x\"/></svg>",
            "<svg><a href=\"&#106;avascript:x()\"/></svg>",
            "<svg><rect fill=\"url(https://example.com/a)\"/></svg>",
            "<svg><style>@import 'x';</style></svg>",
            "<svg><style>a{fill:\\75rl(x)}</style></svg>",
            "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>",
            "<?xml-stylesheet href=\"#\"?><svg/>",
        ] {
            assert!(harmless(bad).is_err(), "{bad}");
        }
    }
}
