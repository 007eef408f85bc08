//! Drawings of a brand's art kit: decoration without a word, fetched late, with its room kept. What there is stands here; the server answers
//! each by the brand's own kit, and by the plain one where that has none (`docs/look.md`).

use crate::{Markup, html};
use shuke_contract::inbox::What;
use shuke_rules::policy::{Effect, TaskKind};

/// Scenes of pages on which there is nothing.
pub const SCENES: [&str; 17] = [
    "coupons",
    "inbox",
    "receipts",
    "orders",
    "together",
    "boards",
    "welcome",
    "mall",
    "points",
    "addresses",
    "offline",
    "not-found",
    "error",
    "store",
    "joined",
    "staff",
    "wechat",
];

/// What is of a kind.
pub const SIGNS: [&str; 34] = [
    "amount-off",
    "percent-off",
    "gift",
    "trial",
    "buy-three",
    "free-delivery",
    "check-in",
    "profile",
    "birthday",
    "first-purchase",
    "purchase",
    "spend",
    "visit",
    "stores",
    "points",
    "multiplier",
    "discount",
    "first-to-try",
    "service",
    "tier",
    "refund",
    "order",
    "notice",
    "board",
    "first-come",
    "group-buy",
    "flash-sale",
    "bargain",
    "auction",
    "lottery",
    "event",
    "invite",
    "scan",
    "wechat",
];

/// What else a kit has: for guests, for the check-in, as a ground, for bringing friends, and for whatever has no picture of its own.
pub const OTHERS: [&str; 7] = ["hero", "hero-dark", "stamp", "pattern", ANY_CARD, "card-invite", "tier-any"];

/// Stands for any picture of something to take part in.
pub const ANY_CARD: &str = "card-event";

/// The zone of new members, among what there is to take part in.
pub const WELCOME: &str = "welcome";

/// Stands for goods of any class.
pub const ANY_GOODS: &str = "sign-purchase";

/// Bytes of a drawing at most.
pub const MOST_BYTES: usize = 6_000;

/// The files of a complete kit.
pub fn files() -> impl Iterator<Item = String> {
    let scenes = SCENES.iter().map(|name| format!("scene-{name}.svg"));
    let signs = SIGNS.iter().map(|name| format!("sign-{name}.svg"));
    scenes.chain(signs).chain(OTHERS.iter().map(|name| format!("{name}.svg")))
}

/// One of [`SCENES`].
pub fn scene(name: &str) -> Markup {
    html! { img.scene src={ "/art/scene-" (name) ".svg" } width="320" height="240" alt="" decoding="async"; }
}

/// One of [`SIGNS`].
pub fn sign(name: &str) -> Markup {
    html! { img.sign src={ "/art/sign-" (name) ".svg" } width="40" height="40" alt="" loading="lazy" decoding="async"; }
}

/// The picture of something to take part in, by its id.
pub fn card(name: &str) -> Markup {
    html! { img.card-art src={ "/art/card-" (plain(name)) ".svg" } width="640" height="360" alt="" loading="lazy" decoding="async"; }
}

/// Of what a place wins, by the coupon that it is given as.
pub fn prize(coupon: &str) -> Markup {
    html! { img.prize-art src={ "/art/prize-" (plain(coupon)) ".svg" } width="320" height="320" alt="" loading="lazy" decoding="async"; }
}

/// Goods that have no picture of their own, by the class that they are of.
pub fn goods(class: &str) -> Markup {
    html! { img.goods-art src={ "/art/goods-" (plain(class)) ".svg" } width="320" height="320" alt="" loading="lazy" decoding="async"; }
}

/// The card of a tier without its words, by the tier's id.
pub fn tier(id: &str) -> Markup {
    html! { img src={ "/art/tier-" (plain(id)) ".svg" } width="342" height="216" alt="" loading="lazy" decoding="async"; }
}

/// No id leaves its address.
fn plain(id: &str) -> String {
    id.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect()
}

/// Of a coupon, by what it is worth.
pub const fn of_effect(effect: &Effect) -> &'static str {
    match effect {
        Effect::PercentOff { .. } => "percent-off",
        Effect::AmountOff { .. } => "amount-off",
        Effect::Trial { .. } => "trial",
        Effect::BuyThreeOneFree => "buy-three",
        Effect::FreeDelivery => "free-delivery",
        Effect::Gift { .. } | Effect::Unknown => "gift",
    }
}

/// Of a task, by what is to be done.
pub const fn of_task(kind: TaskKind) -> &'static str {
    match kind {
        TaskKind::Profile => "profile",
        TaskKind::Birthday => "birthday",
        TaskKind::FirstPurchase => "first-purchase",
        TaskKind::Purchase => "purchase",
        TaskKind::Spend => "spend",
        TaskKind::CheckIn => "check-in",
        TaskKind::Redemption => "order",
        TaskKind::Visit => "visit",
        TaskKind::Shown => "stores",
        TaskKind::Unknown => "event",
    }
}

/// Of a message, by what happened.
pub const fn of_message(what: &What) -> &'static str {
    match what {
        What::PointsEnding { .. } | What::PointsEnded { .. } => "points",
        What::TierReview { .. } | What::TierRaised { .. } | What::TierLowered { .. } => "tier",
        What::PointsTakenBack { .. } => "refund",
        What::OrderPlaced { .. }
        | What::OrderReady { .. }
        | What::OrderShipped { .. }
        | What::OrderExpired { .. }
        | What::OrderReturned { .. }
        | What::ClaimDeclined { .. } => "order",
        What::CouponGiven { .. } | What::CouponsEnding { .. } | What::CouponVoided { .. } => "gift",
        What::TaskUndone { .. } | What::StaffUndid { .. } => "service",
        What::Note { .. } | What::Unknown => "notice",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn both_kits_have_every_drawing_and_none_is_heavy() {
        for kit in ["leaf", "ridge"] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/art").join(kit);
            for name in files() {
                let drawing =
                    std::fs::read_to_string(folder.join(&name)).unwrap_or_else(|error| panic!("{kit}/{name}: {error}"));
                assert!(drawing.len() <= MOST_BYTES, "{kit}/{name}: {} bytes", drawing.len());
                for forbidden in ["<text", "<script", "<style", "<image", "http://", "https://", "data:", " on"] {
                    let drawing = drawing.replace("http://www.w3.org/2000/svg", "");
                    assert!(!drawing.contains(forbidden), "{kit}/{name} has {forbidden}");
                }
            }
        }
    }

    #[test]
    fn whatever_is_of_a_kind_has_a_sign() {
        let effects = [Effect::BuyThreeOneFree, Effect::FreeDelivery, Effect::Unknown];
        assert!(effects.iter().all(|effect| SIGNS.contains(&of_effect(effect))));
        assert!(SIGNS.contains(&of_task(TaskKind::Shown)) && SIGNS.contains(&of_message(&What::Unknown)));
    }

    #[test]
    fn an_id_cannot_leave_its_address() {
        let drawn = [
            (card("../x\"y"), "card"),
            (prize("../x\"y"), "prize"),
            (tier("../x\"y"), "tier"),
            (goods("../x\"y"), "goods"),
        ];
        for (drawn, kind) in drawn {
            let address = format!("src=\"/art/{kind}-xy.svg\"");
            assert!(drawn.0.contains(&address), "{}", drawn.0);
        }
    }
}
