//! What may become a page without being escaped: nothing but markup, and markup comes from maud. Text that stands in a page as it is, in the places
//! that are named here, and no HTML in any string.

use super::{files, place, read, without_comments};

/// Where text becomes markup as it is, and what it is.
const AS_IT_IS: [(&str, &str); 2] = [
    ("crates/face/src/document.rs", "the brand's style, the JSON of the start, attributes without anybody's words"),
    ("crates/face/src/breaks.rs", "markup, with characters in its texts at which no line ends"),
];

/// Where nothing may get around it.
const FOLDERS: [&str; 3] = ["crates/face/src", "src", "crates/server/src"];

#[test]
fn text_becomes_markup_as_it_is_only_where_it_is_named() {
    let mut wrong = Vec::new();
    for folder in FOLDERS {
        for file in files(&place::root().join(folder), "rs") {
            let named = AS_IT_IS.iter().any(|(name, _)| file.ends_with(name));
            wrong.extend(as_it_is(&read(&file)).filter(|_| !named).map(|what| format!("{}: {what}", file.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_string_is_html() {
    let mut wrong = Vec::new();
    for folder in FOLDERS {
        for file in files(&place::root().join(folder), "rs") {
            let text = read(&file);
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            let is_test =
                file.file_name().is_some_and(|name| name == "tests.rs" || name == "hostile.rs" || name == "samples.rs");
            if is_test || AS_IT_IS.iter().any(|(name, _)| file.ends_with(name)) {
                continue;
            }
            wrong.extend(html_in(code).into_iter().map(|line| format!("{}: {line}", file.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn markup_leaves_its_type_in_one_place_of_the_app() {
    // There it is seen to that no line ends where none may.
    let files = files(&place::root().join("src"), "rs").into_iter().filter(|file| {
        let code = read(file);
        let code = code.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        without_comments(code).contains(".into_string()")
    });
    let leaving: Vec<_> = files.filter(|file| !file.ends_with("src/ui/markup.rs")).collect();
    assert!(leaving.is_empty(), "{leaving:?}");
}

#[test]
fn no_field_cuts_what_is_typed() {
    // A browser counts in its own way, and cuts what is pasted without a word: `123 456` would lose a digit.
    let all = FOLDERS.iter().flat_map(|folder| files(&place::root().join(folder), "rs"));
    let cutting: Vec<_> = all.filter(|file| without_comments(&read(file)).contains("maxlength")).collect();
    assert!(cutting.is_empty(), "{cutting:?}");
}

fn as_it_is(text: &str) -> impl Iterator<Item = &'static str> {
    // Emptying an element puts nothing into it.
    let code = without_comments(text).replace("set_inner_html(\"\")", "");
    ["PreEscaped", "set_inner_html", "set_outer_html", "insert_adjacent_html"]
        .into_iter()
        .filter(move |name| code.contains(*name))
}

/// Lines with a string in which a tag begins or ends.
fn html_in(code: &str) -> Vec<String> {
    let code = without_comments(code);
    let is_tag = |rest: &str| {
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
        let after = rest[name.len()..].chars().next();
        TAGS.contains(&name.as_str()) && matches!(after, Some('>' | ' '))
    };
    let has_tag = |line: &&str| {
        let quoted = line.split('"').skip(1).step_by(2);
        quoted.flat_map(|text| text.split('<').skip(1)).any(is_tag)
    };
    code.lines().filter(has_tag).map(|line| line.trim().to_owned()).collect()
}

const TAGS: [&str; 24] = [
    "a", "b", "bdi", "br", "button", "dd", "div", "dl", "dt", "h1", "h2", "h3", "img", "input", "label", "li", "ol",
    "p", "path", "section", "small", "span", "svg", "ul",
];

#[test]
fn what_the_rules_are_for_is_found() {
    assert_eq!(html_in("format!(\"<b>{name}</b>\")").len(), 1);
    assert_eq!(html_in(r##"let a = r#"<a class="x" href="{}">"#;"##).len(), 1);
    assert_eq!(html_in("view! { <div class=\"x\"></div> }\nif a < b && c > \"d\" {}"), Vec::<String>::new());
    assert_eq!(as_it_is("PreEscaped(text)").count(), 1);
    assert_eq!(as_it_is("root.set_inner_html(\"\"); // PreEscaped").count(), 0);
    assert_eq!(as_it_is("root.set_inner_html(text);").count(), 1);
    assert_eq!(as_it_is("a.set_inner_html(\"\"); b.set_inner_html(text);").count(), 1);
}
