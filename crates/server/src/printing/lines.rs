//! Texts as lines of glyphs: where a line may end, and how small a text becomes so that it fits its room. Chinese and Latin letters only
//! stand beside each other; scripts that join their letters are drawn letter by letter.

use super::fonts::{Fonts, Weight};

/// No line begins with these.
const NO_BEGIN: &str = "，。、；：！？）」』》〉】〕”’…—·％%,.;:!?)]}";
/// No line ends with these.
const NO_END: &str = "（「『《〈【〔“‘¥￥([{";
/// What stands for the rest of a text that has no room.
const REST: char = '…';
/// Each try is so much smaller than the one before.
const STEP: f32 = 0.95;

/// No font has a character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    pub character: char,
    pub text: String,
    pub fonts: Vec<String>,
}

#[derive(Clone, Copy, Debug)]
pub struct Glyph {
    pub character: char,
    /// Which of the fonts.
    pub font: usize,
    pub id: u16,
    /// In parts of the size.
    pub advance: f32,
}

#[derive(Clone, Debug, Default)]
pub struct Line {
    pub glyphs: Vec<Glyph>,
}

impl Line {
    /// In parts of the size.
    pub fn width(&self) -> f32 {
        width(&self.glyphs)
    }

    pub fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.character).collect()
    }
}

/// What a text has room in: how wide, how many lines, from which size on, and down to which.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    pub width: f32,
    pub lines: usize,
    pub size: f32,
    pub least: f32,
}

/// A text that fits its room.
#[derive(Clone, Debug)]
pub struct Block {
    pub size: f32,
    pub lines: Vec<Line>,
}

/// As large as it fits; what does not at its smallest ends with `…`.
pub fn fitted(fonts: &Fonts, text: &str, weight: Weight, room: Room) -> Result<Block, Missing> {
    let glyphs = glyphs(fonts, text, weight)?;
    let mut size = room.size;
    loop {
        let mut lines = wrapped(&glyphs, room.width / size);
        if lines.len() <= room.lines {
            return Ok(Block { size, lines });
        }
        if size <= room.least {
            let rest = self::glyphs(fonts, &REST.to_string(), weight)?;
            lines.truncate(room.lines);
            if let Some(last) = lines.last_mut() {
                shorten(last, &rest, room.width / size);
            }
            return Ok(Block { size, lines });
        }
        size = (size * STEP).max(room.least);
    }
}

fn glyphs(fonts: &Fonts, text: &str, weight: Weight) -> Result<Vec<Glyph>, Missing> {
    let glyph = |character: char| {
        let missing = || Missing { character, text: text.to_owned(), fonts: fonts.names() };
        let (font, id, advance) = fonts.glyph(character, weight).ok_or_else(missing)?;
        Ok(Glyph { character, font, id, advance })
    };
    // Characters that join or part others have no picture of their own, and an apostrophe of Chinese type is as wide as a character.
    straightened(text)
        .chars()
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'))
        .map(glyph)
        .collect()
}

/// With the apostrophe of a typewriter in Latin words.
fn straightened(text: &str) -> String {
    let mut after_letter = false;
    let one = |character: char| {
        let straight = if character == '’' && after_letter { '\'' } else { character };
        after_letter = character.is_ascii_alphanumeric();
        straight
    };
    text.chars().map(one).collect()
}

fn width(glyphs: &[Glyph]) -> f32 {
    glyphs.iter().map(|glyph| glyph.advance).sum()
}

fn is_blank(glyph: &Glyph) -> bool {
    glyph.character == ' '
}

/// Lines that are each at most so wide, in parts of the size; a word that is wider is broken.
fn wrapped(glyphs: &[Glyph], most: f32) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut rest = glyphs;
    while !rest.is_empty() {
        let (line, after) = rest.split_at(end(rest, most));
        lines.push(trimmed(line));
        let blanks = after.iter().take_while(|glyph| is_blank(glyph)).count();
        rest = after.get(blanks..).unwrap_or_default();
    }
    lines
}

fn trimmed(line: &[Glyph]) -> Line {
    let blanks = line.iter().rev().take_while(|glyph| is_blank(glyph)).count();
    Line { glyphs: line.get(..line.len() - blanks).unwrap_or_default().to_vec() }
}

/// How many glyphs the first line has.
fn end(glyphs: &[Glyph], most: f32) -> usize {
    let (mut taken, mut last) = (0.0, None);
    for (at, glyph) in glyphs.iter().enumerate() {
        taken += glyph.advance;
        // A hair more is rounding; a blank at the end is not seen.
        if taken > most + 0.001 && !is_blank(glyph) {
            return last.unwrap_or(at).max(1);
        }
        if glyphs.get(at + 1).is_some_and(|next| may_end(glyph.character, next.character)) {
            last = Some(at + 1);
        }
    }
    glyphs.len()
}

/// Whether a line may end between two characters: at blanks and beside Chinese, and never between a figure and its unit.
fn may_end(before: char, after: char) -> bool {
    if NO_BEGIN.contains(after) || NO_END.contains(before) || after == ' ' {
        return false;
    }
    match before {
        ' ' => true,
        before if before.is_ascii_digit() => false,
        before => is_chinese(before) || is_chinese(after),
    }
}

fn is_chinese(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// Takes from its end until the sign for the rest has room.
fn shorten(line: &mut Line, rest: &[Glyph], most: f32) {
    while line.width() + width(rest) > most && line.glyphs.pop().is_some() {}
    line.glyphs.extend_from_slice(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a font would have it: Chinese is as wide as it is high, Latin half of it.
    fn lines(text: &str, most: f32) -> Vec<String> {
        let advance = |character| if is_chinese(character) { 1.0 } else { 0.5 };
        let glyph = |character| Glyph { character, font: 0, id: 1, advance: advance(character) };
        let glyphs: Vec<Glyph> = text.chars().map(glyph).collect();
        wrapped(&glyphs, most).iter().map(Line::text).collect()
    }

    #[test]
    fn chinese_ends_anywhere_but_before_its_punctuation() {
        assert_eq!(lines("扫一扫，加入会员", 4.0), ["扫一扫，", "加入会员"]);
        assert_eq!(lines("扫一扫，加入会员", 3.0), ["扫一", "扫，加", "入会员"]);
        assert_eq!(lines("加入（会员）", 3.0), ["加入", "（会", "员）"]);
    }

    #[test]
    fn words_stay_whole_where_they_fit_and_blanks_end_lines() {
        assert_eq!(lines("Scan to join now", 4.0), ["Scan to", "join now"]);
        assert_eq!(lines("Incomprehensibilities", 5.0), ["Incomprehe", "nsibilitie", "s"]);
    }

    #[test]
    fn nothing_parts_a_figure_from_its_unit() {
        assert_eq!(lines("满 ¥2500元升级", 4.5), ["满", "¥2500元升", "级"]);
        assert!(!may_end('5', '元') && !may_end('¥', '5') && may_end('满', '5'));
    }

    #[test]
    fn an_apostrophe_is_narrow_in_latin_words_alone() {
        assert_eq!(straightened("today’s ‘茶’"), "today's ‘茶’");
    }

    #[test]
    fn what_has_no_room_ends_with_a_sign_for_the_rest() {
        let glyph = |character| Glyph { character, font: 0, id: 1, advance: 1.0 };
        let mut line = Line { glyphs: "一二三四".chars().map(glyph).collect() };
        shorten(&mut line, &[glyph(REST)], 4.0);
        assert_eq!(line.text(), "一二三…");
    }
}
