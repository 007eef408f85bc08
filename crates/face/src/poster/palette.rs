//! The colours of a poster, by what they mean: the tokens of the pages, light and dark (`style/tokens.css`).

use crate::brand::ink_of;
use shuke_rules::policy::Look;

/// What a colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Ground,
    Surface,
    Ink,
    /// Of what is said aside.
    Quiet,
    Accent,
    OnAccent,
    /// Under a code: white in every mode, since a scanner has to read it.
    Paper,
    /// Of a code.
    Modules,
}

/// Which colour each tone is, as style sheets write it.
pub struct Palette {
    accent: String,
    on_accent: String,
    is_dark: bool,
}

impl Palette {
    pub fn new(look: &Look, is_dark: bool) -> Self {
        let accent = if is_dark { &look.accent_dark } else { &look.accent };
        let on_accent = ink_of(accent);
        Self { accent: accent.clone(), on_accent, is_dark }
    }

    pub fn colour(&self, tone: Tone) -> &str {
        match (tone, self.is_dark) {
            (Tone::Ground, false) => "#f8f6f1",
            (Tone::Ground, true) => "#161512",
            (Tone::Surface, false) => "#fffefb",
            (Tone::Surface, true) => "#211f1b",
            (Tone::Ink, false) => "#1d1b18",
            (Tone::Ink, true) => "#efebe2",
            (Tone::Quiet, false) => "#625d54",
            (Tone::Quiet, true) => "#aca598",
            (Tone::Accent, _) => &self.accent,
            (Tone::OnAccent, _) => &self.on_accent,
            (Tone::Paper, _) => "#ffffff",
            (Tone::Modules, _) => "#000000",
        }
    }
}
