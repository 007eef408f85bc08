//! Every screen of the app and the way to it: for the checks that hold everywhere, and for the pictures.

mod amiss;
mod around;
mod boards;
mod check_in;
mod coupons;
mod english;
mod gifts;
mod goods;
mod mall;
mod receipts;
mod referral;
mod settings;
mod staff;
mod wechat;

use crate::{
    engine::Looks,
    page::{Kind, Page},
    world::World,
};
use amiss::{error, not_found, offline, too_old};
use around::{inbox, inbox_empty, points, points_checked, preview, preview_add, proof, scan, scan_typed, together};
use check_in::{check_in, check_in_missed, check_in_open};
use english::screen;
pub use english::{English, Screen};
use gifts::{benefits, birthday, birthday_missing, join_given, welcome, welcome_claimed, welcome_over};
use mall::{
    address_form, addresses, item, item_sent, item_short, mall, order_placed, order_reserved, orders, orders_empty,
    redeem, voucher,
};
use shuke_face::Page as At;
use std::rc::Rc;

pub const SCREENS: &[Screen] = &[
    screen("landing", At::Card, landing),
    screen("shop", At::Store, shop),
    screen("shop_unknown", At::Store, shop_unknown),
    screen("shop_revoked", At::Store, shop_revoked),
    screen("join", At::Join, join),
    screen("join_refused", At::Join, join_refused).then(refused),
    screen("join_consent", At::Join, join_consent).then(read_consent),
    screen("join_code", At::Join, join_code),
    screen("join_given", At::Join, join_given).anew("nobody joins twice"),
    screen("sign_in", At::SignIn, sign_in),
    screen("sign_in_ended", At::Receipts, sign_in_ended),
    screen("card_1", At::Card, |world, looks| card(world, looks, 0)),
    screen("card_2", At::Card, |world, looks| card(world, looks, 1)),
    screen("card_3", At::Card, |world, looks| card(world, looks, 2)),
    screen("card_4", At::Card, |world, looks| card(world, looks, 3)),
    screen("card_5", At::Card, |world, looks| card(world, looks, 4)),
    screen("check_in", At::CheckIn, check_in),
    screen("check_in_open", At::CheckIn, check_in_open),
    screen("check_in_missed", At::CheckIn, check_in_missed).then(check_in::ask_to_make_up),
    screen("code", At::Code, code).then(shows_code),
    screen("tiers", At::Tiers, tiers),
    screen("tiers_guest", At::Tiers, tiers_guest),
    screen("receipts", At::Receipts, receipts::list).then(receipts::shows_268),
    screen("receipts_empty", At::Receipts, receipts::empty),
    screen("receipt", At::Receipt, receipts::one),
    screen("receipt_refunded", At::Receipt, receipts::refunded),
    screen("receipt_quoted", At::Receipt, receipts::quoted),
    screen("points", At::Points, points),
    screen("points_checked", At::Points, points_checked).then(around::check),
    screen("proof", At::Proof, proof),
    screen("preview", At::Preview, preview),
    screen("preview_add", At::PreviewAdd, preview_add).then(around::add),
    screen("scan", At::Scan, scan),
    screen("scan_typed", At::Scan, scan_typed).then(around::type_payment),
    screen("inbox", At::Inbox, inbox),
    screen("inbox_empty", At::Inbox, inbox_empty),
    screen("together", At::Together, together),
    screen("welcome", At::Welcome, welcome),
    screen("welcome_claimed", At::Welcome, welcome_claimed),
    screen("welcome_over", At::Welcome, welcome_over),
    screen("benefits", At::Tiers, benefits),
    screen("birthday", At::Birthday, birthday),
    screen("birthday_missing", At::Birthday, birthday_missing),
    screen("board", At::Board, boards::running),
    screen("board_empty", At::Board, boards::empty),
    screen("board_soon", At::Board, boards::soon),
    screen("board_over", At::Board, boards::over),
    screen("board_first", At::Board, boards::first),
    screen("me", At::Me, me),
    screen("referral", At::Referral, referral::nobody),
    screen("referral_friend", At::Referral, referral::friend_and_team),
    screen("referral_link", At::ReferralLink, referral::link),
    screen("commission", At::Commission, referral::commission),
    screen("commission_month", At::CommissionMonth, referral::commission_month),
    screen("poster", At::Poster, referral::poster),
    screen("settings", At::Settings, settings::all),
    screen("settings_close", At::Settings, settings::closing).then(settings::ask_to_close),
    screen("wechat", At::Wechat, wechat::linked),
    screen("wechat_others", At::Wechat, wechat::others),
    screen("wechat_elsewhere", At::Wechat, wechat::elsewhere),
    screen("wechat_sign_in", At::SignIn, wechat::sign_in),
    screen("mall", At::Mall, mall),
    screen("mall_item", At::Item, item),
    screen("mall_item_short", At::Item, item_short),
    screen("mall_item_sent", At::Item, item_sent).then(mall::choose_express),
    screen("mall_redeem", At::Item, redeem).then(mall::ask),
    screen("good", At::Good, goods::good),
    screen("good_guest", At::Good, goods::of_guests),
    screen("piece", At::Piece, goods::piece),
    screen("piece_own", At::Piece, goods::own_piece),
    screen("piece_taken", At::Piece, goods::taken_piece),
    screen("orders", At::Orders, orders),
    screen("orders_empty", At::Orders, orders_empty),
    screen("order_placed", At::Order, order_placed),
    screen("order_reserved", At::Order, order_reserved),
    screen("order_voucher", At::Order, voucher),
    screen("addresses", At::Addresses, addresses),
    screen("address_form", At::Addresses, address_form).then(mall::wrong_address),
    screen("coupons", At::Coupons, coupons::wallet).then(coupons::unfold),
    screen("coupons_empty", At::Coupons, coupons::empty),
    screen("coupon", At::Coupon, coupons::usable).then(shows_code),
    screen("coupon_kept", At::Coupon, coupons::kept),
    screen("coupon_used", At::Coupon, coupons::used),
    screen("coupon_undone", At::Coupon, coupons::undone),
    screen("coupon_offers", At::CouponOffers, coupons::offers),
    screen("coupon_claim", At::CouponOffers, coupons::claiming).then(coupons::ask),
    screen("coupon_code", At::CouponOffers, coupons::wrong_code).then(coupons::try_code),
    screen("staff_sign_in", At::StaffSignIn, staff::sign_in),
    screen("staff", At::Staff, staff::counter),
    screen("staff_scan", At::StaffScan, staff::scan),
    screen("staff_member", At::StaffFound, staff::member),
    screen("staff_order", At::StaffFound, staff::order),
    screen("staff_money", At::StaffFound, staff::money),
    screen("staff_coupon", At::StaffFound, staff::coupon).then(staff::work_out),
    screen("staff_coupons", At::StaffFound, staff::coupons).then(staff::lists_coupons),
    screen("staff_undo", At::StaffFound, staff::undo).anew("what can be undone is gone after ten seconds"),
    screen("staff_repairs", At::StaffRepairs, goods::repairs),
    screen("staff_log", At::StaffLog, staff::log).anew("what was just done keeps the words it was said in"),
    screen("not_found", At::NotFound, not_found),
    screen("error", At::Receipts, error),
    screen("offline", At::Card, offline),
    screen("too_old", At::Card, too_old).both("no app runs that would know which one is wanted"),
];

pub fn named(name: &str) -> &'static Screen {
    SCREENS.iter().find(|screen| screen.name == name).unwrap_or_else(|| panic!("no screen {name}"))
}

/// The text in the language that the page is in. The last that was asked for is what the screen is known by.
fn t(page: &Page, zh: &'static str, en: &'static str) -> &'static str {
    page.one_of(zh, en)
}

fn at(world: &World, looks: Looks, path: &str) -> Rc<Page> {
    let page = world.browser(looks);
    page.open_path(path);
    page.started();
    page
}

fn member_at(world: &World, looks: Looks, which: usize, path: &str) -> Rc<Page> {
    let page = world.browser(looks);
    page.sign_in_as(&world.data.demo.members[which].card);
    page.open_path(path);
    page.started();
    page
}

fn landing(world: &World, looks: Looks) -> Rc<Page> {
    let page = at(world, looks, "/");
    page.see(t(&page, "这张卡值什么", "What the card gets you"));
    page
}

fn shop(world: &World, looks: Looks) -> Rc<Page> {
    let page = at(world, looks, &format!("/s/{}", world.data.demo.store));
    page.see(t(&page, "这里是", "Hello from"));
    page
}

fn shop_unknown(world: &World, looks: Looks) -> Rc<Page> {
    let page = world.browser(looks);
    page.expect_in_console("404");
    page.open_path("/s/nowhere");
    page.see(t(&page, "没有这家门店", "No such shop"));
    page
}

/// The first shop closes by a policy that says so: its printed codes are withdrawn, and the second sends what it sent.
fn shop_revoked(world: &World, looks: Looks) -> Rc<Page> {
    let policy = std::fs::read_to_string(world.brand.file()).expect("the brand");
    let first = format!("\"{}\"", world.data.demo.store);
    let second = policy.split("[[stores]]").nth(2).and_then(|rest| rest.split("id = ").nth(1)?.lines().next());
    let (id, sends) = (format!("\nid = {first}"), format!("\nstore = {first}"));
    let changed = policy.replacen(&id, &format!("{id}\nrevoked = true"), 1);
    let changed = changed.replace(&sends, &format!("\nstore = {}", second.expect("two shops")));
    world.data.apply(&changed);
    world.stop_server();
    world.start_server(&crate::place::dist());
    let page = world.browser(looks);
    page.expect_in_console("410");
    page.open_path(&format!("/s/{}", world.data.demo.store));
    page.see(t(&page, "这张门店码已停用", "This shop code was withdrawn"));
    page
}

fn join(world: &World, looks: Looks) -> Rc<Page> {
    let page = at(world, looks, "/join");
    page.button(t(&page, "发送验证码", "Send code")).wait();
    page
}

/// Nothing filled in: each field says what it wants.
fn join_refused(world: &World, looks: Looks) -> Rc<Page> {
    let page = join(world, looks);
    refused(&page);
    page
}

fn refused(page: &Page) {
    page.button(t(page, "发送验证码", "Send code")).click();
    page.see(t(page, "写成 11 位手机号", "Enter 11 digits"));
}

fn join_consent(world: &World, looks: Looks) -> Rc<Page> {
    let page = join(world, looks);
    read_consent(&page);
    page
}

fn read_consent(page: &Page) {
    page.button(t(page, "看全文", "Read it")).click();
    page.dialog().wait();
}

fn join_code(world: &World, looks: Looks) -> Rc<Page> {
    let page = join(world, looks);
    page.field(t(&page, "手机号", "Phone number")).fill(World::new_phone().as_str());
    page.choice(t(&page, "会员章程", "Membership terms")).tick();
    page.button(t(&page, "发送验证码", "Send code")).click();
    page.field(t(&page, "6 位数字", "6 digits")).wait();
    page
}

fn sign_in(world: &World, looks: Looks) -> Rc<Page> {
    let page = at(world, looks, "/sign-in");
    page.field(t(&page, "手机号", "Phone number")).wait();
    page
}

fn sign_in_ended(world: &World, looks: Looks) -> Rc<Page> {
    let page = me(world, looks);
    page.expect_in_console("401");
    page.forget_session();
    page.link(t(&page, "小票", "Receipts")).click();
    page.see(t(&page, "上次的登录已结束", "You were signed out"));
    page
}

/// The demo members stand on different tiers.
fn card(world: &World, looks: Looks, which: usize) -> Rc<Page> {
    let page = member_at(world, looks, which % world.data.demo.members.len(), "/");
    page.see(t(&page, "如果我再消费", "If I spend"));
    page
}

fn code(world: &World, looks: Looks) -> Rc<Page> {
    let page = member_at(world, looks, 0, "/code");
    shows_code(&page);
    page
}

fn shows_code(page: &Page) {
    page.find(Kind::Image, t(page, "二维码", "QR code")).wait();
}

fn tiers(world: &World, looks: Looks) -> Rc<Page> {
    let page = member_at(world, looks, 0, "/tiers");
    page.see(t(&page, "你在这里", "You are here"));
    page
}

fn tiers_guest(world: &World, looks: Looks) -> Rc<Page> {
    let page = at(world, looks, "/tiers");
    page.see(t(&page, "等级怎么算", "How tiers work"));
    page
}

fn me(world: &World, looks: Looks) -> Rc<Page> {
    let page = member_at(world, looks, 0, "/me");
    page.link(t(&page, "设置", "Settings")).wait();
    page
}
