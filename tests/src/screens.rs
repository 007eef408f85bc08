//! Every screen of the app and the way to it: for the checks that hold everywhere, and for the pictures.

mod amiss;
mod around;
mod boards;
mod check_in;
mod coupons;
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
use gifts::{benefits, birthday, birthday_missing, welcome, welcome_claimed, welcome_over};
use mall::{
    address_form, addresses, item, item_sent, item_short, mall, order_placed, order_reserved, orders, orders_empty,
    redeem, voucher,
};
use std::rc::Rc;

pub struct Screen {
    pub name: &'static str,
    /// Goes there in a browser of its own and waits until all of it is there.
    pub reach: fn(&World, Looks) -> Rc<Page>,
}

pub const SCREENS: &[Screen] = &[
    Screen { name: "landing", reach: landing },
    Screen { name: "shop", reach: shop },
    Screen { name: "shop_unknown", reach: shop_unknown },
    Screen { name: "shop_revoked", reach: shop_revoked },
    Screen { name: "join", reach: join },
    Screen { name: "join_refused", reach: join_refused },
    Screen { name: "join_consent", reach: join_consent },
    Screen { name: "join_code", reach: join_code },
    Screen { name: "sign_in", reach: sign_in },
    Screen { name: "sign_in_ended", reach: sign_in_ended },
    Screen { name: "card_1", reach: |world, looks| card(world, looks, 0) },
    Screen { name: "card_2", reach: |world, looks| card(world, looks, 1) },
    Screen { name: "card_3", reach: |world, looks| card(world, looks, 2) },
    Screen { name: "card_4", reach: |world, looks| card(world, looks, 3) },
    Screen { name: "card_5", reach: |world, looks| card(world, looks, 4) },
    Screen { name: "check_in", reach: check_in },
    Screen { name: "check_in_missed", reach: check_in_missed },
    Screen { name: "code", reach: code },
    Screen { name: "tiers", reach: tiers },
    Screen { name: "tiers_guest", reach: tiers_guest },
    Screen { name: "receipts", reach: receipts::list },
    Screen { name: "receipts_empty", reach: receipts::empty },
    Screen { name: "receipt", reach: receipts::one },
    Screen { name: "receipt_refunded", reach: receipts::refunded },
    Screen { name: "receipt_quoted", reach: receipts::quoted },
    Screen { name: "points", reach: points },
    Screen { name: "points_checked", reach: points_checked },
    Screen { name: "preview", reach: preview },
    Screen { name: "preview_add", reach: preview_add },
    Screen { name: "inbox", reach: inbox },
    Screen { name: "inbox_empty", reach: inbox_empty },
    Screen { name: "together", reach: together },
    Screen { name: "welcome", reach: welcome },
    Screen { name: "welcome_claimed", reach: welcome_claimed },
    Screen { name: "welcome_over", reach: welcome_over },
    Screen { name: "benefits", reach: benefits },
    Screen { name: "birthday", reach: birthday },
    Screen { name: "birthday_missing", reach: birthday_missing },
    Screen { name: "board", reach: boards::running },
    Screen { name: "board_empty", reach: boards::empty },
    Screen { name: "board_soon", reach: boards::soon },
    Screen { name: "board_over", reach: boards::over },
    Screen { name: "board_first", reach: boards::first },
    Screen { name: "me", reach: me },
    Screen { name: "me_close", reach: me_close },
    Screen { name: "mall", reach: mall },
    Screen { name: "mall_item", reach: item },
    Screen { name: "mall_item_short", reach: item_short },
    Screen { name: "mall_item_sent", reach: item_sent },
    Screen { name: "mall_redeem", reach: redeem },
    Screen { name: "orders", reach: orders },
    Screen { name: "orders_empty", reach: orders_empty },
    Screen { name: "order_placed", reach: order_placed },
    Screen { name: "order_reserved", reach: order_reserved },
    Screen { name: "order_voucher", reach: voucher },
    Screen { name: "addresses", reach: addresses },
    Screen { name: "address_form", reach: address_form },
    Screen { name: "coupons", reach: coupons::wallet },
    Screen { name: "coupons_empty", reach: coupons::empty },
    Screen { name: "coupon", reach: coupons::usable },
    Screen { name: "coupon_kept", reach: coupons::kept },
    Screen { name: "coupon_used", reach: coupons::used },
    Screen { name: "coupon_undone", reach: coupons::undone },
    Screen { name: "coupon_offers", reach: coupons::offers },
    Screen { name: "coupon_claim", reach: coupons::claiming },
    Screen { name: "coupon_code", reach: coupons::wrong_code },
    Screen { name: "staff_sign_in", reach: staff::sign_in },
    Screen { name: "staff", reach: staff::counter },
    Screen { name: "staff_scan", reach: staff::scan },
    Screen { name: "staff_member", reach: staff::member },
    Screen { name: "staff_order", reach: staff::order },
    Screen { name: "staff_money", reach: staff::money },
    Screen { name: "staff_coupon", reach: staff::coupon },
    Screen { name: "staff_coupons", reach: staff::coupons },
    Screen { name: "staff_undo", reach: staff::undo },
    Screen { name: "staff_log", reach: staff::log },
    Screen { name: "not_found", reach: not_found },
    Screen { name: "error", reach: error },
    Screen { name: "offline", reach: offline },
    Screen { name: "too_old", reach: too_old },
];

pub fn named(name: &str) -> &'static Screen {
    SCREENS.iter().find(|screen| screen.name == name).unwrap_or_else(|| panic!("no screen {name}"))
}

/// The text in the language of the browser.
fn t<'a>(page: &Page, zh: &'a str, en: &'a str) -> &'a str {
    if page.looks.language == "en" { en } else { zh }
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
    page.button(t(&page, "发送验证码", "Send the code")).click();
    page.see(t(&page, "写成 11 位手机号", "Write 11 digits"));
    page
}

fn join_consent(world: &World, looks: Looks) -> Rc<Page> {
    let page = join(world, looks);
    page.button(t(&page, "看全文", "Read it")).click();
    page.dialog().wait();
    page
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
    page.find(Kind::Image, t(&page, "二维码", "QR code")).wait();
    page
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
    page.button(t(&page, "注销会员", "Close the account")).click();
    page.dialog().wait();
    page
}
