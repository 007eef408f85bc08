//! Bringing a friend: the member's page with nobody and with a friend and a team, and what a link leads to.

use super::{at, member_at, t};
use crate::{api::Api, engine::Looks, page::Page, world::World};
use shuke_contract::{
    Empty,
    referral::{GetReferral, OpenTeam, PutReferral, ReferralChoice},
};
use shuke_rules::{Fen, number::CardNumber};
use std::rc::Rc;

fn page_of(world: &World, looks: Looks, number: &CardNumber) -> Rc<Page> {
    let page = world.browser(looks);
    page.sign_in_as(number.as_str());
    page.open_path("/me/referral");
    page.started();
    page
}

fn code(api: &mut Api) -> String {
    api.call::<GetReferral>("", &Empty {}).expect("the member's link").code
}

pub fn nobody(world: &World, looks: Looks) -> Rc<Page> {
    let (_, number) = world.join(&World::new_phone());
    let page = page_of(world, looks, &number);
    page.see(t(&page, "还没有朋友通过你的链接加入", "No one has joined by your link yet"));
    page
}

/// A friend whose purchase is settling, and an open team.
pub fn friend_and_team(world: &World, looks: Looks) -> Rc<Page> {
    let (mut api, number) = world.join(&World::new_phone());
    let link = code(&mut api);
    let friend = world.join_by(&World::new_phone(), &link);
    world.till().sell(&friend, Fen(4_000));
    api.call::<OpenTeam>("", &Empty {}).expect("a team");
    let page = page_of(world, looks, &number);
    page.see(t(&page, "0 位已确认，1 位在途", "0 confirmed, 1 on the way"));
    page
}

/// Where the link leads of somebody who lets friends read the name.
pub fn link(world: &World, looks: Looks) -> Rc<Page> {
    let (mut api, _) = world.join(&World::new_phone());
    api.call::<PutReferral>("", &ReferralChoice { shows_name: true }).expect("the name is shown");
    let page = at(world, looks, &format!("/r/{}", code(&mut api)));
    page.see(t(&page, "晓雨请你来", "晓雨 invites you"));
    page
}

/// Somebody who gets a share of what friends buy, and a friend who has bought.
fn sharer(world: &World, looks: Looks) -> Rc<Page> {
    let (mut api, number) = world.join(&World::new_phone());
    world.data.invite(&number, "koc");
    let friend = world.join_by(&World::new_phone(), &code(&mut api));
    world.till().sell(&friend, Fen(12_800));
    let page = world.browser(looks);
    page.sign_in_as(number.as_str());
    page
}

pub fn commission(world: &World, looks: Looks) -> Rc<Page> {
    let page = sharer(world, looks);
    page.open_path("/me/commission");
    page.started();
    page.see(t(&page, "留下 ¥128，佣金 ¥6.40", "¥128 kept, ¥6.40 commission"));
    page
}

/// A month in which nothing was bought yet.
pub fn commission_month(world: &World, looks: Looks) -> Rc<Page> {
    let page = sharer(world, looks);
    page.open_path("/me/commission/2026-01");
    page.started();
    page.see(t(&page, "看这个月的", "See this month"));
    page
}

/// What a friend scans.
pub fn poster(world: &World, looks: Looks) -> Rc<Page> {
    let page = member_at(world, looks, 0, "/me/referral/poster");
    page.see(t(&page, "长按图片可以保存", "Touch and hold the picture"));
    page
}
