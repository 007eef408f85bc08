//! What is drawn anew, or goes, does not take the focus along, and closes nothing that somebody opened: the page's own script sees to it, whatever
//! draws.

use serde_json::json;
use shuke_tests::{
    counter::{BAG, CLERK, at_counter, redeem_here},
    page::{Page, key},
    suite::Test,
    tests,
    world::World,
};

use crate::staff::{WHO, waiting};

pub fn tests() -> Vec<Test> {
    tests![engines:
        a_fold_stays_as_it_was_left_and_keeps_the_focus_when_it_is_drawn_anew,
        the_keyboard_stays_on_a_fold_of_the_desk_when_something_comes_into_it,
        what_is_called_the_same_has_the_focus_and_else_the_heading,
    ]
}

/// Writes what holds the first fold once more, as it was drawn at first.
const ANEW: &str =
    "const place = document.querySelector('main details').closest('.whole'); place.innerHTML = window.drawn";

fn at_the_ladder(world: &World) -> std::rc::Rc<Page> {
    let page = world.member(0);
    page.open_path("/tiers");
    page.started();
    page.js("window.drawn = document.querySelector('main details').closest('.whole').innerHTML");
    page
}

fn a_fold_stays_as_it_was_left_and_keeps_the_focus_when_it_is_drawn_anew(world: &World) {
    let page = at_the_ladder(world);
    let folds = || page.js("return [...document.querySelectorAll('main details')].map((fold) => fold.open)");
    let at_first = folds();
    let summaries = "[...document.querySelectorAll('main .rung summary')].at(-1)";
    page.js(&format!("const last = {summaries}; last.focus(); last.click()"));
    let left = folds();
    assert_ne!(left, at_first, "the last one was opened");
    page.js(ANEW);
    page.until("all are as they were left", || (folds() == left).then_some(()));
    assert_eq!(page.js(&format!("return document.activeElement === {summaries}")), true);
    // Another page's folds are its own.
    page.js("document.activeElement.blur(); document.body.click()");
    page.js(ANEW);
    page.until("still", || (folds() == left).then_some(()));
    assert_eq!(page.js("return document.activeElement === document.body"), true, "nobody wanted the focus");
}

fn the_keyboard_stays_on_a_fold_of_the_desk_when_something_comes_into_it(world: &World) {
    let page = at_counter(world, CLERK);
    page.button("待备货").tab_to();
    page.press(&[key::ENTER]);
    redeem_here(world, WHO, BAG);
    // As on coming back to the page.
    page.js("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
    page.button(&waiting(world)).wait();
    let at = page.js("return [document.activeElement.tagName, document.activeElement.parentNode.open]");
    assert_eq!(at, json!(["SUMMARY", true]));
}

fn what_is_called_the_same_has_the_focus_and_else_the_heading(world: &World) {
    let page = at_the_ladder(world);
    page.js(
        "const place = document.querySelector('main details').closest('.whole');\
         place.insertAdjacentHTML('afterend', '<section id=\"part\"><h2>部分</h2><ul><li><button>甲</button><li><button>乙</button></ul></section>');\
         document.querySelector('#part li:last-child button').focus()",
    );
    let list = |rows: &str| format!("document.querySelector('#part ul').innerHTML = '{rows}'");
    page.js(&list("<li><button>乙</button><li><button>丙</button>"));
    assert_eq!(page.js("return document.activeElement.textContent"), "乙");
    page.js(&list("<li><button>甲</button><li><button>丙</button>"));
    assert_eq!(
        page.js("return document.activeElement.textContent"),
        "部分",
        "what follows is not pressed in its place"
    );
    page.js("document.querySelector('#part button').focus(); document.querySelector('#part').remove()");
    assert_eq!(page.js("return document.activeElement.tagName"), "H1");
}
