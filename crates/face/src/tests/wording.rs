//! Every word of the pages, as it stands in `words/`: what one would see only on some page in some state.

use super::said::amiss;
use crate::Lang;
use std::collections::BTreeSet;
use std::path::Path;

/// What stands within a line, after a figure or after other words. Everything else may begin one, which a capital does.
const WITHIN: [&str; 40] = [
    "all",
    "and …",
    "causes",
    "certain items, which the shop names",
    "checked in",
    "come back",
    "current step",
    "day",
    "for …",
    "held until …",
    "left, then it's canceled and all points come back",
    "made up",
    "member price on …",
    "minute",
    "missed",
    "month",
    "not yet",
    "nothing",
    "or ¥… in one purchase",
    "point",
    "points",
    "points left",
    "points spent",
    "seconds until a new code",
    "something about “…”",
    "that they saw “…” done",
    "that “…” was handed over",
    "that “…” was paid for",
    "that “…” was ready",
    "that “…” was sent",
    "that “…” was taken away",
    "that “…” was used",
    "the answer to your claim about “…”",
    "this round through …",
    "to go",
    "to pay in any shop within …, or it's canceled and all points come back",
    "to pay in the shop when you pick it up",
    "to pay in the shop when you use it",
    "to your points, … by then",
    "today",
];

/// The texts of a language in a file of words, without what is filled in.
fn texts(source: &str, lang: Lang) -> Vec<String> {
    let (zh, en) = source.split_once("EN: ").unwrap_or((source, ""));
    let half = match lang {
        Lang::Zh => zh.split_once("ZH: ").map_or("", |(_, zh)| zh),
        Lang::En => en.split("\n};").next().unwrap_or_default(),
    };
    let code = half.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let (mut texts, mut text, mut is_in) = (Vec::new(), String::new(), false);
    let mut characters = code.replace("\\\"", "”").replace("\\u{a0}", " ").chars().collect::<Vec<_>>().into_iter();
    while let Some(character) = characters.next() {
        match character {
            '"' if is_in => {
                texts.push(std::mem::take(&mut text));
                is_in = false;
            }
            '"' => is_in = true,
            '{' if is_in => {
                characters.by_ref().find(|inside| *inside == '}');
                text.push('…');
            }
            _ if is_in => text.push(character),
            _ => (),
        }
    }
    texts
}

#[test]
fn every_word_is_of_its_language_and_the_one_for_its_thing() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/words");
    let mut wrong = Vec::new();
    let mut seen = [0, 0];
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap();
        let source = std::fs::read_to_string(file.path()).unwrap();
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        for lang in [Lang::Zh, Lang::En] {
            for text in texts(source, lang) {
                seen[usize::from(lang == Lang::En)] += 1;
                wrong.extend(amiss(&text, lang).map(|why| format!("{}: {text}: {why}", file.file_name().display())));
            }
        }
    }
    assert!(seen.iter().all(|texts| *texts > 900), "{seen:?} texts were read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn whatever_may_begin_a_line_begins_with_a_capital() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/words");
    let (mut wrong, mut within) = (Vec::new(), BTreeSet::new());
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap();
        let source = std::fs::read_to_string(file.path()).unwrap();
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        for text in
            texts(source, Lang::En).into_iter().filter(|text| text.starts_with(|c: char| c.is_ascii_lowercase()))
        {
            if WITHIN.contains(&text.as_str()) {
                within.insert(text);
            } else {
                wrong.push(format!("{}: {text}", file.file_name().display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(WITHIN.iter().all(|text| within.contains(*text)), "what is listed is said: {within:?}");
}
