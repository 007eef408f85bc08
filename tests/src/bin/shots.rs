//! `cargo xtask shots`: a picture of every screen, as a phone shows it.
//!
//! `shots OUTDIR [part of a name]`. Light, dark and 200 % text in Chinese, light in English; cards and guests' pages of both brands. All of
//! them once more on a contact sheet for each kind, in `docs/contact/` where every screen was taken, and those of README where it has them.

use shuke_tests::{
    checks,
    engine::{self, Engine, Looks, PHONE},
    page::Page,
    place,
    screens::{SCREENS, Screen},
    server::{self, Brand},
    world::World,
};
use std::{
    env, fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    process::ExitCode,
    rc::Rc,
};

/// What 山岚 shows otherwise than 小满.
const OF_BOTH: [&str; 10] =
    ["landing", "shop", "join", "card_1", "card_2", "card_3", "card_4", "code", "tiers", "receipt_refunded"];

/// What README shows, as it stands on the phone's screen.
const OF_README: [&str; 6] = ["landing", "card_3", "code", "mall", "coupons", "together"];
/// What a picture's name ends with, by how it was taken.
const KINDS: [&str; 4] = ["", "-dark", "-200", "-en"];
/// What the contact sheet of each kind is called.
const SHEETS: [&str; 4] = ["light", "dark", "large", "english"];
/// Columns of a sheet, and how wide each is, in points; between them, and under each for its name.
const SHEET: (u32, u32) = (14, 156);
const GAP: u32 = 8;
const NAME: u32 = 14;
/// A sheet lies in the repository.
const SHEET_BYTES: usize = 500_000;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [folder, rest @ ..] = arguments.as_slice() else {
        eprintln!("shots OUTDIR [part of a screen's name]");
        return ExitCode::from(2);
    };
    let part = rest.first().map_or("", String::as_str);
    let folder = PathBuf::from(folder);
    if let Err(error) = fs::create_dir_all(&folder) {
        eprintln!("cannot make {}: {error}", folder.display());
        return ExitCode::FAILURE;
    }
    let mut missed = Vec::new();
    let wanted: Vec<(Brand, &Screen)> = wanted(part).collect();
    for (brand, screen) in &wanted {
        let name = called(*brand, screen);
        println!("{name}");
        if catch_unwind(AssertUnwindSafe(|| take(screen, *brand, &folder.join(&name)))).is_err() {
            missed.push(name);
        }
    }
    let sheets = if part.is_empty() { place::root().join("docs/contact") } else { folder.clone() };
    let names: Vec<String> = wanted.iter().map(|(brand, screen)| called(*brand, screen)).collect();
    for (kind, name) in KINDS.into_iter().zip(SHEETS) {
        sheet(&folder, &names, kind, &sheets.join(format!("{name}.webp")));
    }
    engine::end();
    server::end();
    if missed.is_empty() {
        return ExitCode::SUCCESS;
    }
    eprintln!("could not be reached: {}", missed.join(", "));
    ExitCode::FAILURE
}

/// The screens of a name, as they stand in the table: all of 小满's, then those that 山岚 shows otherwise.
fn wanted(part: &str) -> impl Iterator<Item = (Brand, &'static Screen)> {
    let of_part = move |screen: &&Screen| screen.name.contains(part);
    let ours = SCREENS.iter().filter(of_part).map(|screen| (Brand::Xiaoman, screen));
    let theirs = SCREENS.iter().filter(of_part).filter(|screen| OF_BOTH.contains(&screen.name));
    ours.chain(theirs.map(|screen| (Brand::Shanlan, screen)))
}

fn called(brand: Brand, screen: &Screen) -> String {
    let brand = if brand == Brand::Xiaoman { "xiaoman" } else { "shanlan" };
    format!("{brand}-{}", screen.name)
}

fn take(screen: &Screen, brand: Brand, name: &Path) {
    let world = World::new(Engine::Chromium, brand);
    let page = (screen.reach)(&world, PHONE);
    keep(&page, name, KINDS[0]);
    if brand == Brand::Xiaoman && OF_README.contains(&screen.name) {
        let place = place::root().join("docs/screens").join(format!("{}.webp", screen.name));
        fs::write(&place, page.small_picture()).unwrap_or_else(|error| panic!("{}: {error}", place.display()));
    }
    page.js("document.documentElement.dataset.theme = 'dark'");
    keep(&page, name, KINDS[1]);
    page.js("document.documentElement.dataset.theme = 'light'");
    page.double_text();
    keep(&page, name, KINDS[2]);
    let english = World::new(Engine::Chromium, brand);
    let page = (screen.reach)(&english, Looks { language: "en", ..PHONE });
    keep(&page, name, KINDS[3]);
}

/// The whole page, however long; a sheet and the code as they stand on the phone's screen.
fn keep(page: &Rc<Page>, name: &Path, kind: &str) {
    checks::at_rest(page);
    page.js("scrollTo(0, 0)");
    let height =
        page.js("return document.querySelector('dialog[open]') ? 0 : document.documentElement.scrollHeight").as_u64();
    let height = u32::try_from(height.unwrap_or(0)).unwrap_or(0).clamp(PHONE.height, 6000);
    page.resize(PHONE.width, height);
    let mut file = name.as_os_str().to_owned();
    file.push(format!("{kind}.png"));
    fs::write(&file, page.picture()).unwrap_or_else(|error| panic!("{}: {error}", Path::new(&file).display()));
    page.resize(PHONE.width, PHONE.height);
}

/// All pictures of a kind on one, each as far as the phone's screen shows it and with its name, small enough to be looked at as one.
fn sheet(folder: &Path, names: &[String], kind: &str, place: &Path) {
    let (columns, width) = SHEET;
    let height = width * PHONE.height / PHONE.width;
    let taken: Vec<&String> = names.iter().filter(|name| folder.join(format!("{name}{kind}.png")).is_file()).collect();
    let cell =
        |name: &&String| format!("<figure><img src=\"{name}{kind}.png\"><figcaption>{name}</figcaption></figure>");
    let cells = taken.iter().map(cell).collect::<Vec<_>>().concat();
    let html = format!(
        "<!DOCTYPE html><style>body{{margin:{GAP}px;background:#777;display:grid;grid-template-columns:repeat({columns},{width}px);gap:{GAP}px}}\
         figure{{margin:0}}img{{width:100%;height:{height}px;object-fit:cover;object-position:top;display:block}}\
         figcaption{{font:10px/{NAME}px sans-serif;height:{NAME}px;color:#fff;overflow:hidden;white-space:nowrap}}</style>{cells}"
    );
    let page_of_all = folder.join(format!("sheet{kind}.html"));
    fs::write(&page_of_all, html).expect("a page of all pictures");
    let world = World::new(Engine::Chromium, Brand::Xiaoman);
    let page = world.phone();
    page.open_file(&page_of_all);
    page.until("all pictures are there", || {
        (page.js("return [...document.images].every((one) => one.complete)") == true).then_some(())
    });
    let rows = u32::try_from(taken.len()).unwrap_or(0).div_ceil(columns);
    let size = (columns * (width + GAP) + GAP, rows * (height + NAME + GAP) + GAP);
    let picture = page.picture_within(size, SHEET_BYTES);
    println!("{}: {} screens, {} bytes", place.display(), taken.len(), picture.len());
    fs::create_dir_all(place.parent().unwrap_or(place)).expect("a folder for sheets");
    fs::write(place, picture).unwrap_or_else(|error| panic!("{}: {error}", place.display()));
}
