//! The mall, redemptions, addresses: of a new member with points, so that the figures are the same each time.

use super::t;
use crate::{
    api::Api,
    engine::Looks,
    orders::{add_address, redeemed},
    page::Page,
    world::World,
};
use shuke_contract::Empty;
use shuke_rules::{Fen, mall::Way};
use std::rc::Rc;

/// An item that is goods, one that takes money, too, and a voucher.
const GOODS: &str = "canvas-bag";
const WITH_MONEY: &str = "ceramic-cup";
const VOUCHER: &str = "oat-latte";

/// Somebody with as many points as yuan spent.
fn somebody(world: &World, looks: Looks, yuan: i64) -> (Rc<Page>, Api) {
    let (api, number) = world.join(&World::new_phone());
    if yuan > 0 {
        world.till().sell(&number, Fen(yuan * 100));
    }
    let page = world.browser(looks);
    page.sign_in_as(number.as_str());
    (page, api)
}

fn at(page: Rc<Page>, path: &str, zh: &'static str, en: &'static str) -> Rc<Page> {
    page.open_path(path);
    page.started();
    page.see(t(&page, zh, en));
    page
}

fn address(api: &mut Api) -> String {
    add_address(api, ("Lin", "Xuhui, Shanghai", "189 Anfu Road, 3rd floor"))
}

pub fn mall(world: &World, looks: Looks) -> Rc<Page> {
    let (page, _) = somebody(world, looks, 560);
    at(page, "/mall", "礼历", "Gift calendar")
}

pub fn item(world: &World, looks: Looks) -> Rc<Page> {
    let (page, _) = somebody(world, looks, 1_000);
    at(page, &format!("/mall/{WITH_MONEY}"), "兑换 ·", "Redeem ·")
}

pub fn item_short(world: &World, looks: Looks) -> Rc<Page> {
    let (page, _) = somebody(world, looks, 300);
    at(page, &format!("/mall/{WITH_MONEY}"), "积分不够", "Not enough points")
}

pub fn item_sent(world: &World, looks: Looks) -> Rc<Page> {
    let (page, mut api) = somebody(world, looks, 1_000);
    address(&mut api);
    let page = at(page, &format!("/mall/{GOODS}"), "兑换 ·", "Redeem ·");
    choose_express(&page);
    page
}

pub fn choose_express(page: &Page) {
    page.choice(t(page, "运费 ¥", "Fee: ¥")).tick();
    page.see("189 Anfu Road");
}

pub fn redeem(world: &World, looks: Looks) -> Rc<Page> {
    let page = item(world, looks);
    ask(&page);
    page
}

pub fn ask(page: &Page) {
    page.button(t(page, "兑换 ·", "Redeem ·")).click();
    page.dialog().wait();
}

pub fn orders(world: &World, looks: Looks) -> Rc<Page> {
    let (page, mut api) = somebody(world, looks, 3_000);
    redeemed(&mut api, VOUCHER, Way::Voucher, None);
    redeemed(&mut api, WITH_MONEY, Way::PickUp, None);
    let address = address(&mut api);
    let back = redeemed(&mut api, GOODS, Way::ExpressForMoney, Some(address));
    api.call::<shuke_contract::orders::CancelOrder>(&back.id, &Empty {}).expect("cancelled");
    at(page, "/orders", "进行中", "Active")
}

pub fn orders_empty(world: &World, looks: Looks) -> Rc<Page> {
    let (page, _) = somebody(world, looks, 0);
    at(page, "/orders", "还没有兑换过", "Nothing redeemed yet")
}

pub fn order_placed(world: &World, looks: Looks) -> Rc<Page> {
    let (page, mut api) = somebody(world, looks, 1_000);
    let order = redeemed(&mut api, WITH_MONEY, Way::PickUp, None);
    at(page, &format!("/orders/{}", order.id), "备货中", "Being prepared")
}

pub fn order_reserved(world: &World, looks: Looks) -> Rc<Page> {
    let (page, mut api) = somebody(world, looks, 1_000);
    let address = address(&mut api);
    let order = redeemed(&mut api, GOODS, Way::ExpressForMoney, Some(address));
    at(page, &format!("/orders/{}", order.id), "待付款", "Payment due")
}

pub fn voucher(world: &World, looks: Looks) -> Rc<Page> {
    let (page, mut api) = somebody(world, looks, 1_000);
    let order = redeemed(&mut api, VOUCHER, Way::Voucher, None);
    at(page, &format!("/orders/{}", order.id), "可以使用", "Ready to use")
}

pub fn addresses(world: &World, looks: Looks) -> Rc<Page> {
    let (page, mut api) = somebody(world, looks, 0);
    address(&mut api);
    at(page, "/addresses", "首选", "Default")
}

pub fn address_form(world: &World, looks: Looks) -> Rc<Page> {
    let page = addresses(world, looks);
    wrong_address(&page);
    page
}

pub fn wrong_address(page: &Page) {
    page.button(t(page, "添加地址", "Add an address")).click();
    page.dialog().wait();
    page.button(t(page, "保存", "Save")).click();
    page.see(t(page, "写上收件人", "Enter a name"));
}
