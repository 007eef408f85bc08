//! A screen, and how one that was reached in Chinese comes to be in English.

use crate::{engine::Looks, page::Page, world::World};
use shuke_face::Page as At;
use std::rc::Rc;

#[derive(Clone, Copy)]
pub struct Screen {
    pub name: &'static str,
    /// Whose address it has.
    pub at: At,
    /// Goes there in a browser of its own and waits until all of it is there.
    pub reach: fn(&World, Looks) -> Rc<Page>,
    pub english: English,
}

/// How a screen that was reached in Chinese comes to be in English, so that one visit is enough for both.
#[derive(Clone, Copy)]
pub enum English {
    /// The language is switched in place; the screen is there when the words are that the way to it waited for last.
    InPlace,
    /// After that these steps bring back what went with the language: a sheet, a complaint, what was opened.
    Then(fn(&Page)),
    /// It is visited anew, in a world of its own, for this reason.
    Anew(&'static str),
    /// Both languages stand on it, for this reason.
    Both(&'static str),
}

pub const fn screen(name: &'static str, at: At, reach: fn(&World, Looks) -> Rc<Page>) -> Screen {
    Screen { name, at, reach, english: English::InPlace }
}

impl Screen {
    pub const fn then(self, steps: fn(&Page)) -> Self {
        Self { english: English::Then(steps), ..self }
    }

    pub const fn anew(self, why: &'static str) -> Self {
        Self { english: English::Anew(why), ..self }
    }

    pub const fn both(self, why: &'static str) -> Self {
        Self { english: English::Both(why), ..self }
    }

    /// Turns the page that was reached into English, if that can be done in place.
    pub fn turn_english(&self, page: &Page) {
        page.switch_to_english();
        match self.english {
            English::Then(steps) => steps(page),
            _ => page.see(page.words().unwrap_or_else(|| panic!("no words to know {} by", self.name))),
        }
    }
}
