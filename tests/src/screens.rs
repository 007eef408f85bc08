//! Every screen of the app and the way to it: for the checks that hold everywhere, and for the pictures.

mod amiss;
mod around;
mod boards;
mod check_in;
mod coupons;
mod english;
mod gifts;
mod mall;
mod receipts;
mod staff;

use crate::{
    engine::Looks,
    page::{Kind, Page},
    world::World,
};
use amiss::{error, not_found, offline, too_old};
use around::{inbox, inbox_empty, points, points_checked, preview, preview_add, together};
use check_in::{check_in, check_in_missed};
use english::screen;
pub use english::{English, Screen};
use gifts::{benefits, birthday, birthday_missing, welcome, welcome_claimed, welcome_over};
use mall::{
    address_form, addresses, item, item_sent, item_short, mall, order_placed, order_reserved, orders, orders_empty,
    redeem, voucher,
};
use std::rc::Rc;

pub const SCREENS: &[Screen] = &[
    screen("landing", landing),
    screen("shop", shop),
    screen("shop_unknown", shop_unknown),
    screen("shop_revoked", shop_revoked),
    screen("join", join),
    screen("join_refused", join_refused).then(refused),
    screen("join_consent", join_consent).then(read_consent),
    screen("join_code", join_code),
    screen("sign_in", sign_in),
    screen("sign_in_ended", sign_in_ended),
    screen("card_1", |world, looks| card(world, looks, 0)),
    screen("card_2", |world, looks| card(world, looks, 1)),
    screen("card_3", |world, looks| card(world, looks, 2)),
    screen("card_4", |world, looks| card(world, looks, 3)),
    screen("card_5", |world, looks| card(world, looks, 4)),
    screen("check_in", check_in),
    screen("check_in_missed", check_in_missed).then(check_in::ask_to_make_up),
    screen("code", code).then(shows_code),
    screen("tiers", tiers),
    screen("tiers_guest", tiers_guest),
    screen("receipts", receipts::list).then(receipts::shows_268),
    screen("receipts_empty", receipts::empty),
    screen("receipt", receipts::one),
    screen("receipt_refunded", receipts::refunded),
    screen("receipt_quoted", receipts::quoted),
    screen("points", points),
    screen("points_checked", points_checked).then(around::check),
    screen("preview", preview),
    screen("preview_add", preview_add).then(around::add),
    screen("inbox", inbox),
    screen("inbox_empty", inbox_empty),
    screen("together", together),
    screen("welcome", welcome),
    screen("welcome_claimed", welcome_claimed),
    screen("welcome_over", welcome_over),
    screen("benefits", benefits),
    screen("birthday", birthday),
    screen("birthday_missing", birthday_missing),
    screen("board", boards::running),
    screen("board_empty", boards::empty),
    screen("board_soon", boards::soon),
    screen("board_over", boards::over),
    screen("board_first", boards::first),
    screen("me", me),
    screen("me_close", me_close).then(ask_to_close),
    screen("mall", mall),
    screen("mall_item", item),
    screen("mall_item_short", item_short),
    screen("mall_item_sent", item_sent).then(mall::choose_express),
    screen("mall_redeem", redeem).then(mall::ask),
    screen("orders", orders),
    screen("orders_empty", orders_empty),
    screen("order_placed", order_placed),
    screen("order_reserved", order_reserved),
    screen("order_voucher", voucher),
    screen("addresses", addresses),
    screen("address_form", address_form).then(mall::wrong_address),
    screen("coupons", coupons::wallet).then(coupons::unfold),
    screen("coupons_empty", coupons::empty),
    screen("coupon", coupons::usable).then(coupons::shows_code),
    screen("coupon_kept", coupons::kept),
    screen("coupon_used", coupons::used),
    screen("coupon_undone", coupons::undone),
    screen("coupon_offers", coupons::offers),
    screen("coupon_claim", coupons::claiming).then(coupons::ask),
    screen("coupon_code", coupons::wrong_code).then(coupons::try_code),
    screen("staff_sign_in", staff::sign_in),
    screen("staff", staff::counter),
    screen("staff_scan", staff::scan),
    screen("staff_member", staff::member),
    screen("staff_order", staff::order),
    screen("staff_money", staff::money),
    screen("staff_coupon", staff::coupon).then(staff::work_out),
    screen("staff_coupons", staff::coupons).then(staff::lists_coupons),
    screen("staff_undo", staff::undo).anew("what can be undone is gone after ten seconds"),
    screen("staff_log", staff::log).anew("what was just done keeps the words it was said in"),
    screen("not_found", not_found),
    screen("error", error),
    screen("offline", offline),
    screen("too_old", too_old).both("no app runs that would know which one is wanted"),
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
    page.see(t(&page, "这张卡值什么", "What the card is worth"));
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
    page.button(t(&page, "发送验证码", "Send the code")).wait();
    page
}

/// Nothing filled in: each field says what it wants.
fn join_refused(world: &World, looks: Looks) -> Rc<Page> {
    let page = join(world, looks);
    refused(&page);
    page
}

fn refused(page: &Page) {
    page.button(t(page, "发送验证码", "Send the code")).click();
    page.see(t(page, "写成 11 位手机号", "Write 11 digits"));
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
    page.field(t(&page, "手机号", "Mobile number")).fill(World::new_phone().as_str());
    page.choice(t(&page, "会员章程", "Membership terms")).tick();
    page.button(t(&page, "发送验证码", "Send the code")).click();
    page.field(t(&page, "6 位数字", "6 digits")).wait();
    page
}

fn sign_in(world: &World, looks: Looks) -> Rc<Page> {
    let page = at(world, looks, "/sign-in");
    page.field(t(&page, "手机号", "Mobile number")).wait();
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
    page.see(t(&page, "等级怎么算", "How tiers are decided"));
    page
}

fn me(world: &World, looks: Looks) -> Rc<Page> {
    let page = member_at(world, looks, 0, "/me");
    page.button(t(&page, "退出登录", "Sign out")).wait();
    page
}

fn me_close(world: &World, looks: Looks) -> Rc<Page> {
    let page = me(world, looks);
    ask_to_close(&page);
    page
}

fn ask_to_close(page: &Page) {
    page.button(t(page, "注销会员", "Close the account")).click();
    page.dialog().wait();
}
