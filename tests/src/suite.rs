//! Runs tests in every engine, so that counts are true; keeps a picture of what failed.

use crate::{
    engine::{self, Engine},
    place,
    server::{self, Brand},
    world::World,
};
use libtest_mimic::{Arguments, Failed, Trial};
use std::{
    any::Any,
    fs,
    panic::{self, AssertUnwindSafe, catch_unwind},
    process::ExitCode,
    sync::Arc,
};

/// A sentence about the app, and how to see whether it is true.
pub struct Test {
    /// `join::a_stranger_holds_a_card`
    pub name: String,
    pub brand: Brand,
    pub engines: &'static [Engine],
    pub run: Arc<dyn Fn(&World) + Send + Sync>,
}

pub const EVERYWHERE: &[Engine] = &[Engine::Chromium, Engine::Webkit];
pub const CHROMIUM: &[Engine] = &[Engine::Chromium];

impl Test {
    /// `module` as `module_path!()` gives it.
    pub fn new(module: &str, name: &str, run: impl Fn(&World) + Send + Sync + 'static) -> Self {
        let module = module.rsplit("::").next().unwrap_or_default();
        Self { name: format!("{module}::{name}"), brand: Brand::Xiaoman, engines: EVERYWHERE, run: Arc::new(run) }
    }

    pub fn of(self, brand: Brand) -> Self {
        Self { brand, ..self }
    }

    pub fn only_in(self, engines: &'static [Engine]) -> Self {
        Self { engines, ..self }
    }
}

/// `tests![a, b]`: these functions, each in every engine, with 小满. `tests![shanlan: a]`: with 山岚.
/// `tests![chromium: a]`: where another engine's driver lacks what the test needs; say why beside it.
#[macro_export]
macro_rules! tests {
    (chromium: $($name:ident),* $(,)?) => {
        vec![$($crate::suite::Test::new(module_path!(), stringify!($name), $name).only_in($crate::suite::CHROMIUM)),*]
    };
    (shanlan: $($name:ident),* $(,)?) => {
        vec![$($crate::suite::Test::new(module_path!(), stringify!($name), $name).of($crate::server::Brand::Shanlan)),*]
    };
    ($($name:ident),* $(,)?) => { vec![$($crate::suite::Test::new(module_path!(), stringify!($name), $name)),*] };
}

/// Runs what the command line asks for; two at a time unless it says otherwise.
pub fn run(tests: Vec<Test>) -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = arguments.test_threads.or(Some(2));
    // What a test panics with is its result; a trace of the harness says nothing.
    panic::set_hook(Box::new(|_| ()));
    let wanted = Engine::wanted();
    let trials = tests.into_iter().flat_map(|test| {
        let test = Arc::new(test);
        let engines = wanted.iter().copied().filter(|engine| test.engines.contains(engine)).collect::<Vec<_>>();
        engines.into_iter().map(move |engine| {
            let test = Arc::clone(&test);
            Trial::test(format!("{}: {}", engine.name(), test.name), move || judge(&test, engine))
        })
    });
    let conclusion = libtest_mimic::run(&arguments, trials.collect());
    engine::end();
    server::end();
    conclusion.exit_code()
}

/// Once: a second try would hide what goes wrong now and then.
fn judge(test: &Test, engine: Engine) -> Result<(), Failed> {
    let world = catch_unwind(AssertUnwindSafe(|| World::new(engine, test.brand)))
        .map_err(|cause| Failed::from(words(&*cause)))?;
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        (test.run)(&world);
        for page in world.pages() {
            let complaints = page.complaints();
            assert!(complaints.is_empty(), "the browser complained:\n{}", complaints.join("\n"));
        }
    }));
    outcome.map_err(|cause| {
        let name = format!("{}-{}", engine.name(), test.name.replace("::", "-"));
        let _ = catch_unwind(AssertUnwindSafe(|| record(&world, &name)));
        Failed::from(words(&*cause))
    })
}

/// The last picture and HTML of each browser, and the server's log.
fn record(world: &World, name: &str) {
    let folder = place::failures();
    let _ = fs::create_dir_all(&folder);
    let _ = fs::write(folder.join(format!("{name}.log")), world.log());
    for (number, page) in world.pages().iter().enumerate() {
        let _ = fs::write(folder.join(format!("{name}-{number}.png")), page.picture());
        let html = page.js("return document.documentElement.outerHTML");
        let _ = fs::write(folder.join(format!("{name}-{number}.html")), html.as_str().unwrap_or_default());
    }
}

fn words(cause: &(dyn Any + Send)) -> String {
    let text = cause.downcast_ref::<String>().cloned();
    text.or_else(|| cause.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_else(|| "failed".into())
}
