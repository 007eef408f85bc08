//! WeChat: which of its identities open a member's card, and what its script wants to know of a page. How one comes from WeChat and back is no
//! endpoint: browsers are led there by `/wechat/sign-in` and `/wechat/link`.

use crate::{Caller, Empty, Endpoint, ErrorCode, Method, Refusal};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use shuke_rules::Instant;
#[cfg(feature = "schema")]
use shuke_rules::bounds;

endpoints![GetWechat, MoveWechat, UnlinkWechat, SignPage];

/// Refusals of their own.
pub(crate) const REFUSALS: &[Refusal] = &[(ErrorCode::WechatOff, 404), (ErrorCode::WechatNotAsked, 409)];

/// Identities of a member at most.
pub const IDENTITIES: usize = 5;
/// Characters of an address that is signed at most.
#[cfg(feature = "schema")]
const ADDRESS: usize = 2_000;

/// What came of asking WeChat who sits before this browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// WeChat was not asked, or it is long ago.
    NotYet,
    /// Somebody whose identity is no member's.
    Unlinked,
    /// The member whose card it opens.
    Member,
    /// It was to be linked, and is another member's.
    Others,
    /// It was to be linked, and the member has as many as they may have.
    Full,
    /// WeChat shows the page without saying to whom: an identity of that moment alone.
    Temporary,
    /// WeChat did not answer, or not so that it could be believed.
    Failed,
    /// One of a newer server.
    #[serde(other)]
    Unknown,
}

/// What the pages need to know inside WeChat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InWechat {
    pub asked: Asked,
}

/// An identity that opens the member's card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Linked {
    pub id: String,
    pub since: Instant,
    /// It is the one that WeChat named in this browser last.
    pub here: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Wechat {
    /// Oldest first.
    pub linked: Vec<Linked>,
    /// What came of asking in this browser; `None` outside WeChat, where nobody can be asked.
    pub here: Option<Asked>,
}

pub struct GetWechat;

impl Endpoint for GetWechat {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/wechat";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str =
        "Which identities of WeChat open the member's card, and who sits before this browser.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::WechatOff];
    type Request = Empty;
    type Reply = Wechat;
}

/// The member in whose browser WeChat has just named it consents; whose it was is told in their inbox.
pub struct MoveWechat;

impl Endpoint for MoveWechat {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/wechat/move";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str =
        "Has the identity that WeChat named in this browser, another member's so far, open this card.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::WechatOff, ErrorCode::WechatNotAsked];
    type Request = Empty;
    type Reply = Wechat;
}

/// `{id}` is that of a [`Linked`]. Sessions that it began stay.
pub struct UnlinkWechat;

impl Endpoint for UnlinkWechat {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/wechat/{id}/unlink";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Has an identity of WeChat open the member's card no more.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::WechatOff, ErrorCode::NotFound];
    type Request = Empty;
    type Reply = Wechat;
}

/// What the address bar says, and what is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignPageRequest {
    /// One of this server's, as WeChat sees it; what stands after `#` does not count.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Line<ADDRESS>"))]
    pub url: String,
    /// The path of the page that is shown, which WeChat may see another address of.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Line<ADDRESS>"))]
    pub path: String,
}

/// What WeChat's script is told of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignedPage {
    /// For `wx.config`; `None` while WeChat does not answer this server: then the page is passed on as WeChat sees it.
    pub signed: Option<Signed>,
    pub share: PassedOn,
}

/// That a page at an address may call WeChat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Signed {
    /// Where the script is.
    pub script: String,
    pub app_id: String,
    /// Seconds since 1970.
    pub timestamp: i64,
    pub nonce: String,
    /// SHA-1, 40 hexadecimal digits.
    pub signature: String,
}

/// What is seen of a page where it is passed on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PassedOn {
    pub title: String,
    pub text: String,
    /// Never with what WeChat adds to an address.
    pub link: String,
    /// PNG of 300 × 300.
    pub picture: String,
}

/// For the page at an address of this server's.
pub struct SignPage;

impl Endpoint for SignPage {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/wechat/page";
    const CALLER: Caller = Caller::Anyone;
    const SUMMARY: &'static str =
        "What WeChat's script needs to work on a page, and what is seen where the page is passed on.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::WechatOff, ErrorCode::InvalidFields];
    type Request = SignPageRequest;
    type Reply = SignedPage;
}
