//! What card and calendar share about checking in: the words of what it earned.

use crate::i18n::Texts;
use shuke_rules::check_in::Reward;

/// What was earned, and what of it for what.
pub fn earned(t: &Texts, reward: &Reward) -> String {
    let t = &t.shell;
    let mut said = (t.earned)(&reward.total().to_string());
    said.extend(reward.streak.map(|points| (t.with_streak)(&points.to_string())));
    said.extend(reward.themed.map(|points| (t.with_theme)(&points.to_string())));
    said
}
