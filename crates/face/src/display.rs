//! How somebody wants to see the pages: language, light, size. Kept in cookies, because the server draws the first
//! screen with them; the app writes them.

use crate::Lang;

pub const LANG_COOKIE: &str = "shuke_lang";
pub const THEME_COOKIE: &str = "shuke_theme";
pub const SIZE_COOKIE: &str = "shuke_size";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the phone is set.
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub fn named(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Display {
    pub lang: Lang,
    pub theme: Theme,
    /// 125 % type.
    pub large: bool,
}

impl Display {
    /// From the `Cookie` header (or `document.cookie`); what it does not say, from the browser's languages.
    pub fn read(cookies: &str, accept_language: &str) -> Self {
        let cookie = |name: &str| {
            let values = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
            values.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value)
        };
        Self {
            lang: cookie(LANG_COOKIE)
                .and_then(Lang::named)
                .unwrap_or_else(|| Lang::from_accept_language(accept_language)),
            theme: cookie(THEME_COOKIE).map(Theme::named).unwrap_or_default(),
            large: cookie(SIZE_COOKIE) == Some("large"),
        }
    }
}
