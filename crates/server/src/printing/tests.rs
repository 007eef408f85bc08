use super::fonts::{Font, Fonts};
use super::paper::Shape;
use super::*;
use shuke_rules::policy::{Brand, Look};

fn fonts() -> Fonts {
    let folder = "/usr/share/fonts/opentype/noto/";
    let read = |name: &str| Font::all(std::fs::read(format!("{folder}{name}")).expect("fonts-noto-cjk"));
    Fonts::named(vec![read("NotoSansCJK-Regular.ttc"), read("NotoSansCJK-Bold.ttc")]).unwrap()
}

fn text(zh: &str, en: &str) -> Text {
    Text { zh: zh.to_owned(), en: en.to_owned() }
}

fn brand(name: &Text, line: &Text) -> Brand {
    Brand {
        id: "x".to_owned(),
        code: "690".to_owned(),
        name: name.clone(),
        line: line.clone(),
        time_zone: "Asia/Shanghai".to_owned(),
        welcome: Vec::new(),
        look: Look::default(),
    }
}

const LAYOUTS: [Layout; 5] = [
    Layout::Stickers { across: 2, down: 4 },
    Layout::Stickers { across: 3, down: 5 },
    Layout::Stickers { across: 3, down: 8 },
    Layout::Counter,
    Layout::Parcel,
];

/// From the upper left to the lower right of what a text may touch.
fn reach(line: &lines::Line, left: f32, baseline: f32, size: f32) -> Area {
    Area::new(left, baseline - 0.88 * size, line.width() * size, size * 1.08)
}

#[test]
fn no_text_and_no_code_leaves_the_safe_area_or_meets_another_however_long_it_is() {
    let fonts = fonts();
    let long = text(&"很长的名字，".repeat(20), &"Incomprehensibly long names ".repeat(8));
    let short = text("小满", "Xiaoman");
    for said in [&short, &long] {
        let brand = brand(said, said);
        let piece = Piece {
            says: "https://card.example.com/i/AB12cd34EF".to_owned(),
            title: said.clone(),
            act: said.clone(),
            points: vec![said.clone(); 3],
            foot: said.clone(),
        };
        for (layout, language) in LAYOUTS
            .iter()
            .flat_map(|layout| [Language::Zh, Language::En, Language::Both].map(|language| (*layout, language)))
        {
            let design = Design { brand: &brand, fonts: &fonts, language };
            let sheets = sheets(&design, layout, std::slice::from_ref(&piece), layout.per_sheet() + 1).unwrap();
            assert_eq!(sheets.iter().map(|sheet| sheet.cards.len()).collect::<Vec<_>>(), [layout.per_sheet(), 1]);
            for sheet in &sheets {
                holds(sheet, &format!("{layout:?} {language:?}"));
            }
        }
    }
}

fn holds(sheet: &Sheet, what: &str) {
    let mut taken: Vec<Area> = sheet.cards.iter().map(|card| card.code).collect();
    for card in &sheet.cards {
        assert!(card.safe.holds(card.code) && card.code.width > 16.0, "{what}: {:?}", card.code);
        assert!(PAPER.inset(5.0).holds(card.area.inset(-card.bleed)), "{what}");
    }
    for shape in &sheet.shapes {
        let Shape::Text { line, left, baseline, size, .. } = shape else { continue };
        let place = reach(line, *left, *baseline, *size);
        assert!(*size >= stack::LEAST - 0.001, "{what}: {} in {size} mm", line.text());
        assert!(sheet.cards.iter().any(|card| card.safe.holds(place)), "{what}: {} at {place:?}", line.text());
        let meets = |other: &&Area| {
            let apart =
                |from: f32, to: f32, other_from: f32, other_to: f32| to <= other_from + 0.01 || other_to <= from + 0.01;
            !apart(place.x, place.right(), other.x, other.right())
                && !apart(place.y, place.bottom(), other.y, other.bottom())
        };
        assert_eq!(taken.iter().find(meets), None, "{what}: {} at {place:?}", line.text());
        taken.push(place);
    }
}

#[test]
fn what_has_no_text_in_a_language_is_said_in_the_other() {
    let (both, zh, en) = (text("小满", "Xiaoman"), text("小满", ""), text("", "Xiaoman"));
    assert_eq!((Language::Zh.of(&both), Language::En.of(&both)), (("小满", None), ("Xiaoman", None)));
    assert_eq!(Language::Both.of(&both), ("小满", Some("Xiaoman")));
    assert_eq!((Language::En.of(&zh), Language::Zh.of(&en)), (("小满", None), ("Xiaoman", None)));
    assert_eq!((Language::Both.of(&zh), Language::Both.of(&en)), (("小满", None), ("Xiaoman", None)));
    assert_eq!(Language::Both.of(&text("AB12", "AB12")), ("AB12", None));
}
