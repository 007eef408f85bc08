//! The codes that a member shows are read off the screen, whatever colours and sizes the phone shows them in.

use shuke_contract::coupons::HeldCoupon;
use shuke_rules::coupons::State;
use shuke_tests::{
    counter::{BAG, pick_up_code, redeem_here, set_aside},
    coupons,
    engine::{Colours, Looks, PHONE},
    page::Page,
    suite::Test,
    symbols, tests,
    world::World,
};
use std::rc::Rc;

pub fn tests() -> Vec<Test> {
    tests![chromium:
        as_the_page_writes_them,
        in_a_dark_page,
        where_the_browser_darkens_pages,
        where_the_browser_darkens_pages_in_the_dark,
        in_forced_colours,
        in_forced_colours_in_the_dark,
        with_more_contrast,
    ]
}

fn as_the_page_writes_them(world: &World) {
    read_in(world, Colours::AsWritten, false);
}

fn in_a_dark_page(world: &World) {
    read_in(world, Colours::AsWritten, true);
}

fn where_the_browser_darkens_pages(world: &World) {
    read_in(world, Colours::AutoDark, false);
}

fn where_the_browser_darkens_pages_in_the_dark(world: &World) {
    read_in(world, Colours::AutoDark, true);
}

fn in_forced_colours(world: &World) {
    read_in(world, Colours::Forced, false);
}

fn in_forced_colours_in_the_dark(world: &World) {
    read_in(world, Colours::Forced, true);
}

fn with_more_contrast(world: &World) {
    read_in(world, Colours::MoreContrast, true);
}

/// The member's code, an order's and a coupon's; the first with text twice as large, too.
fn read_in(world: &World, colours: Colours, dark: bool) {
    let page = world.browser(Looks { colours, dark, ..PHONE });
    page.sign_in_as(world.card(0).as_str());
    at(&page, "/code");
    member_code_is_read(&page);
    page.double_text();
    member_code_is_read(&page);
    page.normal_text();
    let order = redeem_here(world, 0, BAG);
    set_aside(world, &order);
    at(&page, &format!("/orders/{}", order.id));
    into_view(&page, ".code-qr");
    let wanted = [format!("QR-Code:{}", pick_up_code(&order))];
    page.until("the pick-up code is read", || (symbols::read(&page) == wanted).then_some(()));
    at(&page, &format!("/coupons/{}", usable(world).id.0));
    member_code_is_read(&page);
}

fn at(page: &Page, path: &str) {
    page.open_path(path);
    page.started();
}

fn usable(world: &World) -> HeldCoupon {
    let held = coupons::held(&mut world.member_api(0));
    let is_usable = |coupon: &HeldCoupon| coupon.state == State::Available && coupon.tier_reached;
    held.into_iter().find(is_usable).expect("a coupon that can be used")
}

fn into_view(page: &Rc<Page>, symbol: &str) {
    let found = format!(
        "const it = document.querySelector('{symbol}'); it?.scrollIntoView({{ block: 'center' }}); return !!it"
    );
    page.until(&format!("{symbol} is there"), || (page.js(&found) == true).then_some(()));
}

/// Both symbols say what the digits between them say. They change by the minute: it is looked again then.
fn member_code_is_read(page: &Rc<Page>) {
    for (symbol, kind) in [(".code-bars", "CODE-128"), (".code-qr", "QR-Code")] {
        into_view(page, symbol);
        page.until(&format!("the {kind} of the member code is read"), || {
            let digits = page.js("return document.querySelector('[data-code]').dataset.code");
            let wanted = format!("{kind}:{}", digits.as_str().filter(|digits| digits.len() == 20)?);
            symbols::read(page).contains(&wanted).then_some(())
        });
    }
}
