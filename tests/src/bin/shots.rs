//! `cargo xtask shots`: a picture of every screen, as a phone shows it.
//!
//! `shots OUTDIR [part of a name]`. Light, dark and 200 % text in Chinese, light in English; cards and guests' pages of both brands. All of
//! them once more on a sheet for each kind, and those of README where it has them.

use shuke_tests::{
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
/// Columns of a sheet, and how wide each is, in points.
const SHEET: (u32, u32) = (16, 130);

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
    for (brand, name) in [(Brand::Xiaoman, "xiaoman"), (Brand::Shanlan, "shanlan")] {
        let wanted = |screen: &&Screen| {
            screen.name.contains(part) && (brand == Brand::Xiaoman || OF_BOTH.contains(&screen.name))
        };
        for screen in SCREENS.iter().filter(wanted) {
            println!("{name} {}", screen.name);
            if catch_unwind(AssertUnwindSafe(|| take(screen, brand, &folder.join(format!("{name}-{}", screen.name)))))
                .is_err()
            {
                missed.push(format!("{name} {}", screen.name));
            }
        }
    }
    for kind in KINDS {
        sheet(&folder, kind);
    }
    engine::end();
    server::end();
    if missed.is_empty() {
        return ExitCode::SUCCESS;
    }
    eprintln!("could not be reached: {}", missed.join(", "));
    ExitCode::FAILURE
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
    page.js_async(
        "await Promise.allSettled(document.getAnimations().map((a) => a.finished)); scrollTo(0, 0);",
        &serde_json::json!([]),
    );
    let height =
        page.js("return document.querySelector('dialog[open]') ? 0 : document.documentElement.scrollHeight").as_u64();
    let height = u32::try_from(height.unwrap_or(0)).unwrap_or(0).clamp(PHONE.height, 6000);
    page.resize(PHONE.width, height);
    let mut file = name.as_os_str().to_owned();
    file.push(format!("{kind}.png"));
    fs::write(&file, page.picture()).unwrap_or_else(|error| panic!("{}: {error}", Path::new(&file).display()));
    page.resize(PHONE.width, PHONE.height);
}

/// All pictures of a kind in the folder on one, each as far as the phone's screen shows it.
fn sheet(folder: &Path, kind: &str) {
    let names =
        fs::read_dir(folder).expect("the pictures").flatten().filter_map(|file| file.file_name().into_string().ok());
    let is_of_kind = |name: &String| name.strip_suffix(".png").is_some_and(|name| kind_of(name) == kind);
    let mut names: Vec<String> = names.filter(is_of_kind).collect();
    names.sort();
    let (columns, width) = SHEET;
    let height = width * PHONE.height / PHONE.width;
    let cell = |name: &String| {
        let said = name.trim_end_matches(".png");
        format!("<figure><img src=\"{name}\"><figcaption>{said}</figcaption></figure>")
    };
    let cells = names.iter().map(cell).collect::<Vec<_>>().concat();
    let html = format!(
        "<!DOCTYPE html><style>body{{margin:8px;background:#777;display:grid;grid-template-columns:repeat({columns},{width}px);gap:6px}}\
         figure{{margin:0}}img{{width:100%;height:{height}px;object-fit:cover;object-position:top;display:block}}\
         figcaption{{font:9px sans-serif;color:#fff;overflow:hidden;white-space:nowrap}}</style>{cells}"
    );
    let page_of_all = folder.join(format!("sheet{kind}.html"));
    fs::write(&page_of_all, html).expect("a page of all pictures");
    let world = World::new(Engine::Chromium, Brand::Xiaoman);
    let page = world.phone();
    page.open_file(&page_of_all);
    page.until("all pictures are there", || {
        (page.js("return [...document.images].every((one) => one.complete)") == true).then_some(())
    });
    let rows = u32::try_from(names.len()).unwrap_or(0).div_ceil(columns);
    page.resize(columns * (width + 6) + 10, rows * (height + 18) + 10);
    fs::write(folder.join(format!("sheet{kind}.webp")), page.small_picture()).expect("the sheet");
}

/// What the name of a picture ends with that says how it was taken.
fn kind_of(name: &str) -> &str {
    KINDS.into_iter().filter(|kind| !kind.is_empty()).find(|kind| name.ends_with(kind)).unwrap_or("")
}
