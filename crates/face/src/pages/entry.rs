//! Joining and signing in: what is said around the fields.

mod whole;

pub use whole::{consent, join_whole, name, phone, sign_in_whole};

use crate::shapes::states::note;
use crate::shapes::tier_card::tier_card;
use crate::words::Texts;
use crate::{Markup, Page, html};
use shuke_contract::account::NAME_CHARACTERS;
use shuke_contract::boot::Boot;
use shuke_rules::{Text, typed};

/// Seen where it says more than the header does.
fn heading(class: &str, title: &str, about: &str, lede: &str) -> Markup {
    html! { div { h1 class=(class) { (title) } p class=(about) { (lede) } } }
}

/// What one joins, and where.
pub fn joining(boot: &Boot, shop: Option<&Text>, t: &Texts) -> Markup {
    let e = t.entry();
    let place = shop.map_or(e.no_shop.to_owned(), |name| (e.in_shop)(t.lang.pick(name)));
    heading("sr", &(e.join_brand)(t.lang.pick(&boot.brand.name)), "lede", &place)
}

/// The card that one will hold, with the name as far as it is typed.
pub fn card_to_be(boot: &Boot, name: &str, t: &Texts) -> Markup {
    let Some(tier) = boot.rules.tiers.first() else { return Markup::default() };
    let name: String = typed::trimmed(name).chars().take(NAME_CHARACTERS).collect();
    html! {
        section.card-to-be aria-label=(t.entry().card_to_be) { (tier_card(boot, tier, Some(&name), t.lang)) }
    }
}

/// `ended`: somebody was signed in here until a moment ago.
pub fn signing_in(ended: bool, t: &Texts) -> Markup {
    let lede = if ended { t.entry().ended_lede } else { t.entry().sign_in_lede };
    heading("sr", Page::SignIn.title(t.lang), "lede", lede)
}

/// Where the code went: the number, masked.
pub fn code_sent(to: &str, t: &Texts) -> Markup {
    let e = t.entry();
    heading("page-title", e.code_title, "lede number", &(e.code_sent)(to))
}

/// For how many seconds the code is still good.
pub fn code_left(seconds: i64, t: &Texts) -> Markup {
    let e = t.entry();
    html! {
        p.note.number {
            @if seconds == 0 { (e.code_over) } @else { ((e.code_good_for)(seconds)) }
        }
    }
}

pub fn to_sign_in(t: &Texts) -> Markup {
    html! { a.button.button-text href=(Page::SignIn) { (t.entry().go_sign_in) } }
}

/// Where the code of a friend is typed, scanned or pasted: it leads to their page, and back here.
pub fn by_friend(boot: &Boot, t: &Texts) -> Markup {
    html! {
        @if boot.has.referral { p { a.text-link href=(Page::Scan) { (t.entry().by_friend) } } }
    }
}

pub fn to_join(t: &Texts) -> Markup {
    html! { a.button.button-text href=(Page::Join) { (t.entry().go_join) } }
}

/// What the sign-in of development is.
pub fn dev_hint(t: &Texts) -> Markup {
    note(t.entry().dev_hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use crate::tests::{HOSTILE, boot, text};
    use crate::words::texts;
    use shuke_rules::tiers::Rules;

    #[test]
    fn one_is_told_what_one_joins_and_where() {
        let shop = text("安福路店", "Anfu Road");
        let said = joining(&boot(), Some(&shop), texts(Lang::En)).into_string();
        assert_eq!(said, r#"<div><h1 class="sr">Join Xiaoman</h1><p class="lede">At Anfu Road</p></div>"#);
        assert!(joining(&boot(), None, texts(Lang::Zh)).into_string().contains("免费，随时可退"));
    }

    #[test]
    fn the_form_shows_the_lowest_card_with_the_name_as_it_is_typed() {
        let said = |name: &str| card_to_be(&boot(), name, texts(Lang::Zh)).into_string();
        assert!(said("").contains("aria-label=\"你会拿到的卡\"") && said("").contains(">小白</b>"), "{}", said(""));
        assert!(said(" 晓雨 ").contains("<bdi>晓雨</bdi>"));
        assert_eq!(said(&"很".repeat(99)).matches('很').count(), NAME_CHARACTERS);
        let none = Boot { rules: Rules { tiers: Vec::new(), ..boot().rules }, ..boot() };
        assert_eq!(card_to_be(&none, "x", texts(Lang::En)).into_string(), "");
    }

    #[test]
    fn a_code_says_for_how_long_it_is_good_until_it_is_over() {
        let left = |seconds| code_left(seconds, texts(Lang::Zh)).into_string();
        assert_eq!(left(61), r#"<p class="note number">还有 1:01 有效</p>"#);
        assert!(left(0).contains("过期了"));
    }

    #[test]
    fn who_was_signed_out_is_told_so() {
        let said = |ended| signing_in(ended, texts(Lang::En)).into_string();
        assert!(said(true).contains("You were signed out.") && said(false).contains("you joined with"));
    }

    #[test]
    fn no_brand_and_no_shop_can_leave_its_element() {
        for (hostile, safe) in HOSTILE {
            let (mut boot, shop) = (boot(), text(hostile, hostile));
            boot.brand.name = shop.clone();
            for lang in [Lang::Zh, Lang::En] {
                let said = joining(&boot, Some(&shop), texts(lang)).into_string();
                assert!(!said.contains(hostile), "{said}");
                assert_eq!(said.matches(safe).count(), 2, "{said}");
            }
        }
    }
}
