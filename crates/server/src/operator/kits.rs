//! Art kits: what one lacks of what a brand's pages show, and which of its drawings will not do. What a kit holds is `face`'s; what a
//! drawing may hold is judged as in the pictures of items.

use crate::pictures::Picture;
use shuke_face::shapes::kit::{ANY_CARD, ANY_GOODS, MOST_BYTES, WELCOME, files};
use shuke_rules::Policy;
use shuke_rules::welcome::Zone;
use std::collections::{BTreeMap, BTreeSet};

/// What is to be said of one drawing. Nothing of it stops a brand: pages show something else in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The name of its file.
    pub drawing: String,
    /// What is wrong with it and what to do.
    pub what: String,
}

/// What there is to say about a kit for a brand, by the names of its drawings. `found`: the files of the kit.
pub fn notes(policy: &Policy, found: &BTreeMap<String, Vec<u8>>) -> Vec<Note> {
    let wanted: BTreeSet<String> = files().chain(cards(policy)).chain(goods(policy)).collect();
    let missing = wanted.into_iter().filter(|name| !found.contains_key(name)).map(|drawing| {
        let other = in_place_of(&drawing);
        let what = format!("is missing; until it is drawn, {other} stands in its place");
        Note { drawing, what }
    });
    let unfit = found.iter().filter_map(|(name, drawing)| {
        let what = unfit(name, drawing)?;
        Some(Note { drawing: name.clone(), what })
    });
    let mut notes: Vec<Note> = missing.chain(unfit).collect();
    notes.sort_by(|a, b| a.drawing.cmp(&b.drawing));
    notes
}

/// What pages show where a drawing is missing.
fn in_place_of(drawing: &str) -> &'static str {
    match drawing.split_once('-') {
        Some(("card", _)) if drawing.strip_suffix(".svg") != Some(ANY_CARD) => ANY_CARD,
        Some(("goods", _)) => ANY_GOODS,
        _ => "the plain kit's",
    }
}

/// The pictures of what members can take part in under this policy: boards, gifts, the zone of new members.
fn cards(policy: &Policy) -> impl Iterator<Item = String> {
    let boards = policy.leaderboards.iter().map(|board| board.terms.id.0.as_str());
    let gifts = policy.first_gifts.iter().map(|gift| gift.terms.id.0.as_str());
    let zone = Zone::of(policy).map(|_| WELCOME);
    boards.chain(gifts).chain(zone).map(|id| format!("card-{id}.svg"))
}

/// Those of the classes of what one can put into a basket.
fn goods(policy: &Policy) -> impl Iterator<Item = String> {
    policy.pricing.goods.iter().map(|goods| format!("goods-{}.svg", goods.class.0))
}

/// Why a drawing will not do.
fn unfit(name: &str, drawing: &[u8]) -> Option<String> {
    if let Err(why) = Picture::of(name, drawing.to_vec()) {
        return Some(why);
    }
    let bytes = drawing.len();
    (bytes > MOST_BYTES).then(|| format!("has {bytes} bytes; make it smaller, {MOST_BYTES} at most"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use shuke_rules::policy::file;

    const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";

    fn policy() -> Policy {
        file::read(include_str!("../../../../brands/xiaoman.toml")).unwrap()
    }

    fn complete() -> BTreeMap<String, Vec<u8>> {
        files().chain(cards(&policy())).chain(goods(&policy())).map(|name| (name, DRAWING.into())).collect()
    }

    fn said(found: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
        notes(&policy(), found).into_iter().map(|note| format!("{} {}", note.drawing, note.what)).collect()
    }

    #[test]
    fn what_a_brands_pages_show_and_the_kit_has_not_is_named_and_what_stands_for_it() {
        assert_eq!(said(&complete()), Vec::<String>::new());
        let mut found = complete();
        let cards: Vec<String> = cards(&policy()).collect();
        assert!(!cards.is_empty(), "the policy has something to take part in");
        for name in ["scene-inbox.svg", "card-welcome.svg", "goods-regular.svg", &cards[0]] {
            assert!(found.remove(name).is_some(), "{name}");
        }
        let in_place = |other| format!("is missing; until it is drawn, {other} stands in its place");
        assert_eq!(
            said(&found),
            [
                format!("card-welcome.svg {}", in_place("card-event")),
                format!("{} {}", cards[0], in_place("card-event")),
                format!("goods-regular.svg {}", in_place("sign-purchase")),
                format!("scene-inbox.svg {}", in_place("the plain kit's")),
            ]
        );
    }

    #[test]
    fn a_brand_without_a_zone_of_new_members_or_goods_needs_no_picture_of_them() {
        let mut policy = policy();
        policy.coupons.clear();
        policy.tasks.clear();
        policy.pricing.goods.clear();
        let drawn: BTreeMap<String, Vec<u8>> = files().map(|name| (name, DRAWING.into())).collect();
        let missing: Vec<String> = notes(&policy, &drawn).into_iter().map(|note| note.drawing).collect();
        assert!(
            !missing.is_empty() && missing.iter().all(|name| !name.contains("welcome") && !name.starts_with("goods-"))
        );
    }

    #[test]
    fn drawings_that_are_heavy_or_could_do_something_are_named_even_if_no_page_shows_them() {
        let mut found = complete();
        found.insert("hero.svg".to_owned(), format!("{DRAWING}{}", " ".repeat(MOST_BYTES)).into());
        found.insert("tier-own.svg".to_owned(), "<svg><script>1</script></svg>".into());
        assert_eq!(
            said(&found),
            ["hero.svg has 6041 bytes; make it smaller, 6000 at most", "tier-own.svg has <script>; take it out"]
        );
    }
}
