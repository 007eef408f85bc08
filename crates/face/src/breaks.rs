//! Where a line may not end: inside a date, between a figure and its unit, and before the dot that stands between two facts. Owns what is
//! put between them, once for all that is drawn: in the texts of markup, not in its tags, and not in what people wrote (`bdi`), which is
//! copied elsewhere. Where a column is narrower than a date, it still breaks.

use crate::Markup;
use crate::dates::MONTHS;
use maud::PreEscaped;

/// Keeps what stands on both sides of it together, and is as wide as nothing.
const JOINER: char = '\u{2060}';
/// A space at which no line ends.
const SPACE: char = '\u{a0}';

/// The same, whose lines end elsewhere.
#[inline(never)]
pub fn unbroken(markup: Markup) -> Markup {
    let html = markup.into_string();
    let mut joined = String::with_capacity(html.len() + html.len() / 16);
    let mut texts = Texts::default();
    let mut characters = html.chars().peekable();
    while let Some(character) = characters.next() {
        match texts.between(character, characters.peek().copied().unwrap_or_default(), &joined) {
            Joint::None => joined.push(character),
            Joint::Space => joined.push(SPACE),
            Joint::Tight => joined.extend([JOINER, character]),
        }
        texts.pass(character);
    }
    PreEscaped(joined)
}

/// What stands before a character, or instead of it.
enum Joint {
    None,
    Space,
    Tight,
}

/// How far one has read, and the two characters before.
#[derive(Default)]
struct Texts {
    tag: Option<Tag>,
    /// Within what somebody wrote.
    is_theirs: bool,
    /// Behind a month, within its date: `November 30, 2026`.
    in_date: bool,
    last: char,
    before: char,
}

/// A tag that is being read: its name as far as that tells those apart that matter here.
#[derive(Default)]
struct Tag {
    name: [char; 4],
    length: usize,
    is_named: bool,
}

impl Texts {
    /// `so_far`: what stands before the character.
    fn between(&mut self, character: char, next: char, so_far: &str) -> Joint {
        if self.tag.is_some() || self.is_theirs {
            return Joint::None;
        }
        let after_digit = self.last.is_ascii_digit();
        let is_space = matches!(character, ' ' | SPACE);
        let begins = is_space && next.is_ascii_digit() && MONTHS.iter().any(|month| so_far.ends_with(month));
        self.in_date = begins || (self.in_date && (is_space || character == ',' || character.is_ascii_digit()));
        match character {
            // It ends a line where it must, and begins none.
            ' ' if next == '·' => Joint::Space,
            ' ' if begins || (self.in_date && self.last == ',' && next.is_ascii_digit()) => Joint::Space,
            ' ' if self.in_date => Joint::None,
            ' ' if after_digit && (is_han(next) || next.is_ascii_alphabetic() || next == '%') => Joint::Space,
            _ if after_digit && is_han(character) => Joint::Tight,
            '0'..='9' if matches!(self.last, '年' | '月') && self.before.is_ascii_digit() => Joint::Tight,
            _ => Joint::None,
        }
    }

    fn pass(&mut self, character: char) {
        if let Some(tag) = &mut self.tag {
            if character == '>' {
                match tag.name() {
                    // What is said loudly is a figure, and its unit stands behind it.
                    ['/', 'b'] => (),
                    name => {
                        self.is_theirs = *name == ['b', 'd', 'i'] || (self.is_theirs && *name != ['/', 'b', 'd', 'i']);
                        (self.before, self.last, self.in_date) = ('>', '>', false);
                    }
                }
                self.tag = None;
            } else {
                tag.pass(character);
            }
            return;
        }
        if character == '<' {
            self.tag = Some(Tag::default());
            return;
        }
        (self.before, self.last) = (self.last, character);
    }
}

impl Tag {
    fn pass(&mut self, character: char) {
        self.is_named |= character == ' ';
        if let Some(place) = self.name.get_mut(self.length).filter(|_| !self.is_named) {
            *place = character;
        }
        self.length += usize::from(!self.is_named);
    }

    fn name(&self) -> &[char] {
        self.name.get(..self.length).unwrap_or_default()
    }
}

fn is_han(character: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&character)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With what keeps things together to be seen: `~` for the space, `+` for the joiner.
    fn seen(html: &str) -> String {
        unbroken(PreEscaped(html.to_owned())).into_string().replace(SPACE, "~").replace(JOINER, "+")
    }

    #[test]
    fn no_line_ends_in_a_date_or_before_a_unit() {
        for (html, joined) in [
            ("11月1日 至 2026年11月30日", "11+月+1+日 至 2026+年+11+月+30+日"),
            ("2026年11月", "2026+年+11+月"),
            ("320 分可用到 6月30日 24:00，之后到期", "320~分可用到 6+月+30+日 24:00，之后到期"),
            ("满3件，8.5 折，第 1 名", "满3+件，8.5~折，第 1~名"),
            ("through November 30, 2026, or later", "through November~30,~2026, or later"),
            ("320 points by May 3 to move up", "320~points by May~3 to move up"),
            ("50 % off", "50~% off"),
            ("10月3日 · 1,800 积分", "10+月+3+日~· 1,800~积分"),
            ("May 3, 2026 · <b>3</b> · x", "May~3,~2026~· <b>3</b>~· x"),
            ("<bdi>a · b</bdi> · c", "<bdi>a · b</bdi>~· c"),
            ("月1日", "月1+日"),
            ("<b>3</b> 张", "<b>3</b>~张"),
            ("<b class=\"x\">3</b>张", "<b class=\"x\">3</b>+张"),
            ("<bdi>100号3单元</bdi> 3张", "<bdi>100号3单元</bdi> 3+张"),
        ] {
            assert_eq!(seen(html), joined);
        }
    }

    #[test]
    fn everything_else_is_left_as_it_is() {
        for html in [
            "<a href=\"/s/3 b\" title=\"6月30日\">6901 2345 6789</a>",
            "¥1,200 – 12:30, a b 1 2",
            "<i>3</i> 张 <i>6</i>月",
            "<bdi class=\"x\">100号<b>3</b> 单元</bdi>",
            "Mall 3&amp;4",
        ] {
            assert_eq!(seen(html), html);
        }
    }

    #[test]
    fn what_was_joined_before_is_joined_once() {
        let once = unbroken(PreEscaped("6月30日 · 3 张 · May 30, 2026 · May 3 to go".to_owned())).into_string();
        assert_eq!(unbroken(PreEscaped(once.clone())).into_string(), once);
    }
}
