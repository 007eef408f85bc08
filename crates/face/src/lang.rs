//! The two languages and how one is chosen.

use shuke_rules::Text;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    #[default]
    Zh,
    En,
}

impl Lang {
    /// The first language of an `Accept-Language` header (or of `navigator.languages`) that there is; Chinese when none is.
    /// Browsers send them in order of preference, so weights other than 0 are not compared.
    pub fn from_accept_language(header: &str) -> Self {
        let known = |part: &str| {
            let (tag, weight) = part.split_once(';').unwrap_or((part, ""));
            let refused = weight
                .trim()
                .strip_prefix("q=")
                .is_some_and(|q| q.starts_with('0') && !q.contains(['1', '2', '3', '4', '5', '6', '7', '8', '9']));
            let primary = tag.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
            if refused { None } else { Self::named(&primary) }
        };
        header.split(',').find_map(known).unwrap_or_default()
    }

    /// `zh` or `en`, as the cookie says it.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "zh" => Some(Self::Zh),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// The value of `lang` attributes and of `Intl`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// What stands between two sentences: Chinese ones end with room of their own.
    pub const fn gap(self) -> &'static str {
        match self {
            Self::Zh => "",
            Self::En => " ",
        }
    }

    pub const fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    /// The policy's text in this language, the other one where it is empty.
    pub fn pick(self, text: &Text) -> &str {
        let (first, second) = match self {
            Self::Zh => (&text.zh, &text.en),
            Self::En => (&text.en, &text.zh),
        };
        if first.is_empty() { second } else { first }
    }
}
