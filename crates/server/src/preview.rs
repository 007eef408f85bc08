//! What a basket would cost: the function of the till's quotes, asked by the member. Owns nothing and keeps nothing.

use crate::Error;
use crate::booking::Asking;
use crate::context::Moment;
use crate::coupons;
use crate::drawing::Drawn;
use crate::feature::Feature;
use crate::fields::Fields;
use crate::goods;
use crate::http::Call;
use crate::member;
use crate::policies::Rulebook;
use crate::sessions::Session;
use crate::till::{Wish, not_used, priced};
use shuke_contract::preview::{GetPreview, GetShelf, Preview, PreviewRequest, Shelf, ShelfStore, Unused};
use shuke_contract::till::NotUsed;
use shuke_contract::{Empty, ErrorCode, Problem};
use shuke_face::Page;
use shuke_face::pages::preview::{add_whole, page_whole};
use shuke_rules::Points;
use shuke_rules::coupons::CouponId;
use shuke_rules::policy::StoreId;
use shuke_rules::pricing::{Basket, Choice, Line};

/// Lines of a basket, and coupons that can be named.
const LINES: usize = 40;
const NAMED: usize = 50;

pub const FEATURE: Feature = Feature {
    routes: |routes| routes.read::<GetShelf, Session, _, _>(get_shelf).read::<GetPreview, Session, _, _>(get_preview),
    pages: &[
        Drawn {
            page: Page::Preview,
            draw: |drawing| {
                Box::pin(async move {
                    drawing.read::<GetShelf>("").await?;
                    Ok(drawing.draw(page_whole))
                })
            },
        },
        Drawn { page: Page::PreviewAdd, draw: |drawing| drawing.of::<GetShelf>(add_whole) },
    ],
    ..Feature::named("preview")
};

async fn get_shelf(call: Call<Empty, Session>) -> Result<Shelf, Error> {
    let mut connection = call.app.store.read().await?;
    let Moment { rulebook, .. } = call.app.moment(&mut connection).await?;
    let joined = member::joined_in(&mut connection, call.who.member).await?;
    let policy = &rulebook.current().policy;
    let open = policy.stores.iter().filter(|store| !store.revoked);
    let mut stores: Vec<ShelfStore> =
        open.map(|store| ShelfStore { id: store.id.clone(), name: store.name.clone() }).collect();
    stores.sort_by_key(|store| joined.as_ref() != Some(&store.id));
    Ok(Shelf {
        goods: goods::on_shelf(&mut connection, policy).await?,
        stores,
        points_per_yuan: policy.pricing.points.map(|points| points.per_yuan),
        delivers: policy.pricing.delivery.is_some(),
    })
}

async fn get_preview(call: Call<PreviewRequest, Session>) -> Result<Preview, Error> {
    let request = call.request.clone();
    let read =
        coupons::settled_view(&call.app, call.who.member, move |connection, Asking { rulebook, account, now, .. }| {
            Box::pin(async move {
                let (basket, choice) = asked(&rulebook, &request)?;
                let wish = Wish { basket: &basket, coupons: &choice, points: request.points };
                let (priced, held) = priced(connection, &rulebook, Some(&account), wish, &request.store, now).await?;
                Ok(Preview {
                    declined: not_used(&priced.declined, &held).into_iter().map(unused).collect(),
                    lines: priced.lines,
                    coupons: priced.coupons,
                    points: priced.points,
                    delivery: priced.delivery,
                    list: priced.list,
                    to_pay: priced.to_pay,
                    best: priced.best,
                })
            })
        });
    read.await
}

fn unused(NotUsed { coupon, name, why, .. }: NotUsed) -> Unused {
    Unused { coupon, name, why }
}

/// The basket and the coupons, when they are well formed.
fn asked(rulebook: &Rulebook, request: &PreviewRequest) -> Result<(Basket, Choice), Error> {
    known_store(rulebook, &request.store)?;
    let mut fields = Fields::default();
    let lines: Vec<Line> = serde_json::from_str(&request.basket).unwrap_or_default();
    fields.check((1..=LINES).contains(&lines.len()), "basket", format!("must be a list of 1 to {LINES} lines"));
    for line in lines.iter().take(LINES) {
        fields.text(&line.item.0, 0, 64, "basket".to_owned());
        fields.text(&line.class.0, 1, 64, "basket".to_owned());
    }
    fields.check(request.points >= Points::ZERO, "points", "must not be negative");
    let named = |text: &String| text.split(',').filter(|id| !id.is_empty()).map(CouponId::from).collect::<Vec<_>>();
    let choice = request.coupons.as_ref().map_or(Choice::Best, |text| Choice::These(named(text)));
    if let Choice::These(ids) = &choice {
        fields.check(ids.len() <= NAMED, "coupons", format!("must be at most {NAMED}"));
    }
    fields.done()?;
    Ok((Basket { lines, sent: request.sent }, choice))
}

fn known_store(rulebook: &Rulebook, id: &StoreId) -> Result<(), Error> {
    let known = rulebook.current().policy.stores.iter().any(|store| store.id == *id && !store.revoked);
    if known { Ok(()) } else { Err(Problem::new(ErrorCode::StoreUnknown, "There is no such shop.").into()) }
}
