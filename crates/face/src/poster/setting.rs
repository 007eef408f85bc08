//! Sets a text within an area: as large as it fits, in as few lines; what does not fit at the smallest size is cut with ….

use super::words::{Word, may_go_on, plain, words};
use super::{Align, Area, Font, Line, Measure, Tone};

/// A size is tried after the next larger one by so many points.
const STEP: i32 = 2;
/// How often the width of several lines is halved until they are of about one length.
const BALANCES: usize = 6;

/// Where and how a text is set.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    pub area: Area,
    /// Sizes of the letters, in points.
    pub largest: i32,
    pub least: i32,
    /// Lines at most.
    pub most: usize,
    pub bold: bool,
    pub align: Align,
    pub tone: Tone,
}

/// From the top of a line to that of the next.
const fn height(size: i32) -> i32 {
    size * 7 / 5
}

/// The lines of a text, in the upper part of the block's area.
pub fn set(text: &str, block: &Block, measure: &dyn Measure) -> Vec<Line> {
    let text = plain(text);
    let words = words(&text, measure);
    let mut size = block.largest;
    loop {
        let typesetter = Typesetter { measure, font: Font { size, bold: block.bold } };
        let most = block.most.min(usize::try_from(block.area.height / height(size)).unwrap_or_default());
        if let Some(lines) = typesetter.wrapped(&words, block.area.width.into(), most) {
            return placed(lines, block, size);
        }
        if size - STEP < block.least {
            return placed(typesetter.cut(&text, &words, block.area.width.into(), most), block, size);
        }
        size -= STEP;
    }
}

fn placed(lines: Vec<String>, block: &Block, size: i32) -> Vec<Line> {
    let (font, mut y) = (Font { size, bold: block.bold }, block.area.y);
    let place = |text| {
        let area = Area { y, height: height(size), ..block.area };
        y += height(size);
        Line { text, area, base: area.y + size * 11 / 10, font, align: block.align, tone: block.tone }
    };
    lines.into_iter().map(place).collect()
}

/// Sets in letters of one size.
struct Typesetter<'a> {
    measure: &'a dyn Measure,
    font: Font,
}

impl Typesetter<'_> {
    fn fits(&self, text: &str, width: f64) -> bool {
        self.measure.width(text, self.font) <= width
    }

    /// At most so many lines of about one length; `None` if it takes more, or a word has no room in a line.
    fn wrapped(&self, words: &[Word], width: f64, most: usize) -> Option<Vec<String>> {
        let mut lines = self.filled(words, width).filter(|lines| lines.len() <= most)?;
        let (mut narrow, mut wide) = (width / 2.0, width);
        for _ in 0..if lines.len() > 1 { BALANCES } else { 0 } {
            let between = f64::midpoint(narrow, wide);
            match self.filled(words, between).filter(|tried| tried.len() == lines.len()) {
                Some(tried) => (lines, wide) = (tried, between),
                None => narrow = between,
            }
        }
        Some(lines)
    }

    /// Each line as full as it gets.
    fn filled(&self, words: &[Word], width: f64) -> Option<Vec<String>> {
        let mut lines: Vec<String> = Vec::new();
        for word in words {
            if let Some(line) = lines.last_mut() {
                let longer = format!("{line}{}{}", if word.apart { " " } else { "" }, word.text);
                if self.fits(&longer, width) {
                    *line = longer;
                    continue;
                }
            }
            if !self.fits(&word.text, width) {
                return None;
            }
            lines.push(word.text.clone());
        }
        Some(lines)
    }

    /// So many lines, words broken where they have no room, the last one cut.
    fn cut<'t>(&self, text: &'t str, words: &[Word], width: f64, most: usize) -> Vec<String> {
        let mut lines = self.filled(words, width).unwrap_or_else(|| self.broken(text, width));
        if lines.len() <= most {
            return lines;
        }
        lines.truncate(most.saturating_sub(1));
        // Each line is a piece of the text; between two there may be a space.
        let after = |rest: &'t str, line: &String| rest.trim_start().strip_prefix(line.as_str()).unwrap_or(rest);
        let rest = lines.iter().fold(text, after);
        lines.push(self.ended(rest.trim_start(), width));
        lines
    }

    /// As many letters in a line as there is room for.
    fn broken(&self, text: &str, width: f64) -> Vec<String> {
        let mut lines = vec![String::new()];
        for letter in self.measure.letters(text) {
            match lines.last_mut() {
                Some(line) if line.is_empty() || self.fits(&format!("{line}{letter}"), width) => line.push_str(&letter),
                _ if letter == " " => lines.push(String::new()),
                _ => lines.push(letter),
            }
        }
        lines
    }

    /// A text up to where … still has room.
    fn ended(&self, text: &str, width: f64) -> String {
        let mut letters = self.measure.letters(text);
        loop {
            while letters.last().is_some_and(|letter| !may_go_on(letter)) {
                letters.pop();
            }
            let ended = letters.concat() + "…";
            if letters.pop().is_none() || self.fits(&ended, width) {
                return ended;
            }
        }
    }
}
