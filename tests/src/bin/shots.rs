//! `cargo xtask shots`: a picture of every screen, as a phone shows it.
//!
//! `shots OUTDIR [part of a name]`. Light, dark and 200 % text in Chinese, light in English; cards and guests' pages of both brands.

use shuke_tests::{
    engine::{self, Engine, Looks, PHONE},
    page::Page,
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
    keep(&page, name, "");
    page.js("document.documentElement.dataset.theme = 'dark'");
    keep(&page, name, "-dark");
    page.js("document.documentElement.dataset.theme = 'light'");
    page.double_text();
    keep(&page, name, "-200");
    let english = World::new(Engine::Chromium, brand);
    let page = (screen.reach)(&english, Looks { language: "en", ..PHONE });
    keep(&page, name, "-en");
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
