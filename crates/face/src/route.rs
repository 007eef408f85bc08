//! The table of pages: every address of the app, what draws it, who it is for and where it stands. The app finds its way by it, the
//! server answers by it, the checks walk it. Owns no history and no markup.

mod path;

use crate::{Lang, Place};
use path::{fits, segments};

/// One row a part: what it is called, and how its files and its style are named; the first comes with the app and has no file of its own.
macro_rules! parts {
    ($first:ident: $called:literal, $($(#[$about:meta])* $part:ident: $name:literal;)*) => {
        /// What draws the middle of a page: the app's first file, or a file of its own for a group of pages.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Part {
            $first,
            $($(#[$about])* $part),*
        }

        impl Part {
            /// Each at the place that its number says.
            pub const ALL: &[Self] = &[Self::$first, $(Self::$part),*];

            pub const fn name(self) -> &'static str {
                match self {
                    Self::$first => $called,
                    $(Self::$part => $name,)*
                }
            }
        }
    };
}

parts! {
    First: "first",
    Code: "code";
    /// What there is to take part in.
    Together: "together";
    /// What points buy, and where it is sent.
    Mall: "mall";
    /// What was redeemed.
    Orders: "orders";
    /// What one has earned: points and their proof, receipts.
    Points: "points";
    /// The tiers, what spending comes to, and what a birthday brings.
    Tiers: "tiers";
    /// What is about the member: their things, settings, messages.
    Me: "me";
    /// What one holds before the camera: the price of a basket, and what a code leads to.
    Preview: "preview";
    /// What staff see.
    Counter: "counter";
    /// Joining and signing in, and what signs in by itself.
    Entry: "entry";
    /// What a member holds of coupons, and what can be claimed.
    Coupons: "coupons";
    /// Bringing a friend: the member's link, and where it leads.
    Referral: "referral";
    /// Drawing a poster.
    Poster: "poster";
    /// What is sold, and its pieces.
    Goods: "goods";
}

/// Who has something to see at a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    All,
    /// Whoever is not signed in is asked to sign in first.
    Members,
    /// A member has no business there.
    Guests,
    /// Somebody with a session of staff; nothing of a member who may be signed in in the same browser.
    Staff,
}

struct Row {
    /// `/mall/{id}`; what stands in braces is named by the address.
    path: &'static str,
    part: Part,
    place: Option<Place>,
    who: Who,
    above: Option<Page>,
}

/// One row a page: path, part, place in the bottom bar, who it is for, the page that it lies below, its title in both languages (none: the
/// brand's name alone), which a page below another has in its header. Of two that fit an address the first is meant.
macro_rules! pages {
    ($($(#[$about:meta])* $page:ident: $path:literal, $part:ident, $place:expr, $who:ident, $above:expr, $zh:literal, $en:literal;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Page {
            $($(#[$about])* $page),*
        }

        /// All of them, in the order of the table.
        pub const PAGES: &[Page] = &[$(Page::$page),*];

        static TABLE: &[Row] = &[
            $(Row { path: $path, part: Part::$part, place: $place, who: Who::$who, above: $above }),*
        ];

        impl Page {
            /// What the page is called. The titles of a part's pages come with what names them, so with the part.
            #[inline(always)]
            pub const fn title(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$page, Lang::Zh) => $zh, (Self::$page, Lang::En) => $en,)*
                }
            }

            /// The same, known only to be a page of this part.
            #[inline(never)]
            pub fn title_in<const PART: u8>(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $(
                        (Self::$page, Lang::Zh) if Part::$part as u8 == PART => $zh,
                        (Self::$page, Lang::En) if Part::$part as u8 == PART => $en,
                    )*
                    _ => "",
                }
            }
        }
    };
}

const ME: Option<Place> = Some(Place::Me);
const TOGETHER: Option<Place> = Some(Place::Together);
const MALL: Option<Place> = Some(Place::Mall);
const BELOW_ME: Option<Page> = Some(Page::Me);
const BELOW_CARD: Option<Page> = Some(Page::Card);
const BELOW_DESK: Option<Page> = Some(Page::Staff);

pages! {
    Card: "/", First, Some(Place::Card), All, None, "", "";
    CheckIn: "/check-in", Together, TOGETHER, Members, BELOW_CARD, "签到", "Check-in";
    Code: "/code", Code, Some(Place::Code), Members, BELOW_CARD, "会员码", "Member code";
    Together: "/together", Together, TOGETHER, Members, None, "活动", "Activities";
    Board: "/boards/{id}", Together, TOGETHER, Members, Some(Page::Together), "活动详情", "Activity";
    Mall: "/mall", Mall, MALL, Members, None, "积分商城", "Rewards";
    Item: "/mall/{id}", Mall, MALL, Members, Some(Page::Mall), "商品", "Reward";
    Orders: "/orders", Orders, ME, Members, BELOW_ME, "我的兑换", "My redemptions";
    Order: "/orders/{id}", Orders, ME, Members, Some(Page::Orders), "兑换", "Redemption";
    Addresses: "/addresses", Mall, ME, Members, BELOW_ME, "收货地址", "Addresses";
    Coupons: "/coupons", Coupons, ME, Members, BELOW_ME, "券", "Coupons";
    CouponOffers: "/coupons/offers", Coupons, ME, Members, Some(Page::Coupons), "领券", "Get coupons";
    Coupon: "/coupons/{id}", Coupons, ME, Members, Some(Page::Coupons), "券详情", "Coupon";
    Me: "/me", Me, ME, Members, None, "我的", "Me";
    Referral: "/me/referral", Referral, ME, Members, BELOW_ME, "带朋友来", "Bring a friend";
    Poster: "/me/referral/poster", Poster, ME, Members, Some(Page::Referral), "邀请海报", "Poster";
    Commission: "/me/commission", Referral, ME, Members, Some(Page::Referral), "推荐佣金", "Commission";
    CommissionMonth: "/me/commission/{id}", Referral, ME, Members, Some(Page::Commission), "佣金月结", "Statement";
    ReferralLink: "/r/{id}", Referral, None, All, None, "朋友的邀请", "An invitation";
    Settings: "/me/settings", Me, ME, Members, BELOW_ME, "设置", "Settings";
    Wechat: "/me/wechat", Entry, ME, Members, BELOW_ME, "微信", "WeChat";
    Tiers: "/tiers", Tiers, ME, All, BELOW_ME, "等级", "Tiers";
    Welcome: "/welcome", Together, TOGETHER, Members, Some(Page::Together), "新人专区", "New members";
    Birthday: "/birthday", Tiers, ME, Members, BELOW_ME, "生日", "Birthday";
    Receipts: "/receipts", Points, ME, Members, BELOW_ME, "小票", "Receipts";
    Receipt: "/receipts/{id}", Points, ME, Members, Some(Page::Receipts), "小票详情", "Receipt";
    Points: "/points", Points, ME, Members, BELOW_ME, "积分", "Points";
    Proof: "/proof", Points, ME, All, BELOW_ME, "公开存证", "Public record";
    Good: "/goods/{id}", Goods, None, All, BELOW_CARD, "商品", "Product";
    Piece: "/i/{id}", Goods, None, All, BELOW_CARD, "这一件", "This piece";
    Inbox: "/inbox", Me, ME, Members, BELOW_ME, "消息", "Inbox";
    Preview: "/preview", Preview, ME, Members, BELOW_ME, "算算多少钱", "Price check";
    PreviewAdd: "/preview/add", Preview, ME, Members, Some(Page::Preview), "加商品", "Add items";
    Scan: "/scan", Preview, ME, All, BELOW_ME, "扫一扫", "Scan";
    Staff: "/staff", Counter, None, Staff, None, "店员", "Staff";
    StaffScan: "/staff/scan", Counter, None, Staff, BELOW_DESK, "扫码", "Scan a code";
    StaffFound: "/staff/found", Counter, None, Staff, BELOW_DESK, "办理", "At the counter";
    StaffLog: "/staff/log", Counter, None, Staff, BELOW_DESK, "操作记录", "Log";
    StaffRepairs: "/staff/repairs", Counter, None, Staff, BELOW_DESK, "维修", "Repairs";
    StaffSignIn: "/staff/sign-in", Counter, None, Staff, None, "店员", "Staff";
    /// No page; whoever looks for one below the desk is staff and no member.
    StaffUnknown: "/staff/?", Counter, None, Staff, None, "店员", "Staff";
    Store: "/s/{id}", First, None, All, None, "", "";
    Join: "/join", Entry, None, Guests, BELOW_CARD, "加入", "Join";
    SignIn: "/sign-in", Entry, None, Guests, BELOW_CARD, "登录", "Sign in";
    /// No page at all.
    NotFound: "/?", First, None, All, None, "没有这一页", "Page not found";
}

impl Page {
    fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// As the table has it: `/mall/{id}`.
    pub fn path(self) -> &'static str {
        self.row().path
    }

    pub fn part(self) -> Part {
        self.row().part
    }

    /// Its place in the bottom bar.
    pub fn place(self) -> Option<Place> {
        self.row().place
    }

    pub fn who(self) -> Who {
        self.row().who
    }

    /// The page that this one lies below, for its way back; `None` for a start page.
    pub fn above(self) -> Option<Self> {
        self.row().above
    }

    pub fn is_for_members(self) -> bool {
        self.who() == Who::Members
    }

    pub fn is_for_staff(self) -> bool {
        self.who() == Who::Staff
    }

    /// Whether there is something there: what answers an unknown address is no page.
    pub const fn exists(self) -> bool {
        !matches!(self, Self::StaffUnknown | Self::NotFound)
    }

    /// What is shown at its address: who is not signed in is asked to sign in where only members have something to see, and the address stays
    /// the way back.
    pub fn shown_to(self, is_member: bool) -> Self {
        if self.is_for_members() && !is_member { Self::SignIn } else { self }
    }

    /// What `id` names there.
    pub fn of(self, id: &str) -> Route {
        Route { page: self, id: id.to_owned() }
    }

    /// For what names nothing.
    pub fn route(self) -> Route {
        self.of("")
    }
}

/// An address of the app: a page, and what it names there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    pub page: Page,
    /// Empty where the page names nothing.
    pub id: String,
}

impl Route {
    /// From `location.pathname`. Total: what is no page of ours is [`Page::NotFound`].
    pub fn parse(path: &str) -> Self {
        let found = PAGES.iter().find_map(|page| Some(Self { page: *page, id: fits(page.path(), path)? }));
        let staffs = |path: &str| segments(path).next() == Some("staff");
        found.unwrap_or_else(|| if staffs(path) { Page::StaffUnknown } else { Page::NotFound }.route())
    }

    pub fn href(&self) -> String {
        match self.page.path().split_once('{') {
            Some((before, _)) => format!("{before}{}", shuke_contract::escaped(&self.id)),
            None if self.page.exists() => self.page.path().to_owned(),
            None => "/".to_owned(),
        }
    }
}

impl maud::Render for Route {
    fn render_to(&self, buffer: &mut String) {
        self.href().render_to(buffer);
    }
}

impl maud::Render for Page {
    fn render_to(&self, buffer: &mut String) {
        self.route().render_to(buffer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_read_back_from_what_it_is_written_as() {
        for page in PAGES {
            let takes = page.path().contains('{');
            for id in if takes { &["winter-tea", "12", "s_01HX-9", "a b/c?d%#店"][..] } else { &[""][..] } {
                let route = page.of(id);
                if page.exists() {
                    assert_eq!(Route::parse(&route.href()), route);
                }
            }
        }
    }

    #[test]
    fn a_path_that_is_written_out_goes_before_one_that_takes_anything() {
        assert_eq!(Route::parse("/coupons/offers"), Page::CouponOffers.route());
        assert_eq!(Route::parse("/coupons/offer"), Page::Coupon.of("offer"));
    }

    #[test]
    fn a_trailing_slash_changes_nothing() {
        assert_eq!(Route::parse("/receipts/"), Page::Receipts.route());
        assert_eq!(Route::parse("/s/x/"), Page::Store.of("x"));
        assert_eq!(Route::parse("//"), Page::Card.route());
    }

    #[test]
    fn anything_else_is_not_found() {
        for path in [
            "",
            "x",
            "/x",
            "/s",
            "/s/a/b",
            "/receipts/1/2",
            "/code/x",
            "/%ff",
            "/s/%zz",
            "/s/%2",
            "/Code",
            "/join/now",
            "/?",
        ] {
            assert_eq!(Route::parse(path), Page::NotFound.route(), "{path}");
        }
    }

    #[test]
    fn what_lies_below_the_desk_is_staffs_even_where_there_is_no_page() {
        for path in ["/staff/x", "/staff/log/x", "/staff/%ff", "/staff/Scan"] {
            assert_eq!(Route::parse(path), Page::StaffUnknown.route(), "{path}");
        }
        assert_eq!(Route::parse("/staff/"), Page::Staff.route());
        assert!(Page::StaffUnknown.is_for_staff() && !Route::parse("/staffroom").page.is_for_staff());
    }

    #[test]
    fn every_page_has_a_title_in_both_languages_or_is_the_brands_own() {
        for page in PAGES {
            let is_brands = matches!(page, Page::Card | Page::Store);
            for lang in [Lang::Zh, Lang::En] {
                assert_eq!(page.title(lang).is_empty(), is_brands, "{}", page.path());
            }
        }
    }

    #[test]
    fn no_page_is_called_as_the_one_above_it() {
        for page in PAGES {
            let Some(above) = page.above().filter(|above| !above.title(Lang::En).is_empty()) else { continue };
            for lang in [Lang::Zh, Lang::En] {
                assert_ne!(page.title(lang), above.title(lang), "{}", page.path());
            }
        }
    }

    #[test]
    fn who_is_not_signed_in_is_asked_to_where_there_is_something_for_members() {
        assert_eq!((Page::Mall.shown_to(true), Page::Mall.shown_to(false)), (Page::Mall, Page::SignIn));
        assert_eq!((Page::Tiers.shown_to(true), Page::Tiers.shown_to(false)), (Page::Tiers, Page::Tiers));
        assert_eq!(Page::Staff.shown_to(false), Page::Staff);
    }

    #[test]
    fn every_part_stands_at_its_place_in_the_list_of_all() {
        for page in PAGES {
            assert_eq!(Part::ALL.get(page.part() as usize), Some(&page.part()), "{}", page.path());
        }
    }

    #[test]
    fn the_way_back_leads_to_a_start_page_and_stays_with_whom_it_is_for() {
        for page in PAGES {
            let (mut at, mut steps) = (*page, 0);
            while let Some(above) = at.above() {
                (at, steps) = (above, steps + 1);
                assert!(steps < 4, "{}", page.path());
                assert!(!above.path().contains('{'), "{}", above.path());
            }
            assert_eq!(at.is_for_staff(), page.is_for_staff(), "{}", page.path());
        }
    }
}
