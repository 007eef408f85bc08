//! Which pages are tapped on all over, and which are not, and why. A page that stands in neither fails a test.

use shuke_face::Page;

/// Where a member is who can do most things.
pub const OF_MEMBERS: [&str; 25] = [
    "/",
    "/proof",
    "/check-in",
    "/code",
    "/together",
    "/welcome",
    "/mall",
    "/mall/canvas-bag",
    "/goods/10088",
    "/orders",
    "/addresses",
    "/coupons",
    "/coupons/offers",
    "/preview",
    "/preview/add",
    "/tiers",
    "/birthday",
    "/points",
    "/receipts",
    "/inbox",
    "/me",
    "/me/settings",
    "/me/referral",
    "/me/referral/poster",
    "/me/commission",
];
pub const OF_GUESTS: [&str; 3] = ["/", "/join", "/sign-in"];
pub const OF_STAFF: [&str; 3] = ["/staff", "/staff/log", "/staff/repairs"];

/// Those that the walk does not go to.
pub const NOT_TAPPED: [(Page, &str); 13] = [
    (Page::Wechat, "needs an account of WeChat's; what can be done there is tried in `wechat`"),
    (Page::Board, "one of several addresses; its links lead where those of together do, which are tapped"),
    (Page::Order, "its address has the id of an order; what can be done with one is tried in `orders`"),
    (Page::Coupon, "its address has the id of a coupon; what can be done with one is tried in `coupons`"),
    (Page::Receipt, "its address has the id of a receipt, and nothing is done there"),
    (Page::ReferralLink, "its address has the code of a link; what can be done there is tried in `referral`"),
    (Page::CommissionMonth, "another month of /me/commission, which is tapped"),
    (Page::Piece, "its address has the code of a piece; what can be done with one is tried in `pieces`"),
    (Page::Store, "the landing with another greeting, and that is tapped"),
    (Page::Scan, "needs a film before the camera, which `scanner` gives it"),
    (Page::StaffScan, "needs a film before the camera, which `scan` gives it"),
    (Page::StaffFound, "found by a code; `staff` and `staff_coupons` tap twice where it counts"),
    (Page::StaffSignIn, "the steps of /sign-in, which are tapped"),
];
