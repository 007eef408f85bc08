//! Posters of any name: nothing leaves its room, whatever it is called.

use super::setting::{Block, set};
use super::words::{may_begin, may_end, plain};
use super::*;
use crate::Lang;
use crate::tests::text;
use crate::words::texts;
use proptest::prelude::*;
use shuke_rules::policy::Look;
use unicode_segmentation::UnicodeSegmentation as _;

/// Letters as wide as fonts have them: those of Chinese a whole size, a W nearly so, an i a quarter.
struct Ruler;

impl Measure for Ruler {
    fn width(&self, text: &str, font: Font) -> f64 {
        let em = |letter: &str| match letter.chars().next().unwrap_or(' ') {
            'i' | 'l' | '.' | ',' | '\'' | ' ' => 0.27,
            'W' | 'M' | '@' | '…' => 0.95,
            c if c.is_ascii() => 0.56,
            _ => 1.0,
        };
        let bold = if font.bold { 1.04 } else { 1.0 };
        self.letters(text).iter().map(|letter| em(letter)).sum::<f64>() * f64::from(font.size) * bold
    }

    fn letters(&self, text: &str) -> Vec<String> {
        text.graphemes(true).map(str::to_owned).collect()
    }
}

fn brand(name: &str, line: &str) -> Brand {
    Brand {
        id: "xiaoman".into(),
        code: "690".into(),
        name: text(name, name),
        line: text(line, line),
        time_zone: "Asia/Shanghai".into(),
        welcome: Vec::new(),
        look: Look { accent: "#2f6b3a".into(), accent_dark: "#8fce9c".into(), art: "leaf".into() },
    }
}

const LINK: &str = "https://card.example.com/r/8M2KQ7";

fn drawn(brand: &Brand, name: &str, layout: Layout, lang: Lang) -> Vec<Command> {
    let poster = Poster { brand, name, link: LINK, has_picture: false, layout, dark: false, t: texts(lang) };
    poster.commands(&Ruler).unwrap()
}

fn lines(commands: &[Command]) -> Vec<&Line> {
    let lines = commands.iter().filter_map(|command| match command {
        Command::Line(line) => Some(line),
        _ => None,
    });
    lines.collect()
}

/// Every line lies within its area, every area on the sheet, and no two lines on each other.
fn assert_in_its_room(commands: &[Command]) {
    let lines = lines(commands);
    for line in &lines {
        let Area { x, y, width, height } = line.area;
        assert!(x >= 0 && y >= 0 && x + width <= WIDTH && y + height <= HEIGHT, "{line:?}");
        assert!(Ruler.width(&line.text, line.font) <= f64::from(width), "{line:?}");
        assert!(
            y + line.font.size < line.base + line.font.size / 4 && line.base + line.font.size / 4 <= y + height,
            "{line:?}"
        );
        let is_apart = |other: &&&Line| {
            other.area.y >= y + height
                || other.area.y + other.area.height <= y
                || other.area.x >= x + width
                || other.area.x + other.area.width <= x
        };
        assert_eq!(lines.iter().filter(|other| !is_apart(other)).count(), 1, "{line:?} lies on another");
    }
}

fn block(width: i32, most: usize) -> Block {
    let area = Area::new(0, 0, width, 400);
    Block { area, largest: 60, least: 30, most, bold: false, align: Align::Left, tone: Tone::Ink }
}

fn set_lines(text: &str, width: i32, most: usize) -> Vec<String> {
    set(text, &block(width, most), &Ruler).into_iter().map(|line| line.text).collect()
}

#[test]
fn a_name_is_as_large_as_it_fits_then_cut() {
    let size = |name| set(name, &block(400, 1), &Ruler)[0].font.size;
    assert_eq!(size("晓雨"), 60);
    assert_eq!(size("欧阳晓雨小姐"), 60);
    assert_eq!(size("欧阳晓雨小姐的姐姐"), 44);
    assert_eq!(set_lines("欧阳晓雨小姐的姐姐的妹妹的同学", 400, 1), ["欧阳晓雨小姐的姐姐的妹妹…"]);
    assert_eq!(set_lines("Bartholomew Featherstonehaugh-Cholmondeley", 400, 1), ["Bartholomew Featherston…"]);
}

#[test]
fn a_name_is_not_cut_within_a_letter() {
    let family = "👨‍👩‍👧‍👦".repeat(30);
    let [line] = &set_lines(&family, 400, 1)[..] else { panic!() };
    let whole = line.strip_suffix('…').unwrap();
    assert_eq!(whole.replace("👨‍👩‍👧‍👦", ""), "");
    let accents = "e\u{301}".repeat(60);
    assert!(set_lines(&accents, 400, 1)[0].ends_with("e\u{301}…"));
}

#[test]
fn no_line_begins_with_what_closes_or_ends_with_what_opens() {
    // At 60 points six letters fit: 。 and 《 would stand alone.
    assert_eq!(set_lines("一二三四五六。七八《九十》", 370, 3), ["一二三四五", "六。七八", "《九十》"]);
    for (text, lines) in [
        ("小得盈满，一年二十四个节气，每天一杯。", 2),
        ("茶（热的）与燕麦，「小满」：买三送一！", 2),
        ("立减￥30，共 3.5 折、满 1,299 元可用……", 2),
    ] {
        let set = set_lines(text, 640, lines);
        assert!(set.len() > 1, "{set:?}");
        for line in &set {
            let letters = Ruler.letters(line);
            assert!(may_begin(&letters[0]) && may_end(letters.last().unwrap()), "{set:?}");
        }
    }
}

#[test]
fn words_and_figures_are_whole_and_lines_of_about_one_length() {
    assert_eq!(set_lines("满 1,299.50 元减 ¥200", 370, 3), ["满 1,299.50", "元减 ¥200"]);
    assert_eq!(set_lines("Tea and oats, a little every day", 700, 2), ["Tea and oats, a", "little every day"]);
    assert_eq!(set_lines("立减￥30起", 250, 2), ["立减", "￥30起"]);
}

#[test]
fn a_word_that_fits_no_line_is_smaller_first_and_broken_at_last() {
    let word = set("Donaudampfschiff", &block(400, 2), &Ruler);
    assert!(word.len() == 1 && word[0].font.size < 60, "{word:?}");
    let long = set_lines(&"x".repeat(60), 400, 3);
    assert!(long.len() == 3 && long.concat() == "x".repeat(60), "{long:?}");
}

#[test]
fn what_is_not_seen_and_turns_text_around_is_left_out() {
    assert_eq!(plain(" 晓\u{202e}雨 \t\n x\u{feff}\u{200b} "), "晓雨 x");
    assert_eq!(plain(&format!("e{}x", "\u{301}".repeat(50))), format!("e{}x", "\u{301}".repeat(3)));
    assert_eq!(plain("👨‍👩‍👧"), "👨‍👩‍👧", "what joins letters stays");
    assert_eq!(plain("\u{202e}\u{2066}"), "");
}

#[test]
fn who_invites_has_their_initials_and_who_has_no_name_the_brands() {
    let brand = brand("小满", "");
    let initials = |name: &str| {
        let poster = Poster {
            brand: &brand,
            name,
            link: LINK,
            has_picture: false,
            layout: Layout::Scene,
            dark: false,
            t: texts(Lang::Zh),
        };
        poster.initials(&Ruler)
    };
    assert_eq!(
        ["晓雨", "ada lovelace", "Ada", "", "\u{202e}", "👩‍🚀"].map(initials),
        ["晓", "AL", "A", "小满", "小满", "👩‍🚀"]
    );
}

#[test]
fn a_poster_says_who_invites_and_to_what() {
    let brand = brand("小满", "茶与燕麦，小得盈满");
    for layout in Layout::ALL {
        assert_eq!(Layout::named(layout.id()), layout);
        let said = |name, lang| {
            let commands = drawn(&brand, name, layout, lang);
            lines(&commands).iter().map(|line| line.text.clone()).collect::<Vec<_>>().concat()
        };
        let named = said("晓雨", Lang::Zh);
        for part in ["小满", "茶与燕麦，", "小得盈满", "晓雨", "邀请你一起来", "扫码看看新会员有什么"]
        {
            assert!(named.contains(part), "{layout:?}: {named}");
        }
        let nameless = said("", Lang::En);
        assert!(nameless.contains("Come along") && !nameless.contains("Invites"), "{nameless}");
    }
}

#[test]
fn a_picture_takes_the_place_of_initials() {
    let brand = brand("小满", "");
    for layout in Layout::ALL {
        let poster = Poster {
            brand: &brand,
            name: "晓雨",
            link: LINK,
            has_picture: true,
            layout,
            dark: true,
            t: texts(Lang::Zh),
        };
        let commands = poster.commands(&Ruler).unwrap();
        let pictures =
            commands.iter().filter(|command| matches!(command, Command::Picture(area) if area.width == area.height));
        assert_eq!(pictures.count(), 1);
        assert!(!lines(&commands).iter().any(|line| line.text == "晓"));
        assert!(Poster { link: &"x".repeat(3_000), ..poster }.commands(&Ruler).is_none());
    }
}

#[test]
fn a_code_is_black_on_white_in_the_dark_too() {
    let brand = brand("小满", "");
    let dark = Palette::new(&brand.look, true);
    assert_eq!((dark.colour(Tone::Paper), dark.colour(Tone::Modules)), ("#ffffff", "#000000"));
    assert_eq!((dark.colour(Tone::Accent), dark.colour(Tone::OnAccent)), ("#8fce9c", "#141d16"));
    assert_eq!(Palette::new(&brand.look, false).colour(Tone::OnAccent), "#fff");
}

proptest! {
    #[test]
    fn nothing_leaves_its_room_whatever_a_name_is(name in any_name(), named in any_name(), line in any_name(), layout in 0..3_usize) {
        let brand = brand(&named, &line);
        assert_in_its_room(&drawn(&brand, &name, Layout::ALL[layout], Lang::Zh));
        assert_in_its_room(&drawn(&brand, &name, Layout::ALL[layout], Lang::En));
    }

    #[test]
    fn letters_are_whole_and_in_order_and_only_the_end_is_missing(text in any_name(), width in 200..900, most in 1..4_usize) {
        let whole = plain(&text).replace(' ', "");
        let set = set_lines(&text, width, most);
        prop_assert!(set.len() <= most);
        let said = set.concat().replace(' ', "");
        match said.strip_suffix('…').filter(|_| said != whole) {
            None => prop_assert_eq!(said, whole),
            Some(begun) => {
                prop_assert!(whole.starts_with(begun));
                let letters: Vec<&str> = whole.graphemes(true).collect();
                let is_whole = (0..=letters.len()).any(|many| letters[..many].concat() == begun);
                prop_assert!(is_whole, "{:?} of {:?}", begun, letters);
            }
        }
    }

    #[test]
    fn lines_break_where_the_rules_of_punctuation_let_them(text in "[一-十，。！？、）》」…（《「a-c0-9 ]{0,60}", width in 500..900) {
        let set = set(&text, &block(width, 4), &Ruler);
        // Cut, or broken because a run of signs fits no line: there is no better place.
        prop_assume!(set.iter().all(|line| line.font.size > 30));
        for pair in set.windows(2) {
            let (before, after) = (Ruler.letters(&pair[0].text), Ruler.letters(&pair[1].text));
            prop_assert!(may_end(before.last().unwrap()) && may_begin(&after[0]), "{:?}", set);
            let both = (before.last().unwrap().chars().next().unwrap(), after[0].chars().next().unwrap());
            let is_broken = both.0.is_ascii_alphanumeric() && both.1.is_ascii_alphanumeric();
            // Two words may stand in two lines: a space was between them.
            prop_assert!(!is_broken || plain(&text).contains(&format!("{} {}", pair[0].text, pair[1].text)), "{:?}", set);
        }
    }
}

/// Names of people, of nobody, and of those who want to spoil a page.
fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[一-龥]{0,40}",
        "[A-Za-z' .-]{0,80}",
        "[一-龥A-Za-z0-9，。！？（）《》「」… ]{0,80}",
        "\\PC{0,60}",
        "[e\u{301}\u{336}\u{489}]{0,80}",
        "(👨‍👩‍👧‍👦|🇨🇳|👍🏽|é|<script>|\u{202e}|W){0,40}",
        any::<String>(),
    ]
}
