//! The app's words in both languages. Each area is a struct with one value a language, so that a text which is
//! missing does not compile. The words of the first screen are in `shuke_face`, which the server draws with, too.

mod addresses;
mod benefits;
mod birthday;
mod boards;
mod check_in;
mod code;
mod coupon_offers;
mod coupon_terms;
mod coupons;
mod entry;
mod inbox;
mod mall;
mod me;
mod orders;
mod packs;
mod points;
mod preview;
mod receipts;
mod redeem;
pub mod refusals;
mod scan;
mod shell;
mod simulator;
mod staff;
mod staff_acts;
mod tiers;
mod together;
mod welcome;
mod worth;

pub use refusals::{Explained, Refusals};

use leptos::prelude::*;
use shuke_face::Lang;

/// What the frame and the first screen need; the other areas are reached by the functions below.
pub struct Texts {
    pub lang: Lang,
    pub shell: shell::Shell,
    pub simulator: simulator::Simulator,
}

static ZH: Texts = Texts { lang: Lang::Zh, shell: shell::ZH, simulator: simulator::ZH };

static EN: Texts = Texts { lang: Lang::En, shell: shell::EN, simulator: simulator::EN };

/// Each area a function of its own, which only its pages call: so its words come in their file (docs/decisions/007-parts.md).
macro_rules! areas {
    ($($area:ident: $struct:ident),* $(,)?) => {
        impl Texts {
            $(
                #[inline(never)]
                pub fn $area(&self) -> &'static $area::$struct {
                    static ZH: $area::$struct = $area::ZH;
                    static EN: $area::$struct = $area::EN;
                    match self.lang {
                        Lang::Zh => &ZH,
                        Lang::En => &EN,
                    }
                }
            )*
        }
    };
}

areas! {
    check_in: CheckIn, code: Code, tiers: Tiers, receipts: Receipts, me: Me, entry: Entry,
    mall: Mall, redeem: Redeem, orders: Orders, addresses: AddressBook,
    staff: Staff, staff_acts: StaffActs, scan: Scan, preview: Preview,
    coupons: Coupons, coupon_offers: CouponOffers, coupon_terms: CouponTerms,
    points: Points, inbox: Inbox, together: Together, boards: Boards,
    welcome: Welcome, benefits: Benefits, birthday: Birthday, worth: Worth, packs: Packs,
}

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
