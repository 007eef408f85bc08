//! Every address of the app: how one is read and how one is written. Owns no history and no page.

use shuke_contract::boot::store_path;
use shuke_face::Place;
use shuke_rules::policy::StoreId;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    Card,
    CheckIn,
    Code,
    Tiers,
    Receipts,
    Receipt(String),
    Me,
    Store(StoreId),
    Join,
    SignIn,
    NotFound,
}

impl Route {
    /// From `location.pathname`. Total: what is no page of ours is [`Route::NotFound`].
    pub fn parse(path: &str) -> Self {
        let mut parts = path.split('/').filter(|part| !part.is_empty()).map(unescaped);
        let route = match (parts.next().flatten().as_deref(), parts.next()) {
            (None, None) if path.bytes().all(|byte| byte == b'/') => Self::Card,
            (Some("check-in"), None) => Self::CheckIn,
            (Some("code"), None) => Self::Code,
            (Some("tiers"), None) => Self::Tiers,
            (Some("receipts"), None) => Self::Receipts,
            (Some("receipts"), Some(Some(id))) => Self::Receipt(id),
            (Some("me"), None) => Self::Me,
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
            Self::Tiers => "/tiers".to_owned(),
            Self::Receipts => "/receipts".to_owned(),
            // A receipt's address has the shape of a shop's.
            Self::Receipt(id) => store_path(&StoreId(id.clone())).replacen("/s/", "/receipts/", 1),
            Self::Me => "/me".to_owned(),
            Self::Store(id) => store_path(id),
            Self::Join => "/join".to_owned(),
            Self::SignIn => "/sign-in".to_owned(),
        }
    }

    /// Whether there is nothing to see for who is not signed in.
    pub fn is_for_members(&self) -> bool {
        matches!(self, Self::CheckIn | Self::Code | Self::Receipts | Self::Receipt(_) | Self::Me)
    }

    /// Whether a member has no business here.
    pub fn is_for_guests(&self) -> bool {
        matches!(self, Self::Join | Self::SignIn)
    }

    /// The page that this one lies below, for its way back; `None` for a start page.
    pub fn above(&self) -> Option<Self> {
        match self {
            Self::Receipt(_) => Some(Self::Receipts),
            Self::CheckIn | Self::Code | Self::Join | Self::SignIn => Some(Self::Card),
            _ => None,
        }
    }

    /// Its place in the bottom bar.
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::Card | Self::CheckIn => Some(Place::Card),
            Self::Code => Some(Place::Code),
            Self::Tiers => Some(Place::Tiers),
            Self::Receipts | Self::Receipt(_) => Some(Place::Receipts),
            Self::Me => Some(Place::Me),
            Self::Store(_) | Self::Join | Self::SignIn | Self::NotFound => None,
        }
    }
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
            Route::Tiers,
            Route::Receipts,
            Route::Receipt("s_01HX-9".into()),
            Route::Receipt("a b/c?d%#店".into()),
            Route::Me,
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
}
