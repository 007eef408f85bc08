//! The language that a page is in: as its browser asked for, until it is switched.

use super::Page;
use crate::engine::Looks;
use std::cell::Cell;

pub struct Speech {
    english: Cell<bool>,
    /// The words that were last asked for, in Chinese and in English.
    words: Cell<Option<(&'static str, &'static str)>>,
}

impl Speech {
    pub fn of(looks: Looks) -> Self {
        Self { english: Cell::new(looks.language == "en"), words: Cell::default() }
    }
}

impl Page {
    /// The one in the language of the page; both are remembered.
    pub fn one_of(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.speech.words.set(Some((zh, en)));
        if self.speech.english.get() { en } else { zh }
    }

    /// The words that were asked for last, in the language that the page is in now.
    pub fn words(&self) -> Option<&'static str> {
        let (zh, en) = self.speech.words.get()?;
        Some(if self.speech.english.get() { en } else { zh })
    }

    /// Switches where one is, without going anywhere: through a link as it stands in the top line of the first screens.
    pub fn switch_to_english(&self) {
        self.js("const link = document.createElement('a'); link.href = '?lang=en'; document.body.append(link); link.click(); link.remove()");
        self.speech.english.set(true);
        let there = "return document.documentElement.lang === 'en'";
        self.until("the page is in English", || (self.js(there) == true).then_some(()));
    }
}
