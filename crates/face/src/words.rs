//! The words of the pages in both languages. Each area is a struct with one value a language, so that a text which is
//! missing does not compile. Why a call was refused is said by the app alone, which makes the calls.

mod addresses;
mod benefits;
mod birthday;
mod boards;
mod check_in;
mod code;
mod commission;
mod coupon_offers;
mod coupon_summary;
mod coupon_terms;
mod coupons;
mod entry;
mod first_screen;
mod goods;
mod inbox;
mod mall;
mod me;
mod orders;
mod packs;
mod pieces;
mod points;
mod posters;
mod preview;
mod proof;
mod receipts;
mod redeem;
mod referral;
mod referral_link;
mod referral_told;
mod repair_state;
mod repairs;
mod scan;
mod scanned;
mod scope;
mod settings;
mod shell;
mod simulator;
mod staff;
mod staff_acts;
mod tiers;
mod together;
mod wechat;
mod welcome;

pub use first_screen::{FirstScreen, first_screen};

use crate::Lang;
use shuke_rules::{Points, Text};

/// What the frame and the first screen need; the other areas are reached by the functions below.
pub struct Texts {
    pub lang: Lang,
    pub shell: shell::Shell,
}

static ZH: Texts = Texts { lang: Lang::Zh, shell: shell::ZH };

static EN: Texts = Texts { lang: Lang::En, shell: shell::EN };

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
    simulator: Simulator, check_in: CheckIn, code: Code, tiers: Tiers, receipts: Receipts, me: Me, settings: Settings, entry: Entry,
    mall: Mall, redeem: Redeem, orders: Orders, addresses: AddressBook,
    staff: Staff, staff_acts: StaffActs, scan: Scan, scanned: Scanned, preview: Preview,
    coupons: Coupons, coupon_offers: CouponOffers, coupon_terms: CouponTerms,
    points: Points, proof: Proof, inbox: Inbox, together: Together, boards: Boards,
    welcome: Welcome, benefits: Benefits, birthday: Birthday, coupon_summary: CouponSummary, packs: Packs,
    scope: Scope, referral: Referral, referral_link: ReferralLink, referral_told: ReferralTold,
    commission: Commission,
    posters: Posters,
    goods: Goods, pieces: Pieces, repairs: Repairs,
    wechat: Wechat,
}

/// `1 point`, `12 points`: English alone has words of two numbers.
fn counted(count: &str, word: &str) -> String {
    format!("{count} {word}{}", if count == "1" { "" } else { "s" })
}

/// How many points of all they are, where there are others: nobody says “of which” of all.
pub fn part_of(points: Points, all: Points) -> Option<String> {
    (points < all).then(|| points.to_string())
}

pub const fn texts(lang: Lang) -> &'static Texts {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

/// The same in both languages, for what is read in either.
pub fn both(said: impl Fn(&Texts) -> String) -> Text {
    Text { zh: said(&ZH), en: said(&EN) }
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
