//! Every reason for which something is refused. Which HTTP status goes with it stands beside the endpoints of its feature.

use super::REFUSALS;
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// Why a request was refused. Clients match on this, never on prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    // Any endpoint
    /// 400: not exactly one `Host`.
    MalformedHead,
    /// 400: not JSON, or not of the shape described.
    MalformedBody,
    /// 413: more than the limit (`figures.limit_bytes`).
    BodyTooLarge,
    /// 415: not `application/json`.
    UnsupportedMediaType,
    /// 422: well formed, but fields are wrong; `fields` names each.
    InvalidFields,
    /// 400: a write without a well-formed `Idempotency-Key`.
    IdempotencyKeyMissing,
    /// 422: the key came before with another body.
    IdempotencyKeyReused,
    /// 403: a write from another site's page.
    ForeignOrigin,
    /// 401: no session, or one that ended.
    SignInRequired,
    /// 409: `Member-Number` names another member than the one who is signed in. Nothing was done; load the page anew.
    OtherMember,
    /// 401: no API key, or one that is unknown or withdrawn.
    TillKeyRequired,
    /// 404
    NotFound,
    /// 405
    MethodNotAllowed,
    /// 408: took longer than the limit.
    Timeout,
    /// 429: `figures.retry_after_seconds`.
    TooManyRequests,
    /// 500: nothing more is said; the log has the cause under `request_id`.
    Internal,
    /// 503: cannot write just now (disk full, database away). Nothing was changed; try again.
    Unavailable,

    // Shop codes
    /// 404: no shop has this code.
    StoreUnknown,
    /// 410: the shop's printed code was withdrawn.
    StoreRevoked,

    // Joining and signing in
    /// 429: the last code was sent less than a minute ago (`figures.retry_after_seconds`).
    OtpTooSoon,
    /// 429: too many codes for this number or address today.
    OtpLimit,
    /// 422: wrong digits; `figures.tries_left`.
    OtpWrong,
    /// 422: older than five minutes, or used, or never sent. Ask for a new one.
    OtpExpired,
    /// 422: five wrong tries. Ask for a new one.
    OtpExhausted,
    /// 502: the message could not be handed to the SMS gateway.
    OtpNotSent,
    /// 422: a required consent is missing, or for another version of the text.
    ConsentRequired,
    /// 404: no member has this number. Join instead.
    NotAMember,
    /// 404: the development sign-in is off.
    DevSignInOff,

    // Moving the clock
    /// 404: this server's clock is not moved, or not from elsewhere.
    DevClockOff,

    // Member codes
    /// 422: digits of another kind, a payment code for instance.
    CodeNotAMemberCode,
    /// 422: the check digit is wrong.
    CodeMisread,
    /// 422: a member code of another brand.
    CodeOtherBrand,
    /// 422: no longer, or not yet, valid; the member shows the present one.
    CodeExpired,
    /// 409: already used; the next one comes within a minute (`figures.retry_after_seconds`).
    CodeUsed,
    /// 404: its device was signed out or its member closed the account.
    CodeUnknown,

    // Points and checking in
    /// 404: the policy has no check-in.
    CheckInOff,
    /// 409: that day is checked in on.
    CheckedInAlready,
    /// 422: that day cannot be made up for; `rule` says why.
    MakeUpRefused,
    /// 422: fewer points than it costs (`figures.price_points`, `figures.points`).
    PointsShort,

    // The mall and its orders
    /// 404: the policy has no mall.
    MallOff,
    /// 422: not on offer now; `rule` says until when or from when.
    ItemNotOffered,
    /// 409: the last one is gone.
    ItemSoldOut,
    /// 422: the member has had as many as one can have (`figures.per_member`).
    ItemLimit,
    /// 422: for a higher tier (`figures.missing_fen` where money leads there).
    ItemTier,
    /// 409: it costs something else by now (`figures.points`, `figures.fen`).
    PriceChanged,
    /// 409: an order in this state does not do that.
    OrderState,
    /// 422: the days in which one can say that it is faulty are over.
    ClaimTooLate,
    /// 422: there are as many addresses as there can be (`figures.limit`).
    AddressesFull,

    // Posters
    /// 422: no PNG, or none of a poster's size; `rule` says which.
    PosterRefused,

    // WeChat
    /// 404: this server has no service account of WeChat's.
    WechatOff,
    /// 409: WeChat has not just named somebody else's identity in this browser.
    WechatNotAsked,

    // Single pieces
    /// 409: it is somebody's already; `rule` says whose.
    PieceRegistered,
    /// 422: without a receipt it cannot be registered; `rule` says why.
    ReceiptNeeded,
    /// 422: the receipt is not good for it (`figures.pieces`, `figures.registered`); `rule` says why.
    ReceiptUnfit,
    /// 403: only its owner does that.
    PieceNotYours,
    /// 422: not the owner's code, or one that ended (`figures.tries_left` where there are some).
    OfferWrong,
    /// 409: a repair in this state does not do that, or there is one already.
    RepairState,
    /// 422: no JPEG, or one that is too large; `rule` says which.
    PhotoRefused,

    // Tasks
    /// 422: not done yet (`figures.done`, `figures.times`).
    TaskNotDone,
    /// 409: the reward of this period was claimed.
    TaskClaimedAlready,

    // Bringing a friend
    /// 404: the policy has no `[referral]`.
    ReferralOff,
    /// 409: the team has no place left (`figures.size`).
    TeamFull,
    /// 409: the team's time is over, or its gift is given, or there is none.
    TeamOver,
    /// 409: the member is in another team whose time is not over.
    TeamOther,
    /// 404: the policy has no `[commission]`, and the member never had any.
    CommissionOff,

    // Coupons
    /// 422: it cannot be claimed now; `rule` says from or until when, or that it is given by itself.
    CouponNotOffered,
    /// 409: the last one is gone.
    CouponSoldOut,
    /// 422: the member has had as many as one can have (`figures.per_member`).
    CouponLimit,
    /// 422: for a higher tier (`figures.missing_fen` where money leads there).
    CouponTier,
    /// 404: no coupon has this code.
    CouponCodeUnknown,
    /// 409: it cannot be used for this; `rule` says why, `figures` and `remedy` what is missing.
    CouponUnusable,

    // Staff
    /// 401: no session of staff, or one that ended.
    StaffSignInRequired,
    /// 403: this number is not staff's.
    NotStaff,
    /// 403: for managers.
    ManagerRequired,
    /// 403: it is another shop's.
    OrderOtherStore,
    /// 403: the member was not looked up by this session in the last ten minutes.
    LookUpFirst,
    /// 422: more than ten minutes ago, or undone already, or nothing that can be undone.
    UndoTooLate,

    // Quotes, sales and refunds
    /// 404: no such quote for a sale of this number at this shop.
    QuoteUnknown,
    /// 409: it ran out, a later one replaced it, or it was sold already. Quote again.
    QuoteOver,
    /// 404: no such member.
    MemberUnknown,
    /// 409: the till sent another sale under this number.
    SaleExists,
    /// 404: no such sale at this shop.
    SaleUnknown,
    /// 422: the amounts do not add up (`figures`).
    AmountsDisagree,
    /// 422: more than is left to refund on a line (`figures.left_fen`).
    RefundTooLarge,
    /// 409: the till sent another refund under this number.
    RefundExists,

    /// A code that this client does not know.
    #[serde(other)]
    Unknown,
}

impl ErrorCode {
    /// The HTTP status it travels with, as its feature says.
    pub const fn status(self) -> u16 {
        STATUSES[self as usize]
    }
}

const CODES: usize = ErrorCode::Unknown as usize + 1;

/// The status of each code. A code that stands in no table, or in two, does not compile.
const STATUSES: [u16; CODES] = {
    let mut statuses = [0; CODES];
    let mut table = 0;
    while table < REFUSALS.len() {
        let mut at = 0;
        while at < REFUSALS[table].len() {
            let (code, status) = REFUSALS[table][at];
            assert!(statuses[code as usize] == 0, "a code has its status in two places");
            statuses[code as usize] = status;
            at += 1;
        }
        table += 1;
    }
    let mut code = 0;
    while code < CODES {
        assert!(statuses[code] != 0, "a code has no status: it belongs into the REFUSALS of its feature");
        code += 1;
    }
    statuses
};

#[cfg(test)]
mod tests {
    use super::*;

    /// The codes in their order, each with the status that its own line gives.
    fn written() -> Vec<(String, Option<u16>)> {
        let text = include_str!("code.rs");
        let (_, text) = text.split_once("pub enum ErrorCode {").unwrap();
        let (text, _) = text.split_once("\n}").unwrap();
        let mut written = Vec::new();
        let mut status = None;
        for line in text.lines().map(str::trim) {
            if let Some(name) = line.strip_suffix(',') {
                written.push((name.to_owned(), status.take()));
            } else if let Some(meaning) = line.strip_prefix("/// ") {
                let number = |word: &str| (word.len() == 3).then(|| word.parse().ok()).flatten();
                status = status.or_else(|| meaning.split(':').next().and_then(number));
            }
        }
        written
    }

    #[test]
    fn every_code_says_the_status_that_its_feature_gives_it() {
        let written = written();
        let codes: Vec<ErrorCode> = REFUSALS.iter().flat_map(|table| table.iter().map(|(code, _)| *code)).collect();
        assert_eq!((written.len(), codes.len()), (CODES, CODES));
        for code in codes {
            let (name, said) = &written[code as usize];
            assert_eq!(*name, format!("{code:?}"), "the codes stand in another order");
            let status = said.unwrap_or(500);
            assert_eq!((status, said.is_none()), (code.status(), code == ErrorCode::Unknown), "{name}");
        }
    }
}
