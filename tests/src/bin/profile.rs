//! `cargo xtask profile`: what each screen runs until it can be used, when it is opened by a link.
//!
//! `profile FILE`, with an app that says which of its functions run (`window.shukeRan(module, number)`).

use shuke_tests::{
    engine::{self, Engine, PHONE},
    page::Page,
    screens::{SCREENS, Screen},
    server::{self, Brand},
    world::World,
};
use std::{
    collections::BTreeSet,
    env, fs,
    panic::{AssertUnwindSafe, catch_unwind},
    process::ExitCode,
    thread,
    time::Duration,
};

/// Remembers what runs until the app has been there for as long as what comes after it may take on a slow line. Nobody touches anything.
const MARKS: &str = "window.shukeAll = [new Set, new Set]; let isOver;\
    document.addEventListener('taken', () => setTimeout(() => (isOver = true), 2500));\
    window.shukeRan = (module, number) => isOver || shukeAll[module].add(number)";
const LATER: Duration = Duration::from_millis(2600);

fn main() -> ExitCode {
    let Some(file) = env::args().nth(1) else {
        eprintln!("profile FILE");
        return ExitCode::from(2);
    };
    let mut ran = [BTreeSet::new(), BTreeSet::new()];
    let mut missed = Vec::new();
    for screen in SCREENS {
        println!("{}", screen.name);
        match catch_unwind(AssertUnwindSafe(|| look(screen))) {
            Ok(seen) => add(&mut ran, seen),
            Err(_) => missed.push(screen.name),
        }
    }
    engine::end();
    server::end();
    println!("not reached: {}", missed.join(", "));
    let written = serde_json::to_string(&ran).map(|text| fs::write(&file, text));
    if ran.iter().all(|ran| !ran.is_empty()) && matches!(written, Ok(Ok(()))) {
        return ExitCode::SUCCESS;
    }
    eprintln!("nothing was recorded into {file}");
    ExitCode::FAILURE
}

type Ran = [BTreeSet<u64>; 2];

fn add(ran: &mut Ran, seen: Ran) {
    ran.iter_mut().zip(seen).for_each(|(all, seen)| all.extend(seen));
}

/// Opens the screen's address anew, as it stands by then.
fn look(screen: &Screen) -> Ran {
    let world = World::new(Engine::Chromium, Brand::Xiaoman);
    world.gate.preload(MARKS);
    let page = (screen.reach)(&world, PHONE);
    page.reload();
    page.started();
    thread::sleep(LATER);
    recorded(&page)
}

fn recorded(page: &Page) -> Ran {
    let seen = page.js("return shukeAll.map((all) => [...all])");
    [0, 1].map(|module| {
        let all = seen.get(module).and_then(|all| all.as_array());
        all.into_iter().flatten().filter_map(serde_json::Value::as_u64).collect()
    })
}
