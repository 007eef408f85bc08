//! Runs tests in every engine, so that counts are true; keeps a picture of what failed.

use crate::{
    engine::{self, Engine},
    place,
    server::{self, Brand},
    times,
    world::World,
};
use libtest_mimic::{Arguments, Failed, Trial};
use std::{
    any::Any,
    fs,
    panic::{self, AssertUnwindSafe, catch_unwind},
    process::ExitCode,
    sync::Arc,
    time::Instant,
};

/// A sentence about the app, and how to see whether it is true.
pub struct Test {
    /// `join::a_stranger_holds_a_card`
    pub name: String,
    pub brand: Brand,
    pub needs: Needs,
    pub run: Arc<dyn Fn(&World) + Send + Sync>,
}

/// Which engines a sentence is tried in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// One is enough, because it speaks of words, figures or the server's rules: Chromium, and each that `SHUKE_ENGINES` names.
    One,
    /// It speaks of what engines do each in their way: history, storage, focus, keys, taps, forms, files, layout, no network.
    Each,
    /// Another engine's driver lacks what the test needs.
    Chromium,
}

impl Needs {
    /// The engines, of those that were asked for by name, if any were.
    fn engines(self, named: Option<&[Engine]>) -> Vec<Engine> {
        let most: &[Engine] = match self {
            Self::Each => &engine::BOTH,
            Self::One if named.is_some() => &engine::BOTH,
            Self::One | Self::Chromium => &[Engine::Chromium],
        };
        most.iter().copied().filter(|engine| named.is_none_or(|named| named.contains(engine))).collect()
    }
}

impl Test {
    /// `module` as `module_path!()` gives it.
    pub fn new(module: &str, name: &str, run: impl Fn(&World) + Send + Sync + 'static) -> Self {
        let module = module.rsplit("::").next().unwrap_or_default();
        Self { name: format!("{module}::{name}"), brand: Brand::Xiaoman, needs: Needs::One, run: Arc::new(run) }
    }

    pub fn of(self, brand: Brand) -> Self {
        Self { brand, ..self }
    }

    pub fn needing(self, needs: Needs) -> Self {
        Self { needs, ..self }
    }
}

/// `tests![a, b]`: these functions with 小满, in Chromium unless all engines are asked for. `tests![shanlan: a]`: with 山岚.
/// `tests![engines: a]`: in each, because of what differs from engine to engine.
/// `tests![chromium: a]`: where another engine's driver lacks what the test needs; say why beside it.
#[macro_export]
macro_rules! tests {
    (chromium: $($name:ident),* $(,)?) => { $crate::tests![@ Chromium, Xiaoman, $($name),*] };
    (engines: $($name:ident),* $(,)?) => { $crate::tests![@ Each, Xiaoman, $($name),*] };
    (shanlan: $($name:ident),* $(,)?) => { $crate::tests![@ One, Shanlan, $($name),*] };
    (@ $needs:ident, $brand:ident, $($name:ident),*) => {
        vec![$($crate::suite::Test::new(module_path!(), stringify!($name), $name)
            .needing($crate::suite::Needs::$needs).of($crate::server::Brand::$brand)),*]
    };
    ($($name:ident),* $(,)?) => { $crate::tests![@ One, Xiaoman, $($name),*] };
}

/// Runs what the command line asks for; two at a time unless it says otherwise.
pub fn run(tests: Vec<Test>) -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = arguments.test_threads.or(Some(2));
    // What a test panics with is its result; a trace of the harness says nothing.
    panic::set_hook(Box::new(|_| ()));
    let named = Engine::named();
    let trials = tests.into_iter().flat_map(|test| {
        let test = Arc::new(test);
        test.needs.engines(named.as_deref()).into_iter().map(move |engine| {
            let test = Arc::clone(&test);
            let name = format!("{}: {}", engine.name(), test.name);
            Trial::test(name.clone(), move || {
                let start = Instant::now();
                let outcome = judge(&test, engine);
                times::note(name, start.elapsed());
                outcome
            })
        })
    });
    let conclusion = libtest_mimic::run(&arguments, trials.collect());
    engine::end();
    server::end();
    if let Some(report) = times::report() {
        println!("{report}");
    }
    conclusion.exit_code()
}

/// Once: a second try would hide what goes wrong now and then.
fn judge(test: &Test, engine: Engine) -> Result<(), Failed> {
    let world = catch_unwind(AssertUnwindSafe(|| World::new(engine, test.brand)))
        .map_err(|cause| Failed::from(words(&*cause)))?;
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        (test.run)(&world);
        world.all_quiet();
    }));
    let Err(cause) = outcome else {
        world.end_well();
        return Ok(());
    };
    let name = format!("{}-{}", engine.name(), test.name.replace("::", "-"));
    let _ = catch_unwind(AssertUnwindSafe(|| record(&world, &name)));
    Err(Failed::from(words(&*cause)))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_that_needs_one_engine_runs_in_each_only_when_it_is_named() {
        use Engine::{Chromium, Webkit};
        assert_eq!(Needs::One.engines(None), [Chromium]);
        assert_eq!(Needs::One.engines(Some(&[Chromium, Webkit])), [Chromium, Webkit]);
        assert_eq!(Needs::One.engines(Some(&[Webkit])), [Webkit]);
        assert_eq!(Needs::Each.engines(None), [Chromium, Webkit]);
        assert_eq!(Needs::Each.engines(Some(&[Webkit])), [Webkit]);
        assert_eq!(Needs::Chromium.engines(Some(&[Webkit])), []);
    }
}
