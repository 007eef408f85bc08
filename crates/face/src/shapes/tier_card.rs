//! A tier as the card that is its own: the one that somebody will hold, or has just left behind. The card that is held stands in `card.rs`.

use crate::{Lang, Markup, html, seal};
use shuke_contract::boot::Boot;
use shuke_rules::policy::Tier;

/// `name`: who holds it. Its line is kept free while that is not known; none where nobody's name belongs on it.
pub fn tier_card(boot: &Boot, tier: &Tier, name: Option<&str>, lang: Lang) -> Markup {
    html! {
        div.tier-card.material data-material=(tier.material.class()) {
            div.tier-card-head {
                b.tier-card-tier { (lang.pick(&tier.name)) }
                span.seal aria-hidden="true" { (seal(&boot.brand)) }
            }
            @match name {
                Some("") => p.tier-card-name { "\u{a0}" },
                Some(name) => p.tier-card-name { bdi { (name) } },
                None => {},
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hostile::{HOSTILE, assert_escaped, hostile};
    use crate::tests::boot;

    #[test]
    fn a_card_has_its_material_its_tier_and_room_for_a_name() {
        let boot = boot();
        let said = |name| tier_card(&boot, &boot.rules.tiers[1], name, Lang::Zh).into_string();
        assert!(said(None).contains("data-material=\"paper\"") && said(None).contains(">素人</b>"), "{}", said(None));
        assert!(!said(None).contains("tier-card-name"));
        assert!(said(Some("")).contains("<p class=\"tier-card-name\">\u{a0}</p>"));
        assert!(said(Some("晓雨")).contains("<bdi>晓雨</bdi>"));
    }

    #[test]
    fn what_is_typed_and_what_a_tier_is_called_is_text() {
        let mut boot = boot();
        boot.rules.tiers[0].name = hostile();
        assert_escaped(tier_card(&boot, &boot.rules.tiers[0], Some(HOSTILE), Lang::En), 2);
    }
}
