//! `print`: each sheet is put on paper by a program that is not ours, and each code is read off it.

mod paper;

use crate::support::{Said, Shuke, online, shops};
use paper::{Picture, Place, pages, shown, steps, told};
use std::path::{Path, PathBuf};

const ADDRESS: &str = "https://card.example.com";

struct Printed {
    files: Vec<PathBuf>,
    places: Vec<Place>,
}

fn run(shuke: &Shuke, arguments: &[&str]) -> Said {
    Said::of(shuke.command(arguments).env("SHUKE_PUBLIC_URL", ADDRESS).output().unwrap())
}

/// Prints into a file of this name.
#[track_caller]
fn print(shuke: &Shuke, name: &str, arguments: &[&str]) -> Printed {
    let out = shuke.directory.0.join(name);
    let said = run(shuke, &[&["print"], arguments, &["--json", "--out", out.to_str().unwrap()]].concat()).well();
    let mut said: serde_json::Value = serde_json::from_str(&said).unwrap();
    Printed {
        files: serde_json::from_value(said["files"].take()).unwrap(),
        places: serde_json::from_value(said["codes"].take()).unwrap(),
    }
}

/// Prints the same as PDF and as SVG and holds both against all that must be true of a sheet; what the codes say, in their order.
#[track_caller]
fn looked_at(shuke: &Shuke, name: &str, arguments: &[&str]) -> Vec<String> {
    let as_pdf = print(shuke, &format!("{name}.pdf"), arguments);
    let as_svg = print(shuke, &format!("{name}.svg"), arguments);
    let (on_paper, drawn): (Vec<Picture>, Vec<Picture>) =
        (pages(&as_pdf.files[0]), as_svg.files.iter().map(|file| shown(file)).collect());
    assert_eq!(on_paper.len(), drawn.len());
    fonts_are_embedded(&as_pdf.files[0]);
    for (at, (page, picture)) in on_paper.iter().zip(&drawn).enumerate() {
        let places: Vec<&Place> = as_pdf.places.iter().filter(|place| place.sheet == at + 1).collect();
        every_code_is_read(page, &places);
        every_code_is_read(picture, &places);
        nothing_lies_where_it_may_not(page, &places);
        nothing_lies_where_it_may_not(picture, &places);
        assert_eq!(page.unlike(picture), 0, "{name}: sheet {} is not the same as PDF and as SVG", at + 1);
    }
    as_pdf.places.into_iter().map(|place| place.says).collect()
}

fn fonts_are_embedded(pdf: &Path) {
    let told = told("pdffonts", &[pdf.to_str().unwrap()]);
    let fonts: Vec<&str> = told.lines().skip(2).collect();
    assert!(!fonts.is_empty());
    for font in fonts {
        // Embedded, a part of it only, and with its characters.
        assert!(font.contains("yes yes yes") && font.contains("Identity-H"), "{told}");
    }
}

#[track_caller]
fn every_code_is_read(page: &Picture, places: &[&Place]) {
    for place in places {
        assert_eq!(page.read_by_us(place.code).as_deref(), Some(place.says.as_str()));
        is_quiet_around(page, place);
    }
    let said: Vec<&str> = places.iter().map(|place| place.says.as_str()).collect();
    assert_eq!(page.read_by_zbar(places.iter().map(|place| place.card)), said);
}

/// Four modules of white lie around a code. Its upper left corner says how large a module is: seven are dark there.
fn is_quiet_around(page: &Picture, place: &Place) {
    let code = place.code;
    let dark = |x: f32, y: f32| page.is_dark(x, y);
    let fine = |from: f32| steps(from, code.width, 0.05);
    // Aslant from the corner, the first dark point is the corner of the pattern.
    let aside = fine(0.0).find(|aside| dark(code.x + aside, code.y + aside)).unwrap();
    let end = fine(aside).find(|along| !dark(code.x + along, code.y + aside + 0.1)).unwrap();
    let module = (end - aside) / 7.0;
    assert!(module > 0.38, "a module has {module} mm");
    let quiet = 4.0 * module - 0.15;
    let inner = code.inset(quiet);
    for along in fine(0.0) {
        for across in [0.1, quiet / 2.0, quiet] {
            for (x, y) in [
                (code.x + along, code.y + across),
                (code.x + along, code.y + code.height - across),
                (code.x + across, code.y + along),
                (code.x + code.width - across, code.y + along),
            ] {
                assert!(inner.holds(x, y) || !dark(x, y), "something lies beside the code at {x}, {y}");
            }
        }
    }
}

/// Between the cut and the safe area is nothing but ground; outside of the cards nothing but marks; at the edge of the paper nothing.
fn nothing_lies_where_it_may_not(page: &Picture, places: &[&Place]) {
    let [width, height] = page.size();
    assert!((width - 210.0).abs() < 0.2 && (height - 297.0).abs() < 0.2, "{width} × {height}");
    let mut marks = 0;
    for (x, y) in page.inked() {
        if places.iter().any(|place| place.card.inset(-place.bleed - 0.2).holds(x, y)) {
            continue;
        }
        assert!((3.0..207.0).contains(&x) && (3.0..294.0).contains(&y), "{x}, {y} is where no printer prints");
        let is_near = |at: f32, from: f32, length: f32| (at - from).abs() < 0.3 || (at - from - length).abs() < 0.3;
        let is_mark = places.iter().any(|place| {
            let card = place.card;
            is_near(x, card.x, card.width) || is_near(y, card.y, card.height)
        });
        marks += usize::from(is_mark);
        // On the last sheet there are marks for cards that are not there, too.
        assert!(is_mark || !places.len().is_multiple_of(8), "{x}, {y} is no mark");
    }
    assert!(marks > 100, "no marks");
    for place in places {
        only_ground_lies_around(page, place);
    }
}

fn only_ground_lies_around(page: &Picture, place: &Place) {
    let (card, safe) = (place.card, place.safe);
    let wide = safe.x - card.x;
    let is_same = |one: [u8; 3], other: [u8; 3]| one.iter().zip(other).all(|(a, b)| a.abs_diff(b) < 16);
    let along = |length: f32| steps(0.3, length - 0.3, 0.1);
    for across in along(wide) {
        for y in along(card.height) {
            for x in [card.x + across, card.x + card.width - across] {
                let edge = if x < card.x + wide { card.x + 0.3 } else { card.x + card.width - 0.3 };
                let (here, there) = (page.at(x, card.y + y), page.at(edge, card.y + y));
                assert!(is_same(here, there), "{}: something lies at {x}, {}", place.says, card.y + y);
            }
        }
        for x in along(card.width) {
            for y in [card.y + across, card.y + card.height - across] {
                let edge = if y < card.y + wide { card.y + 0.3 } else { card.y + card.height - 0.3 };
                let (here, there) = (page.at(card.x + x, y), page.at(card.x + x, edge));
                assert!(is_same(here, there), "{}: something lies at {}, {y}", place.says, card.x + x);
            }
        }
    }
}

/// The text of a PDF, without blanks, as somebody finds it who searches in it.
fn text_of(pdf: &Path) -> String {
    told("pdftotext", &[pdf.to_str().unwrap(), "-"]).split_whitespace().collect()
}

#[test]
fn each_shop_has_a_card_for_its_counter_whose_code_leads_to_it() {
    for (policy, ids) in [
        (online(), &["wukang", "hefang", "yulin"][..]),
        (shops(), &["shanghai-yuyuan", "beijing-wudaoying", "chengdu-kuixinglou", "nanjing-yihe", "wuhan-tanhualin"]),
    ] {
        let shuke = Shuke::with(&policy);
        let addresses: Vec<String> = ids.iter().map(|id| format!("{ADDRESS}/s/{id}")).collect();
        assert_eq!(looked_at(&shuke, "shops", &["store"]), addresses);
        let one = print(&shuke, "one.pdf", &["store", "--store", ids[1]]);
        assert_eq!(one.places.iter().map(|place| &place.says).collect::<Vec<_>>(), [&addresses[1]]);
    }
}

#[test]
fn a_counter_card_says_whose_shop_it_is_and_what_scanning_does_in_the_language_asked_for() {
    let shuke = Shuke::with(&shops());
    let said = |words: &str| {
        text_of(&print(&shuke, "card.pdf", &["store", "--store", "nanjing-yihe", "--words", words]).files[0])
    };
    let (zh, en, both) = (said("zh"), said("en"), said("both"));
    for word in
        ["山岚", "男装，合身而从容", "南京颐和路店", "扫一扫", "入会免费，五城门店通用", "南京市鼓楼区颐和路8011号"]
    {
        assert!(zh.contains(word), "{word} is not in\n{zh}");
    }
    for word in ["Shanlan", "NanjingYihe", "Scantojoin", "Joiningisfree", "8011YiheRoad"] {
        assert!(en.contains(word) && !zh.contains(word), "{word} is not in\n{en}");
    }
    for word in ["南京颐和路店", "NanjingYihe", "扫一扫", "Scantojoin"] {
        assert!(both.contains(word), "{word} is not in\n{both}");
    }
    let svg =
        std::fs::read_to_string(&print(&shuke, "card.svg", &["store", "--store", "nanjing-yihe"]).files[0]).unwrap();
    assert!(svg.contains("aria-label=\"南京颐和路店\"") && svg.contains("#274472"), "the brand's colour and words");
    assert!(!svg.contains("<text"), "letters are outlines");
    looked_at(&shuke, "both", &["store", "--store", "nanjing-yihe", "--words", "both"]);
}

#[test]
fn a_counter_card_is_of_a5_and_a_print_house_is_told_where_it_is_cut() {
    let shuke = Shuke::with(&online());
    let card = print(&shuke, "card.pdf", &["store", "--store", "hefang"]);
    let told = told("pdfinfo", &["-box", card.files[0].to_str().unwrap()]);
    let found = |name: &str| -> Vec<f32> {
        let line = told.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("{told}"));
        line.split_whitespace()
            .skip(1)
            .filter_map(|word| word.parse::<f32>().ok())
            .map(|point| point / 72.0 * 25.4)
            .collect()
    };
    let near = |found: Vec<f32>, expected: [f32; 4]| found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 0.05);
    assert!(near(found("TrimBox:"), [31.0, 43.5, 179.0, 253.5]), "{told}");
    assert!(near(found("BleedBox:"), [28.0, 40.5, 182.0, 256.5]), "{told}");
    assert!(told.contains("(A4)") && told.contains("小满"), "{told}");
}

#[test]
fn many_codes_go_onto_several_sheets_in_their_order() {
    let shuke = Shuke::with(&shops());
    let names = [
        "",
        "亚麻衬衫，本白，修身，限量",
        "<b>&\"'衬衫</b>",
        "A linen shirt with a name that goes on until nobody reads it",
    ];
    let row = |at: usize| format!("SL{at:04}x9K,\"{}\"\n", names[at % 4].replace('"', "\"\""));
    let file = shuke.directory.file("codes.csv", format!("code,name\n{}", (0..30).map(row).collect::<String>()));
    let from = ["item", "--file", file.to_str().unwrap()];
    let expected: Vec<String> = (0..30).map(|at| format!("{ADDRESS}/i/SL{at:04}x9K")).collect();
    assert_eq!(looked_at(&shuke, "items", &from), expected);
    assert!(shuke.directory.0.join("items-2.svg").exists() && !shuke.directory.0.join("items-3.svg").exists());
    let text = text_of(&shuke.directory.0.join("items.pdf"));
    for word in ["SL0000x9K", "亚麻衬衫", "<b>&\"'衬衫</b>", "查真伪", "Alinenshirt"] {
        assert!(text.contains(word), "{word} is not in\n{text}");
    }
    let eight = [&from[..], &["--per-page", "8", "--words", "both"]].concat();
    assert_eq!(looked_at(&shuke, "large", &eight), expected);
    let both = [&from[..], &["--words", "both"]].concat();
    assert_eq!(looked_at(&shuke, "small", &both), expected);
}

#[test]
fn a_members_link_is_printed_with_the_name_they_want_to_be_called() {
    let shuke = Shuke::with(&online());
    let link = ["referral", "K7mP2x", "--name", "小方"];
    assert_eq!(looked_at(&shuke, "friend", &link), [format!("{ADDRESS}/r/K7mP2x")]);
    let text = text_of(&shuke.directory.0.join("friend.pdf"));
    assert!(text.contains("小方邀你加入小满") && text.contains("看看新会员有什么"), "{text}");
    let stickers = ["referral", "K7mP2x", "--as", "stickers", "--per-page", "15", "--copies", "15"];
    assert_eq!(looked_at(&shuke, "stickers", &stickers).len(), 15);
}

#[test]
fn a_card_for_a_parcel_leads_to_its_item_or_to_a_page() {
    let shuke = Shuke::with(&online());
    assert_eq!(
        looked_at(&shuke, "parcels", &["parcel", "AB12cd", "EF34gh", "IJ56kl", "MN78op", "QR90st"]),
        ["AB12cd", "EF34gh", "IJ56kl", "MN78op", "QR90st"].map(|code| format!("{ADDRESS}/i/{code}?from=parcel"))
    );
    let text = text_of(&shuke.directory.0.join("parcels.pdf"));
    assert!(text.contains("谢谢选择小满") && text.contains("登记这件商品") && text.contains("QR90st"), "{text}");
    let page = ["parcel", "--path", "/welcome", "--copies", "4", "--words", "both"];
    assert_eq!(looked_at(&shuke, "page", &page), [const { "https://card.example.com/welcome?from=parcel" }; 4]);
    assert!(text_of(&shuke.directory.0.join("page.pdf")).contains("membercenter"));
}

#[test]
fn it_is_said_which_codes_lead_nowhere_yet() {
    let shuke = Shuke::with(&online());
    let goods = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../brands/xiaoman/goods.csv");
    shuke.run(["import", "goods", goods.to_str().unwrap()]).well();
    let made = shuke.run(["item-codes", "make", "--item", "10034", "--count", "1"]).well();
    let code = made.lines().nth(1).unwrap().split(',').nth(2).unwrap();
    let out = shuke.directory.0.join("codes.pdf");
    let said = |arguments: &[&str]| {
        let said = run(&shuke, &[&["print"], arguments, &["--out", out.to_str().unwrap()]].concat());
        assert_eq!(said.code, 0, "{}", said.err);
        said.err
    };
    assert!(!said(&["item", code]).contains("leads nowhere"));
    let some = said(&["item", code, "AB1", "AB2", "AB3", "AB4", "AB5"]);
    assert!(some.contains("No piece has `AB1`, `AB2`, `AB3` and 2 more: until one does"), "{some}");
    assert!(said(&["item", "AB1", code, "AB1"]).contains("No piece has `AB1`: until one does"));
    assert!(said(&["parcel", "AB1"]).contains("No piece has `AB1`"));
    assert!(said(&["referral", "K7mP2x"]).contains("No member has `K7mP2x`"));
    assert!(!said(&["store"]).contains("leads nowhere"));
}

#[test]
fn the_same_is_printed_again_to_the_byte() {
    let shuke = Shuke::with(&online());
    let bytes = |name: &str| std::fs::read(&print(&shuke, name, &["item", "AB12", "CD34"]).files[0]).unwrap();
    assert!(bytes("one.pdf") == bytes("two.pdf") && bytes("one.svg") == bytes("two.svg"));
}

#[test]
fn what_cannot_be_printed_is_refused_with_the_remedy_and_leaves_no_file() {
    let closed = shops().replace("region = \"25\"", "region = \"25\"\nrevoked = true");
    let shuke = Shuke::with(&closed);
    let out = shuke.directory.0.join("no.pdf");
    let to = ["--out", out.to_str().unwrap()];
    let refused = |arguments: &[&str]| run(&shuke, &[&["print"], arguments, &to].concat()).badly();
    let none = shuke.directory.file("none.csv", "number\n1\n");
    let text = shuke.directory.file("text.ttf", "no font");
    for (arguments, why, remedy) in [
        (&["store", "--store", "mars"][..], "No shop has the id `mars`", "shanghai-yuyuan"),
        (&["store", "--store", "nanjing-yihe"], "`nanjing-yihe` are withdrawn", "`revoked`"),
        (&["referral", "a/b"], "`a/b` is no code", "letters, digits"),
        (&["referral", "ab", "--name", "a\u{7}b"], "is no name", "64 characters"),
        (&["item"], "no code to print", "name one"),
        (
            &["item", "AB12", "--copies", "5000", "--as", "parcel", "--font", text.to_str().unwrap()],
            "is no font",
            ".ttf",
        ),
        (&["item", "AB12", "CD34", "--copies", "5000"], "10000 cards are more", "in parts"),
        (&["item", "--file", none.to_str().unwrap()], "no column `code`", "correct the file"),
        (&["item", "--file", "no-such-file.csv"], "no-such-file.csv", "Nothing was printed"),
        (&["parcel", "--path", "/no-such-page"], "leads to no page", "/welcome"),
        (&["parcel", "--path", "https://evil.example/"], "leads to no page", "/welcome"),
    ] {
        let said = refused(arguments);
        assert!(said.contains(why) && said.contains(remedy), "{arguments:?}: {said}");
    }
    let gift = shuke.directory.file("gift.csv", "code,name\nAB12,礼物🎁\n");
    let said = refused(&["item", "--file", gift.to_str().unwrap()]);
    assert!(said.contains("U+1F381") && said.contains("礼物🎁") && said.contains("--font"), "{said}");
    let said = refused(&["item", "AB12", "--font", without_chinese().to_str().unwrap()]);
    assert!(said.contains("has no Chinese characters") && said.contains("fonts-noto-cjk"), "{said}");
    assert!(!out.exists());
    let ending = run(&shuke, &["print", "store", "--out", "shops.png"]).badly();
    assert!(ending.contains("ends in .pdf or .svg"), "{ending}");
    let far = format!("https://{0}.{0}.example.com", "x".repeat(60));
    let stickers = |more: &[&str]| {
        let asked = [&["print", "store", "--as", "stickers"], more, &to].concat();
        Said::of(shuke.command(asked).env("SHUKE_PUBLIC_URL", &far).output().unwrap())
    };
    let said = stickers(&[]).badly();
    assert!(said.contains("phones read 0.4 mm") && said.contains("--per-page 8"), "{said}");
    stickers(&["--per-page", "8"]).well();
}

#[test]
fn without_a_public_address_nothing_is_printed() {
    let shuke = Shuke::with(&online());
    let out = shuke.directory.0.join("no.pdf");
    let mut command = shuke.command(["print", "store", "--out", out.to_str().unwrap()]);
    let said = Said::of(command.env_remove("SHUKE_PUBLIC_URL").output().unwrap()).badly();
    assert!(said.contains("No public address is set") && said.contains("SHUKE_PUBLIC_URL="), "{said}");
    assert!(!out.exists());
    let wrong = Said::of(command.env("SHUKE_PUBLIC_URL", "card.example.com/path").output().unwrap()).badly();
    assert!(wrong.contains("public_url") && wrong.contains("scheme and host only"), "{wrong}");
}

/// A font of Latin letters: whoever shows sheets brings one along.
fn without_chinese() -> PathBuf {
    let listed = told("fc-list", &[":lang=en", "file"]);
    let files = listed.lines().map(|line| line.trim_end_matches([':', ' ']));
    let latin = files.map(Path::new).filter(|file| {
        file.extension().is_some_and(|kind| kind == "ttf") && !file.to_string_lossy().to_lowercase().contains("cjk")
    });
    PathBuf::from(latin.min().expect("a font of Latin letters"))
}
