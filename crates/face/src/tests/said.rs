//! What can be read in markup, block by block; and what must hold of whatever is said, in either language.

use crate::document::unescaped;
use crate::{Lang, html};

/// What stands in a line with what is around it.
const INLINE: [&str; 3] = ["b", "bdi", "i"];
/// What has no end of its own.
const VOID: [&str; 4] = ["br", "img", "input", "source"];

/// Words that have another beside them: one word for one thing.
pub const BANNED: [&[&str]; 2] = [
    &["优惠券", "代金券", "卡券", "积点", "点数", "用户", "您", "帐户", "帐号"],
    &[
        "anew",
        "cancelled",
        "colour",
        "dearest",
        "fetch",
        "for nothing",
        "goods shop",
        "in all",
        "lapse",
        "lapses",
        "Mall",
        "mobile number",
        "parcel",
        "pick-up",
        "somebody",
        "tick",
        "till",
        "tills",
        "to be had",
        "Together",
        "whilst",
    ],
];
/// What is written in Latin letters in Chinese, too.
const LATIN: [&str; 9] = ["api", "json", "KOC", "JSON", "openapi", "proof", "RFC", "SHA", "v"];
/// What is counted.
const UNITS: [&str; 12] =
    ["batch", "coupon", "day", "device", "entry", "item", "member", "message", "minute", "month", "order", "point"];

/// Everything that is read, and what is said of it to those who do not see it; what is for eyes alone, and what people wrote (`bdi`), is
/// left out.
pub fn blocks(html: &str) -> Vec<String> {
    let mut blocks = vec![String::new()];
    // Within what is left out: how many elements deep.
    let mut hidden = 0_usize;
    for part in html.split('<') {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        let name = tag.trim_start_matches('/').split([' ', '>']).next().unwrap_or_default();
        let is_end = tag.starts_with('/');
        let is_void = VOID.contains(&name);
        if hidden > 0 || tag.contains("aria-hidden=\"true\"") || name == "bdi" && !is_end {
            hidden = if is_void {
                hidden
            } else if is_end {
                hidden - 1
            } else {
                hidden + 1
            };
        }
        if !INLINE.contains(&name) && !name.is_empty() {
            blocks.push(String::new());
        }
        if let Some((_, label)) = tag.split_once("aria-label=\"").filter(|_| hidden == 0) {
            blocks.push(unescaped(label.split('"').next().unwrap_or_default()));
            blocks.push(String::new());
        }
        if hidden == 0
            && let Some(block) = blocks.last_mut()
        {
            block.push_str(&unescaped(text));
        }
    }
    blocks.retain(|block| !block.trim().is_empty());
    blocks
}

/// An element for words in which there are none; what is a picture by its style has a class that says so.
pub fn empty(html: &str) -> Option<&str> {
    let words = ["b", "dd", "dt", "h1", "h2", "h3", "li", "p", "small", "span"];
    html.match_indices("></").map(|(at, _)| &html[html[..at].rfind('<').unwrap_or(0)..=at]).find(|tag| {
        let name = tag.trim_start_matches('<').split([' ', '>']).next().unwrap_or_default();
        words.contains(&name) && !["material", "stamp", "role=", " hidden"].iter().any(|known| tag.contains(known))
    })
}

/// What is wrong with a text.
pub fn amiss(text: &str, lang: Lang) -> Option<String> {
    let banned = BANNED[usize::from(lang == Lang::En)].iter().find(|word| has(text, word, lang));
    if let Some(word) = banned {
        return Some(format!("“{word}” has another word beside it"));
    }
    let foreign = match lang {
        Lang::En => text.chars().find(|c| is_han(*c)).map(String::from),
        Lang::Zh => words(text).find(|word| word.len() > 1 && !LATIN.contains(word)).map(str::to_owned),
    };
    if let Some(foreign) = foreign {
        return Some(format!("“{foreign}” is of the other language"));
    }
    if text.contains(['!', '！']) {
        return Some("an exclamation mark".to_owned());
    }
    if sign(text) {
        return Some("a hyphen for a minus".to_owned());
    }
    if text.contains("  ") {
        return Some("two spaces".to_owned());
    }
    bare(text).or_else(|| money(text)).or_else(|| plural(text))
}

/// Words of Latin letters.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty())
}

fn has(text: &str, word: &str, lang: Lang) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let beside = [text[..at].chars().next_back(), text[at + word.len()..].chars().next()];
        lang == Lang::Zh || beside.iter().flatten().all(|c| !c.is_ascii_alphabetic())
    })
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// `-1` for `−1`.
fn sign(text: &str) -> bool {
    text.match_indices('-').any(|(at, _)| {
        let after = text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
        after && !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
    })
}

/// A number of four digits and more without separators: no year in a date, no name of something (`RFC 6962`), no part of a phone number.
fn bare(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let length = rest[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len() - start);
        let (number, after) = rest[start..].split_at(length);
        let before = &rest[..start];
        let is_year = length == 4 && (after.starts_with('年') || before.ends_with(", "));
        let is_name = before.ends_with("RFC ") || (before == " " && rest.len() < text.len());
        if length > 3 && !is_year && !is_name {
            return Some(format!("{number} without separators"));
        }
        rest = after;
    }
    None
}

/// An amount that is written otherwise than [`shuke_rules::Fen`] writes it.
fn money(text: &str) -> Option<String> {
    let amounts = text.split('¥').skip(1).map(|after| {
        let end = after.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.')).unwrap_or(after.len());
        after[..end].trim_end_matches(['.', ','])
    });
    let is_good = |amount: &str| {
        let (yuan, fen) = amount.split_once('.').unwrap_or((amount, "50"));
        let groups: Vec<&str> = yuan.split(',').collect();
        let (first, others) = groups.split_first().expect("one at least");
        (1..=3).contains(&first.len()) && others.iter().all(|group| group.len() == 3) && fen.len() == 2 && fen != "00"
    };
    // In the words themselves nothing is filled in.
    amounts.filter(|amount| !amount.is_empty() && !is_good(amount)).map(|amount| format!("¥{amount}")).next()
}

/// `1 points`, `3 day`.
fn plural(text: &str) -> Option<String> {
    let tokens: Vec<&str> = text.split(' ').collect();
    tokens.windows(2).find_map(|pair| {
        let count = pair[0].trim_start_matches(['+', '×', '(']);
        let is_count = !count.is_empty() && count.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
        let unit = words(pair[1]).next()?;
        let is_one = count == "1";
        let many = unit
            .strip_suffix("ies")
            .map(|stem| format!("{stem}y"))
            .or_else(|| unit.strip_suffix("es").map(str::to_owned));
        let one =
            many.filter(|one| UNITS.contains(&one.as_str())).unwrap_or_else(|| unit.trim_end_matches('s').to_owned());
        let is_wrong = is_count && UNITS.contains(&one.as_str()) && is_one != (one == unit);
        is_wrong.then(|| format!("{} {unit}", pair[0]))
    })
}

#[test]
fn what_is_read_is_read_in_blocks_without_what_is_hidden_or_somebodys_own() {
    let page = html! {
        p { "Of " b { "1,240" } " <all>" }
        span aria-hidden="true" { "小" i { "满" } }
        bdi { "林" } " · x"
        nav aria-label="Main" { img alt=""; "y" }
    };
    assert_eq!(blocks(&page.0), ["Of 1,240 <all>", " · x", "Main", "y"]);
    assert!(empty(&html! { p { "x" } small.a {} }.0).is_some_and(|tag| tag.contains("small class")));
    assert_eq!(empty(&html! { span.rung-chip.material {} div {} p hidden {} }.0), None);
}

#[test]
fn what_is_amiss_is_found() {
    for (text, lang) in [
        ("领取优惠券", Lang::Zh),
        ("积分 points", Lang::Zh),
        ("恭喜！", Lang::Zh),
        ("1240 分", Lang::Zh),
        ("At the till", Lang::En),
        ("You reached 达人", Lang::En),
        ("Well done!", Lang::En),
        ("two  spaces", Lang::En),
        ("¥1,200.00 more", Lang::En),
        ("¥1,20", Lang::En),
        ("a balance of -5", Lang::En),
        ("¥9.9", Lang::En),
        ("in 2026 or so", Lang::En),
        ("1 points", Lang::En),
        ("+1 days, and more", Lang::En),
        ("All 3 entry", Lang::En),
        ("1,000 point", Lang::En),
        ("1 batches", Lang::En),
    ] {
        assert!(amiss(text, lang).is_some(), "{text}");
    }
    for (text, lang) in [
        ("2026年11月21日，1,240 分，¥12,345.50。", Lang::Zh),
        ("等级 KOC", Lang::Zh),
        ("1 point, 2 days, 1 entry, 3 entries", Lang::En),
        ("until November 21, 2026: ¥1,200.50 or ¥9.", Lang::En),
        ("still, SHA-256, 138 0013 8000, −1,250 points", Lang::En),
    ] {
        assert_eq!(amiss(text, lang), None, "{text}");
    }
}
