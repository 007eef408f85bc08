//! One kind of goods as anybody sees it, and what can be put into a basket.

use super::stored::{Counted, find, first, stock_of};
use crate::Error;
use crate::context::Moment;
use crate::http::call::Anyone;
use crate::http::{Call, answer};
use crate::policies::Rulebook;
use crate::store::Conn;
use shuke_contract::Empty;
use shuke_contract::goods::{GoodDetail, ShopStock};
use shuke_rules::goods::Good;
use shuke_rules::policy::{Goods, Policy};

/// How many kinds of goods can be chosen from a list; all others can be scanned.
const LISTED: i64 = 500;

pub async fn get_good(call: Call<Empty, Anyone>) -> Result<GoodDetail, Error> {
    let id = call.id.clone();
    let read = call.app.view(move |connection, Moment { rulebook, now, .. }| {
        Box::pin(async move {
            let (good, is_sold) = find(connection, &id).await?.ok_or_else(answer::not_found)?;
            let counted = if is_sold { stock_of(connection, &good.number).await? } else { Vec::new() };
            let category = good.category.as_ref().map(|id| rulebook.category_name(id));
            let shops = shops(&rulebook, &counted);
            Ok(GoodDetail { good, category, is_sold, shops, today: rulebook.zone().day_of(now) })
        })
    });
    read.await
}

/// The open shops that say what they have.
fn shops(rulebook: &Rulebook, counted: &[Counted]) -> Vec<ShopStock> {
    let open = rulebook.current().policy.stores.iter().filter(|store| !store.revoked);
    let shop = |store: &shuke_rules::policy::Store| {
        let own = counted.iter().find(|counted| counted.store == store.id)?;
        Some(ShopStock {
            store: store.id.clone(),
            name: store.name.clone(),
            pieces: own.pieces,
            counted_at: own.at,
            counted: rulebook.zone().day_of(own.at),
        })
    };
    open.filter_map(shop).collect()
}

/// What members may put into a basket: the catalogue, and what the policy lists that is not in it.
pub async fn on_shelf(connection: &mut Conn, policy: &Policy) -> Result<Vec<Goods>, Error> {
    let imported: Vec<Goods> = first(connection, LISTED).await?.into_iter().map(Good::on_shelf).collect();
    let is_new = |listed: &&Goods| !imported.iter().any(|own| own.item == listed.item);
    let listed: Vec<Goods> = policy.pricing.goods.iter().filter(is_new).cloned().collect();
    Ok(imported.into_iter().chain(listed).collect())
}
