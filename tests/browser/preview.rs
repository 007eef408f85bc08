//! What would it cost: a basket typed, chosen or scanned; the till's answer beside it; coupons ticked by hand.

use shuke_contract::{Empty, coupons::GetCoupons, till::CreateQuote};
use shuke_rules::{Fen, coupons::State};
use shuke_tests::{
    api::Api,
    engine::{Camera, Engine, Looks, PHONE},
    film,
    page::Page,
    suite::Test,
    tests,
    world::World,
};
use std::{fs, rc::Rc};

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        a_basket_is_priced_as_the_till_would_and_nothing_is_kept,
        a_barcode_on_goods_is_scanned_into_the_basket,
        what_is_missing_for_a_coupon_is_said_in_figures,
        a_coupon_is_left_out_and_the_best_is_one_tap_away,
        points_and_delivery_change_the_sum,
        a_tap_on_goods_shows_in_their_row_how_many_there_are,
        an_amount_is_typed_and_a_wrong_one_is_told,
    ];
    all.extend(tests![engines:
        goods_are_scanned_one_after_the_other,
        the_basket_is_still_there_after_going_back_and_after_a_reload,
        without_network_it_says_so_and_tries_again,
        steppers_work_by_keyboard_and_the_last_piece_takes_the_line_out,
    ]);
    all
}

/// Somebody new with a purchase of ¥600, on the page.
fn newcomer(world: &World, looks: Looks) -> (Api, Rc<Page>) {
    let (api, number) = world.join(&World::new_phone());
    world.till().sell(&number, Fen(60_000));
    let page = world.browser(looks);
    page.sign_in_as(number.as_str());
    page.open_path("/preview");
    page.started();
    (api, page)
}

/// Puts goods into the basket, and goes back to what it comes to.
fn choose(page: &Page, goods: &[&str]) {
    page.link("加商品").click();
    page.arrive("/preview/add");
    for goods in goods {
        page.button(&format!("加上: {goods}")).click();
        page.see(&format!("已加 {goods}"));
    }
    page.link("看看多少钱").click();
    page.arrive("/preview");
}

fn a_basket_is_priced_as_the_till_would_and_nothing_is_kept(world: &World) {
    let (mut api, page) = newcomer(world, PHONE);
    page.see("还没有商品");
    choose(&page, &["燕麦拿铁", "燕麦拿铁", "桂花乌龙"]);
    page.see("¥28 × 2");
    let number = api.call::<shuke_contract::card::GetCard>("", &Empty {}).expect("the card").number;
    let lines = serde_json::json!([
        { "item": "10021", "class": "regular", "quantity": 2, "price": 2800 },
        { "item": "10023", "class": "regular", "quantity": 1, "price": 2600 },
    ]);
    let body = serde_json::json!({ "number": "P-1", "member": number, "lines": lines });
    page.see("三免一");
    let wallet = api.call::<GetCoupons>("", &Empty {}).expect("the wallet");
    assert!(wallet.coupons.iter().all(|coupon| coupon.state == State::Available), "looking locks nothing");
    let request = serde_json::from_value(body).expect("a quote's request");
    let quoted = world.till().call::<CreateQuote>("", &request).expect("a quote");
    page.see(&format!("¥{}", quoted.to_pay));
    page.see("首单礼金");
    page.see("这是最划算的一组");
    page.see("付款前出示会员码");
}

fn what_is_missing_for_a_coupon_is_said_in_figures(world: &World) {
    let (_, page) = newcomer(world, PHONE);
    choose(&page, &["燕麦拿铁"]);
    page.see("满 3 件可用，还差 2 件");
}

fn a_coupon_is_left_out_and_the_best_is_one_tap_away(world: &World) {
    let (_, page) = newcomer(world, PHONE);
    choose(&page, &["燕麦拿铁"]);
    page.see("¥23");
    page.choice("首单礼金").click();
    page.see("没有选它");
    page.see("这是你自己选的");
    page.button("换成最划算的").click();
    page.see("这是最划算的一组");
    page.see("减 ¥5");
}

fn points_and_delivery_change_the_sum(world: &World) {
    let (_, page) = newcomer(world, PHONE);
    choose(&page, &["燕麦拿铁"]);
    page.see("最多用 600 分");
    page.choice("用积分抵现").click();
    page.see("积分抵现");
    page.see("¥17");
    page.choice("送货上门").click();
    page.see("再买 ¥76 免配送费");
    page.see("¥29");
}

fn a_tap_on_goods_shows_in_their_row_how_many_there_are(world: &World) {
    let (_, page) = newcomer(world, PHONE);
    page.link("加商品").click();
    page.button("加上: 燕麦拿铁 ¥28").click();
    page.button("加上: 燕麦拿铁 ¥28 × 1").click();
    page.see("已加 燕麦拿铁 × 2");
    page.until("the row has the focus again, though it was drawn anew", || {
        page.button("加上: 燕麦拿铁 ¥28 × 2").is_focused().then_some(())
    });
}

fn an_amount_is_typed_and_a_wrong_one_is_told(world: &World) {
    let (_, page) = newcomer(world, PHONE);
    page.link("加商品").click();
    page.field("写金额").fill("abc");
    page.button("加上").click();
    page.see("写金额，例如 28 或 28.5");
    page.field("写金额").fill("12.5");
    page.field("哪一类").choose("特价商品");
    page.button("加上").click();
    page.see("已加 ¥12.50");
    assert_eq!(page.field("写金额").value(), "");
    page.link("看看多少钱").click();
    page.see("特价商品");
    page.see("¥12.50 × 1");
}

fn goods_are_scanned_one_after_the_other(world: &World) {
    if world.engine != Engine::Chromium {
        // Its driver has no camera: the page says so, and typing is there.
        let (_, page) = newcomer(world, PHONE);
        page.link("加商品").click();
        page.button("扫商品码").click();
        page.see("这里用不了摄像头");
        page.until("the field has the focus", || page.field("写金额").is_focused().then_some(()));
        return;
    }
    let camera = Camera::Sees(film::of("https://example.com/i/10024"));
    let (_, page) = newcomer(world, Looks { camera, ..PHONE });
    page.link("加商品").click();
    page.button("扫商品码").click();
    page.see("已加 抹茶燕麦");
    page.button("不扫了").click();
    page.link("看看多少钱").click();
    page.see("¥30 × 1");
    page.see("¥25");
}

/// Upright and light on dark; with the browser's own reader there is no film that it could read here, so it is ours that does.
fn a_barcode_on_goods_is_scanned_into_the_basket(world: &World) {
    let policy = fs::read_to_string(world.brand.file()).expect("the brand");
    let tea = "\n[[pricing.goods]]\nitem = \"10099\"\nname = { zh = \"冷泡茶礼盒\", en = \"Cold brew gift box\" }\nclass = \"regular\"\nyuan = 128\nbarcode = \"6901234567892\"\n";
    world.data.apply(&format!("{policy}{tea}"));
    world.stop_server();
    world.start_server(&shuke_tests::place::dist());
    for is_inverted in [false, true] {
        let camera = Camera::Sees(film::of_bars(film::TEA, is_inverted));
        let (_, page) = newcomer(world, Looks { camera, ..PHONE });
        page.link("加商品").click();
        page.button("扫商品码").click();
        page.see("已加 冷泡茶礼盒");
    }
}

fn the_basket_is_still_there_after_going_back_and_after_a_reload(world: &World) {
    let (_, page) = newcomer(world, PHONE);
    choose(&page, &["燕麦拿铁"]);
    page.see("¥23");
    page.link("打开会员码").click();
    page.arrive("/code");
    page.back();
    page.arrive("/preview");
    page.see("¥28 × 1");
    page.see("¥23");
    // Opened anew, as after a reload.
    page.open_path("/preview");
    page.started();
    page.see("燕麦拿铁");
    page.see("¥28 × 1");
    page.see("¥23");
}

fn without_network_it_says_so_and_tries_again(world: &World) {
    let (_, page) = newcomer(world, PHONE);
    choose(&page, &["燕麦拿铁"]);
    page.see("¥23");
    page.expect_in_console("Failed to load resource");
    page.expect_in_console("Load failed");
    // The service worker looked for a newer one of itself just then.
    page.expect_in_console("fetching the script");
    let there = world.server().address;
    world.gate.cut();
    page.button("多一件: 燕麦拿铁").click();
    page.button("再试一次").wait();
    world.gate.lead_to(there);
    page.button("再试一次").click();
    page.see("¥51");
}

fn steppers_work_by_keyboard_and_the_last_piece_takes_the_line_out(world: &World) {
    let (_, page) = newcomer(world, PHONE);
    choose(&page, &["燕麦拿铁"]);
    page.button("多一件: 燕麦拿铁").click();
    page.see("¥28 × 2");
    page.until("the button has the focus again, though its row was drawn anew", || {
        page.button("多一件: 燕麦拿铁").is_focused().then_some(())
    });
    page.button("少一件: 燕麦拿铁").click();
    page.see("¥28 × 1");
    page.button("拿掉: 燕麦拿铁").click();
    page.see("还没有商品");
}
