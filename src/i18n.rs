//! The app's words in both languages. Each area is a struct with one value a language, so that a text which is
//! missing does not compile. The words of the first screen are in `shuke_face`, which the server draws with, too.

mod code;
mod entry;
mod me;
mod problems;
mod receipts;
mod shell;
mod simulator;
mod tiers;

pub use problems::Explained;

use leptos::prelude::*;
use shuke_face::Lang;

pub struct Texts {
    pub lang: Lang,
    pub shell: shell::Shell,
    pub simulator: simulator::Simulator,
    pub code: code::Code,
    pub tiers: tiers::Tiers,
    pub receipts: receipts::Receipts,
    pub me: me::Me,
    pub entry: entry::Entry,
    pub problems: problems::Problems,
}

static ZH: Texts = Texts {
    lang: Lang::Zh,
    shell: shell::ZH,
    simulator: simulator::ZH,
    code: code::ZH,
    tiers: tiers::ZH,
    receipts: receipts::ZH,
    me: me::ZH,
    entry: entry::ZH,
    problems: problems::ZH,
};

static EN: Texts = Texts {
    lang: Lang::En,
    shell: shell::EN,
    simulator: simulator::EN,
    code: code::EN,
    tiers: tiers::EN,
    receipts: receipts::EN,
    me: me::EN,
    entry: entry::EN,
    problems: problems::EN,
};

pub const fn texts(lang: Lang) -> &'static Texts {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

/// The texts of the language that is chosen. Choosing another builds the page anew, so they never change under a page.
pub fn use_texts() -> &'static Texts {
    use_context::<&'static Texts>().unwrap_or(&ZH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_knows_which_it_is() {
        assert_eq!(texts(Lang::Zh).lang, Lang::Zh);
        assert_eq!(texts(Lang::En).lang, Lang::En);
    }
}
