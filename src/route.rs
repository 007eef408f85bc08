//! Every address of the app: how one is read and how one is written. Owns no history and no page.

use shuke_contract::boot::store_path;
use shuke_face::Place;
use shuke_rules::policy::StoreId;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    Card,
    CheckIn,
    Code,
    Together,
    Board(String),
    Mall,
    Item(String),
    Orders,
    Order(String),
    Addresses,
    Coupons,
    Coupon(String),
    CouponOffers,
    Me,
    Tiers,
    Welcome,
    Birthday,
    Receipts,
    Receipt(String),
    Points,
    Inbox,
    Preview,
    PreviewAdd,
    Staff(StaffPage),
    Store(StoreId),
    Join,
    SignIn,
    NotFound,
}

/// What lies at and below `/staff`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaffPage {
    Desk,
    Scan,
    Found,
    Log,
    SignIn,
    /// No page; whoever looks for one there is staff and no member.
    Unknown,
}

impl StaffPage {
    const BELOW_THE_DESK: [Self; 4] = [Self::Scan, Self::Found, Self::Log, Self::SignIn];

    /// By what stands behind `/staff/`.
    fn named(name: &str) -> Self {
        let is_it = |page: &Self| page.href().strip_prefix("/staff/") == Some(name);
        Self::BELOW_THE_DESK.into_iter().find(is_it).unwrap_or(Self::Unknown)
    }

    const fn href(self) -> &'static str {
        match self {
            Self::Desk => "/staff",
            Self::Scan => "/staff/scan",
            Self::Found => "/staff/found",
            Self::Log => "/staff/log",
            Self::SignIn => "/staff/sign-in",
            Self::Unknown => "/staff/?",
        }
    }
}

impl Route {
    /// From `location.pathname`. Total: what is no page of ours is [`Route::NotFound`].
    pub fn parse(path: &str) -> Self {
        let mut parts = path.split('/').filter(|part| !part.is_empty()).map(unescaped);
        let route = match (parts.next().flatten().as_deref(), parts.next()) {
            (None, None) if path.bytes().all(|byte| byte == b'/') => Self::Card,
            (Some("check-in"), None) => Self::CheckIn,
            (Some("code"), None) => Self::Code,
            (Some("together"), None) => Self::Together,
            (Some("boards"), Some(Some(id))) => Self::Board(id),
            (Some("mall"), None) => Self::Mall,
            (Some("mall"), Some(Some(id))) => Self::Item(id),
            (Some("orders"), None) => Self::Orders,
            (Some("orders"), Some(Some(id))) => Self::Order(id),
            (Some("addresses"), None) => Self::Addresses,
            (Some("coupons"), None) => Self::Coupons,
            (Some("coupons"), Some(Some(id))) if id == "offers" => Self::CouponOffers,
            (Some("coupons"), Some(Some(id))) => Self::Coupon(id),
            (Some("tiers"), None) => Self::Tiers,
            (Some("welcome"), None) => Self::Welcome,
            (Some("birthday"), None) => Self::Birthday,
            (Some("receipts"), None) => Self::Receipts,
            (Some("receipts"), Some(Some(id))) => Self::Receipt(id),
            (Some("me"), None) => Self::Me,
            (Some("points"), None) => Self::Points,
            (Some("inbox"), None) => Self::Inbox,
            (Some("preview"), None) => Self::Preview,
            (Some("preview"), Some(Some(page))) if page == "add" => Self::PreviewAdd,
            (Some("staff"), None) => Self::Staff(StaffPage::Desk),
            (Some("staff"), Some(page)) => {
                let page = page.filter(|_| parts.next().is_none()).unwrap_or_default();
                return Self::Staff(StaffPage::named(&page));
            }
            (Some("s"), Some(Some(id))) => Self::Store(StoreId(id)),
            (Some("join"), None) => Self::Join,
            (Some("sign-in"), None) => Self::SignIn,
            _ => Self::NotFound,
        };
        if parts.next().is_some() { Self::NotFound } else { route }
    }

    pub fn href(&self) -> String {
        match self {
            Self::Card | Self::NotFound => "/".to_owned(),
            Self::CheckIn => "/check-in".to_owned(),
            Self::Code => "/code".to_owned(),
            Self::Together => "/together".to_owned(),
            Self::Board(id) => below("/boards/", id),
            Self::Mall => "/mall".to_owned(),
            Self::Item(id) => below("/mall/", id),
            Self::Orders => "/orders".to_owned(),
            Self::Order(id) => below("/orders/", id),
            Self::Addresses => "/addresses".to_owned(),
            Self::Coupons => "/coupons".to_owned(),
            Self::Coupon(id) => below("/coupons/", id),
            Self::CouponOffers => "/coupons/offers".to_owned(),
            Self::Me => "/me".to_owned(),
            Self::Tiers => "/tiers".to_owned(),
            Self::Welcome => "/welcome".to_owned(),
            Self::Birthday => "/birthday".to_owned(),
            Self::Receipts => "/receipts".to_owned(),
            Self::Receipt(id) => below("/receipts/", id),
            Self::Points => "/points".to_owned(),
            Self::Inbox => "/inbox".to_owned(),
            Self::Preview => "/preview".to_owned(),
            Self::PreviewAdd => "/preview/add".to_owned(),
            Self::Staff(page) => page.href().to_owned(),
            Self::Store(id) => store_path(id),
            Self::Join => "/join".to_owned(),
            Self::SignIn => "/sign-in".to_owned(),
        }
    }

    /// Whether there is nothing to see for who is not signed in.
    pub fn is_for_members(&self) -> bool {
        match self {
            Self::CheckIn
            | Self::Code
            | Self::Together
            | Self::Board(_)
            | Self::Mall
            | Self::Item(_)
            | Self::Orders
            | Self::Order(_)
            | Self::Addresses
            | Self::Coupons
            | Self::Coupon(_)
            | Self::CouponOffers
            | Self::Me
            | Self::Welcome
            | Self::Birthday
            | Self::Receipts
            | Self::Receipt(_)
            | Self::Points
            | Self::Inbox
            | Self::Preview
            | Self::PreviewAdd => true,
            Self::Card | Self::Tiers | Self::Staff(_) | Self::Store(_) | Self::Join | Self::SignIn | Self::NotFound => {
                false
            }
        }
    }

    /// Whether a member has no business here.
    pub fn is_for_guests(&self) -> bool {
        matches!(self, Self::Join | Self::SignIn)
    }

    /// Whether it is no member's page: who is signed in there is somebody else, with a session of its own.
    pub fn is_for_staff(&self) -> bool {
        matches!(self, Self::Staff(_))
    }

    /// The page that this one lies below, for its way back; `None` for a start page.
    pub fn above(&self) -> Option<Self> {
        match self {
            Self::Item(_) => Some(Self::Mall),
            Self::Order(_) => Some(Self::Orders),
            Self::Receipt(_) => Some(Self::Receipts),
            Self::Coupon(_) | Self::CouponOffers => Some(Self::Coupons),
            Self::Welcome | Self::Board(_) => Some(Self::Together),
            Self::Orders
            | Self::Addresses
            | Self::Coupons
            | Self::Tiers
            | Self::Birthday
            | Self::Receipts
            | Self::Points
            | Self::Inbox
            | Self::Preview => Some(Self::Me),
            Self::PreviewAdd => Some(Self::Preview),
            Self::Staff(StaffPage::Scan | StaffPage::Found | StaffPage::Log) => Some(Self::Staff(StaffPage::Desk)),
            Self::CheckIn | Self::Code | Self::Join | Self::SignIn => Some(Self::Card),
            Self::Card | Self::Together | Self::Mall | Self::Me | Self::Staff(_) | Self::Store(_) | Self::NotFound => {
                None
            }
        }
    }

    /// Its place in the bottom bar.
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::Card => Some(Place::Card),
            Self::Mall | Self::Item(_) => Some(Place::Mall),
            Self::Code => Some(Place::Code),
            Self::Together | Self::Board(_) | Self::CheckIn | Self::Welcome => Some(Place::Together),
            Self::Me
            | Self::Orders
            | Self::Order(_)
            | Self::Addresses
            | Self::Coupons
            | Self::Coupon(_)
            | Self::CouponOffers
            | Self::Tiers
            | Self::Birthday
            | Self::Receipts
            | Self::Receipt(_)
            | Self::Points
            | Self::Inbox
            | Self::Preview
            | Self::PreviewAdd => Some(Place::Me),
            Self::Staff(_) | Self::Store(_) | Self::Join | Self::SignIn | Self::NotFound => None,
        }
    }
}

/// The address of what `id` names: of the shape of a shop's.
fn below(folder: &str, id: &str) -> String {
    store_path(&StoreId(id.to_owned())).replacen("/s/", folder, 1)
}

/// Undoes percent-encoding; `None` for what decodes to no text.
fn unescaped(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        let decoded = if byte == b'%' {
            let mut nibble = || char::from(rest.next()?).to_digit(16);
            u8::try_from(nibble()? * 16 + nibble()?).ok()?
        } else {
            byte
        };
        bytes.push(decoded);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_is_read_back_from_what_it_is_written_as() {
        let routes = [
            Route::Card,
            Route::CheckIn,
            Route::Code,
            Route::Together,
            Route::Board("winter-tea".into()),
            Route::Mall,
            Route::Item("tea-cup".into()),
            Route::Orders,
            Route::Order("12".into()),
            Route::Addresses,
            Route::Coupons,
            Route::Coupon("12".into()),
            Route::CouponOffers,
            Route::Me,
            Route::Tiers,
            Route::Welcome,
            Route::Birthday,
            Route::Receipts,
            Route::Receipt("s_01HX-9".into()),
            Route::Receipt("a b/c?d%#店".into()),
            Route::Points,
            Route::Inbox,
            Route::Preview,
            Route::PreviewAdd,
            Route::Staff(StaffPage::Desk),
            Route::Staff(StaffPage::Scan),
            Route::Staff(StaffPage::Found),
            Route::Staff(StaffPage::Log),
            Route::Staff(StaffPage::SignIn),
            Route::Staff(StaffPage::Unknown),
            Route::Store("xm-anfu".into()),
            Route::Join,
            Route::SignIn,
        ];
        for route in routes {
            assert_eq!(Route::parse(&route.href()), route);
        }
    }

    #[test]
    fn a_trailing_slash_changes_nothing() {
        assert_eq!(Route::parse("/receipts/"), Route::Receipts);
        assert_eq!(Route::parse("/s/x/"), Route::Store("x".into()));
    }

    #[test]
    fn anything_else_is_not_found() {
        for path in ["/x", "/s", "/s/a/b", "/receipts/1/2", "/code/x", "/%ff", "/s/%zz", "/s/%2", "/Code", "/join/now"]
        {
            assert_eq!(Route::parse(path), Route::NotFound, "{path}");
        }
    }

    #[test]
    fn what_lies_below_the_desk_is_staffs_even_where_there_is_no_page() {
        for path in ["/staff/x", "/staff/log/x", "/staff/%ff", "/staff/Scan"] {
            assert_eq!(Route::parse(path), Route::Staff(StaffPage::Unknown), "{path}");
            assert!(Route::parse(path).is_for_staff(), "{path}");
        }
        assert_eq!(Route::parse("/staff/"), Route::Staff(StaffPage::Desk));
        assert!(!Route::parse("/staffroom").is_for_staff());
    }
}
