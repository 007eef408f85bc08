//! Text cut into what may not be broken at the end of a line.

use super::Measure;

/// Marks above and below a letter that are kept, one after the other: more climb over other lines.
const MARKS: usize = 3;

/// What no line ends within.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    /// A space stands before it, which goes at the end of a line.
    pub apart: bool,
}

/// Without what is not seen and turns or breaks the text around it: a line, spaces single and within it alone.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.chars().filter(|c| !turns(*c)) {
        marks = if is_mark(c) { marks + 1 } else { 0 };
        if c.is_whitespace() || c.is_control() {
            if !plain.is_empty() && !plain.ends_with(' ') {
                plain.push(' ');
            }
        } else if marks <= MARKS {
            plain.push(c);
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// The words of a plain text.
pub fn words(text: &str, measure: &dyn Measure) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut before, mut spaced) = (Kind::Opens, false);
    for letter in measure.letters(text) {
        if letter == " " {
            spaced = true;
            continue;
        }
        let kind = Kind::of(&letter);
        match words.last_mut() {
            Some(word) if holds(before, kind, spaced) => {
                if spaced {
                    word.text.push(' ');
                }
                word.text.push_str(&letter);
            }
            _ => words.push(Word { text: letter, apart: spaced }),
        }
        (before, spaced) = (kind, false);
    }
    words
}

/// Whether no line ends between two letters.
fn holds(before: Kind, after: Kind, spaced: bool) -> bool {
    match (before, after) {
        (Kind::Opens, _) | (_, Kind::Closes | Kind::Ends) => true,
        (Kind::Letter | Kind::Ends, Kind::Letter) => !spaced,
        _ => false,
    }
}

/// What a letter is at the end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Stays with what follows it.
    Opens,
    /// Stays with what stands before it.
    Closes,
    /// The same, and may stand within a word or a figure: `3.5`.
    Ends,
    /// Of words and figures, which are not broken.
    Letter,
    /// A line may end before and after it.
    Alone,
}

impl Kind {
    fn of(letter: &str) -> Self {
        match letter.chars().next() {
            Some(c) if "（《〈「『【〔〖“‘([{¥￥$＄£€".contains(c) => Self::Opens,
            Some(c) if "，。！？、；：）》〉」』】〕〗”’…—～·％℃°ー々〃".contains(c) => {
                Self::Closes
            }
            Some(c) if ",.!?;:)]}%‰".contains(c) => Self::Ends,
            Some(
                '\u{2190}'..='\u{2bff}'
                | '\u{2e80}'..='\u{a4cf}'
                | '\u{ac00}'..='\u{d7a3}'
                | '\u{f900}'..='\u{faff}'
                | '\u{fe30}'..='\u{fe4f}'
                | '\u{ff00}'..='\u{ffef}'
                | '\u{1f000}'..,
            ) => Self::Alone,
            _ => Self::Letter,
        }
    }
}

/// Whether a line of several may begin with this.
#[cfg(test)]
pub fn may_begin(letter: &str) -> bool {
    !matches!(Kind::of(letter), Kind::Closes | Kind::Ends)
}

/// Whether a line of several may end with this.
#[cfg(test)]
pub fn may_end(letter: &str) -> bool {
    Kind::of(letter) != Kind::Opens
}

/// Whether a name may go on with … after this.
pub fn may_go_on(letter: &str) -> bool {
    letter != " " && Kind::of(letter) != Kind::Opens
}

/// Turns the direction of what follows, or is nothing to see that joins nothing.
const fn turns(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}')
}

/// The marks that are heaped upon letters to spoil a page; those that scripts are written with are none of them.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}
