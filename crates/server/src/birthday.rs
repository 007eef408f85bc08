//! The birthday as a page: what is given for it and when next. Registering it is the profile's, giving is `coupons`'.

use crate::Error;
use crate::booking::Asking;
use crate::coupons::{self, Stored};
use crate::drawing::Drawn;
use crate::feature::Feature;
use crate::http::Call;
use crate::member::{birthday_of, name_of};
use crate::sessions::Session;
use crate::store::Conn;
use shuke_contract::Empty;
use shuke_contract::birthday::{BirthdayGift, BirthdayPage, GetBirthday};
use shuke_face::Page;
use shuke_face::pages::birthday::page_whole;
use shuke_rules::coupons::grants::{Facts, is_for, next_birthday};
use shuke_rules::coupons::{Key, State};
use shuke_rules::policy::{Grant, Occasion, Policy, TierId};

pub const FEATURE: Feature = Feature {
    routes: |routes| routes.read::<GetBirthday, Session, _, _>(get_birthday),
    pages: &[Drawn { page: Page::Birthday, draw: |drawing| drawing.of::<GetBirthday>(page_whole) }],
    ..Feature::named("birthday")
};

async fn get_birthday(call: Call<Empty, Session>) -> Result<BirthdayPage, Error> {
    let read = coupons::settled_view(&call.app, call.who.member, |connection, asking| {
        Box::pin(async move { as_of(connection, &asking).await })
    });
    read.await
}

async fn as_of(connection: &mut Conn, Asking { rulebook, account, now, .. }: &Asking) -> Result<BirthdayPage, Error> {
    let (policy, today) = (&rulebook.current().policy, rulebook.zone().day_of(*now));
    let standing = account.standing_at(rulebook, today);
    let birthday = birthday_of(connection, account.member).await?;
    let (tier, since, joined) = (standing.tier.clone(), standing.since, account.joined_day);
    let facts = Facts { today, tier, since, joined, birthday };
    let stored = coupons::of_member(connection, rulebook, account.member).await?;
    let is_of_birthday = |stored: &&Stored| matches!(stored.given_for(), Some(Key::Birthday { .. }));
    let of_birthdays: Vec<&str> = stored.iter().filter(is_of_birthday).map(|stored| stored.key.as_str()).collect();
    let next = next_birthday(policy, &facts, &of_birthdays);
    let gift = |grant: &Grant| {
        let due = next.iter().find(|due| due.grant == grant.id);
        Some(BirthdayGift {
            terms: coupons::terms(policy.template(&grant.coupon)?),
            whole_month: grant.on == Occasion::BirthdayMonth,
            days_before: grant.days_before,
            first: due.map(|due| due.first),
            last: due.and_then(|due| due.last),
        })
    };
    let gifts: Vec<BirthdayGift> =
        birthdays(policy).filter(|grant| is_for(grant, &facts.tier)).filter_map(gift).collect();
    let from_tier = if gifts.is_empty() { lowest(policy) } else { None };
    let mine = stored.iter().filter(is_of_birthday);
    let mut held: Vec<_> = mine.map(|stored| coupons::held(rulebook, stored, &facts.tier, *now)).collect();
    held.retain(|coupon| matches!(coupon.state, State::Available | State::Later { .. } | State::Locked { .. }));
    let name = name_of(connection, account.member).await?;
    Ok(BirthdayPage { name, birthday, gifts, from_tier, held, today })
}

fn birthdays(policy: &Policy) -> impl Iterator<Item = &Grant> {
    policy.grants.iter().filter(|grant| matches!(grant.on, Occasion::Birthday | Occasion::BirthdayMonth))
}

/// The lowest tier that is given something for its birthday.
fn lowest(policy: &Policy) -> Option<TierId> {
    let given = |tier: &&shuke_rules::policy::Tier| birthdays(policy).any(|grant| is_for(grant, &tier.id));
    policy.tiers.iter().find(given).map(|tier| tier.id.clone())
}
