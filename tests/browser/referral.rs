//! Bringing a friend: from the link over joining to the member's page; the name that is shown; teams.

use super::join::join;
use shuke_contract::{
    Empty,
    referral::{GetReferral, Referral},
};
use shuke_rules::Fen;
use shuke_tests::{api::Api, page::Page, suite::Test, tests, world::World};
use std::rc::Rc;

pub fn tests() -> Vec<Test> {
    tests![
        a_stranger_goes_from_the_link_over_joining_and_is_bound,
        a_friends_code_that_was_told_is_entered_on_the_way_to_joining,
        a_link_that_was_left_and_loaded_anew_still_counts,
        friends_read_the_name_only_while_the_box_is_ticked,
        the_page_follows_a_friend_to_what_is_given,
        a_team_is_opened_joined_by_the_link_and_given_up,
        a_link_that_leads_nowhere_says_so_and_leads_on,
    ]
}

fn mine(api: &mut Api) -> Referral {
    api.call::<GetReferral>("", &Empty {}).expect("the member's page")
}

fn open(page: &Rc<Page>, path: &str) {
    page.open_path(path);
    page.started();
}

/// A member, and a phone on which they look at their page.
fn member(world: &World) -> (Api, Rc<Page>) {
    let (api, number) = world.join(&World::new_phone());
    let page = world.phone();
    page.sign_in_as(number.as_str());
    open(&page, "/me/referral");
    (api, page)
}

fn a_stranger_goes_from_the_link_over_joining_and_is_bound(world: &World) {
    let (mut api, _) = member(world);
    let page = world.phone();
    open(&page, &format!("/r/{}", mine(&mut api).code));
    page.see("一位朋友请你来");
    page.see("100 积分和朋友见面券");
    page.link("免费加入").click();
    page.arrive("/join");
    join(world, &page);
    assert_eq!(mine(&mut api).pending, 1);
}

fn a_friends_code_that_was_told_is_entered_on_the_way_to_joining(world: &World) {
    let (mut api, _) = member(world);
    let page = world.phone();
    open(&page, "/join");
    page.link("有朋友的邀请码？在这里输入").click();
    page.arrive("/scan");
    page.field("输入或粘贴").fill(&mine(&mut api).code);
    page.button("查看").click();
    page.see("一位朋友请你来");
    page.link("免费加入").click();
    page.arrive("/join");
    join(world, &page);
    assert_eq!(mine(&mut api).pending, 1);
}

fn a_link_that_was_left_and_loaded_anew_still_counts(world: &World) {
    let (mut api, _) = member(world);
    let page = world.phone();
    open(&page, &format!("/r/{}", mine(&mut api).code));
    page.link("已经是会员").click();
    page.arrive("/sign-in");
    page.back();
    page.see("一位朋友请你来");
    page.reload();
    page.started();
    open(&page, "/join");
    join(world, &page);
    assert_eq!(mine(&mut api).pending, 1);
}

fn friends_read_the_name_only_while_the_box_is_ticked(world: &World) {
    let (mut api, page) = member(world);
    let link = format!("/r/{}", mine(&mut api).code);
    page.choice("看到我叫“晓雨”").tick();
    page.until("it is kept", || mine(&mut api).shows_name.then_some(()));
    let friend = world.phone();
    open(&friend, &link);
    friend.see("晓雨请你来");
    page.choice("看到我叫“晓雨”").tick();
    page.until("it is taken back", || (!mine(&mut api).shows_name).then_some(()));
    open(&friend, &link);
    friend.see("一位朋友请你来");
}

fn the_page_follows_a_friend_to_what_is_given(world: &World) {
    let (mut api, page) = member(world);
    let friend = world.join_by(&World::new_phone(), &mine(&mut api).code);
    open(&page, "/me/referral");
    page.see("林**");
    page.see("还没买");
    world.till().sell(&friend, Fen(2_000));
    open(&page, "/me/referral");
    page.see("一次还差 ¥10");
    world.till().sell(&friend, Fen(3_000));
    open(&page, "/me/referral");
    page.see("没有退就给");
    page.see("未到账");
}

fn a_team_is_opened_joined_by_the_link_and_given_up(world: &World) {
    let (mut api, page) = member(world);
    let link = format!("/r/{}", mine(&mut api).code);
    page.button("开一队").click();
    page.see("还差 2 位");
    let (_, other) = world.join(&World::new_phone());
    let mate = world.phone();
    mate.sign_in_as(other.as_str());
    open(&mate, &link);
    mate.see("你已经是会员");
    mate.button("加入这一队").click();
    mate.see("还差 1 位");
    open(&page, "/me/referral");
    page.see("还差 1 位");
    page.button("解散这一队").click();
    page.button("开一队").wait();
    assert!(mine(&mut api).team.is_none());
}

fn a_link_that_leads_nowhere_says_so_and_leads_on(world: &World) {
    let page = world.phone();
    page.expect_in_console("404");
    open(&page, "/r/k7m2p9xl");
    page.see("没有找到");
}
