//! The points mall: what it offers a member now. The stock is `stock`'s, redemptions are `orders`'.

mod audit;
mod shown;

use crate::drawing::{Drawn, Shared};
use crate::feature::Feature;
use crate::sessions::Session;
use crate::stock;
use shuke_contract::addresses::GetAddresses;
use shuke_contract::mall::{GetMall, GetOffer};
use shuke_face::Page;
use shuke_face::pages::mall::{first_way, item_whole, list_whole, share};

pub const FEATURE: Feature = Feature {
    routes: |routes| {
        routes.read::<GetMall, Session, _, _>(shown::get_mall).read::<GetOffer, Session, _, _>(shown::get_offer)
    },
    audits: &[&audit::AUDIT],
    pages: &[
        Drawn { page: Page::Mall, draw: |drawing| drawing.of::<GetMall>(list_whole) },
        Drawn {
            page: Page::Item,
            draw: |drawing| {
                Box::pin(async move {
                    let detail = drawing.read::<GetOffer>(drawing.id).await?;
                    let addresses = drawing.read_if::<GetAddresses>(first_way(&detail).is_express()).await?;
                    Ok(drawing.draw(|setting| item_whole(&detail, addresses.as_ref(), setting)))
                })
            },
        },
    ],
    shares: &[Shared {
        page: Page::Item,
        say: |drawing| {
            Box::pin(async move {
                let (id, t) = (drawing.id.to_owned(), drawing.t);
                let found =
                    drawing.app.view(move |connection, _| Box::pin(async move { stock::item(connection, &id).await }));
                let item = found.await?.filter(|stocked| stocked.offered);
                Ok(item.map(|stocked| share(&stocked.item, t)))
            })
        },
    }],
    ..Feature::named("mall")
};
